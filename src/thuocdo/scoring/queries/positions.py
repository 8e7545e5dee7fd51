"""Who somebody is to others: position and office, never a name."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from thuocdo.orgs.models import ROLE_LABELS, Membership, Person, Unit
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import RIGHTS, Right, Role


def said_as(person: Person | None, *, on: dt.date, near: Unit | None = None) -> str:
    """Position and unit of the person on the day, of the post in the authority `near` first."""
    if person is None:
        return _("quản trị máy chủ")
    posts = list(
        Membership.objects.filter(in_force(on), person=person).select_related("unit").order_by("starts", "id")
    )
    if not posts:
        return _("người đã nghỉ")
    here = [post for post in posts if near is not None and post.unit.authority_id == near.pk]
    return _told((here or posts)[0])


def _told(post: Membership) -> str:
    what = post.position or str(ROLE_LABELS[Role(post.role)])
    return f"{what}, {post.unit.name}"


def contact_with(right: Right, unit: Unit, *, on: dt.date, first: Person | None = None) -> str:
    """Who at the unit can do what the right allows, with telephone: for the sentences of locks.

    `first` is named where that person still holds such a post there. Nobody: the unit itself.
    """
    roles = [role.value for role, rights in RIGHTS.items() if right in rights]
    posts = list(
        Membership.objects.filter(in_force(on), role__in=roles)
        .filter(Q(unit=unit) | Q(unit__authority=unit))
        .select_related("unit", "person")
        .order_by("starts", "id")
    )
    rank = {Role.COORDINATOR.value: 0, Role.HEAD.value: 0, Role.OFFICER.value: 1, Role.CLERK.value: 1}
    posts.sort(key=lambda post: (first is None or post.person_id != first.pk, rank.get(post.role, 2)))
    if not posts:
        return unit.name + (f", {unit.phone}" if unit.phone else "")
    post = posts[0]
    phone = post.person.phone or post.unit.phone or unit.phone
    return _told(post) + (f", {phone}" if phone else "")


def belongs(person: Person, authority: Unit, *, period: str, on: dt.date) -> bool:
    """Whether the person works in the authority today, or did at any time of the year `period`."""
    year = int(period)
    then = Q(starts__lte=dt.date(year, 12, 31)) & (Q(ends__isnull=True) | Q(ends__gte=dt.date(year, 1, 1)))
    posts = Membership.objects.filter(person=person).filter(Q(unit=authority) | Q(unit__authority=authority))
    return posts.filter(in_force(on) | then).exists()
