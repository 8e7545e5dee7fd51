"""Writes of scoring: one function per use case."""
