"""Working days, periods and the deadline grammar (pure)."""
