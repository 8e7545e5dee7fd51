"""The methods of the closed table `criteria.rules.methods.SPECS`, one file each, named as the method is.

A file offers `score(ask)`, `rule(ask)`, `curve(ask, points)` and, where it differs, `bounds(ask)`; `table.py` lists
them and is the only one that calls them.
"""
