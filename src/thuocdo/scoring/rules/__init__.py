"""Scoring without a database: methods, the tree, explanations, what-if, priorities."""
