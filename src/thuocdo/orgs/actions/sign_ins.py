"""Failed sign-ins in the log: counted per window and account, one entry for each when the window is over.

An attack therefore adds at most MOST_ACCOUNTS + 1 entries in ten minutes, however many attempts it makes.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from thuocdo.audit.actions import personal, record, recorded
from thuocdo.orgs.models import Person, SignInFailures
from thuocdo.orgs.rules.sign_ins import MOST_ACCOUNTS, joined, window_of


def note_failed_sign_in(*, name: str, address: str, now: datetime) -> None:
    """Count one attempt. `name`: as typed; `address`: of the visitor. Of both only keyed hashes are kept."""
    typed = name.strip().casefold()[:254]
    found = (
        Person.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first() if typed else None
    )
    start = window_of(now)
    with transaction.atomic():
        counted = _row(start, found)
        counted.attempts += 1
        counted.names = joined(counted.names, personal(typed))
        counted.addresses = joined(counted.addresses, personal(address))
        counted.save(update_fields=["attempts", "names", "addresses"])
    record_ended_windows(now=now)


def _row(start: datetime, person: Person | None) -> SignInFailures:
    """The locked count of the account in this window; past MOST_ACCOUNTS that of all others together."""
    rows = SignInFailures.objects.select_for_update()
    if person is not None:
        if held := rows.filter(start=start, person=person).first():
            return held
        if SignInFailures.objects.filter(start=start, person__isnull=False).count() >= MOST_ACCOUNTS:
            person = None
    try:
        with transaction.atomic():
            return rows.get_or_create(start=start, person=person)[0]
    except IntegrityError:  # two at once began the window
        return rows.get(start=start, person=person)


@recorded
def record_ended_windows(*, now: datetime) -> int:
    """Write the counts of windows that are over into the log; returns how many entries."""
    ended = SignInFailures.objects.filter(start__lt=window_of(now))
    if not ended.exists():
        return 0
    written = 0
    for row in (
        ended.select_for_update(skip_locked=True, of=("self",))
        .select_related("person")
        .order_by("start", "id")
    ):
        after = {
            "window": row.start,
            "attempts": row.attempts,
            "typed_names": row.names,
            "addresses": row.addresses,
        }
        record("orgs.signin.failed", by=None, now=now, subject=row.person, after=after)
        row.delete()
        written += 1
    return written
