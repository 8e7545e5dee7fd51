"""Import contracts that import-linter does not have."""
