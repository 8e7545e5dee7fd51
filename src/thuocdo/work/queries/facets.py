"""One query over a list: its counts, the units and plans to filter by, and how well a search hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from thuocdo.work.models import TaskQuerySet, phrase_condition
from thuocdo.work.queries.counts import Counts, measures


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit or plan to filter by, with how many tasks of the list it has."""

    key: str
    label: str
    tasks: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of the list as filtered; the choices as they would be without the filter by unit and plan.

    `by_words`: nothing holds the search as a phrase, so its single words count. `apart`: tasks that hold the
    words, but not together (only told when the phrase is found as well). `unit`: id of the unit filtered by.
    """

    counts: Counts
    units: tuple[Choice, ...] = ()
    plans: tuple[Choice, ...] = ()
    by_words: bool = False
    apart: int = 0
    unit: int | None = None


_KEYS = (
    "authority_id", "authority__code", "lead_id", "lead__code", "lead__name", "lead__sort",
    "plan_id", "plan__number", "plan__title",
)  # fmt: skip


def overview(
    tasks: TaskQuerySet,
    *,
    today: date,
    unit: str = "",
    plan: int | None = None,
    q: str = "",
    words: bool = False,
) -> Overview:
    """Look over `tasks`: filtered by everything but unit, plan and the phrase (a search must be by words already).

    `unit`: key of the unit filtered by; `words`: the reader wants single words though the phrase is found.
    """
    keys: tuple[str, ...] = _KEYS
    if q:
        exact = Case(When(phrase_condition(q), then=Value(1)), default=Value(0), output_field=IntegerField())
        tasks = tasks.annotate(exact=exact)
        keys = (*_KEYS, "exact")
    groups: Sequence[Mapping[str, Any]] = list(tasks.order_by().values(*keys).annotate(**measures(today)))
    found = {group["lead_id"] for group in groups if group["lead_id"] and _key(group, "lead") == unit}
    found |= {group["authority_id"] for group in groups if _key(group, "authority") == unit}
    wanted = next(iter(found), None) if unit else None
    within = [
        g
        for g in groups
        if (not unit or wanted in (g["lead_id"], g["authority_id"]))
        and (plan is None or g["plan_id"] == plan)
    ]
    exact_hits = [g for g in within if g.get("exact")]
    by_words = bool(q) and (words or not exact_hits)
    shown = within if by_words or not q else exact_hits
    return Overview(
        counts=_sum(shown),
        units=_choices(groups, lambda g: (_key(g, "lead"), g["lead__name"]), lambda g: g["lead__sort"] or ""),
        plans=_choices(groups, _plan_choice, lambda g: -(g["plan_id"] or 0)),
        by_words=by_words,
        apart=0 if by_words or not q else sum(g["total"] for g in within if not g["exact"]),
        unit=wanted if unit else None,
    )


def _key(group: Mapping[str, Any], part: str) -> str:
    number = group[f"{part}_id"]
    return group[f"{part}__code"] or (f"d{number}" if number else "")


def _plan_choice(group: Mapping[str, Any]) -> tuple[str, str]:
    if group["plan_id"] is None:
        return "", ""
    number, title = group["plan__number"], group["plan__title"]
    return str(group["plan_id"]), f"{number} – {title}" if number else str(title)


def _choices(groups: Sequence[Mapping[str, Any]], name: Any, order: Any) -> tuple[Choice, ...]:
    totals: dict[tuple[str, str], int] = {}
    for group in sorted(groups, key=order):
        key = name(group)
        if key[0]:
            totals[key] = totals.get(key, 0) + group["total"]
    return tuple(Choice(key, label, number) for (key, label), number in totals.items())


def _sum(groups: Sequence[Mapping[str, Any]]) -> Counts:
    return Counts(**{name: sum(group[name] for group in groups) for name in Counts.__slots__})
