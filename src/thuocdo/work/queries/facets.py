"""What stands around a list: its counts in one query, how well a search hits, units and plans to filter by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, IntegerField, Q, Value, When
from django.db.models.functions import Cast

from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import UnitKind
from thuocdo.plans.queries.plans import visible_plans
from thuocdo.work.models import SavedFilter, TaskQuerySet, phrase_condition
from thuocdo.work.queries.counts import LINE, Counts, measures

MOST_PLANS = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit or plan to filter by."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of the list (total, late, soon, unassigned).

    `by_words`: nothing holds the search as a phrase, so its single words count. `apart`: tasks that hold the
    words, but not together (only told when the phrase is found as well).
    """

    counts: Counts
    by_words: bool = False
    apart: int = 0


def overview(tasks: TaskQuerySet, *, today: date, q: str = "", words: bool = False) -> Overview:
    """Look over the filtered tasks (a search among the filters must be by words).

    `words`: the reader wants single words though the phrase is found.
    """
    line = {name: measure for name, measure in measures(today).items() if name in LINE}
    if not q:
        return Overview(_sum([tasks.order_by().aggregate(**line)]))
    exact = Case(When(phrase_condition(q), then=Value(1)), default=Value(0), output_field=IntegerField())
    groups: list[Any] = list(tasks.order_by().annotate(exact=exact).values("exact").annotate(**line))
    hits = [group for group in groups if group["exact"]]
    if words or not hits:
        return Overview(_sum(groups), by_words=True)
    return Overview(_sum(hits), apart=sum(group["total"] for group in groups if not group["exact"]))


def choices(
    rights: Rights, working_unit: Unit | None
) -> tuple[list[Choice], list[Choice], list[SavedFilter]]:
    """Units and plans that the list of somebody working at the unit can be filtered by, and the filters that the
    person keeps (their names and queries only).
    """
    return around(rights, working_unit)[:3]


def around(
    rights: Rights, working_unit: Unit | None, tasks: TaskQuerySet | None = None
) -> tuple[list[Choice], list[Choice], list[SavedFilter], int]:
    """`choices`, and how many of `tasks` stand outside a plan, all in one query: the page has few to spend."""
    authority = working_unit.authority_id if working_unit else None
    units = Unit.objects.filter(
        Q(authority=authority) | Q(province=authority, kind=UnitKind.COMMUNE)
    ).order_by()
    plans = visible_plans(rights).select_related(None).order_by()
    plans = plans.filter(Q(unit=authority) | Q(unit=working_unit.province_id if working_unit else None))
    rows = units.values_list(
        Value("unit"), Cast("pk", CharField()), Cast("code", CharField()), "name", "sort"
    ).union(
        plans.values_list(
            Value("plan"), Cast("pk", CharField()), "number", "title", Cast("year", CharField())
        ),
        SavedFilter.objects.filter(person=rights.person)
        .order_by()
        .values_list(
            Value("filter"),
            Cast("pk", CharField()),
            "name",
            Cast("query", CharField()),
            Cast("pk", CharField()),
        ),
    )
    if tasks is not None:
        apart = (
            tasks.order_by()
            .outside()
            .values(kind=Value("outside"))
            .annotate(n=Cast(Count("pk"), CharField()))
        )
        nothing = Value("", output_field=CharField())
        rows = rows.union(apart.values_list("kind", "n", nothing, nothing, nothing))
    found = list(rows)
    of_units = sorted((row for row in found if row[0] == "unit"), key=lambda row: (row[4], int(row[1])))
    of_plans = sorted(
        (row for row in found if row[0] == "plan"), key=lambda row: (row[4], int(row[1])), reverse=True
    )
    of_person = sorted((row for row in found if row[0] == "filter"), key=lambda row: int(row[1]))
    return (
        [Choice(code or f"d{pk}", name) for _unit, pk, code, name, _sort in of_units],
        [
            Choice(pk, f"{no} – {title}" if no else title)
            for _plan, pk, no, title, _year in of_plans[:MOST_PLANS]
        ],
        [SavedFilter(pk=int(pk), name=name, query=query) for _kind, pk, name, query, _order in of_person],
        next((int(row[1]) for row in found if row[0] == "outside"), 0),
    )


def _sum(groups: Sequence[Mapping[str, Any]]) -> Counts:
    return Counts(**{name: sum(group[name] or 0 for group in groups) for name in LINE})
