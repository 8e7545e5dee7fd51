"""The published panel gives the figures that reports and press printed (domain/papi.md, marked as verified)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import mean, median

import pytest

from thuocdo.plans.rules.papi import TOTAL, PapiPanel, structure_of
from thuocdo.plans.rules.papi.panel import yearly_files
from thuocdo.plans.rules.papi.reading import read_file
from thuocdo.registers.indices.rules.checks import Trouble, check_table
from thuocdo.registers.indices.rules.standing import Band, computed_class, neighbours, rank_moves

LAI_CHAU = "P08"


def classes(panel: PapiPanel, year: int, dimension: int) -> list[tuple[int, float, float]]:
    """(how many, lowest, highest) of each class, best first, to four decimals."""
    values = panel.values(year, dimension)
    by: dict[Band, list[float]] = {band: [] for band in Band}
    for province, value in values.items():
        found = computed_class(panel, year, province, dimension)
        assert found is not None
        by[found.band].append(value)
    return [(len(of), round(min(of), 4), round(max(of), 4)) for of in by.values()]


def test_classes_of_a_dimension_are_those_of_the_report(panel: PapiPanel) -> None:
    """2022, dimension 6: 16/16/15/16 with the limits printed on page 108 of the report."""
    assert classes(panel, 2022, 6) == [
        (16, 7.8579, 8.3148),
        (16, 7.5189, 7.8072),
        (15, 7.2294, 7.5173),
        (16, 6.4132, 7.2275),
    ]


def test_classes_of_the_total_count_incomplete_provinces_as_low(panel: PapiPanel) -> None:
    """2022: 16/16/15/14 with limits 43,44-47,88 ... as Khánh Hòa published; 2023 also 14 in the lowest class."""
    found = classes(panel, 2022, TOTAL)
    assert [count for count, _low, _high in found] == [16, 16, 15, 14]
    assert [(round(low, 2), round(high, 2)) for _count, low, high in found] == [
        (43.44, 47.88),
        (42.15, 43.25),
        (40.74, 42.14),
        (38.80, 40.72),
    ]
    assert classes(panel, 2023, TOTAL)[3][0] == 14
    assert [count for count, *_ in classes(panel, 2019, TOTAL)] == [16, 16, 15, 16]


def test_national_figures_of_2021_and_2023(panel: PapiPanel) -> None:
    """Mean, median, extremes and how many provinces, as the press printed them."""
    totals = list(panel.values(2021).values())
    assert (len(totals), round(mean(totals), 3), round(median(totals), 3)) == (60, 42.408, 42.269)
    assert round(min(totals), 3) == 37.223
    of_2023 = panel.values(2023)
    assert (round(max(of_2023.values()), 4), round(median(of_2023.values()), 4)) == (46.0415, 42.3265)
    assert (round(of_2023["P01"], 4), round(of_2023["P50"], 4)) == (43.9603, 41.7754)


@pytest.mark.parametrize(
    ("year", "province", "rank", "of"),
    [
        (2021, "P46", 31, 60),
        (2023, "P09", 30, 61),
        (2022, "P37", 16, 61),
        (2024, LAI_CHAU, 31, 61),
        (2023, LAI_CHAU, 18, 61),
    ],
)
def test_ranks_that_provinces_published_with_their_true_denominator(
    panel: PapiPanel, year: int, province: str, rank: int, of: int
) -> None:
    """Tây Ninh 2021, Sơn La 2023, Khánh Hòa 2022, Lai Châu 2023 and 2024."""
    assert (panel.rank(year, province), panel.ranked(year)) == (rank, of)


def test_provinces_within_half_a_point_of_lai_chau(panel: PapiPanel) -> None:
    """Nine in 2023, fifteen in 2024; the province itself is not among them."""
    near = {year: neighbours(panel, year, LAI_CHAU, TOTAL, 0.5) for year in (2023, 2024)}
    assert {year: len(found) for year, found in near.items()} == {2023: 9, 2024: 15}
    assert all(one.province != LAI_CHAU for found in near.values() for one in found)


def test_ranks_jump_by_five_to_nine_places_at_the_median(panel: PapiPanel) -> None:
    """Over the comparable years the median move is 5 to 9 places and the largest 57 (Tây Ninh 2024)."""
    moves = [rank_moves(panel, year, year + 1) for year in (2021, 2022, 2023)]
    assert [move.median for move in moves if move] == [5.0, 9.0, 7.0]
    assert max(move.most for move in moves if move) == 57
    assert (panel.rank(2023, "P46"), panel.rank(2024, "P46")) == (60, 2)


def test_a_row_of_the_report_is_the_sum_of_its_parts(panel: PapiPanel) -> None:
    """Table 3.6 of 2023: Lai Châu 7,7201 = 2,0169 + 1,9162 + 1,9380 + 1,8491."""
    assert round(panel.score(2023, LAI_CHAU, 6) or 0, 4) == 7.7201


def test_every_published_year_passes_the_checks(shared: Path) -> None:
    """Nothing of the real files is refused; blank provinces and changed meanings are told, blanks stay blanks."""
    flags: dict[int, Counter[Trouble]] = {}
    tables = [read_file(file, int(file.stem)) for file in yearly_files(shared / "data" / "papi")]
    for table in tables:
        remarks = check_table(table, structure_of(table.year), others=tables)
        assert [remark.text for remark in remarks if remark.refuses] == []
        flags[table.year] = Counter(remark.kind for remark in remarks)
    assert {year for year, found in flags.items() if found[Trouble.MEANING]} == set(range(2011, 2018))
    assert {year for year, found in flags.items() if found[Trouble.BLANK_PROVINCE]} == {
        2014,
        2021,
        2023,
        2024,
    }
    assert {year for year, found in flags.items() if found[Trouble.PARTIAL_PROVINCE]} == {2018, 2022}
    assert sum(value is None for value in tables[-1].cells["P17"].values()) == len(tables[-1].columns)
