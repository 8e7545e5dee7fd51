"""Yes or no."""

from __future__ import annotations

import pytest

from tests.scoring.rules.asking import D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Status, Value

KINDS = {"done": MeasureKind.YES_NO}


def test_yes_gives_the_maximum_and_no_gives_nothing() -> None:
    """One commune has no decision on outdated documents: 0 of 1 point."""
    assert asked(Method.YES_NO, KINDS, {"done": True}, points=D(1)).scored().points == 1
    assert asked(Method.YES_NO, KINDS, {"done": False}, points=D(1)).scored().points == 0


def test_not_told_is_not_no() -> None:
    """Without the input there are no points but a range, and the reason names what is missing."""
    scored = asked(Method.YES_NO, KINDS, {}).scored()
    assert (scored.status, scored.points, scored.least, scored.most) == (Status.NOT_SCORED, None, 0, 3)
    assert scored.because == "Chưa tính được – thiếu: Số đo done."
    assert scored.missing == ("done",)


def test_a_number_is_refused() -> None:
    """Only yes and no are answers."""
    with pytest.raises(InputError, match="cần có hoặc không"):
        asked(Method.YES_NO, KINDS, {"done": Value(D(1))}).scored()
