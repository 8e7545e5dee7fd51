"""A plan without a part of tasks: what it asks of each unit are its tasks."""

from __future__ import annotations

from collections.abc import Sequence

from thuocdo.plans.rules.compile.drafts import Draft
from thuocdo.plans.rules.model import Duty


def duties_as_drafts(duties: Sequence[Duty]) -> list[Draft]:
    """The duties as drafts of tasks, each led by its unit."""
    return [
        Draft(
            text=duty.text,
            path=tuple(part for part in duty.id.split(".")[:-1] if part),
            titles=(duty.unit,) if duty.unit else (),
            source=duty.source,
            key=duty.id,
            heading=duty.unit,
            deadline_text=duty.deadline_text,
            heading_unit=duty.unit,
        )
        for duty in duties
    ]
