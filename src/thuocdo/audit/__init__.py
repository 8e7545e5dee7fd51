"""Append-only, hash-chained log of who did what.

In: entries queued by actions. Out: a readable log and its verification. Words: entry, chain, head.
"""
