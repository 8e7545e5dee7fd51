"""The daily digest: who gets one, what it has not told yet, what did not arrive."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from thuocdo.orgs.models import Digest, Notice, Person
from thuocdo.orgs.rules.digests import DigestState


def mail_works() -> bool:
    """Whether the operator has set up mail, so that something sent would arrive."""
    return not settings.EMAIL_BACKEND.endswith(("dummy.EmailBackend", "console.EmailBackend"))


def wanting_digest(day: date) -> QuerySet[Person]:
    """People with an account on the day who want a digest and have none of that day yet."""
    in_office = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    had = Digest.objects.filter(day=day).order_by().values("person")
    return (
        Person.objects.filter(in_office, is_active=True, wants_digest=True).exclude(pk__in=had).order_by("pk")
    )


def untold_notices(person: Person) -> QuerySet[Notice]:
    """Unread notices that no digest has brought yet, oldest first."""
    return Notice.objects.filter(person=person, read_at__isnull=True, told_at__isnull=True).order_by(
        "created_at", "id"
    )


def to_send(now: datetime) -> QuerySet[Digest]:
    """Digests whose mail is due now, also those that a lost worker held."""
    due = Q(next_at__isnull=True) | Q(next_at__lte=now)
    open_ = Q(state__in=[DigestState.WAITING, DigestState.SENDING])
    return Digest.objects.filter(open_, due, person__wants_digest=True, person__is_active=True).order_by("pk")


def undelivered(people: QuerySet[Person] | None = None) -> QuerySet[Digest]:
    """Mails that have not arrived: refused, or tried in vain and still to be tried; of these people, or of all."""
    found = Digest.objects.filter(
        Q(state=DigestState.REFUSED) | Q(state__in=[DigestState.WAITING, DigestState.SENDING], attempts__gt=0)
    )
    if people is not None:
        found = found.filter(person__in=people.order_by().values("pk"))
    return found.select_related("person").order_by("-day", "person__sort", "pk")


def last_digest(person: Person) -> Digest | None:
    """The newest digest of the person, or None."""
    return Digest.objects.filter(person=person).first()
