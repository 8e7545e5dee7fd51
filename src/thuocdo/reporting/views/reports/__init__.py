"""Pages of reports: what is due, one report, what the upper level puts together, the regimes."""
