"""Working days, periods and deadlines.

In: days off as editable data, printed phrases. Out: dates with how they were computed. Words: working day, deadline, period.
"""
