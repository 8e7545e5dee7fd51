"""What the operator's commands are made of.

In: settings and the machine. Out: a started program, an archive, a finding. Words: schema, archive, check.
"""
