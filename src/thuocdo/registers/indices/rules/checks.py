"""What cannot be in a file of published scores, and what a reader of it must know.

A refusal keeps the file out; a flag is stored with the release and shown with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thuocdo.plans.rules.papi import (
    DIMENSIONS,
    TOTAL,
    Grade,
    Structure,
    YearTable,
    compare,
    province_name,
    structure_of,
)
from thuocdo.plans.rules.papi.judging import comma
from thuocdo.plans.rules.papi.provinces import LAST_OF_63, expected_keys
from thuocdo.registers.indices.rules.standing import BAND_WORDS, Band, percentile

TOLERANCE = 0.005
"""Published parts undershoot 1/3 by a thousandth; more than this is no rounding."""
_MOST_NAMED = 5
_ENOUGH = 5  # fewer provinces say nothing about a column


class Trouble(StrEnum):
    UNKNOWN_YEAR = "unknown_year"
    UNKNOWN_PROVINCE = "unknown_province"
    NORMALISED = "normalised"  # 0-1 values
    OUT_OF_SCALE = "out_of_scale"
    CONSTANT = "constant"
    NO_SUCH_COLUMN = "no_such_column"
    SUM = "sum"
    UNKNOWN_CLASS = "unknown_class"
    SAME_AS = "same_as"
    # flags
    MISSING_PROVINCE = "missing_province"
    BLANK_PROVINCE = "blank_province"
    PARTIAL_PROVINCE = "partial_province"
    EMPTY_COLUMN = "empty_column"
    MEANING = "meaning"
    SHIFT = "shift"
    IGNORED = "ignored"
    DECLARED = "declared"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about a file: one Vietnamese sentence, with the place. `refuses`: the file is not taken in."""

    kind: Trouble
    text: str
    refuses: bool = False
    column: str = ""

    def to_json(self) -> dict[str, str]:
        return {"kind": str(self.kind), "text": self.text, "column": self.column}


def check_table(
    table: YearTable, structure: Structure | None, *, others: Iterable[YearTable] = ()
) -> tuple[Remark, ...]:
    """Everything to say about a year's table, refusals first. `others`: tables of other years that are at hand."""
    if structure is None:
        return (
            Remark(
                Trouble.UNKNOWN_YEAR,
                f"Chưa biết cấu trúc PAPI năm {table.year}. Hãy khai năm này theo cấu trúc của năm nào (ví dụ 2024) "
                "sau khi xem báo cáo; bản nhập sẽ ghi là chưa đối chiếu.",
                refuses=True,
            ),
        )
    remarks = [
        *_provinces(table),
        *_columns(table, structure),
        *_values(table, structure),
        *_sums(table),
        *_classes(table),
        *_blanks(table, structure),
        *_meanings(table.year, structure),
    ]
    remarks += _against(table, structure, [other for other in others if other.year != table.year])
    if structure.declared:
        remarks.append(
            Remark(
                Trouble.DECLARED, f"Cấu trúc năm {table.year} {structure.declared}; không so với năm trước."
            )
        )
    return tuple(sorted(remarks, key=lambda remark: not remark.refuses))


def _provinces(table: YearTable) -> Iterator[Remark]:
    known = expected_keys(table.year)
    strangers = [key for key in table.cells if key not in known]
    if strangers:
        named = ", ".join(
            f"“{table.names.get(key, key)}” (dòng {table.lines.get(key, '?')})" for key in strangers
        )
        hint = (
            "một trong 63 tỉnh, thành phố"
            if table.year <= LAST_OF_63
            else "một trong 34 tỉnh, thành phố hiện nay"
        )
        yield Remark(
            Trouble.UNKNOWN_PROVINCE, f"Không nhận ra {named}; cần tên hoặc mã của {hint}.", refuses=True
        )
    missing = [name for key, name in known.items() if key not in table.cells]
    if missing:
        yield Remark(
            Trouble.MISSING_PROVINCE,
            f"Tệp có {len(table.cells) - len(strangers)}/{len(known)} tỉnh, thành phố; không có dòng của {_named(missing)}. "
            "Hạng chỉ tính trong các tỉnh có trong tệp.",
        )


def _columns(table: YearTable, structure: Structure) -> Iterator[Remark]:
    known = {column.name for column in structure.columns} | {f"D{n}" for n in (TOTAL, *structure.dimensions)}
    wrong = [column for column in table.used if column not in known]
    if wrong:
        yield Remark(
            Trouble.NO_SUCH_COLUMN,
            f"Năm {table.year} PAPI không có {', '.join(wrong)} nhưng tệp có số ở đó; có thể nhầm năm hoặc lệch cột.",
            refuses=True,
        )
    if any(column.startswith("SC") for column in table.used):
        empty = [
            f"{column.name} ({column.code} {column.label})"
            for column in structure.columns
            if column.name not in table.used
        ]
        if empty:
            yield Remark(
                Trouble.EMPTY_COLUMN,
                f"Cả cột trống: {'; '.join(empty)}. Nội dung đó và tổng điểm sẽ thiếu phần này.",
            )
    if table.ignored:
        yield Remark(Trouble.IGNORED, f"Không dùng các cột: {', '.join(table.ignored)}.")


def _values(table: YearTable, structure: Structure) -> Iterator[Remark]:
    every = [value for row in table.cells.values() for value in row.values() if value is not None]
    if every and sum(value > 1 for value in every) < len(every) / 5 and max(every) <= 1 + TOLERANCE:
        yield Remark(
            Trouble.NORMALISED,
            "Mọi điểm nằm trong khoảng 0–1: đây là số đã chuẩn hóa hoặc số mô phỏng, không phải điểm PAPI đã công bố.",
            refuses=True,
        )
        return
    for column in table.used:
        low, high = _limits(column, structure)
        found = [(key, row[column]) for key, row in table.cells.items() if row.get(column) is not None]
        out = [(key, value) for key, value in found if value is not None and not low <= value <= high]
        if out:
            key, value = out[0]
            yield Remark(
                Trouble.OUT_OF_SCALE,
                f"Cột {column}: {len(out)} điểm ngoài thang {comma(low + TOLERANCE, 2)}–{comma(high - TOLERANCE, 2)}, "
                f"ví dụ {province_name(key)} (dòng {table.lines.get(key, '?')}) ghi {comma(value or 0)}.",
                refuses=True,
            )
        if len(found) >= _ENOUGH and len({value for _key, value in found}) == 1:
            yield Remark(
                Trouble.CONSTANT,
                f"Cột {column}: cả {len(found)} tỉnh cùng một điểm {comma(found[0][1] or 0)}; điểm thật không như vậy.",
                refuses=True,
            )


def _limits(column: str, structure: Structure) -> tuple[float, float]:
    if column.startswith("SC"):
        low, high = structure.part_scale(int(column[2]))
    else:
        low, high = structure.scale(int(column[1]))
    return low - TOLERANCE, high + TOLERANCE


def _sums(table: YearTable) -> Iterator[Remark]:
    """Where the file gives parts and wholes, wholes are the sums of parts."""
    points = table.points()
    for key, row in table.cells.items():
        for number in (*DIMENSIONS, TOTAL):
            printed, summed = row.get(f"D{number}"), points[key].get(number)
            parts = [c for c in table.used if c.startswith("SC" if number == TOTAL else f"SC{number}")]
            whole = parts or (number == TOTAL and len(table.used) > 1)
            if printed is None or summed is None or not whole:
                continue
            if abs(printed - summed) > TOLERANCE:
                name = f"nội dung {number}" if number else "tổng điểm"
                yield Remark(
                    Trouble.SUM,
                    f"{province_name(key)} (dòng {table.lines.get(key, '?')}): {name} ghi {comma(printed)} nhưng cộng các phần "
                    f"được {comma(summed)}.",
                    refuses=True,
                )


def band_of_words(text: str) -> Band | None:
    """ "Trung bình cao" -> UPPER; None for other words."""
    plain = " ".join(text.lower().split())
    return next((band for band, words in BAND_WORDS.items() if words.lower() == plain), None)


def _classes(table: YearTable) -> Iterator[Remark]:
    for key, by in table.classes.items():
        for text in by.values():
            if band_of_words(text) is None:
                yield Remark(
                    Trouble.UNKNOWN_CLASS,
                    f"{province_name(key)} (dòng {table.lines.get(key, '?')}): nhóm “{text[:40]}” không có; cần một trong: "
                    f"{', '.join(BAND_WORDS.values())}.",
                    refuses=True,
                )


def _blanks(table: YearTable, structure: Structure) -> Iterator[Remark]:
    points = table.points()
    expected = set(expected_keys(table.year))
    blank = [key for key in table.cells if key in expected and not points[key]]
    whole = max((len(by) for by in points.values()), default=0)
    partial = [key for key in table.cells if points[key] and len(points[key]) < whole]
    if blank:
        yield Remark(
            Trouble.BLANK_PROVINCE,
            f"Không có kết quả năm {table.year}: {_named([province_name(key) for key in blank])}; hạng tính trên "
            f"{len([key for key in points if TOTAL in points[key]])} tỉnh, thành phố.",
        )
    for key in partial:
        lacking = [str(number) for number in structure.dimensions if number not in points[key]]
        yield Remark(
            Trouble.PARTIAL_PROVINCE,
            f"{province_name(key)} thiếu nội dung {', '.join(lacking)}; không có tổng điểm.",
        )


def _meanings(year: int, structure: Structure) -> Iterator[Remark]:
    """Columns that mean something else than in the newest known structure."""
    newest = structure_of(LAST_OF_63)
    changed = [
        f"{column.name} là “{column.label}”"
        for column in structure.columns
        if newest is not None
        and (later := newest.column(column.name)) is not None
        and later.label != column.label
    ]
    if changed:
        yield Remark(
            Trouble.MEANING, f"Năm {year} cột mang nghĩa khác các năm từ 2018: {'; '.join(changed)}."
        )


def _against(table: YearTable, structure: Structure, others: Sequence[YearTable]) -> Iterator[Remark]:
    """The same values as another year; columns that jumped as a whole since the year before."""
    for other in others:
        same = _same_rows(table, other)
        if same >= _ENOUGH:
            yield Remark(
                Trouble.SAME_AS,
                f"{same} tỉnh có mọi điểm trùng hệt năm {other.year}: có thể nhầm tệp của năm khác.",
                refuses=True,
            )
            return
    earlier = max((o for o in others if o.year < table.year), key=lambda o: o.year, default=None)
    if earlier is not None:
        yield from _shifts(table, structure, earlier)


def _same_rows(table: YearTable, other: YearTable) -> int:
    """How many provinces have exactly the same points in both."""
    shared = [column for column in table.used if column in other.used]
    return sum(
        any(row.get(c) is not None for c in shared)
        and all(row.get(c) == other.cells[key].get(c) for c in shared)
        for key, row in table.cells.items()
        if key in other.cells
    )


def _shifts(table: YearTable, structure: Structure, earlier: YearTable) -> Iterator[Remark]:
    before = structure_of(earlier.year)
    for column in table.used:
        if before is None or not column.startswith("SC") or column not in earlier.used:
            continue
        if compare(before, structure, int(column[2]), column).grade is not Grade.SAME:
            continue
        old, new = _known(earlier, column), _known(table, column)
        if min(len(old), len(new)) >= _ENOUGH and _jumped(old, new):
            label = structure.column(column)
            yield Remark(
                Trouble.SHIFT,
                f"{column} “{label.label if label else ''}”: trung vị từ {comma(percentile(old, 0.5), 2)} (năm {earlier.year}) thành "
                f"{comma(percentile(new, 0.5), 2)}; gần như mọi tỉnh cùng đổi một hướng, có thể câu hỏi đã đổi. Không nối hai năm này.",
                column=column,
            )


def _known(table: YearTable, column: str) -> list[float]:
    return [value for row in table.cells.values() if (value := row.get(column)) is not None]


def _jumped(old: Sequence[float], new: Sequence[float]) -> bool:
    """Nine in ten provinces of one year lie beyond nine in ten of the other."""
    return percentile(new, 0.9) < percentile(old, 0.1) or percentile(new, 0.1) > percentile(old, 0.9)


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown} và {len(names) - _MOST_NAMED} tỉnh khác"
