"""Pages of a scan that gave nothing, and the printed place of a field where letters are in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thuocdo.documents.rules.blocks import Block, Document, Source, Unsure
from thuocdo.documents.rules.unsure import Piece, pieces_of
from thuocdo.lib.text import fold
from thuocdo.plans.rules.placing import Place, places_of
from thuocdo.plans.rules.rows import SURE_FROM

_UNREAD = re.compile(r"Không nhận ra chữ ở trang (\d+(?:, \d+)*)")  # documents.parsing.ocr.unreadable_note


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell or block as it was recognised: its words, how sure the reader is of them, and where they stand."""

    text: str
    source: Source
    unsure: tuple[Unsure, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text with its doubtful words apart; the whole is in doubt where no single word is known to be."""
        cut = pieces_of(self.text, self.unsure)
        known = any(piece.confidence is not None for piece in cut)
        return cut if known else (Piece(self.text, self.source.confidence),)


def unread_pages(notes: Iterable[str]) -> tuple[int, ...]:
    """Pages of which the reader says that it recognised nothing."""
    found = (hit for note in notes for hit in _UNREAD.findall(note))
    return tuple(sorted({int(number) for listed in found for number in listed.split(", ")}))


def empty_pages(document: Document) -> tuple[int, ...]:
    """Pages without a single block of which the reader says nothing: blank paper, or a picture too faint to tell.

    Always empty for files without pages, and for those that were never printed on.
    """
    if document.reader not in ("ocr", "pdf") or not document.pages:
        return ()
    filled = {source.page for block in document.blocks for source in _sources(block)}
    known = filled | set(unread_pages(document.notes))
    return tuple(number for number in range(1, document.pages + 1) if number not in known)


def printed_at(document: Document, data: Mapping[str, Any]) -> tuple[Printed, ...]:
    """The cells of the table rows, or the blocks, where a row's data stand in the document."""
    places = places_of(data)
    out: list[Printed] = []
    for block in document.blocks:
        if block.table is None:
            if any(_is_block(block, place) for place in places):
                out.append(Printed(block.text, block.source, block.unsure))
            continue
        number = block.table.number
        for row in block.table.rows:
            own = [row.source, *row.joined]
            if any(
                place.row is not None and (place.table, place.row) == (source.table or number, source.row)
                for place in places
                for source in own
            ):
                out.extend(Printed(cell.text, cell.source, cell.unsure) for cell in row.cells)
    return tuple(out)


def doubtful(texts: Sequence[str], printed: Sequence[Printed]) -> Printed | None:
    """The least certain of the places that hold one of the texts, when it is not sure; None when all are."""
    wanted = [fold(text) for text in texts if text and text.strip()]
    holding = [
        one
        for one in printed
        if one.source.confidence < SURE_FROM + 0.02 and any(text in fold(one.text) for text in wanted)
    ]
    return min(holding, key=lambda one: one.source.confidence, default=None)


def _is_block(block: Block, place: Place) -> bool:
    line, page = block.source.line, block.source.page
    return place.table is None and line is not None and place.line == line and (place.page or page) == page


def _sources(block: Block) -> Iterable[Source]:
    yield block.source
    if block.table is not None:
        for row in block.table.rows:
            yield row.source
            yield from row.joined
