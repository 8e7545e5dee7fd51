"""What a framework is and when a set is well formed. Knows no database."""
