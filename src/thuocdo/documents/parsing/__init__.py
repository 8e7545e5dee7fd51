"""Readers of untrusted files, one format per file (pure: no Django, no database)."""
