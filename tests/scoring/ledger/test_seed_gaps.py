"""The real plan with its 27 gaps, from its text to the ledger."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.cast import NOW, Cast
from tests.scoring.ledger.conftest import confirmed
from tests.scoring.ledger.truth import CRITERIA
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.lib.text import fold
from thuocdo.scoring.actions.ledger.losses import take_gaps
from thuocdo.scoring.models import LedgerEntry


def test_the_27_gaps_of_the_real_plan(cast: Cast, version: FrameworkVersion, shared: Path) -> None:
    """Read from the scan's text, 27 entries of 2025 without points; every proposal is the criterion a reader gave."""
    text = (shared / "seeds" / "003_83ada00512a952cf.txt").read_text("utf-8")
    plan = confirmed(cast, text)
    take_gaps(plan=plan, by=cast.person("coordinator"), now=NOW)
    entries = list(LedgerEntry.objects.order_by("pk"))
    assert len(entries) == 27
    assert {(entry.year, entry.points, entry.criterion) for entry in entries} == {(2025, None, "")}
    gaps = json.loads((shared / "gold" / "003_83ada00512a952cf.json").read_text("utf-8"))["gaps"]
    truth = [CRITERIA[gap["id"]] for gap in gaps]
    assert all(
        fold(e.shortcoming)[:12] == fold(g["criterion"])[:12] for e, g in zip(entries, gaps, strict=True)
    )
    said = Counter(
        "silent" if not entry.proposed else "right" if entry.proposed == code else "wrong"
        for entry, code in zip(entries, truth, strict=True)
    )
    assert said == {"right": 24, "silent": 3}
