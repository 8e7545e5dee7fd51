"""All cases treated."""

from __future__ import annotations

from tests.scoring.rules.asking import Asked, D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method, ZeroRule


def _treated(value: int, of: int, zero: ZeroRule | None = None) -> Asked:
    given = {"treated": {"value": value, "of": of}}
    return asked(Method.ALL_CASES, {"treated": MeasureKind.RATIO}, given, points=D(2), zero=zero)


def test_52_late_dossiers_and_no_letter() -> None:
    """52 overdue dossiers without a letter of apology: 0 points, 52 to treat."""
    scored = _treated(0, 52).scored()
    assert scored.points == 0
    assert scored.shortfall == "Còn 52 hồ sơ chưa được xử lý."
    assert scored.cliffs[0].distance == 52


def test_one_left_is_nothing_and_none_left_is_all() -> None:
    """51 of 52 earn nothing, 52 of 52 the maximum."""
    assert _treated(51, 52).scored().points == 0
    assert _treated(52, 52).scored().points == 2


def test_no_late_dossier_follows_the_zero_rule() -> None:
    """Without an overdue dossier nobody has to be apologised to."""
    assert _treated(0, 0, ZeroRule.FULL).scored().points == 2


def test_what_the_next_letter_brings() -> None:
    """With two left the next letter brings nothing yet; with one left it brings everything."""
    assert [gain.points for gain in _treated(50, 52).explained().gains] == [0]
    assert [gain.points for gain in _treated(51, 52).explained().gains] == [2]


def test_curve_jumps_at_the_end() -> None:
    """The chart is 0 up to 100 %."""
    curve = _treated(26, 52).curve()
    assert curve is not None
    assert (curve.here, curve.jumps[0].at) == ((50, 0), 100)
