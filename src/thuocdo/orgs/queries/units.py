"""Units: found by name, old names included; matched to what a plan prints; what a merge would move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from thuocdo.lib.text import expand_abbreviations, fold
from thuocdo.orgs.models import Membership, Unit, UnitName
from thuocdo.orgs.rules.matching import Candidate, Level, Match, Matcher, parse
from thuocdo.orgs.rules.rights import UnitKind


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A printed name and the unit it means; no unit where a person must choose. `ratio`, `margin` of 100."""

    printed: str
    unit: Unit | None
    ratio: float
    margin: float
    is_group: bool


def match_units(names: Sequence[str], *, authority: Unit) -> list[UnitMatch]:
    """The units that a plan of `authority` means by these names, in the order given.

    The authority's own units come first, then its province's, then, for names of authorities only, all others.
    """
    authority = authority.authority or authority
    near = Matcher(_near(authority))
    matches = [near.match(name) for name in names]
    open_places = {
        parsed.place
        for match in matches
        if match.unit is None
        and not match.is_group
        and not (parsed := parse(match.printed)).office
        and parsed.place
    }
    if open_places:
        far = Matcher(_elsewhere(open_places))
        matches = [m if m.unit or m.is_group else _better(m, far.match(m.printed)) for m in matches]
    units = Unit.objects.in_bulk([m.unit for m in matches if m.unit])
    return [UnitMatch(m.printed, units.get(m.unit or 0), m.ratio, m.margin, m.is_group) for m in matches]


def _better(near: Match, far: Match) -> Match:
    return far if far.unit is not None or far.ratio > near.ratio else near


def _level(kind: str) -> Level | None:
    return {UnitKind.COMMUNE.value: Level.COMMUNE, UnitKind.PROVINCE.value: Level.PROVINCE}.get(kind)


def _near(authority: Unit) -> list[Candidate]:
    """Names of the own authority's units and of the province's offices and communes."""
    reach = Q(authority=authority)
    if authority.province_id:
        reach |= Q(authority=authority.province_id) | Q(kind=UnitKind.COMMUNE, province=authority.province_id)
    rows = Unit.objects.filter(reach).filter(Q(valid_to__isnull=True) | Q(successor__isnull=False))
    rows = rows.select_related("authority").order_by()
    candidates: list[Candidate] = []
    for unit in rows:
        own = unit.authority_id == authority.pk
        holder = unit.authority or unit
        proper = parse(holder.name).place
        tier = 0 if own else 1
        target = unit.successor_id if unit.valid_to and unit.successor_id else unit.pk
        candidates.append(Candidate(target, unit.name, _level(holder.kind), tier, proper))
        if unit.pk in (authority.pk, authority.province_id):
            # the bare "UBND xã", "UBND tỉnh" of the authority's papers
            candidates.append(
                Candidate(unit.pk, f"UBND {unit.title or _title(unit.name)}", _level(unit.kind), tier)
            )
    for row in _other_names(Q(unit__in=[c.unit for c in candidates]), authority):
        holder = row.unit.authority or row.unit
        alias = row.kind == UnitName.ALIAS
        tier = 0 if row.unit.authority_id == authority.pk or row.scope_id else 1
        candidates.append(
            Candidate(row.unit_id, row.name, _level(holder.kind), tier, parse(holder.name).place, alias)
        )
    return candidates


def _title(name: str) -> str:
    return name.split(" ", 1)[0]


def _other_names(units: Q, authority: Unit) -> QuerySet[UnitName]:
    scoped = Q(scope__isnull=True) | Q(scope=authority)
    aliased = Q(kind=UnitName.ALIAS, scope=authority)
    return UnitName.objects.filter((units & scoped) | aliased).select_related("unit", "unit__authority")


def _elsewhere(places: set[str]) -> list[Candidate]:
    """Authorities anywhere whose name ends in one of the places."""
    ends = Q()
    for place in places:
        ends |= Q(folded__endswith=f" {place}")
    kinds = Q(kind__in=[UnitKind.COMMUNE, UnitKind.PROVINCE], valid_to__isnull=True)
    found = [
        Candidate(u.pk, u.name, _level(u.kind), 2, parse(u.name).place)
        for u in Unit.objects.filter(ends, kinds).order_by()
    ]
    old = UnitName.objects.filter(ends).exclude(kind=UnitName.ALIAS).select_related("unit")
    return found + [Candidate(row.unit_id, row.name, None, 2, parse(row.name).place) for row in old]


def find_units(text: str, *, within: Q | None = None, names: Q | None = None) -> QuerySet[Unit]:
    """Units whose name, code, alias or former name contains the text; accents and abbreviations do not matter.

    `names`: which other names count (a condition on UnitName); all of them when not given.
    """
    wanted = fold(expand_abbreviations(text))
    plain = fold(text)
    named = Q()
    for form in {wanted, plain}:
        named |= Q(folded__contains=form)
    other = Exists(UnitName.objects.filter(named, names or Q(), unit=OuterRef("pk")))
    units: QuerySet[Unit] = Unit.objects.filter(within or Q())
    return units.filter(named | Q(code=text.strip()) | other)


@dataclass(frozen=True, slots=True)
class Moving:
    """What belongs to a unit now and would move with it."""

    people: int
    units: int


def merge_preview(unit: Unit, *, on: date) -> Moving:
    """How many people hold a role at the unit after the day, and how many living units stand under it."""
    held = Membership.objects.filter(unit=unit).filter(Q(ends__isnull=True) | Q(ends__gt=on))
    return Moving(
        people=held.values("person").distinct().count(),
        units=unit.children.filter(valid_to__isnull=True).count(),
    )


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit and what stands under it inside its authority."""

    unit: Unit
    branches: tuple[Branch, ...]


def tree_of(units: QuerySet[Unit], authority: Unit) -> list[Branch]:
    """The living units among `units` that belong to the authority, as branches; one query."""
    rows = list(units.filter(authority=authority, valid_to__isnull=True).order_by("sort", "id"))
    known = {unit.pk for unit in rows}
    under: dict[int | None, list[Unit]] = {}
    for unit in rows:
        top = unit.pk == authority.pk or unit.parent_id not in known
        under.setdefault(None if top else unit.parent_id, []).append(unit)

    def grow(parent: int | None) -> tuple[Branch, ...]:
        return tuple(Branch(unit, grow(unit.pk)) for unit in under.get(parent, ()))

    return list(grow(None))
