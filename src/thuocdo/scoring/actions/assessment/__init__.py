"""Writes of an assessment, from self-score to publication."""
