"""Reads of the ledger of lost points."""
