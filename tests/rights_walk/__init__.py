"""The walk of every address by every person: the world it walks in, the table of what is expected, the walker."""
