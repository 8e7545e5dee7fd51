"""Reads that combine stages."""
