"""Commands of manage.py that the stage replaces.

In: a command. Out: a refusal where the log would be lost. Words: flush.
"""
