"""What every write of the ledger of lost points shares: the locked row, the right, the note and the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from thuocdo.audit.actions import record
from thuocdo.lib.text import fold
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.actions.allowed import demand, label_of
from thuocdo.scoring.models import LedgerEntry, LedgerNote


def locked(entry: LedgerEntry) -> LedgerEntry:
    """The entry as it stands now, locked until the action ends."""
    return (
        LedgerEntry.objects.select_for_update(of=("self",))
        .select_related("authority", "lead")
        .get(pk=entry.pk)
    )


def demand_entry(by: Person | None, entry: LedgerEntry, now: dt.datetime) -> None:
    """Whoever enters scores for the authority, or for the unit that leads the remedy. Raises PermissionDenied."""
    units = [entry.authority]
    if entry.lead is not None and entry.lead.authority_id == entry.authority_id:
        units.insert(0, entry.lead)
    demand(by, Right.SCORE_ENTER, *units, now=now)


def search_text(entry: LedgerEntry) -> str:
    """What the search box of the ledger looks through."""
    parts = (entry.criterion, entry.criterion_name, entry.field, entry.shortcoming, entry.cause, entry.remedy)
    return fold(" ".join(part for part in (*parts, entry.lead_printed) if part))


def store(entry: LedgerEntry) -> None:
    """Save the entry with its search text and one more on its stamp, so that two people at once are noticed."""
    entry.folded = search_text(entry)
    entry.version_stamp += 1
    entry.save()


def noted(
    entry: LedgerEntry,
    what: str,
    *,
    by: Person | None,
    now: dt.datetime,
    text: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    code: str = "",
) -> None:
    """Keep what happened with the entry, and in the log under `code` ("scoring.loss.<what>" when empty)."""
    old, new = dict(before or {}), dict(after or {})
    LedgerNote.objects.create(
        entry=entry, at=now, by=by, by_label=label_of(by), what=what, text=text, before=old, after=new
    )
    record(
        code or f"scoring.loss.{what}",
        by=by,
        now=now,
        subject=entry,
        unit=entry.authority,
        before=old,
        after=new,
        why=text,
    )
