"""Search over what the person may see: tasks, plans, units; accents and abbreviations make no difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from thuocdo.lib.text import fold
from thuocdo.orgs.models import Unit, UnitName
from thuocdo.orgs.queries import Rights, find_units
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.plans import visible_plans
from thuocdo.work.models import TaskQuerySet
from thuocdo.work.queries import visible_tasks, with_list_parts
from thuocdo.work.rules.search import search_phrases

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Hits:
    """One group of hits: the first ones, and how many there are."""

    key: str
    total: int
    items: Sequence[Any]


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit, and the other name by which it was found (None: by its name of today)."""

    unit: Unit
    was: str | None


def search(rights: Rights, text: str, *, today: date) -> list[Hits]:
    """Hits in tasks, plans and units, in this order; a group without hits is left out."""
    if not search_phrases(text):
        return []
    groups = [
        _tasks(visible_tasks(rights), text),
        _plans(rights, text),
        _units(rights, text),
    ]
    return [group for group in groups if group.total]


def _tasks(tasks: TaskQuerySet, text: str) -> Hits:
    found = tasks.with_phrase(text)
    total = found.count()
    if not total:
        found = tasks.with_words(text)
        total = found.count()
    items = list(with_list_parts(found.order_by("-is_open", "due_order", "pk"))[:SHOWN]) if total else []
    return Hits("tasks", total, items)


def _plans(rights: Rights, text: str) -> Hits:
    wanted = Q()
    for phrase in search_phrases(text):
        wanted |= Q(folded__contains=phrase)
    words = Q()
    for word in fold(text).split():
        words &= Q(folded__contains=word)
    found = visible_plans(rights).filter(wanted | words)
    items: list[Plan] = list(found[: SHOWN + 1])
    return Hits("plans", len(items) if len(items) <= SHOWN else found.count(), items[:SHOWN])


def _units(rights: Rights, text: str) -> Hits:
    """Units of the own authority, and authorities anywhere: the catalogue is public."""
    authorities = {unit.authority_id for unit in rights.units}
    near = Q(authority__in=authorities) | Q(kind__in=["province", "commune"]) | rights.reach(Right.TASK_READ)
    known = ~Q(kind=UnitName.ALIAS) | Q(scope__isnull=True) | Q(scope__in=authorities)
    found = find_units(text, within=near, names=known).order_by("sort", "id")
    units = list(found[: SHOWN + 1])
    # an alias is what the papers of one authority call a unit: nobody else reads it
    names = UnitName.objects.filter(known, unit__in=units).order_by("id")
    plain = fold(text)
    other = {name.unit_id: name.name for name in names if plain in name.folded}
    items = [UnitHit(unit, None if plain in unit.folded else other.get(unit.pk)) for unit in units[:SHOWN]]
    return Hits("units", len(units) if len(units) <= SHOWN else found.count(), items)
