"""What a person may do today: from memberships in force, and those of absent people they stand in for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.rules.rights import (
    NOT_INHERITED,
    RIGHTS,
    Place,
    Post,
    Right,
    Role,
    Scope,
    UnitKind,
    may_grant,
    reaches,
)

NOTHING = Q(pk__in=[])


def place_of(unit: Unit, above: Mapping[int, frozenset[int]] | None = None) -> Place:
    """The unit's place in the tree; `above` gives the units above each unit inside its authority."""
    return Place(
        unit=unit.pk,
        authority=unit.authority_id or unit.pk,
        province=unit.province_id,
        above=(above or {}).get(unit.pk, frozenset()),
    )


class Rights:
    """The rights of one person on one day; answers without further queries."""

    def __init__(
        self,
        person: Person,
        posts: tuple[Post, ...] = (),
        units: tuple[Unit, ...] = (),
        above: Mapping[int, frozenset[int]] | None = None,
    ) -> None:
        self.person = person
        self.posts = posts
        self.units = units  # where the person works, own posts first, stood-in ones after
        self.roles: frozenset[Role] = frozenset(post.role for post in posts)
        self.own_units: frozenset[int] = frozenset(post.place.unit for post in posts)
        self._above = dict(above or {})

    def can(self, right: Right, unit: Unit) -> bool:
        """Whether the right covers the unit."""
        place = place_of(unit, self._above)
        return any(reaches(post, right, place) for post in self.posts)

    def any(self, right: Right) -> bool:
        """Whether the person has the right anywhere."""
        return any(right in RIGHTS[role] for role in self.roles)

    def units_with(self, right: Right) -> frozenset[int]:
        """The units where the person works in a role that gives the right."""
        return frozenset(post.place.unit for post in self.posts if right in RIGHTS[post.role])

    def can_grant(self, role: Role, unit: Unit) -> bool:
        """Whether the person may give somebody this role at the unit, or end it."""
        return may_grant(self.posts, role, place_of(unit, self._above))

    def reach(self, right: Right, field: str = "") -> Q:
        """Rows whose unit the right covers. `field`: lookup path of a foreign key to Unit; "" for Unit itself."""
        units: set[int] = set()
        authorities: set[int] = set()
        provinces: set[int] = set()
        for post in self.posts:
            scope = RIGHTS[post.role].get(right)
            if scope is Scope.OWN:
                units |= self._within(post.place.unit)
            elif scope is not None:
                authorities.add(post.place.authority)
                if scope is Scope.BELOW and post.is_province:
                    provinces.add(post.place.authority)
        return self._rows(field, units, authorities, provinces)

    def _within(self, unit: int) -> set[int]:
        return {unit} | {other for other, above in self._above.items() if unit in above}

    @staticmethod
    def _rows(field: str, units: set[int], authorities: set[int], provinces: set[int]) -> Q:
        prefix = f"{field}__" if field else ""
        reach = NOTHING
        if units:
            reach |= Q(**{f"{field or 'pk'}__in": sorted(units)})
        if authorities:
            reach |= Q(**{f"{prefix}authority__in": sorted(authorities)})
        if provinces:
            reach |= Q(**{f"{prefix}province__in": sorted(provinces)})
        return reach


def rights_of(person: Person, *, on: date) -> Rights:
    """The person's rights on the day. Two queries; an account that has ended or is closed has none."""
    if not person.is_active or person.left(on):
        return Rights(person)
    memberships = _in_force(person, on)
    posts = tuple(
        Post(
            role=Role(m.role),
            place=place_of(m.unit),
            is_province=(m.unit.authority or m.unit).kind == UnitKind.PROVINCE,
        )
        for m in memberships
    )
    near = {
        post.place.authority
        for post in posts
        if any(scope is Scope.OWN for scope in RIGHTS[post.role].values())
    }
    units = tuple(dict.fromkeys(m.unit for m in memberships))
    return Rights(person, posts, units, _above(near) if near else None)


def _in_force(person: Person, on: date) -> list[Membership]:
    own = Q(person=person)
    stood_in = Q(
        person__absences__stand_in=person, person__absences__starts__lte=on, person__absences__ends__gte=on
    ) & ~Q(role__in=[role.value for role in NOT_INHERITED])
    rows = (
        Membership.objects.filter(own | stood_in, starts__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gte=on))
        .select_related("unit", "unit__authority")
        .order_by("starts", "id")
        .distinct()
    )
    return sorted(rows, key=lambda m: m.person_id != person.pk)


def _above(authorities: Iterable[int]) -> dict[int, frozenset[int]]:
    """Of each unit of the authorities: the units above it inside the authority; a successor counts as above."""
    rows = Unit.objects.filter(authority__in=sorted(authorities)).order_by()
    up: dict[int, tuple[int | None, int | None]] = {
        pk: (parent, successor)
        for pk, parent, successor in rows.values_list("pk", "parent_id", "successor_id")
    }
    above: dict[int, frozenset[int]] = {}
    for unit in up:
        seen: set[int] = set()
        waiting = list(up[unit])
        while waiting:
            higher = waiting.pop()
            # a parent outside the authority (a commune's province) is another authority's matter
            if higher is None or higher in seen or higher not in up:
                continue
            seen.add(higher)
            waiting.extend(up[higher])
        above[unit] = frozenset(seen - {unit})
    return above


def may_change_shared(rights: Rights, right: Right) -> bool:
    """Whether the person may change what all authorities of this installation share, e.g. the days off.

    A province's own people may. A commune's may only while no other authority has people here: otherwise one
    commune would move the deadlines of all.
    """
    holding = {post.place.authority: post.is_province for post in rights.posts if right in RIGHTS[post.role]}
    if any(holding.values()):
        return True
    return bool(holding) and not Membership.objects.exclude(unit__authority__in=list(holding)).exists()
