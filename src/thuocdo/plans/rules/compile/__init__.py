"""The plan compiler: a read document becomes a plan.

In: a `Document` of any reader. Out: a `Plan` with head, goals, targets, history, tasks, gaps, duties and reports,
each with its source and certainty. Words: outline, role, draft; the method is told in docs/methods/compile.md.
"""

from __future__ import annotations

from thuocdo.plans.rules.compile.assemble import compile_plan

__all__ = ["compile_plan"]
