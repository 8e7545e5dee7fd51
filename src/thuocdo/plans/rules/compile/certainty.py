"""How sure the compiler is of each field, 0..1: below `LOOK` a person should look."""

from __future__ import annotations

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.documents.rules.blocks import Source

LOOK = 0.8
ABSENT = 0.9  # the document says nothing: certain as far as reading goes


def text(source: Source, *, joined: bool = False, shifted: bool = False) -> float:
    """Typed text is sure; halves joined at a page break and moved rows less so."""
    sure = 0.98 * source.confidence
    if joined:
        sure = min(sure, 0.85)
    return round(min(sure, 0.6) if shifted else sure, 2)


def unit(source: Source, *, inherited: bool, group: bool) -> float:
    """A column or label is sure; a blank filled from above and a mere group name less so."""
    sure = 0.97 * source.confidence
    if inherited:
        sure = min(sure, 0.75)
    return round(min(sure, 0.7) if group else sure, 2)


def deadline(source: Source, value: Deadline, *, inherited: bool) -> float:
    """What the grammar does not understand is shown as printed for a person to set."""
    sure = 0.97 * source.confidence
    if value.kind is DeadlineKind.NONE:
        sure = min(sure, 0.2)
    elif value.kind is DeadlineKind.BY_PARENT:
        sure = min(sure, 0.85)
    return round(min(sure, 0.75) if inherited else sure, 2)
