"""What pages and papers say, thought out without a database."""
