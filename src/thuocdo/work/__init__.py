"""Tasks as the units that own them live them.

In: confirmed rows of a plan. Out: tracked tasks. Words: task, lead unit, coordinating unit, state.
"""
