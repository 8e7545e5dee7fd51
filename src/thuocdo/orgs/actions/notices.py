"""Tell people something on the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from thuocdo.audit.actions import record, recorded
from thuocdo.orgs.models import Notice, Person


@recorded
def notify(*, people: Iterable[Person], text: str, link: str, by: Person | None, now: datetime) -> int:
    """One notice for each person but the one who acts; the same unread notice is not repeated. Returns how many."""
    wanted = {person.pk for person in people if by is None or person.pk != by.pk}
    text = text[:300]
    told = Notice.objects.filter(person__in=wanted, text=text, link=link, read_at__isnull=True)
    wanted -= set(told.values_list("person_id", flat=True))
    Notice.objects.bulk_create(
        Notice(person_id=pk, text=text, link=link, created_at=now) for pk in sorted(wanted)
    )
    if wanted:
        record("orgs.notice.sent", by=by, now=now, subject=link, after={"people": sorted(wanted)})
    return len(wanted)


def mark_read(*, person: Person, now: datetime, ids: Iterable[int] | None = None) -> int:
    """The person has seen these notices (all of them when none are named). Not an act worth an audit entry."""
    unread = Notice.objects.filter(person=person, read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=now)
