"""What PAPI consisted of in a year, and which years can be compared."""

from __future__ import annotations

import pytest

from thuocdo.plans.rules.papi import Comparison, Grade, compare, structure_of
from thuocdo.plans.rules.papi.structure import structure_from_json


def fit(before: int, after: int, dimension: int = 0, column: str = "") -> Comparison:
    old, new = structure_of(before), structure_of(after)
    assert old is not None and new is not None
    return compare(old, new, dimension, column)


@pytest.mark.parametrize(
    ("year", "dimensions", "parts"), [(2011, 6, 22), (2017, 6, 22), (2018, 8, 28), (2019, 8, 29), (2020, 8, 29), (2024, 8, 28)]
)  # fmt: skip
def test_number_of_dimensions_and_parts(year: int, dimensions: int, parts: int) -> None:
    """6/22 before 2018, 8/28 in 2018, 29 in 2019 and 2020, 28 since 2021."""
    structure = structure_of(year)
    assert structure is not None
    assert (len(structure.dimensions), len(structure.columns)) == (dimensions, parts)


def test_codes_move_up_when_a_part_is_dropped() -> None:
    """Land titles are 5.3 to 2020 and 5.2 since 2021; their column stays SC53."""
    codes = {year: s.column("SC53").code for year in (2020, 2021) if (s := structure_of(year)) and s.column("SC53")}  # type: ignore[union-attr]  # fmt: skip
    assert codes == {2020: "5.3", 2021: "5.2"}


@pytest.mark.parametrize(
    ("before", "after", "dimension", "grade"),
    [
        (2017, 2018, 1, Grade.BROKEN),
        (2018, 2019, 8, Grade.BROKEN),
        (2019, 2024, 8, Grade.SAME),
        (2020, 2021, 5, Grade.BROKEN),
        (2021, 2024, 5, Grade.SAME),
        (2018, 2024, 1, Grade.SAME),
        (2020, 2021, 0, Grade.CAUTION),
        (2021, 2024, 0, Grade.SAME),
        (2015, 2016, 3, Grade.BROKEN),
    ],
)
def test_which_years_compare(before: int, after: int, dimension: int, grade: Grade) -> None:
    """2018 breaks everything, dimension 8 begins in 2019, dimension 5 in 2021; the total goes on with a caution."""
    assert fit(before, after, dimension).grade is grade
    assert fit(after, before, dimension).grade is grade
    assert bool(fit(before, after, dimension).note) is (grade is not Grade.SAME)


def test_a_part_whose_scale_or_meaning_changed_does_not_compare() -> None:
    """SC51 changed its scale in 2021; SC21 its meaning in 2018; SC52 is gone; SC11 goes on."""
    assert "thang điểm" in fit(2020, 2021, 5, "SC51").note
    assert fit(2016, 2018, 2, "SC21").grade is Grade.BROKEN
    assert "không có năm 2021" in fit(2020, 2021, 5, "SC52").note
    assert fit(2019, 2024, 1, "SC11").grade is Grade.SAME


def test_an_unknown_year_must_be_declared_and_is_never_compared_with_the_years_before() -> None:
    """2025 has no structure by itself; declared like 2024 it says so and breaks every line."""
    assert structure_of(2025) is None
    declared = structure_of(2025, like=2024)
    assert declared is not None and "chưa đối chiếu" in declared.declared
    known = structure_of(2024)
    assert known is not None
    assert compare(known, declared).grade is Grade.BROKEN
    assert structure_from_json(declared.to_json()) == declared
