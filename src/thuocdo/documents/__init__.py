"""Official documents in and out, and stored files.

In: untrusted files. Out: typed blocks with their sources. Words: document, block, table, stored file.
"""
