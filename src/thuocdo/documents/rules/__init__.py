"""The shape of a read document and the repair of its tables (pure)."""
