"""Reads of the book: settings in force, duties a person may see, completeness and timeliness, days of receipt."""
