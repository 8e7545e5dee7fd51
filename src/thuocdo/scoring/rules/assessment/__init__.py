"""Rules of an assessment."""
