"""What first: the set of works that wins the most points with the days of work there are. See docs/methods/priorities.md."""
