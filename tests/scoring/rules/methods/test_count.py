"""At least n."""

from __future__ import annotations

import pytest

from tests.scoring.rules.asking import Asked, D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Value

TWO = {"least": D(2)}


def _items(*proven: bool, pro_rata: bool = False) -> Asked:
    given = {"count": [{"name": f"Cuộc {i}", "proven": yes} for i, yes in enumerate(proven, 1)]}
    return asked(
        Method.COUNT,
        {"count": MeasureKind.ITEMS},
        given,
        TWO | {"pro_rata": pro_rata},
        points=D(2),
        unit="cuộc",
    )


def test_two_dialogues_of_which_one_has_no_documents() -> None:
    """Two were held, one is proven, two are needed: 0 points, and the one without documents is named."""
    scored = _items(True, False).scored()
    assert scored.points == 0
    assert scored.because.endswith("Chưa đủ tài liệu: Cuộc 2.")
    assert scored.shortfall == "Còn thiếu 1 cuộc có đủ tài liệu."


def test_two_proven_dialogues_are_enough() -> None:
    """From the least count on the maximum; more is not more."""
    assert _items(True, True).scored().points == 2
    assert _items(True, True, True).scored().points == 2


def test_pro_rata_pays_for_each() -> None:
    """One of two is half the points where the criterion pays for each."""
    assert _items(True, pro_rata=True).scored().points == 1


def test_what_documents_would_bring() -> None:
    """The explanation says that documents for the second dialogue bring 2 points."""
    (gain,) = _items(True, False).explained().gains
    assert (gain.points, gain.text) == (2, "Bổ sung tài liệu cho “Cuộc 2”: thêm 2 điểm.")


def test_a_negative_count_is_refused() -> None:
    """Nothing is done less than never."""
    with pytest.raises(InputError, match="không thể âm"):
        asked(Method.COUNT, {"count": MeasureKind.NUMBER}, {"count": Value(D(-1))}, TWO).scored()


def test_curve_jumps_at_the_least_count() -> None:
    """The chart is level with one jump, or a slope where each is paid."""
    curve, slope = _items(True, False).curve(), _items(True, pro_rata=True).curve()
    assert curve is not None and slope is not None
    assert [(jump.at, jump.below, jump.above) for jump in curve.jumps] == [(2, 0, 2)]
    assert slope.jumps == () and slope.here == (1, 1)
