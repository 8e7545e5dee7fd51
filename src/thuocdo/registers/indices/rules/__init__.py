"""What can be said about published scores: standing, checks of files, claims of plans, targets and baselines."""
