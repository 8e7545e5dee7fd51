"""Writes of the book: regimes and settings, duties, reports, their way up, what the upper level puts together."""
