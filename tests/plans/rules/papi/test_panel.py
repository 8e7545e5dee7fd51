"""Published scores and the ranks computed from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from thuocdo.lib.errors import InputError
from thuocdo.plans.rules.papi import TOTAL, province_code, read_panel
from thuocdo.plans.rules.papi.provinces import PROVINCES


def test_scores_and_ranks_agree_with_the_published_ones(shared: Path) -> None:
    """Totals, ranks and the number of ranked provinces of P08 and P13, as in domain/papi.md."""
    panel = read_panel(shared / "data" / "papi" / "subdimensions")
    years = {year: (panel.rank(year, "P08"), panel.ranked(year)) for year in range(2020, 2025)}
    assert years == {2020: (55, 63), 2021: (30, 60), 2022: (27, 61), 2023: (18, 61), 2024: (31, 61)}
    assert round(panel.score(2023, "P08", TOTAL) or 0, 4) == 43.6223
    assert [panel.rank(2023, "P08", n) for n in range(1, 9)] == [29, 16, 4, 49, 11, 21, 13, 23]
    assert (panel.rank(2022, "P13", 2), panel.rank(2023, "P13", 2)) == (26, 23)


def test_a_province_without_result_has_no_rank(shared: Path) -> None:
    """Provinces left blank in a year have neither score nor rank."""
    panel = read_panel(shared / "data" / "papi" / "subdimensions")
    blank = [code for code in PROVINCES if panel.score(2023, code) is None]
    assert [PROVINCES[code] for code in blank] == ["Quảng Ninh", "Bình Dương"]
    assert all(panel.rank(2023, code) is None for code in blank)


@pytest.mark.parametrize(
    ("name", "code"), [("Lai Chau", "P08"), ("LẠNG SƠN", "P13"), ("Bà Rịa – Vũng Tàu", "P49"), ("P63", "P63")]
)
def test_names_are_known_in_any_spelling(name: str, code: str) -> None:
    """With or without accents, in capitals, with another dash, or as the survey's code."""
    assert province_code(name) == code


def test_a_number_that_is_none_names_file_and_line(tmp_path: Path) -> None:
    """A cell that is no number ends in one sentence with the place."""
    (tmp_path / "2024.csv").write_text("Province,SC11,SC12\nP01,1.0,x\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"2024\.csv, dòng 2"):
        read_panel(tmp_path)
