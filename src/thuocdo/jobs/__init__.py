"""Background work whose truth is our own table.

In: a kind of work and its parameters. Out: state, progress, result or error. Words: job, worker, retry.
"""
