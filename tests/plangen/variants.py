"""Forty plans of each form, each from its seed alone."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.plangen import grids, pools, prose
from tests.plangen.model import Grid, GridRow, Line, Plan, Print, Truth
from tests.plangen.writer import Writer

__all__ = ["FORMS", "VARIANTS", "Grid", "GridRow", "Line", "Plan", "Print", "Truth", "make"]

VARIANTS = 40
BODIES: dict[str, Callable[[Writer], None]] = {
    "lettered": prose.lettered,
    "bulleted": prose.bulleted,
    "labelled": prose.labelled,
    "unit_headed": prose.unit_headed,
    "tabular": grids.tabular,
    "gaps": grids.gaps,
}
FORMS = tuple(BODIES)


def make(form: str, seed: int) -> Plan:
    """The plan of this form and seed; the same arguments give the same plan."""
    rng = random.Random(f"{form}-{seed}")  # noqa: S311  # a repeatable choice, no secret
    plan = Plan(
        form, seed, rng.choice((2024, 2025, 2026)), f"{rng.choice(pools.AREAS)} {rng.choice(pools.PLACES)}"
    )
    plan.print = Print(
        marks=rng.random() < 0.4,
        wrap=rng.choice((None, None, None, 72, 90)),
        page_rows=rng.choice((None, 3, 4, 6)),
        cut_rows=rng.random() < 0.6,
        pipes=rng.random() < 0.15,
    )
    writer = Writer(plan, rng)
    writer.head()
    BODIES[form](writer)
    writer.foot()
    return plan
