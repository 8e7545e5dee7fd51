"""Calendar addresses: made by their person, shown once, taken back at any time."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.work.models import CalendarFeed

MOST = 10  # living addresses of one person


def digest_of(token: str) -> str:
    """What is kept of a secret."""
    return sha256(token.encode()).hexdigest()


@recorded
def make_feed(*, unit: Unit | None, by: Person, now: datetime) -> tuple[CalendarFeed, str]:
    """A new address for the person's own tasks, or for a unit's as far as the person reads them.

    Gives the row and the secret, which is not kept. An earlier address for the same thing is taken back. Raises
    InputError for the eleventh.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    living = CalendarFeed.objects.filter(person=by, revoked_at=None)
    living.filter(unit=unit).update(revoked_at=now)
    if living.count() >= MOST:
        raise InputError(_("Bạn đã có %(n)s địa chỉ lịch. Hãy thu hồi bớt rồi tạo mới.") % {"n": MOST})
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(person=by, unit=unit, digest=digest_of(token), created_at=now)
    record("work.feed.made", by=by, now=now, subject=feed, unit=unit)
    return feed, token


@recorded
def revoke_feed(*, feed: CalendarFeed, by: Person, now: datetime) -> None:
    """Take an address back; calendar programs then get 404. Doing it twice changes nothing."""
    if CalendarFeed.objects.filter(pk=feed.pk, person=by, revoked_at=None).update(revoked_at=now):
        record("work.feed.revoked", by=by, now=now, subject=feed, unit=feed.unit_id)
