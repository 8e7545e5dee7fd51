"""Past scores that the text states ("đạt 5,47 điểm tăng 0,13 điểm so với năm 2022")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from thuocdo.documents.rules.blocks import Block
from thuocdo.plans.rules.compile.topics import dimension_of
from thuocdo.plans.rules.model import History

_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_NAME = re.compile(r"(?:Chỉ số|chỉ số|nội dung|Nội dung|lĩnh vực)[^“\"]{0,20}[“\"]([^”\"]{5,90})[”\"]")
_SCORE = re.compile(rf"đạt\s+(?:được\s+)?{_NUMBER}\s*điểm", re.IGNORECASE)
_DELTA = re.compile(
    rf"(tăng|giảm)\s+(?:được\s+)?{_NUMBER}\s*điểm\s+so với\s+(?:năm\s+)?(\d{{4}})", re.IGNORECASE
)
_RANK = re.compile(
    r"(?:xếp|đứng)\s+(?:thứ|hạng|vị trí)(?:\s+(?:thứ|hạng))?\s+(\d{1,3})(?:\s*/\s*(\d{1,3}))?", re.IGNORECASE
)
_RANK_DELTA = re.compile(
    r"(tăng|giảm)\s+(\d{1,3})\s+(?:bậc|hạng|vị trí)\s+so với\s+(?:năm\s+)?(\d{4})", re.IGNORECASE
)


def is_history(text: str) -> bool:
    """Whether a sentence states past scores."""
    return bool(_DELTA.search(text) or _RANK_DELTA.search(text))


def history_of(blocks: Iterable[Block], year: int | None) -> tuple[History, ...]:
    """Every statement of a past score, one per index or dimension and place."""
    found: list[History] = []
    for block in blocks:
        if block.table is None and is_history(block.text):
            found.extend(_statements(block, year))
    return tuple(found)


def _statements(block: Block, year: int | None) -> Iterator[History]:
    text = block.text
    names = list(_NAME.finditer(text))
    stretches: list[tuple[int, int, str | None]] = [(0, names[0].start() if names else len(text), None)]
    for at, name in enumerate(names):
        end = names[at + 1].start() if at + 1 < len(names) else len(text)
        stretches.append((name.start(), end, name[1]))
    for start, end, title in stretches:
        statement = _statement(text[start:end], title, year, block)
        if statement is not None:
            yield statement


def _statement(text: str, title: str | None, year: int | None, block: Block) -> History | None:
    deltas = {int(y): _signed(sign, _value(n)) for sign, n, y in _DELTA.findall(text)}
    moves = {
        int(y): (int(n) if sign.lower() == "tăng" else -int(n)) for sign, n, y in _RANK_DELTA.findall(text)
    }
    if not deltas and not moves:
        return None
    score, rank = _SCORE.search(text), _RANK.search(text)
    years = [*deltas, *moves]
    marks = [m for m in (score, rank) if m] + [*_DELTA.finditer(text), *_RANK_DELTA.finditer(text)]
    first = 0 if title else min(m.start() for m in marks)
    last = max(m.end() for m in marks)
    return History(
        dimension=dimension_of([title]) if title else None,
        year=max(years) + 1 if years else (year - 1 if year else None),
        score=_value(score[1]) if score else None,
        delta=deltas,
        rank=int(rank[1]) if rank else None,
        of=int(rank[2]) if rank and rank[2] else None,
        rank_delta=moves,
        text=text[first:last].strip(),
        source=block.source,
    )


def _value(number: str) -> float:
    return float(number.replace(",", "."))


def _signed(sign: str, value: float) -> float:
    return value if sign.lower() == "tăng" else -value
