"""A Word file as a `Document`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thuocdo.documents.parsing.docx.names import (
    LAST_PAGE,
    STRICT,
    TBL,
    TRANSITIONAL,
    P,
    R,
    W,
)
from thuocdo.documents.parsing.docx.numbering import Numbering
from thuocdo.documents.parsing.docx.paragraphs import Line, Paragraphs, body_children, plain_text
from thuocdo.documents.parsing.docx.styles import Styles, number
from thuocdo.documents.parsing.docx.tables import RawTable, Tables, to_table
from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.package import Package, parse_xml
from thuocdo.documents.rules.blocks import Block, BlockKind, Document, Source
from thuocdo.documents.rules.wording import kind_of, mark_signature, marker_of, split_marker
from thuocdo.lib.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

# wording of the two borderless tables that lay out a Vietnamese official document
_LAYOUT = re.compile(
    r"cộng h(oà|òa) xã hội chủ nghĩa|nơi nhận\s*:|^(tm|kt|tl|t/m)\.|^số\s*:", re.IGNORECASE | re.MULTILINE
)
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def read_docx(data: bytes, limits: Limits = DEFAULT) -> Document:
    """The blocks of a .docx in reading order; tables raw, as printed (see `rules.tables.repair_tables`)."""
    package = Package(data, limits)
    root = _part(package, "word/document.xml")
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise InputError("Tệp Word không có nội dung. Hãy mở bằng Word, lưu lại rồi tải lên.")
    return _Reader(package, body, limits).document()


def _part(package: Package, name: str) -> _Element | None:
    data = package.read_if_there(name)
    return parse_xml(data.replace(STRICT, TRANSITIONAL)) if data else None


class _Reader:
    def __init__(self, package: Package, body: _Element, limits: Limits) -> None:
        self._package = package
        self._body = body
        self._limits = limits
        styles = Styles(_part(package, "word/styles.xml"))
        self._styles = styles
        rendered = next(body.iter(LAST_PAGE), None) is not None
        self._numbering = Numbering(_part(package, "word/numbering.xml"))
        self._paragraphs = Paragraphs(styles, self._numbering, rendered_breaks=rendered)
        self._tables = Tables(self._paragraphs, limits.nesting)
        self._declared = self._declared_pages()
        self._paged = rendered or self._has_explicit_breaks()
        self._blocks: list[Block] = []
        self._running: list[str] = []
        self._table_count = 0
        self._notes: dict[str, dict[str, _Element]] = {}
        self._note_count = 0
        self._depth = 0

    def document(self) -> Document:
        if self._declared is not None and self._declared > self._limits.pages:
            raise InputError(
                f"Tệp có {self._declared} trang, quá {self._limits.pages} trang. Hãy chia nhỏ rồi tải lên."
            )
        self._walk(self._body)
        if not self._blocks:
            raise InputError(
                "Tệp Word không có chữ nào. Nếu là ảnh chụp dán vào Word, hãy lưu thành PDF rồi tải lên."
            )
        pages = self._paragraphs.page if self._paged else self._declared
        return Document(
            blocks=tuple(mark_signature(self._blocks)),
            running=tuple(dict.fromkeys([*self._headers(), *self._running])),
            pages=pages,
            reader="docx",
        )

    def _declared_pages(self) -> int | None:
        app = self._package.xml_if_there("docProps/app.xml")
        found = None if app is None else app.find("{*}Pages")
        return None if found is None else number(found.text)

    def _has_explicit_breaks(self) -> bool:
        if any(br.get(W + "type") == "page" for br in self._body.iter(W + "br")):
            return True
        return next(self._body.iter(W + "pageBreakBefore"), None) is not None

    def _walk(self, parent: _Element) -> None:
        for child in body_children(parent):
            if child.tag == P:
                for line in self._paragraphs.read(child):
                    self._line(line)
            elif child.tag == TBL:
                self._table(child)

    def _line(self, line: Line, *, source: Source | None = None) -> None:
        if line.text and line.look.toc:
            self._running.append(line.text)
        elif line.text:
            marker, text = marker_of(line.printed) if line.printed else None, line.text
            if marker is None:
                marker, text = split_marker(text)
            centred = bool(line.look.centred)
            kind = kind_of(text, marker, level=line.look.outline, bold=line.bold, centred=centred)
            self._blocks.append(
                Block(
                    kind=kind,
                    text=text,
                    source=source or self._here(line.page),
                    marker=marker,
                    level=line.look.outline if kind is BlockKind.HEADING else None,
                    bold=line.bold,
                    centred=centred,
                )
            )
        self._hanging(line)

    def _hanging(self, line: Line) -> None:
        """Text boxes and footnotes that hang on a line come after it."""
        for box in line.boxes:
            if self._depth >= self._limits.nesting:
                raise InputError("Tệp có khung chữ lồng nhau quá sâu nên không đọc.")
            self._depth += 1
            self._walk(box)
            self._depth -= 1
        for kind, note_id in line.notes:
            self._footnote(kind, note_id)

    def _here(self, page: int | None = None) -> Source:
        return Source(
            page=(page or self._paragraphs.page) if self._paged else None, line=len(self._blocks) + 1
        )

    def _table(self, element: _Element) -> None:
        raw = self._tables.read(element)
        if not any(cell.text for row in raw.rows for _, _, cell in row):
            self._hang_all(raw)
            return
        if self._is_layout(element, raw):
            self._unfold(raw)
            return
        self._table_count += 1
        table = to_table(raw, self._table_count, paged=self._paged)
        source = Source(table.source.page, len(self._blocks) + 1, self._table_count)
        self._blocks.append(Block(BlockKind.TABLE, "", source, table=table))
        self._hang_all(raw)

    def _hang_all(self, raw: RawTable) -> None:
        for row in raw.rows:
            for _, _, cell in row:
                for line in cell.lines:
                    self._hanging(line)

    def _is_layout(self, element: _Element, raw: RawTable) -> bool:
        """Whether a table only places text: a frame of one cell, or the heads and signatures side by side."""
        cells = [cell for row in raw.rows for _, _, cell in row]
        if len(cells) == 1:
            return True
        if max(map(len, raw.rows)) > 3 or len(raw.rows) > 6:
            return False
        return bool(_LAYOUT.search("\n".join(cell.text for cell in cells))) and not _ruled(element)

    def _unfold(self, raw: RawTable) -> None:
        """The cells' lines column by column, as they are read: left head, then right head."""
        widest = max(map(len, raw.rows))
        for column in range(widest):
            for index, row in enumerate(raw.rows):
                if column < len(row):
                    cell = row[column][2]
                    page = raw.pages[index] if self._paged else None
                    nested = cell.element is not None and next(cell.element.iter(TBL), None) is not None
                    if nested and widest == 1 and cell.element is not None:
                        self._renumbered(cell.element)
                        continue
                    for line in cell.lines:
                        self._line(line, source=Source(page=page, line=len(self._blocks) + 1))

    def _renumbered(self, cell: _Element) -> None:
        """A frame around whole parts of the document: read again as body (list counters start anew)."""
        self._numbering.forget()
        self._walk(cell)

    def _footnote(self, kind: str, note_id: str) -> None:
        if kind not in self._notes:
            root = _part(self._package, f"word/{kind}s.xml")
            self._notes[kind] = (
                {} if root is None else {n.get(W + "id") or "": n for n in root.findall(W + kind)}
            )
        note = self._notes[kind].get(note_id)
        if note is None:
            return
        text = " ".join(plain_text(note, self._paragraphs))
        self._note_count += 1
        if text:
            self._blocks.append(Block(BlockKind.FOOTNOTE, text, self._here(), marker=str(self._note_count)))

    def _headers(self) -> list[str]:
        """Text of the headers and footers that the document uses."""
        relations = self._package.xml_if_there("word/_rels/document.xml.rels")
        if relations is None:
            return []
        targets = {r.get("Id"): r.get("Target") or "" for r in relations}
        used = [
            targets.get(ref.get(R + "id"), "")
            for kind in ("headerReference", "footerReference")
            for ref in self._root().iter(W + kind)
        ]
        out: list[str] = []
        for target in dict.fromkeys(used):
            name = target.lstrip("/") if target.startswith("/") else f"word/{target}"
            root = _part(self._package, name)
            if root is not None:
                out.extend(plain_text(root, self._paragraphs))
        return out

    def _root(self) -> _Element:
        return self._body


def _ruled(table: _Element) -> bool:
    """Whether a table asks for border lines itself."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    if borders is None:
        style = table.find(f"{W}tblPr/{W}tblStyle")
        return style is not None and "grid" in (style.get(W + "val") or "").lower()
    drawn = [borders.find(W + name) for name in _BORDERS]
    return any(b is not None and b.get(W + "val") not in (None, "nil", "none") for b in drawn)
