"""Two columns that blanks set side by side: the head of an official document and its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_GAP = re.compile(r"(?<=\S)\s{4,}(?=\S)")
# what only a head or a signature prints beside something else
_LAYOUT = re.compile(
    r"(cộng h[òo]a xã hội|độc lập\s*[-–]\s*tự do|[^,\d]{2,40},\s*ngày\s|t/?m\.|kt\.|tl\.|(phó )?chủ tịch$|(phó )?giám đốc$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line: its number from 1, its page (None without page marks) and its raw text."""

    number: int
    page: int | None
    raw: str


def unfold_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines with the two columns of heads and signatures one after the other; all other lines stay."""
    done: list[Line] = []
    for run in _runs(lines):
        done.extend(_unfolded(run) if any(_split(line.raw) for line in run) else run)
    return done


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines between blank ones, each blank line by itself."""
    run: list[Line] = []
    for line in lines:
        if line.raw.strip():
            run.append(line)
            continue
        if run:
            yield run
            run = []
        yield [line]
    if run:
        yield run


def _split(raw: str) -> tuple[str, str] | None:
    """The two columns of a line whose right one belongs to a head or a signature."""
    gap = _GAP.search(raw) if "\t" not in raw and "|" not in raw else None
    if gap is None or not _LAYOUT.match(raw[gap.end() :]):
        return None
    return raw[: gap.start()], raw[gap.end() :]


def _unfolded(run: Sequence[Line]) -> Iterator[Line]:
    starts = [len(line.raw) - len(parts[1]) for line in run if (parts := _split(line.raw))]
    edge = 0.8 * min(starts)
    right: list[Line] = []
    for line in run:
        parts = _split(line.raw)
        indent = len(line.raw) - len(line.raw.lstrip())
        if parts:
            yield replace(line, raw=parts[0])
            right.append(replace(line, raw=parts[1]))
        elif indent >= edge:
            right.append(replace(line, raw=line.raw.strip()))
        else:
            yield line
    yield from right
