"""The daily digest: made for everybody, kept in a file for the operator, mailed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record
from thuocdo.calendars.queries import working_calendar
from thuocdo.orgs.actions.digests import Mailed, keep_digest, remove_old_digests, send_digests_due
from thuocdo.orgs.models import Digest, Person
from thuocdo.orgs.queries.digests import wanting_digest
from thuocdo.orgs.rules.digests import DigestState
from thuocdo.reporting import kept_digests
from thuocdo.reporting.queries.digest import Letter, OfficeNews, letter_of, office_news
from thuocdo.work.actions.reminders import note_reminded
from thuocdo.work.queries.reminders import reminder_plans

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DigestRun:
    """What one run did. `file` is None where it could not be written; `off` says why nobody works on the day."""

    mailed: Mailed
    made: int = 0
    to_mail: int = 0
    file: Path | None = None
    off: str = ""


def run_digest(
    *, now: datetime, even_off: bool = False, said: Callable[[int, int], None] | None = None
) -> DigestRun:
    """Make today's digests that are not made yet, keep the day's file, mail what is due.

    On a day off nothing is made (what is new comes on the next working day), but mails that are due again are sent.
    Run twice on one day it makes and sends nothing twice. `said(done, total)` hears of the progress.
    """
    day = timezone.localdate(now)
    calendar = working_calendar()
    off = "" if even_off else calendar.why_off(day) or ""
    with translation.override(settings.LANGUAGE_CODE):
        if off:
            return DigestRun(send_digests_due(now=now), off=off)
        office = office_news(day=day, now=now, calendar=calendar)
        file = _keep_file(day, office, now)
        people = list(wanting_digest(day))
        plans = reminder_plans()
        made = to_mail = 0
        for number, person in enumerate(people, 1):
            letter = letter_of(person, day=day, calendar=calendar, office=office, plans=plans)
            digest = letter and _keep(person, letter, day=day, now=now)
            if digest:
                made += 1
                to_mail += digest.state == DigestState.WAITING
            if said:
                said(number, len(people))
        _clear(day)
        if made:
            after = {"digests": made, "to_mail": to_mail, "last": office.head.number if office.head else 0}
            record("reporting.digest.made", by=None, now=now, subject=f"{day:%Y-%m-%d}", after=after)
        return DigestRun(send_digests_due(now=now), made, to_mail, file)


@transaction.atomic
def _keep(person: Person, letter: Letter, *, day: date, now: datetime) -> Digest | None:
    """Store the digest together with what it reminds of, so that nothing is told twice or lost by a kill."""
    digest = keep_digest(
        person=person,
        day=day,
        subject=letter.subject,
        text=letter.text,
        notices=list(letter.notices),
        now=now,
    )
    if digest and letter.reminded:
        note_reminded(person=person, told=letter.reminded, day=day)
    return digest


def _keep_file(day: date, office: OfficeNews, now: datetime) -> Path | None:
    """The day's file; a folder that cannot be written must not keep the mails back."""
    head = _("Thước Đo, thư tổng hợp ngày {day}").format(day=f"{day:%d/%m/%Y}")
    try:
        return kept_digests.keep(settings.DIGEST_DIR, day, "\n".join([head, "", *office.lines]) + "\n")
    except OSError:
        logger.exception("the digest of the day could not be kept in a file")
        return None


def _clear(day: date) -> None:
    first = day - timedelta(days=settings.DIGEST_KEEP_DAYS)
    remove_old_digests(before=first)
    try:
        kept_digests.remove_before(settings.DIGEST_DIR, first)
    except OSError:
        logger.exception("old digests could not be removed")
