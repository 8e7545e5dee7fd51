"""The source of a row: the printed lines, the blocks as read, the page image with the place framed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default
from pathlib import Path
from typing import Any

from thuocdo.documents.parsing.text import decode
from thuocdo.documents.queries import has_pictures, page_image, path_of
from thuocdo.documents.rules.blocks import Block, Document, Row, Table
from thuocdo.lib.errors import InputError
from thuocdo.plans.models import PlanVersion
from thuocdo.plans.rules.pages import Printed, doubtful, printed_at
from thuocdo.plans.rules.placing import Place, places_of
from thuocdo.plans.words import place_words

AROUND_LINES = 4
AROUND_BLOCKS = 4
AROUND_ROWS = 2
MARGIN = 6  # pixels around a printed place
_NONE: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block as read; `rows` only for tables: (cells, is it the row)."""

    text: str
    marked: bool = False
    heading: bool = False
    header: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, ...], bool], ...] = ()


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with frames, in shares of the page times 1000 (x, y, width, height)."""

    page: int
    frames: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """The printed place of a field whose letters are in doubt: as read, how sure in percent, and a part of a page.

    `pieces`: (text, how sure of this word in percent; None for words that are not in doubt). `crop`: (x, y, width, height) in pixels of the page image, whose size is `size`; None where there is no picture.
    """

    pieces: tuple[tuple[str, int | None], ...]
    percent: int
    page: int | None = None
    crop: tuple[int, int, int, int] | None = None
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class SourceView:
    """Everything the left side of the review shows."""

    where: str
    lines: tuple[SourceLine, ...] = ()
    blocks: tuple[SourceBlock, ...] = ()
    pages: tuple[PageView, ...] = ()
    page_count: int | None = None
    joined: str = ""  # "trang 14 và 15" when a page break cut the row
    notes: tuple[str, ...] = default(default=())
    hints: Mapping[str, Hint] = default(default_factory=dict)  # field -> where its letters are in doubt


def source_of(
    version: PlanVersion,
    data: Mapping[str, Any],
    *,
    page: int | None = None,
    unsure: Mapping[str, Sequence[str]] = _NONE,
) -> SourceView:
    """The source of a row's data. `page`: the page image to show instead of the row's own.

    `unsure`: fields that were read with little certainty, and the words read in each.
    """
    if version.document is None:
        return SourceView(where="")
    document = Document.from_json(version.document)
    places = places_of(data)
    return SourceView(
        where=_where(places),
        lines=_lines(version, document, places) if document.reader == "text" else (),
        blocks=_blocks(document, places),
        pages=_pages(document, data, page) if has_pictures(version.file) else (),
        page_count=document.pages if has_pictures(version.file) else None,
        joined=_joined(data),
        notes=document.notes,
        hints=_hints(version, document, data, unsure) if unsure else {},
    )


def without_neighbours(view: SourceView) -> SourceView:
    """Only the printed place itself, for somebody who may know the task but not the plan around it."""
    blocks = tuple(
        replace(block, rows=tuple(row for row in block.rows if row[1]))
        for block in view.blocks
        if block.marked
    )
    return replace(view, lines=tuple(line for line in view.lines if line.marked), blocks=blocks, pages=())


def whole_document(version: PlanVersion) -> tuple[SourceBlock, ...]:
    """The whole document as read, for a file in which no plan was found."""
    if version.document is None:
        return ()
    document = Document.from_json(version.document)
    return tuple(_block(block, (), None) for block in document.blocks)


def page_image_of(version: PlanVersion, number: int) -> Path | None:
    """The picture of one page of the original, made when first asked for; None where there is none."""
    return page_image(version.file, number)


def _hints(
    version: PlanVersion, document: Document, data: Mapping[str, Any], unsure: Mapping[str, Sequence[str]]
) -> dict[str, Hint]:
    printed = printed_at(document, data)
    found = {name: doubtful(texts, printed) for name, texts in unsure.items()}
    return {name: _hint(version, one) for name, one in found.items() if one is not None}


def _hint(version: PlanVersion, printed: Printed) -> Hint:
    source = printed.source
    percent = round(100 * source.confidence)
    pieces = tuple(
        (piece.text, None if piece.confidence is None else round(100 * piece.confidence))
        for piece in printed.pieces
    )
    path = page_image_of(version, source.page) if source.page and source.box else None
    if path is None or source.box is None:
        return Hint(pieces, percent, source.page)
    width, height = size = _size_of_png(path)
    x0, top, x1, bottom = source.box
    left, upper = max(0, round(x0 * width) - MARGIN), max(0, round(top * height) - MARGIN)
    right, lower = min(width, round(x1 * width) + MARGIN), min(height, round(bottom * height) + MARGIN)
    return Hint(pieces, percent, source.page, (left, upper, right - left, lower - upper), size)


def _size_of_png(path: Path) -> tuple[int, int]:
    """Width and height in pixels, from the head of the file."""
    with path.open("rb") as file:
        head = file.read(24)
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


def _where(places: Sequence[Place]) -> str:
    return "; ".join(
        dict.fromkeys(place_words(p.page, p.line, p.table, p.row) for p in places if p != Place())
    )


def _joined(data: Mapping[str, Any]) -> str:
    pages = [source.get("page") for source in data.get("joined") or () if source.get("page")]
    distinct = list(dict.fromkeys(pages))
    return " và ".join(str(page) for page in distinct) if len(distinct) > 1 else ""


def _lines(version: PlanVersion, document: Document, places: Sequence[Place]) -> tuple[SourceLine, ...]:
    marked = _marked_lines(document, places)
    if not marked:
        return ()
    try:
        text = decode(path_of(version.file).read_bytes())
    except (OSError, InputError):
        return ()
    every = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    written = [n for n, line in enumerate(every, 1) if line.strip() or n in marked]
    shown: set[int] = set()
    for at, number in enumerate(written):
        if number in marked:
            shown.update(written[max(0, at - AROUND_LINES) : at + AROUND_LINES + 1])
    return tuple(SourceLine(n, every[n - 1].replace("\f", ""), n in marked) for n in sorted(shown))


def _marked_lines(document: Document, places: Sequence[Place]) -> set[int]:
    wanted = {place.line for place in places if place.line}
    marked = set(wanted)
    for block in document.blocks:
        if block.lines and block.table is None and block.source.line in wanted:
            marked.update(range(block.lines[0], block.lines[1] + 1))
    return marked


def _blocks(document: Document, places: Sequence[Place]) -> tuple[SourceBlock, ...]:
    hits = [n for n, block in enumerate(document.blocks) if _holds(block, places)]
    if not hits:
        return ()
    shown: set[int] = set()
    for n in hits:
        around = 1 if document.blocks[n].table is not None else AROUND_BLOCKS
        shown.update(range(max(0, n - around), min(len(document.blocks), n + around + 1)))
    return tuple(_block(document.blocks[n], places, n in hits) for n in sorted(shown))


def _holds(block: Block, places: Sequence[Place]) -> bool:
    if block.table is not None:
        return any(_is_row(row, block.table, places) for row in block.table.rows)
    line = block.source.line
    return line is not None and any(
        place.table is None and place.line == line and (place.page or block.source.page) == block.source.page
        for place in places
    )


def _is_row(row: Row, table: Table, places: Iterable[Place]) -> bool:
    own = [row.source, *row.joined]
    return any(
        place.row is not None and place.table == (source.table or table.number) and place.row == source.row
        for place in places
        for source in own
    )


def _block(block: Block, places: Sequence[Place], marked: bool | None) -> SourceBlock:
    if block.table is None:
        return SourceBlock(_printed(block), marked=bool(marked), heading=block.kind == "heading")
    rows = block.table.rows
    hits = [n for n, row in enumerate(rows) if _is_row(row, block.table, places)]
    if marked is None:
        shown = range(len(rows))
    elif hits:
        shown = range(max(0, hits[0] - AROUND_ROWS), min(len(rows), hits[-1] + AROUND_ROWS + 1))
    else:
        shown = range(min(len(rows), AROUND_ROWS))
    return SourceBlock(
        "",
        marked=bool(marked),
        header=block.table.header,
        rows=tuple((rows[n].texts(), n in hits) for n in shown),
    )


def _printed(block: Block) -> str:
    """The block's text with its marker as officials print it: "a) …", "1.2. …", "- …"."""
    marker = block.marker
    if not marker or len(marker) > 8:
        return block.text
    if len(marker) == 1 and marker.islower():
        return f"{marker}) {block.text}"
    return f"{marker}. {block.text}" if marker[0].isalnum() else f"{marker} {block.text}"


def _pages(document: Document, data: Mapping[str, Any], wanted: int | None) -> tuple[PageView, ...]:
    sources = [source for source in (data.get("joined") or [data.get("source")]) if source]
    frames: dict[int, list[tuple[int, int, int, int]]] = {}
    for source in sources:
        if not source.get("page"):
            continue
        boxes = frames.setdefault(source["page"], [])
        if source.get("box"):
            x0, top, x1, bottom = source["box"]
            boxes.append(
                (round(1000 * x0), round(1000 * top), round(1000 * (x1 - x0)), round(1000 * (bottom - top)))
            )
    if wanted is not None and document.pages and 1 <= wanted <= document.pages:
        return (PageView(wanted, tuple(frames.get(wanted, ()))),)
    return tuple(PageView(page, tuple(boxes)) for page, boxes in sorted(frames.items()))
