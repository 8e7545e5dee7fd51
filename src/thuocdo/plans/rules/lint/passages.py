"""A document as a flat run of passages: what rules about wording and numbers walk over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from thuocdo.documents.rules.blocks import Block, BlockKind, Document, Row, Source, Table
from thuocdo.lib.text import fold


class Column(StrEnum):
    """What a column of a table of tasks or gaps holds."""

    NUMBER = "number"
    FIELD = "field"
    PROBLEM = "problem"
    CAUSE = "cause"
    REMEDY = "remedy"
    TASK = "task"
    LEAD = "lead"
    COORDINATING = "coordinating"
    DEADLINE = "deadline"
    OUTPUT = "output"
    OTHER = "other"


# first match wins, on the folded title of the column
_COLUMNS: tuple[tuple[str, Column], ...] = (
    (r"^(s?tt|so tt|so thu tu)$", Column.NUMBER),
    (r"nguyen nhan", Column.CAUSE),
    (r"^(giai phap|bien phap).*(khac phuc|ton tai)|^(giai phap|bien phap)$|huong khac phuc", Column.REMEDY),
    (r"^(linh vuc|tieu chi|noi dung tieu chi)", Column.FIELD),
    (r"ton tai|han che|van de", Column.PROBLEM),
    (r"phoi hop", Column.COORDINATING),
    (r"chu tri|thuc hien/theo doi|(co quan|don vi|bo phan|nguoi) (thuc hien|chiu trach nhiem)", Column.LEAD),
    (r"thoi gian|thoi han|tien do|hoan thanh", Column.DEADLINE),
    (r"san pham|ket qua", Column.OUTPUT),
    (r"nhiem vu|giai phap|noi dung|cong viec", Column.TASK),
)


def column_of(title: str) -> Column:
    """The kind of a column by its printed title."""
    folded = fold(title)
    return next((kind for pattern, kind in _COLUMNS if re.search(pattern, folded)), Column.OTHER)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, list item, heading, footnote or cell. `row`, `column` only for cells."""

    text: str
    source: Source
    kind: BlockKind
    marker: str | None = None
    row: Row | None = None
    column: Column | None = None
    shared: bool = False
    """A cell filled from the one above: its text was already read there."""

    def around(self, start: int, end: int, margin: int = 30) -> str:
        """The letters from `start` to `end` with a few words on both sides, cut at blanks."""
        left = max(0, start - margin)
        right = min(len(self.text), end + margin)
        if left:
            left = self.text.find(" ", left, start) + 1 or start
        if right < len(self.text):
            cut = self.text.rfind(" ", end, right)
            right = cut if cut > 0 else end
        return self.text[left:right].strip()


def passages_of(document: Document) -> Iterator[Passage]:
    """All text in reading order; a table gives its cells row by row."""
    for block in document.blocks:
        if block.table is None:
            if block.text:
                yield Passage(block.text, block.source, block.kind, block.marker)
        else:
            yield from _cells(block, block.table)


def _cells(block: Block, table: Table) -> Iterator[Passage]:
    kinds = [column_of(title) for title in table.header]
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            if not cell.text:
                continue
            kind = kinds[place] if place < len(kinds) and not row.section else Column.OTHER
            source = cell.source if cell.source != Source() else row.source
            yield Passage(cell.text, source, block.kind, None, row, kind, cell.inherited)


# every capital of Vietnamese and Latin-1; a range "À-Ỹ" would hold the small letters too
UPPER = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())

_SENTENCE_END = re.compile(rf"(?<=[.!?…])\s+(?=[{UPPER}])|\n+|;\s+")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(start, sentence) of each sentence or clause closed by a semicolon."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if text[start : found.start()].strip():
            yield start, text[start : found.start()]
        start = found.end()
    if text[start:].strip():
        yield start, text[start:]


_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One syllable (or abbreviation) and where it stands in its passage."""

    text: str
    lower: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The syllables of a text; digits and signs are not words."""
    return [Word(m.group(), m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]


def runs_of(text: str, words: list[Word]) -> Iterator[list[Word]]:
    """Groups of words with nothing but blanks, hyphens or commas-free space between them."""
    run: list[Word] = []
    for word in words:
        if run and not re.fullmatch(r"[ \t\n]+|\s*[-–]\s*", text[run[-1].end : word.start]):
            yield run
            run = []
        run.append(word)
    if run:
        yield run
