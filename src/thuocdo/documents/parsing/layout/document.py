"""Pages to a `Document`: tables and text in reading order, furniture and footnotes apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thuocdo.documents.parsing.layout.cells import Piece, take_words, to_table
from thuocdo.documents.parsing.layout.cuts import join_cut_rows
from thuocdo.documents.parsing.layout.furniture import split_furniture
from thuocdo.documents.parsing.layout.letters import DOUBTFUL, list_letter
from thuocdo.documents.parsing.layout.lines import parts, to_lines
from thuocdo.documents.parsing.layout.margins import Margins, body_size, measure
from thuocdo.documents.parsing.layout.page import Line, Page, unsure_words
from thuocdo.documents.parsing.layout.paragraphs import are_centred, begins_paragraph, joined
from thuocdo.documents.rules.blocks import Block, BlockKind, Document, Source
from thuocdo.documents.rules.joining import count_words
from thuocdo.documents.rules.wording import is_upper, kind_of, mark_signature, split_marker
from thuocdo.lib.text import clean, fold

_SIDES = re.compile(
    r"cộng h(oà|òa) xã hội|độc lập\s*[-–]|^số\s*:|nơi nhận|^(tm|kt|tl|t/m|tuq)\s*\.|^t/m", re.IGNORECASE
)
_NOTE = re.compile(r"^\(?(\d{1,2}|\*)\)?[.)]?\s*(?=\S)")


def to_document(pages: Sequence[Page], *, reader: str, notes: Sequence[str] = ()) -> Document:
    """The blocks of all pages in reading order, tables raw."""
    return _Builder(pages, reader, notes).document()


class _Builder:
    def __init__(self, pages: Sequence[Page], reader: str, notes: Sequence[str]) -> None:
        self._pages = {page.number: page for page in pages}
        self._reader = reader
        self._blocks: list[Block] = []
        self._current: list[Line] = []
        self._footnotes: list[Block] = []
        self._tables = 0
        self._letter = ""  # of the last item of an open lettered list
        self._centred: bool | None = None  # set while a column beside another is read
        taken = [take_words(page) for page in pages]
        lines = [to_lines(free, page.number) for page, (free, _) in zip(pages, taken, strict=True)]
        self._lines, self._running = split_furniture(pages, lines)
        self._pieces = [pieces for _, pieces in taken]
        self._words = count_words(word.text for page in pages for word in page.words)
        self._notes = (*notes, *_unruled_note(self._lines))
        everything = [line for own in self._lines for line in own]
        self._body = body_size(everything) if everything else 12.0
        self._margins = self._measure(pages)
        for run in self._runs():
            join_cut_rows(run)

    def _measure(self, pages: Sequence[Page]) -> dict[tuple[int, int], Margins]:
        """Margins for each size of page."""
        by_size: dict[tuple[int, int], list[Line]] = {}
        for page, own in zip(pages, self._lines, strict=True):
            by_size.setdefault(_size(page), []).extend(own)
        return {size: measure(lines, 10.0 * size[0]) for size, lines in by_size.items()}

    def document(self) -> Document:
        for page, lines, pieces in zip(self._pages.values(), self._lines, self._pieces, strict=True):
            body = lines if page.scanned else self._without_footnotes(page, lines)
            at = 0
            for piece in pieces:
                above = [line for line in body[at:] if line.top < piece.ruled.box[1]]
                self._text(page, above)
                at += len(above)
                self._end()
                self._table(piece)
            self._text(page, body[at:])
        self._end()
        return Document(
            blocks=tuple(mark_signature(self._blocks)),
            running=tuple(self._running),
            notes=self._notes,
            pages=len(self._pages),
            reader=self._reader,
        )

    def _table(self, piece: Piece) -> None:
        table = to_table(piece, self._tables + 1, self._words)
        if table.rows:
            self._tables += 1
            source = replace(table.source, line=len(self._blocks) + 1)
            self._blocks.append(Block(BlockKind.TABLE, "", source, table=table))

    def _runs(self) -> list[list[Piece]]:
        """Tables that end one page and begin the next, with nothing between them."""
        runs: list[list[Piece]] = []
        last: Piece | None = None
        for pieces, lines in zip(self._pieces, self._lines, strict=True):
            if not pieces:
                last = None
                continue
            first = pieces[0]
            if last is not None and all(line.top > first.ruled.box[1] for line in lines):
                runs[-1].append(first)
                runs.extend([piece] for piece in pieces[1:])
            else:
                runs.extend([piece] for piece in pieces)
            end = pieces[-1].ruled.box[3]
            last = (
                pieces[-1] if all(line.size < 0.9 * self._body for line in lines if line.top >= end) else None
            )
        return [run for run in runs if len(run) > 1]

    def _without_footnotes(self, page: Page, lines: list[Line]) -> list[Line]:
        """Small print at the foot of the page that begins with a figure becomes footnotes."""
        small = len(lines)
        while small > 0 and lines[small - 1].size < 0.9 * self._body:
            small -= 1
        if small in (0, len(lines)) or lines[small].top < 0.4 * page.height:
            return lines
        while small < len(lines) and not _NOTE.match(lines[small].text):
            small += 1
        notes: list[tuple[str, list[Line]]] = []
        for line in lines[small:]:
            found = _NOTE.match(line.text)
            if (
                found
                and (not notes or line.x0 <= notes[-1][1][0].x0 + 4)
                and line.words[0].text == found[0].strip()
            ):
                notes.append((found[1], [line]))
            elif notes:
                notes[-1][1].append(line)
        for marker, own in notes:
            text = _NOTE.sub("", joined(own), count=1)
            self._footnotes.append(Block(BlockKind.FOOTNOTE, clean(text), self._source(own), marker=marker))
        return lines[:small]

    def _text(self, page: Page, lines: Sequence[Line]) -> None:
        margins = self._margins[_size(page)]
        at = 0
        while at < len(lines):
            sides = _sides(lines[at])
            if sides is None:
                self._add(lines[at], page, margins)
                at += 1
            else:
                at = self._columns(lines, at, sides)

    def _add(self, line: Line, page: Page, margins: Margins) -> None:
        if self._current and begins_paragraph(self._current, line, margins, scanned=page.scanned):
            self._end()
        self._current.append(line)

    def _columns(self, lines: Sequence[Line], at: int, sides: tuple[list[Line], float]) -> int:
        """Two columns side by side, until a line crosses the gutter; left first, then right."""
        self._end()
        _, gutter = sides
        left: list[Line] = []
        right: list[Line] = []
        while at < len(lines):
            whole = lines[at]
            if whole.x1 < gutter + 2:
                left.append(whole)
            elif whole.x0 > gutter - 2:
                right.append(whole)
            else:
                cut = _cut(whole, gutter)
                if cut is None:
                    break
                left.append(cut[0])
                right.append(cut[1])
            at += 1
        for column in (left, right):
            self._centred = _one_axis(column)
            for line in column:
                if not (self._current and _goes_on(self._current[-1].text, line.text)):
                    self._end()
                self._current.append(line)
            self._end()
        self._centred = None
        return at

    def _end(self) -> None:
        """Close the current paragraph, and bring the footnotes that waited for its end."""
        if self._current:
            block = self._block(self._current)
            if block.text:
                self._blocks.append(block)
            self._current = []
        for note in self._footnotes:
            self._blocks.append(note)
        self._footnotes = []

    def _block(self, lines: list[Line]) -> Block:
        page = self._pages[lines[0].page]
        margins = self._margins[_size(page)]
        whole = clean(joined(lines))
        marker, text = split_marker(whole)
        source = self._source(lines)
        letter = list_letter(whole, self._letter) if page.scanned else None
        if letter is not None:
            marker, text, repaired = letter
            self._letter = marker
            if repaired:
                source = replace(source, confidence=min(source.confidence, DOUBTFUL))
        elif marker is not None and marker[0].isalnum():
            self._letter = ""
        bold = all(line.bold for line in lines)
        centred = are_centred(lines, margins) if self._centred is None else self._centred
        if page.scanned and centred and not is_upper(text):
            centred = len(lines[0].text) < 60
        kind = kind_of(text, marker, level=None, bold=bold, centred=centred)
        unsure = unsure_words(lines)
        return Block(kind, text, source, marker=marker, bold=bold, centred=centred, unsure=unsure)

    def _source(self, lines: Sequence[Line]) -> Source:
        page = self._pages[lines[0].page]
        own = [line for line in lines if line.page == page.number]
        box = (
            round(min(line.x0 for line in own) / page.width, 4),
            round(own[0].top / page.height, 4),
            round(max(line.x1 for line in own) / page.width, 4),
            round(own[-1].bottom / page.height, 4),
        )
        x0, top, x1, bottom = (min(max(v, 0.0), 1.0) for v in box)
        confidence = min(line.confidence for line in lines)
        return Source(page.number, len(self._blocks) + 1, box=(x0, top, x1, bottom), confidence=confidence)


def _size(page: Page) -> tuple[int, int]:
    return round(page.width / 10), round(page.height / 10)


def _unruled_note(lines: Sequence[Sequence[Line]]) -> list[str]:
    """A sentence for the user where columns stand side by side without ruling lines: their cells are not told apart."""
    pages = [own[0].page for own in lines if sum(len(parts(line, 1.0)) >= 3 for line in own) >= 5]
    if not pages:
        return []
    listed = ", ".join(map(str, pages))
    return [f"Trang {listed} có bảng không kẻ khung nên có thể đọc lẫn cột. Nên tải lên bản Word (.docx)."]


def _goes_on(before: str, text: str) -> bool:
    """Whether a line in a narrow column continues the one before: a wrapped motto or sentence."""
    if fold(before).endswith("xa hoi chu nghia"):
        return True
    return text[:1].islower() and split_marker(text)[0] is None


def _one_axis(column: Sequence[Line]) -> bool:
    """Whether the lines of a column share their middle rather than their left edge."""
    if len(column) < 2:
        return bool(column)
    middles = [(line.x0 + line.x1) / 2 for line in column]
    lefts = [line.x0 for line in column]
    return max(middles) - min(middles) < 12 < max(lefts) - min(lefts)


def _sides(line: Line) -> tuple[list[Line], float] | None:
    """Whether two columns begin here: the heads or the signatures of an official document."""
    cut = parts(line, 1.2)
    if len(cut) < 2 or not any(_SIDES.search(part.text) for part in cut):
        return None
    widest = max(range(1, len(cut)), key=lambda i: cut[i].x0 - cut[i - 1].x1)
    return cut, (cut[widest - 1].x1 + cut[widest].x0) / 2


def _cut(line: Line, gutter: float) -> tuple[Line, Line] | None:
    """The line cut at the gutter when no word stands on it and the blank there is wide."""
    left = [w for w in line.words if w.x1 <= gutter + 2]
    right = [w for w in line.words if w.x1 > gutter + 2]
    if not left or not right or right[0].x0 - left[-1].x1 < 0.9 * line.size or right[0].x0 < gutter - 2:
        return None
    return Line(left, line.page), Line(right, line.page)
