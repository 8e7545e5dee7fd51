"""What is drawn from all stages before: the pages that combine them.

In: reads of earlier stages. Out: dashboards, the plan page, search, operations. Words: week, dashboard.
"""
