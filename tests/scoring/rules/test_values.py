"""Values as files write them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.scoring.samples import D, measure
from thuocdo.criteria.rules.model import MeasureKind
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.values import read_value, write_value

_K = MeasureKind


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (_K.YES_NO, False),
        (_K.NUMBER, "12.50"),
        (_K.RATIO, {"value": "2089", "of": "2141"}),
        (_K.PERCENT, "97.57"),
        (_K.DATE, "2026-03-06"),
        (_K.DATE, False),
        (_K.DATES, [{"name": "Quý I", "due": "2025-03-15", "received": "2025-03-14"}]),
        (_K.DATES, [{"name": "Quý I", "due": "2025-03-15", "received": None}]),
        (_K.LINKS, {"ke_hoach": True, "bien_ban": False}),
        (_K.ITEMS, [{"name": "Cuộc 1", "proven": True}]),
    ],
)
def test_what_is_written_is_read_back(kind: MeasureKind, raw: object) -> None:
    """Each kind survives the way to a table and back, to the digit."""
    one = measure("x", kind)
    assert write_value(read_value(one, raw)) == raw
    assert read_value(one, write_value(read_value(one, raw))) == read_value(one, raw)


def test_a_day_left_out_is_not_known() -> None:
    """A period without a day of receipt is neither in time nor late."""
    value = read_value(measure("x", _K.DATES), [{"due": "2025-03-15"}])
    assert value.value == ({"name": "", "due": dt.date(2025, 3, 15), "received": None},)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (_K.YES_NO, 1),
        (_K.NUMBER, True),
        (_K.NUMBER, "NaN"),
        (_K.NUMBER, "1e999999"),
        (_K.NUMBER, "1e-999999"),
        (_K.NUMBER, "hai"),
        (_K.RATIO, 5),
        (_K.RATIO, {"value": 1}),
        (_K.RATIO, {"value": -1, "of": 2}),
        (_K.RATIO, {"value": "1e400", "of": "1e500"}),
        (_K.PERCENT, 100.01),
        (_K.DATE, "06/03/2026"),
        (_K.DATE, "20260306"),
        (_K.DATE, "2026-02-30"),
        (_K.DATE, True),
        (_K.DATES, {"due": "2025-03-15"}),
        (_K.DATES, [{"received": "2025-03-15"}]),
        (_K.LINKS, ["ke_hoach"]),
        (_K.LINKS, {"ke_hoach": 1}),
        (_K.ITEMS, [{"name": "Cuộc 1"}]),
    ],
)
def test_what_cannot_be_is_refused_with_the_measures_name(kind: MeasureKind, raw: object) -> None:
    """A wrong shape or an impossible number is one sentence that names the measure; nothing hangs on huge ones."""
    with pytest.raises(InputError, match="Số đo x") as caught:
        read_value(measure("x", kind), raw)
    assert len(str(caught.value)) < 250


def test_numbers_keep_their_digits() -> None:
    """A file's 97.57 is 97.57, whether it came as a number or as text."""
    assert read_value(measure("x", _K.PERCENT), 97.57).value == D("97.57")
    assert read_value(measure("x", _K.PERCENT), "97.57").value == D("97.57")
