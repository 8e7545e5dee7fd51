"""Published results of indices (PAPI first), imported with their source and kept by version.

In: files of published reports, confirmed plans. Out: scores, classes, ranks with their denominator, claims checked.
Words: release, value, published class, blank reason, margin, claim, outcome, re-baseline.
"""
