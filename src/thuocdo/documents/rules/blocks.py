"""A document as typed blocks, each with the place where a reader finds it.

Readers (`documents.parsing`) produce a `Document`; the plan compiler and the linter consume it.
Text in a block is to the letter: NFC, white space collapsed, markup and list markers removed
(the marker is kept apart), paragraphs of one cell joined with a newline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FOOTNOTE = "footnote"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the original. All numbers count from 1; None where the format has no such thing.

    `line` is the physical line of a text file; `box` is (x0, top, x1, bottom) as shares 0..1 of the page.
    `confidence` is 1.0 for text that was typed, less where it was recognised from an image or repaired.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Unsure:
    """A word that was recognised with little certainty: as read, the word before it ("" at the start), how sure."""

    word: str
    after: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row. `inherited`: blank in print, filled from the cell above (vertical merge).

    `unsure`: its doubtful words in reading order (see rules.unsure for where they stand in the text).
    """

    text: str
    source: Source = field(default_factory=Source)
    inherited: bool = False
    colspan: int = 1
    unsure: tuple[Unsure, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One logical row, with the repairs that made it.

    `joined`: sources of the printed halves when a page break cut the row (empty otherwise).
    `shifted`: cells stood one column off and were moved back: a person should look.
    `section`: a row that is one title over the whole width.
    `twin`: a cell was printed twice side by side; the repair kept one of the two.
    """

    cells: tuple[Cell, ...]
    source: Source = field(default_factory=Source)
    joined: tuple[Source, ...] = ()
    shifted: bool = False
    section: bool = False
    twin: bool = False

    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One logical table: header cells (several printed header rows are joined), then rows."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    number: int = 0
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Block:
    """One block in reading order.

    `marker`: the printed or generated list marker without closing sign, as "a", "1.2", "III", "-".
    `level`: 1.. for headings where the format tells one; unreliable in OCR text, so numbering decides.
    `bold`, `centred`, `upper`: typographic hints where the format tells them.
    `lines`: first and last physical line for text files. `unsure`: as in Cell.
    """

    kind: BlockKind
    text: str
    source: Source = field(default_factory=Source)
    marker: str | None = None
    level: int | None = None
    bold: bool = False
    centred: bool = False
    table: Table | None = None
    lines: tuple[int, int] | None = None
    unsure: tuple[Unsure, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole read document.

    `running`: headers and footers of pages, kept apart. `notes`: what the reader could not do, each one
    Vietnamese sentence for the user ("Không nhận ra chữ ở trang 4."). `pages`: number of pages or None.
    `reader`: which reader made it (text, docx, pdf, ocr, office).
    """

    blocks: tuple[Block, ...]
    running: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pages: int | None = None
    reader: str = "text"

    def tables(self) -> Iterator[Table]:
        for block in self.blocks:
            if block.table is not None:
                yield block.table

    def to_json(self) -> dict[str, Any]:
        """Plain dicts and lists; `from_json` gives an equal document back."""
        return asdict(self)

    @staticmethod
    def from_json(data: dict[str, Any]) -> Document:
        return Document(
            blocks=tuple(_block(b) for b in data["blocks"]),
            running=tuple(data["running"]),
            notes=tuple(data["notes"]),
            pages=data["pages"],
            reader=data["reader"],
        )


def _source(data: dict[str, Any]) -> Source:
    box = data.get("box")
    return Source(**{**data, "box": tuple(box) if box else None})


def _unsure(data: dict[str, Any]) -> tuple[Unsure, ...]:
    return tuple(Unsure(**word) for word in data.get("unsure") or ())


def _block(data: dict[str, Any]) -> Block:
    table = data.get("table")
    lines = data.get("lines")
    return Block(
        **{
            **data,
            "kind": BlockKind(data["kind"]),
            "source": _source(data["source"]),
            "table": _table(table) if table else None,
            "lines": (lines[0], lines[1]) if lines else None,
            "unsure": _unsure(data),
        }
    )


def _table(data: dict[str, Any]) -> Table:
    return Table(
        header=tuple(data["header"]),
        rows=tuple(
            Row(
                cells=tuple(
                    Cell(**{**c, "source": _source(c["source"]), "unsure": _unsure(c)}) for c in row["cells"]
                ),
                source=_source(row["source"]),
                joined=tuple(_source(s) for s in row["joined"]),
                shifted=row["shifted"],
                section=row["section"],
                twin=row.get("twin", False),
            )
            for row in data["rows"]
        ),
        number=data["number"],
        source=_source(data["source"]),
    )
