"""Which units may stand behind the names of a plan, and which may answer for a row."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import UnitKind


def assignable_units(authority: Unit) -> QuerySet[Unit]:
    """Units that may answer for a task of the authority: its own, and for a province its communes."""
    whose = Q(authority=authority.authority_id or authority.pk)
    if authority.kind == UnitKind.PROVINCE:
        whose |= Q(province=authority.pk, kind=UnitKind.COMMUNE)
    units: QuerySet[Unit] = Unit.objects.filter(whose, valid_to__isnull=True).order_by("sort", "id")
    return units


def unit_choices(authority: Unit) -> tuple[list[Unit], list[Unit]]:
    """`nameable_units` and `assignable_units` by one query: whoever may answer for a row may be named in it."""
    nameable = list(nameable_units(authority))
    whose = authority.authority_id or authority.pk
    below = authority.kind == UnitKind.PROVINCE
    assignable = [
        unit
        for unit in nameable
        if unit.authority_id == whose
        or (below and unit.kind == UnitKind.COMMUNE and unit.province_id == authority.pk)
    ]
    return nameable, assignable


def nameable_units(authority: Unit) -> QuerySet[Unit]:
    """Units that a name in the authority's plan may mean: also the province's offices and other communes."""
    whose = Q(authority=authority.authority_id or authority.pk)
    if authority.province_id:
        whose |= Q(authority=authority.province_id) | Q(province=authority.province_id, kind=UnitKind.COMMUNE)
    units: QuerySet[Unit] = Unit.objects.filter(whose, valid_to__isnull=True).order_by("sort", "id")
    return units
