"""The standing books of an office, one folder each with the same few files inside.

In: what offices enter and import, confirmed plans. Out: rows with their clocks and sources, observations.
Words: book (sổ); each folder's own docstring names its words.
"""
