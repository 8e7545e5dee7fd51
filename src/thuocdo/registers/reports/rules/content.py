"""What a report is made of: headings and paragraphs whose numbers stand as marks, each number with its source.

A paragraph holds "[[key]]" where a number goes; the number itself is kept beside the text with what it counts, where
it comes from and as of when, so that no words of an officer can part it from its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from thuocdo.lib.errors import InputError
from thuocdo.lib.text.figures import print_figure

MARK = re.compile(r"\[\[([a-z0-9_]{1,60})\]\]")
HEADING, PARAGRAPH = "heading", "paragraph"
MOST_BLOCKS = 200
MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """One lower report's share of a number: the report, its unit, its value."""

    report: int
    unit: str
    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """One generated number.

    `value`: a decimal as text, "" where nobody knows it. `source`: one sentence, `link` where it opens. `as_of`: the
    day for which it holds, `drawn_at` when it was read. `adds`: numbers of several units may be summed. `steady`: it
    counts a closed period, so that a change means that what lies under it was corrected. `kept`: why an older
    number was kept. `parts`: what it was summed from.
    """

    key: str
    label: str
    value: str
    unit: str = ""
    source: str = ""
    link: str = ""
    as_of: str = ""
    drawn_at: str = ""
    adds: bool = False
    steady: bool = False
    kept: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def shown(self) -> str:
        """As it stands in the text: "1.020", "98,24"; "chưa có số" where nobody knows it."""
        return print_figure(Decimal(self.value)) if self.value else "chưa có số"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph. `ask`: the question put to the officer where the paragraph is still empty."""

    kind: str
    text: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A number that is different now; `old` or `new` is None where there was, or is, none."""

    key: str
    label: str
    old: Number | None
    new: Number | None


def pieces(text: str, numbers: Mapping[str, Number]) -> list[tuple[str, Number | None]]:
    """The text cut at its marks: (words, None) and ("", number) in order. A mark of no number stays as words."""
    out: list[tuple[str, Number | None]] = []
    at = 0
    for found in MARK.finditer(text):
        number = numbers.get(found[1])
        if number is None:
            continue
        if found.start() > at:
            out.append((text[at : found.start()], None))
        out.append(("", number))
        at = found.end()
    if at < len(text):
        out.append((text[at:], None))
    return out


def plain(text: str, numbers: Mapping[str, Number]) -> str:
    """The text as it is printed."""
    return "".join(number.shown if number else words for words, number in pieces(text, numbers))


def check_blocks(blocks: Sequence[Block], numbers: Mapping[str, Number]) -> None:
    """Raises InputError for marks that no number has and for texts beyond all measure."""
    if len(blocks) > MOST_BLOCKS or any(len(block.text) > MOST_TEXT for block in blocks):
        raise InputError(f"Báo cáo dài quá: nhiều nhất {MOST_BLOCKS} đoạn, mỗi đoạn {MOST_TEXT} chữ.")
    for block in blocks:
        for key in MARK.findall(block.text):
            if key not in numbers:
                raise InputError(
                    f"Không có số nào tên là [[{key}]]. Hãy dùng tên số trong bảng “Số trong báo cáo” hoặc xóa thẻ này."
                )


def changes(old: Mapping[str, Number], new: Mapping[str, Number], *, steady: bool = False) -> list[Change]:
    """The numbers whose value differs, in the order of `old`, then what is new. `steady`: those of closed periods."""
    keys = [*old, *(key for key in new if key not in old)]
    found = [Change(key, (new.get(key) or old[key]).label, old.get(key), new.get(key)) for key in keys]
    return [
        one
        for one in found
        if not same(one.old, one.new)
        and not (steady and not ((one.old or one.new) and (one.old or one.new).steady))  # type: ignore[union-attr]
    ]


def same(old: Number | None, new: Number | None) -> bool:
    """Whether two numbers say the same: value and, of sums, what they were summed from."""
    if old is None or new is None:
        return old is new
    return value_of(old) == value_of(new) and _values(old) == _values(new)


def _values(number: Number) -> dict[str, Decimal | None]:
    return {part.unit: _decimal(part.value) for part in number.parts}


def value_of(number: Number) -> Decimal | None:
    """The value as a number."""
    return _decimal(number.value)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def summed(given: Iterable[tuple[int, str, Mapping[str, Number]]], *, drawn_at: str) -> dict[str, Number]:
    """Numbers of several units' reports put together: (report, unit, its numbers) for each that arrived.

    What may be added is added; what may not (points, shares) keeps its parts and has no value of its own. A unit
    whose report does not know a number is left out of that sum, and the source says how many are in it.
    """
    firsts: dict[str, Number] = {}
    parts: dict[str, list[Part]] = {}
    for report, unit, numbers in given:
        for key, number in numbers.items():
            firsts.setdefault(key, number)
            if value_of(number) is not None:
                parts.setdefault(key, []).append(Part(report, unit, number.value))
    out = {}
    for key, first in firsts.items():
        own = tuple(parts.get(key, ()))
        total = sum((Decimal(part.value) for part in own), Decimal(0))
        out[key] = replace(
            first,
            value=str(total) if first.adds and own else "",
            source=f"Cộng từ {len(own)} báo cáo đã gửi."
            if first.adds
            else f"Của {len(own)} báo cáo, không cộng được.",
            link="",
            drawn_at=drawn_at,
            kept="",
            parts=own,
        )
    return out


def numbers_to_json(numbers: Mapping[str, Number]) -> dict[str, Any]:
    """Numbers as they are stored."""
    return {key: asdict(number) for key, number in numbers.items()}


def numbers_from_json(rows: Mapping[str, Any]) -> dict[str, Number]:
    """Numbers from what is stored."""
    return {
        key: Number(**{**row, "parts": tuple(Part(**part) for part in row.get("parts", ()))})
        for key, row in rows.items()
    }


def blocks_to_json(blocks: Iterable[Block]) -> list[dict[str, str]]:
    """Blocks as they are stored."""
    return [asdict(block) for block in blocks]


def blocks_from_json(rows: Iterable[Mapping[str, str]]) -> tuple[Block, ...]:
    """Blocks from what is stored."""
    return tuple(Block(**row) for row in rows)
