"""Pages of the stage: list, import, review, versions, comparison."""
