"""Writes of the ledger of lost points."""
