"""Pages of the ledger of lost points."""
