"""The upper level's report: sums with their shares, who is missing, what the units wrote, heading by heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thuocdo.registers.reports.models import Gathering
from thuocdo.registers.reports.queries.gathering import Arrived, Gathered
from thuocdo.registers.reports.rules.content import (
    HEADING,
    MARK,
    PARAGRAPH,
    Block,
    Number,
    plain,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit's share of one number, with the report it is in."""

    key: str
    shown: str
    duty: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the table: its report, where it stands, its shares in the order of the columns."""

    arrived: Arrived
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one unit wrote under a heading, in its own words."""

    unit: str
    duty: int
    text: str


def columns_of(found: Gathered) -> list[Number]:
    """The numbers that add up, in the order of the reports."""
    return [number for number in found.numbers.values() if number.adds]


def unit_rows(found: Gathered) -> list[UnitRow]:
    """The units whose reports arrived, with their shares."""
    columns = columns_of(found)
    return [
        UnitRow(
            row,
            tuple(
                Cell(
                    column.key,
                    row.numbers[column.key].shown if column.key in row.numbers else "chưa có số",
                    row.duty.pk,
                )
                for column in columns
            ),
        )
        for row in found.arrived
    ]


def said_by_heading(found: Gathered) -> list[tuple[str, list[Said]]]:
    """The paragraphs that officers wrote themselves, under the heading they stand below; drawn sentences are left out."""
    out: dict[str, list[Said]] = {}
    for row in found.arrived:
        heading = ""
        for block in row.report.read_blocks() if row.report else ():
            if block.kind == HEADING:
                heading = block.text
            elif block.text and not MARK.search(block.text):
                text = plain(block.text, row.numbers)
                out.setdefault(heading, []).append(Said(row.duty.unit.name, row.duty.pk, text))
    return list(out.items())


def gathered_blocks(gathering: Gathering, found: Gathered) -> tuple[Block, ...]:
    """The consolidated report as it begins: one line for each sum, and room for the officer's words."""
    lines = [
        Block(PARAGRAPH, f"- {number.label}: [[{number.key}]] {number.unit}.".replace(" .", "."))
        for number in columns_of(found)
    ]
    return (
        Block(HEADING, "I. Tình hình gửi báo cáo"),
        Block(PARAGRAPH, "", "Đơn vị nào gửi muộn hoặc chưa gửi, đã đôn đốc thế nào?"),
        Block(HEADING, "II. Số liệu tổng hợp"),
        *lines,
        Block(HEADING, "III. Đánh giá chung"),
        Block(PARAGRAPH, "", "Kết quả nổi bật, hạn chế, nguyên nhân chung của các đơn vị?"),
        Block(HEADING, "IV. Kiến nghị, phương hướng"),
        Block(PARAGRAPH, "", "Kiến nghị gì, kỳ tới tập trung việc gì?"),
    )


def missing_sentence(missing: Iterable[str], *, kind: str = "đơn vị") -> str:
    """“6 xã chưa gửi; tổng này thiếu các xã đó: …”; "" where all have sent. It stands in the report's text."""
    names = list(missing)
    if not names:
        return ""
    return f"{len(names)} {kind} chưa gửi; tổng này thiếu các {kind} đó: {', '.join(names)}."
