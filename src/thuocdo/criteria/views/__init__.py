"""W43: frameworks and settings."""
