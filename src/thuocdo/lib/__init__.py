"""Pure helpers, one topic per file.

In: plain values. Out: plain values. Words: folded text, Vietnamese administrative spelling.
"""
