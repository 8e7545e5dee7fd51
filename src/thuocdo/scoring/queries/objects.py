"""Where the object behind a number can be opened."""

from __future__ import annotations

from collections.abc import Callable

from thuocdo.scoring.models import MeasureEntry
from thuocdo.scoring.rules.model import Provenance


def opened_at(source: Provenance, link: Callable[..., str]) -> str:
    """The address of the object a value comes from; "" where it is only a sentence.

    `link` makes addresses on the same authority and period (`views.common.Subject.link`).
    """
    if source.kind == "entry":
        row = MeasureEntry.objects.filter(pk=int(source.key)).values_list("measure", flat=True).first()
        return link("measure", row) if row else ""
    if source.kind == "release":
        return f"/lam-viec/cham-diem/papi/{source.key}/"
    return ""
