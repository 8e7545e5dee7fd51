"""Settings, addresses and the command line.

In: the environment. Out: a running program. Words: setting, address, command.
"""
