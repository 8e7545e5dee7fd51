"""Which loss repeats which: the same criterion of the same authority, lost the year before too."""

from __future__ import annotations

from thuocdo.scoring.models import LedgerEntry


def relink(entry: LedgerEntry) -> None:
    """Set the link of this entry to last year's and those of next year's to this one, by confirmed criteria only.

    Part of an action that holds the entry; stores what changed.
    """
    same = LedgerEntry.objects.filter(
        authority=entry.authority_id, framework_code=entry.framework_code, into=None
    ).order_by("pk")
    named = same.filter(criterion=entry.criterion) if entry.criterion else same.none()
    before = named.filter(year=entry.year - 1).exclude(pk=entry.pk).first()
    if entry.previous_id != (before.pk if before else None):
        entry.previous = before
        entry.save(update_fields=["previous"])
    LedgerEntry.objects.filter(previous=entry).exclude(pk__in=named.filter(year=entry.year + 1)).update(
        previous=None
    )
    for later in named.filter(year=entry.year + 1, previous=None):
        later.previous = entry
        later.save(update_fields=["previous"])
