"""Linear."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.scoring.rules.asking import D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method, ZeroRule
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.methods.ask import UNSET_ZERO
from thuocdo.scoring.rules.model import Scored, Status, Value

KINDS = {"share": MeasureKind.RATIO}


def _share(value: int, of: int, zero: ZeroRule | None = None) -> Scored:
    return asked(Method.LINEAR, KINDS, {"share": {"value": value, "of": of}}, zero=zero).scored()


def test_the_seed_commune() -> None:
    """2089/2141 x 3 is 2.93 (2.92714 before rounding), as the commune's plan prints it."""
    scored = _share(2089, 2141)
    assert scored.points == D("2.93")
    assert scored.unrounded is not None and round(scored.unrounded, 5) == D("2.92714")
    assert scored.shortfall == "Còn thiếu 52 hồ sơ."


def test_nine_of_fifteen_tasks() -> None:
    """9 of 15 tasks are 60 %, 1.8 of 3 points."""
    scored = _share(9, 15)
    assert (scored.points, scored.steps[0].result) == (D("1.8"), 60)


def test_an_exact_half_rounds_up() -> None:
    """3 x 17/24 is exactly 2.125: half up to 2.13, although 17/24 has no end."""
    assert _share(17, 24).points == D("2.13")
    assert _share(34, 48).points == D("2.13")


@pytest.mark.parametrize(
    ("rule", "status", "points"),
    [
        (ZeroRule.FULL, Status.SCORED, 3),
        (ZeroRule.ZERO, Status.SCORED, 0),
        (ZeroRule.EXCLUDED, Status.EXCLUDED, None),
        (ZeroRule.NOT_SCORED, Status.NOT_SCORED, None),
        (None, Status.NOT_SCORED, None),
    ],
)
def test_nothing_arose(rule: ZeroRule | None, status: Status, points: int | None) -> None:
    """A total of zero follows the criterion's rule; without a rule it is not scored and says so."""
    scored = _share(0, 0, rule)
    assert (scored.status, scored.points) == (status, points)
    assert scored.because == UNSET_ZERO if rule is None else "phát sinh" in scored.because


@pytest.mark.parametrize(
    ("value", "of", "said"),
    [
        (D(2150), D(2141), "(2.150) không thể lớn hơn tổng số (2.141)"),
        (D(-1), D(10), "không thể âm"),
        (D("NaN"), D(10), "không phải là một số"),
        (D(1), None, "cần cả số đạt và tổng số"),
    ],
)
def test_an_impossible_share_is_refused(value: Decimal, of: Decimal | None, said: str) -> None:
    """A share that cannot be is an error with a sentence, not a score."""
    with pytest.raises(InputError) as caught:
        asked(Method.LINEAR, KINDS, {"share": Value(value, of=of)}).scored()
    assert said in str(caught.value)


def test_a_bare_percentage_over_100_is_refused() -> None:
    """Where only the share is known it lies between 0 and 100."""
    with pytest.raises(InputError, match="không thể lớn hơn 100%"):
        asked(Method.LINEAR, {"share": MeasureKind.PERCENT}, {"share": Value(D(101))}).scored()
