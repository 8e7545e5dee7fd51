"""The draft of a later year's plan, line by line from the ledger of lost points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.criteria.queries import framework_for
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.scoring.actions.ledger.notes import demand_entry
from thuocdo.scoring.models import LedgerEntry, NextYearItem
from thuocdo.scoring.queries.owners import owners_of
from thuocdo.scoring.rules.ledger.states import next_deadline


@recorded
def put_into_plan(
    *, entries: Sequence[LedgerEntry], for_year: int, by: Person | None, now: dt.datetime
) -> list[NextYearItem]:
    """Put entries into the draft of the plan of `for_year`, with proposed text, lead, coordinating and deadline.

    An entry that is there already stays as it is; one that was removed comes back. The proposed lead is the entry's, or
    the unit that owns the confirmed criterion. Raises InputError (nothing chosen, a year that is past) and
    PermissionDenied, and then writes nothing.
    """
    if not entries:
        raise InputError(_("Hãy chọn ít nhất một điểm mất."))
    this_year = localdate(now).year
    if not this_year <= for_year <= this_year + 5:
        raise InputError(
            _("Năm của kế hoạch phải từ %(first)s đến %(last)s.")
            % {"first": this_year, "last": this_year + 5}
        )
    made, new = [], 0
    for entry in entries:
        demand_entry(by, entry, now)
        item, created = NextYearItem.objects.select_for_update(of=("self",)).get_or_create(
            entry=entry,
            for_year=for_year,
            defaults={
                "authority": entry.authority,
                "text": entry.remedy or official("Khắc phục: %(text)s", {"text": entry.shortcoming}),
                "lead": entry.lead or _owner(entry),
                "coordinating": entry.coordinating,
                "deadline_text": next_deadline(entry.deadline_text, entry.deadline_kind, year=for_year),
                "at": now,
                "by": by,
            },
        )
        if item.removed:
            item.removed = False
            item.save(update_fields=["removed"])
            created = True
        new += created
        made.append(item)
    if new:
        authority = entries[0].authority
        after = {"for_year": for_year, "items": new}
        record("scoring.nextyear.filled", by=by, now=now, unit=authority, after=after)
    return made


@recorded
def edit_item(
    *,
    item: NextYearItem,
    text: str,
    lead: Unit | None,
    coordinating: str,
    deadline_text: str,
    by: Person | None,
    now: dt.datetime,
) -> NextYearItem:
    """Write what a line of the draft shall say; from then on it is no proposal. Raises InputError, PermissionDenied."""
    demand_entry(by, item.entry, now)
    if not text.strip():
        raise InputError(_("Hãy ghi việc phải làm."))
    if lead is not None and lead.authority_id != item.authority_id:
        raise InputError(_("Đơn vị chủ trì phải thuộc %(unit)s.") % {"unit": item.authority.name})
    before = {"text": item.text, "lead": item.lead_id, "deadline": item.deadline_text}
    item.text, item.lead = text.strip(), lead
    item.coordinating, item.deadline_text = coordinating.strip()[:1000], deadline_text.strip()[:500]
    item.edited_at, item.edited_by = now, by
    item.save()
    after = {"text": item.text, "lead": item.lead_id, "deadline": item.deadline_text}
    record(
        "scoring.nextyear.edited",
        by=by,
        now=now,
        subject=item,
        unit=item.authority,
        before=before,
        after=after,
    )
    return item


@recorded
def remove_item(*, item: NextYearItem, by: Person | None, now: dt.datetime) -> NextYearItem:
    """Take a line out of the draft; it keeps its words and can be put back. Raises PermissionDenied."""
    demand_entry(by, item.entry, now)
    if not item.removed:
        item.removed = True
        item.save(update_fields=["removed"])
        record("scoring.nextyear.removed", by=by, now=now, subject=item, unit=item.authority)
    return item


def _owner(entry: LedgerEntry) -> Unit | None:
    """The unit that the framework names for the confirmed criterion; None where that is the whole authority."""
    version = framework_for(entry.authority, entry.framework_code, entry.year) if entry.criterion else None
    if version is None:
        return None
    owner = owners_of(version.framework, entry.authority).get(entry.criterion)
    return owner if owner is not None and owner.pk != entry.authority_id else None
