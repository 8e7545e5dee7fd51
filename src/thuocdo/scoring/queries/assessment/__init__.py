"""Reads of rounds and assessments."""
