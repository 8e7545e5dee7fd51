"""Targets: the rows of a table of scores and ranks, with baseline and aim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thuocdo.documents.rules.blocks import Row, Table
from thuocdo.lib.text import fold
from thuocdo.plans.rules.compile.columns import Column, Layout
from thuocdo.plans.rules.compile.topics import dimensions_in
from thuocdo.plans.rules.compile.units import parse_roles
from thuocdo.plans.rules.model import Target

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_RANK = re.compile(r"(?:(\d{1,3})\s*[-–]\s*)?(\d{1,3})(?:\s*/\s*(\d{1,3}))?")
_TOTAL = re.compile(r"(tong( cong| diem| so)?\b|cong$|chung$|toan tinh|chi so papi)")


@dataclass(frozen=True, slots=True)
class _Score:
    at: int
    year: int | None
    aim: bool
    rank: bool


def targets_of(table: Table, layout: Layout, year: int | None) -> Iterator[Target]:
    """One target per row that names an index, a dimension or the total."""
    columns = _scores(table, year)
    name_at = _name_column(table, layout, columns)
    unit_at = layout.at(Column.LEAD)
    if unit_at is None:
        unit_at = next(
            (at for at, name in enumerate(table.header) if re.search(r"don vi|co quan|theo doi", fold(name))),
            None,
        )
    for row in table.rows:
        texts = [cell.text for cell in row.cells]
        name = texts[name_at] if name_at < len(texts) else ""
        if row.section or not name:
            continue
        yield _target(row, texts, name, columns, unit_at, year)


def _scores(table: Table, year: int | None) -> list[_Score]:
    columns = []
    for at, name in enumerate(table.header):
        folded = fold(name)
        years = [int(y) for y in re.findall(r"20\d\d", folded)]
        aim = bool(re.search(r"muc tieu|phan dau|chi tieu|ke hoach", folded)) or (
            year is not None and years == [year]
        )
        base = bool(years) or bool(re.search(r"ket qua|hien trang|dat duoc", folded))
        if not aim and not base:
            continue
        cells = [row.cells[at].text for row in table.rows if at < len(row.cells) and row.cells[at].text]
        by_content = bool(cells) and sum("/" in text for text in cells) * 2 > len(cells)
        rank = "hang" in folded or (by_content and "diem" not in folded)
        columns.append(_Score(at, max(years) if years else (year if aim else None), aim, rank))
    return columns


def _name_column(table: Table, layout: Layout, columns: list[_Score]) -> int:
    scored = {column.at for column in columns}
    for column in (Column.FIELD, Column.COMPONENT, Column.TASK, Column.CRITERION):
        at = layout.at(column)
        if at is not None and at not in scored:
            return at
    free = [at for at in range(len(table.header)) if at not in scored and at != layout.at(Column.NUMBER)]
    return free[0] if free else 0


def _target(
    row: Row, texts: list[str], name: str, columns: list[_Score], unit_at: int | None, year: int | None
) -> Target:
    values = {(c.aim, c.rank): (texts[c.at], c.year) for c in columns if c.at < len(texts)}
    base_text, base_year = values.get((False, False), ("", None))
    base_rank_text, base_rank_year = values.get((False, True), ("", None))
    aim_text, aim_year = values.get((True, False), ("", None))
    aim_rank_text, aim_rank_year = values.get((True, True), ("", None))
    base_rank, of_base = _rank(base_rank_text)
    aim_rank, of_aim = _rank(aim_rank_text)
    dimensions = dimensions_in(name)
    total = bool(_TOTAL.match(fold(name)))
    roles = parse_roles(texts[unit_at]) if unit_at is not None and unit_at < len(texts) else parse_roles("")
    return Target(
        dimension=dimensions[0] if len(dimensions) == 1 and not total else None,
        name=name,
        baseline_year=base_year or base_rank_year or (year - 1 if year else None),
        baseline_score=_score(base_text),
        baseline_rank=base_rank,
        of=of_base or of_aim,
        target_year=aim_year or aim_rank_year or year,
        target_score_min=_score(aim_text),
        target_rank=aim_rank,
        lead=roles.lead,
        coordinating=roles.coordinating,
        target_score_text=aim_text or None,
        target_rank_text=aim_rank_text or None,
        source=row.source,
    )


def _score(text: str) -> float | None:
    found = _NUMBER.search(text)
    return float(found[0].replace(",", ".")) if found else None


def _rank(text: str) -> tuple[int | None, int | None]:
    """The worst rank allowed, and of how many ("15- 20/63" gives 20 of 63)."""
    found = _RANK.search(text)
    if not found:
        return None, None
    return int(found[2]), int(found[3]) if found[3] else None
