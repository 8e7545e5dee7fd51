"""Composite indices: structure, treatment, normalisation, weights, aggregation, ranks and what they rest on.

The methods are those of the OECD/JRC Handbook on Constructing Composite Indicators (2008) as COINr computes them;
each function names its COINr counterpart. `build.py` runs the steps in order; `uncertainty.py` and `sensitivity.py`
run them many times over varied assumptions.
"""
