"""Rules of the ledger of lost points."""
