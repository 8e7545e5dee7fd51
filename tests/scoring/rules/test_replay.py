"""A stored run replays to the same result, to the letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.scoring.samples import D, full_card, full_values
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Provenance, Value
from thuocdo.scoring.rules.replay import (
    digest,
    dump_inputs,
    dump_result,
    framework_digest,
    load_inputs,
    load_result,
    replay,
)
from thuocdo.scoring.rules.tree import score

SETTINGS = {"floor": D(98)}


def test_stored_inputs_give_the_stored_result_again() -> None:
    """Every kind of value, scored, stored and replayed: the same text under the same SHA-256."""
    made, values = full_card(), full_values()
    stored = dump_inputs(made, values, SETTINGS, year=2025)
    result = dump_result(score(made, values, SETTINGS, year=2025))
    again = dump_result(replay(made, stored))
    assert again == result
    assert digest(again) == digest(result)


def test_a_stored_result_is_read_back_whole() -> None:
    """The page of an old run shows the same tree: writing what was read gives the same text."""
    made, values = (
        full_card(),
        {name: value for name, value in full_values().items() if not name.endswith("_3")},
    )
    text = dump_result(score(made, values, SETTINGS, year=2025))
    assert dump_result(load_result(text)) == text


def test_text_does_not_depend_on_order_or_on_idle_zeros() -> None:
    """2.50 and 2.5, and values in another order, are one text; another number is another."""
    made, values = full_card(), full_values()
    one = dump_inputs(made, values, {"floor": D("98.50")}, year=2025)
    other = dump_inputs(made, dict(reversed(values.items())), {"floor": D("98.5")}, year=2025)
    assert one == other
    assert dump_inputs(made, values, {"floor": D("98.51")}, year=2025) != one
    assert dump_inputs(made, values, {"floor": D("98.5")}, year=2024) != one


def test_long_numbers_lose_no_digit() -> None:
    """Thirty digits come back as they went."""
    made, number = full_card(), D("12345678901234.123456789012345678")
    stored = dump_inputs(made, {"m1_2": Value(number, of=number)}, {})
    assert load_inputs(stored).values["m1_2"].value == number


def test_sources_are_kept() -> None:
    """Where a number came from is part of the run."""
    source = Provenance("Sổ hồ sơ, dòng 12", "dossier", "12", dt.date(2026, 1, 5))
    stored = dump_inputs(full_card(), {"m1_1": Value(True, sources=(source,))}, {})
    assert load_inputs(stored).values["m1_1"].sources == (source,)


def test_another_framework_is_refused() -> None:
    """A run cannot be replayed by a set whose version or any word or figure differs."""
    made = full_card()
    stored = dump_inputs(made, full_values(), SETTINGS)
    with pytest.raises(InputError, match="dùng bộ thu@1, không phải thu@2"):
        replay(replace(made, version="2"), stored)
    changed = replace(made, criteria=(replace(made.criteria[0], max=D(11)), *made.criteria[1:]))
    assert framework_digest(changed) != framework_digest(made)
    with pytest.raises(InputError, match="không còn như lúc chạy"):
        replay(changed, stored)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format":1}', '{"format":9}', "null"])
def test_a_text_of_something_else_is_refused(text: str) -> None:
    """What was not written by us is an error with a sentence, not a crash."""
    with pytest.raises(InputError):
        load_inputs(text)
    with pytest.raises(InputError):
        load_result(text)
