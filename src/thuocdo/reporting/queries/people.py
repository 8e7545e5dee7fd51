"""People by whom the log may be filtered."""

from __future__ import annotations

from django.db.models import QuerySet

from thuocdo.orgs.models import Membership, Person
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right


def people_of_log(rights: Rights) -> QuerySet[Person]:
    """Everybody who holds or held a role where the person reads the log."""
    theirs = Membership.objects.filter(rights.reach(Right.AUDIT_READ, "unit")).values("person")
    return Person.objects.filter(pk__in=theirs).order_by("full_name", "pk")
