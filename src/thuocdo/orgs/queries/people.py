"""People as administrators and colleagues see them."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.queries.rights import Rights
from thuocdo.orgs.rules.rights import NOT_INHERITED, Right, Role


def in_force(on: date) -> Q:
    """Memberships that hold on the day."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


def not_over(on: date) -> Q:
    """Memberships that hold on the day or begin after it."""
    return Q(ends__isnull=True) | Q(ends__gte=on)


def visible_people(rights: Rights) -> QuerySet[Person]:
    """People whom the holder of these rights may administer: some membership, past or present, lies in reach."""
    theirs = Membership.objects.filter(rights.reach(Right.PEOPLE_ADMIN, "unit"), person=OuterRef("pk"))
    return Person.objects.filter(Exists(theirs))


def may_administer(rights: Rights, person: Person, *, on: date) -> bool:
    """Whether the account may be changed by the holder: every role the person holds could be given by them.

    Roles that begin later and those the person stands in for count too: whoever has the account has them then.
    Of somebody who holds none, the roles held before count.
    """
    own = person.memberships.select_related("unit")
    held = list(own.filter(not_over(on))) or list(own)
    if not held:
        return Role.ADMINISTRATOR in rights.roles
    absent = person.stands_in.filter(ends__gte=on).values("absent")
    held += (
        Membership.objects.filter(not_over(on), person__in=absent)
        .exclude(role__in=[role.value for role in NOT_INHERITED])
        .select_related("unit")
    )
    return all(rights.can_grant(Role(m.role), m.unit) for m in held)


def administrator_contact(authority: Unit | None, *, on: date) -> str:
    """Who helps with accounts, as a sentence may name it: office and telephone, no person's name.

    Without an authority (nobody is signed in): the first administrator of the installation.
    """
    posts = Membership.objects.filter(in_force(on), role=Role.ADMINISTRATOR).select_related(
        "unit", "unit__authority"
    )
    if authority is not None:
        posts = posts.filter(unit__authority=authority)
    first = posts.order_by("starts", "id").first()
    office = (first.unit.authority or first.unit) if first else authority
    if office is None:
        return gettext("quản trị hệ thống")
    phone = (first.unit.phone if first else "") or office.phone
    words = gettext("quản trị hệ thống của %(office)s") % {"office": office.name}
    return words + (f", {phone}" if phone else "")


def last_authority(person: Person) -> Unit | None:
    """The authority where the person worked last."""
    last = person.memberships.select_related("unit__authority").order_by("-starts", "-id").first()
    return last.unit.authority if last else None
