"""From a document to a plan that a person has confirmed.

In: blocks. Out: tasks, gaps, goals, findings. Words: plan, row, gap, duty, finding, parent plan.
"""
