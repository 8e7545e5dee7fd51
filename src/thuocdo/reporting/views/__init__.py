"""Pages that combine stages."""
