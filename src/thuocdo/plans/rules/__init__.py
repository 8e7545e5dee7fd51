"""The plan compiler, the linter and the comparison of plans (pure)."""
