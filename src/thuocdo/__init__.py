"""Thước Đo: from an authority's improvement plan to tracked work, evidence and explained scores."""
