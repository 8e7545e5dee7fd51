"""Pages of self-score, verification and rounds."""
