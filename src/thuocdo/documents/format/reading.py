"""A Word file as measurements, in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from thuocdo.documents.format.drawing import rules_in
from thuocdo.documents.format.looks import Looks
from thuocdo.documents.format.measured import POINT, Grid, Letters, Measured, Para, Place, Section, Stretch
from thuocdo.documents.format.pages import Running, section_of
from thuocdo.documents.parsing.docx.names import (
    BR,
    DEL,
    FALLBACK,
    FLD_CHAR,
    INSTR_TEXT,
    MOVE_FROM,
    P_PR,
    R_PR,
    R_RUN,
    STRICT,
    TAB,
    TBL,
    TC,
    TC_PR,
    TR,
    TRANSITIONAL,
    TXBX,
    VAL,
    P,
    T,
    W,
    on,
)
from thuocdo.documents.parsing.docx.numbering import Numbering
from thuocdo.documents.parsing.docx.paragraphs import body_children
from thuocdo.documents.parsing.docx.styles import number
from thuocdo.documents.parsing.package import Package, parse_xml
from thuocdo.lib.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from thuocdo.documents.parsing.limits import Limits

TWIP = 25.4 / 1440  # millimetres
_QUOTE = 60
_LINE = 240  # of the file's units in one line
_ALIGNS = {"start": "left", "end": "right", "distribute": "both"}
_NO_BORDER = (None, "nil", "none")


def measure(data: bytes, limits: Limits) -> Measured:
    """Measure the bytes of a .docx; `InputError` where there is nothing to measure."""
    package = Package(data, limits)
    root = part_of(package, "word/document.xml")
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise InputError("Tệp Word không có nội dung. Hãy mở bằng Word, lưu lại rồi tải lên.")
    return _Reader(package, limits).read(body)


def part_of(package: Package, name: str) -> _Element | None:
    data = package.read_if_there(name)
    return parse_xml(data.replace(STRICT, TRANSITIONAL)) if data else None


class _Reader:
    def __init__(self, package: Package, limits: Limits) -> None:
        numbering = part_of(package, "word/numbering.xml")
        relations = part_of(package, "word/_rels/document.xml.rels")
        targets = {
            rel.get("Id") or "": posixpath.normpath(posixpath.join("word", rel.get("Target") or ""))
            for rel in (relations if relations is not None else ())
            if rel.get("TargetMode") != "External"
        }
        theme = next((t for t in targets.values() if "/theme/" in t), "word/theme/theme1.xml")
        self._looks = Looks(part_of(package, "word/styles.xml"), part_of(package, theme), numbering)
        self._numbering = Numbering(numbering)
        self._running = Running(
            lambda ident: part_of(package, targets.get(ident, "")), self._looks, self._paragraph_alone
        )
        self._nesting = limits.nesting
        self._sections: list[Section] = []
        self._paras: list[Para] = []
        self._tables: list[Grid] = []
        self._count = 0

    def read(self, body: _Element) -> Measured:
        for child in body_children(body):
            if child.tag == P:
                self._paras.append(self._paragraph(child, self._place(), self._room(body)))
                ending = child.find(f"{P_PR}/{W}sectPr")
                if ending is not None:
                    self._end_section(ending)
            elif child.tag == TBL:
                self._table(child, self._room(body), 0)
        last = body.find(W + "sectPr")
        # a file that says nothing of its page has the word processor's own
        self._end_section(last if last is not None else body.makeelement(W + "sectPr", {}))
        if not any(para.text for para in self._paras):
            raise InputError("Tệp Word không có chữ nào để đo.")
        return Measured(tuple(self._sections), tuple(self._paras), tuple(self._tables))

    def _place(self) -> Place:
        return Place(section=len(self._sections) + 1)

    def _end_section(self, properties: _Element) -> None:
        before = self._sections[-1] if self._sections else None
        self._sections.append(section_of(properties, len(self._sections) + 1, before, self._running))

    def _room(self, body: _Element) -> float:
        """The width of the text in points, of the section being read (its properties stand at its end)."""
        wanted = len(self._sections)
        if not hasattr(self, "_widths"):
            self._widths = [
                section_of(found, 1, None, None) for found in body.iter(W + "sectPr") if _is_own(found)
            ]
        section = self._widths[min(wanted, len(self._widths) - 1)] if self._widths else None
        return (section.width - section.left - section.right) / POINT if section else 0.0

    def _table(self, table: _Element, room: float, depth: int) -> None:
        if depth > self._nesting:
            raise InputError("Tệp có bảng lồng nhau quá sâu nên không mở (có thể là tệp phá hoại).")
        self._tables.append(_grid(table, len(self._tables) + 1, len(self._sections) + 1))
        ident, style = len(self._tables), table.find(f"{W}tblPr/{W}tblStyle")
        named = style.get(VAL) if style is not None else None
        for row_number, row in enumerate(body_children_of(table, TR), 1):
            for cell_number, cell in enumerate(body_children_of(row, TC), 1):
                width = cell.find(f"{TC_PR}/{W}tcW")
                twips = number(width.get(W + "w")) if width is not None else None
                inside = (
                    twips * TWIP / POINT
                    if twips and width is not None and width.get(W + "type") == "dxa"
                    else room / 2
                )
                place = Place(len(self._sections) + 1, None, ident, row_number, cell_number)
                for child in body_children(cell):
                    if child.tag == P:
                        self._paras.append(self._paragraph(child, place, inside, named))
                    elif child.tag == TBL:
                        self._table(child, inside, depth + 1)

    def _paragraph_alone(self, paragraph: _Element) -> Para:
        return self._paragraph(paragraph, Place(table=0), 0.0)

    def _paragraph(
        self, paragraph: _Element, place: Place, room: float, table_style: str | None = None
    ) -> Para:
        props, style = self._looks.paragraph(paragraph.find(P_PR), table_style)
        runs = tuple(self._runs(paragraph, style, table_style))
        text = "".join(run.text for run in runs)
        marker = ""
        if props.get("num_id") not in (None, "0") and text.strip() and place.table != 0:
            marker = self._numbering.next(str(props["num_id"]), int(props.get("num_level", 0))) or ""
        if marker:
            runs = (Stretch(f"{marker} ", runs[0].letters), *runs)
            text = f"{marker} {text}"
        text = " ".join(text.split())
        if text and place.table is None:
            self._count += 1
        quote = text if len(text) <= _QUOTE else f"{text[: _QUOTE - 1]}…"
        place = Place(
            place.section,
            self._count if place.table is None else None,
            place.table,
            place.row,
            place.cell,
            quote,
        )
        rules = list(rules_in(paragraph))
        if props.get("border"):
            rules.append(room - (props.get("left", 0) + props.get("right", 0)) * TWIP / POINT)
        align = str(props.get("align", "left"))
        line, exact = props.get("line", _LINE), props.get("line_rule") in ("exact", "atLeast")
        return Para(
            text=text,
            runs=runs,
            place=place,
            align=_ALIGNS.get(align, align),
            first=props.get("first", 0) * TWIP,
            left=props.get("left", 0) * TWIP,
            before=props.get("before", 0) / 20,
            after=props.get("after", 0) / 20,
            lines=None if exact else line / _LINE,
            exact=line / 20 if exact else None,
            room=room,
            rules=tuple(rules),
            own_page_field=_has_page_field(paragraph),
            frame_align=props.get("frame", ""),
            mixed_gap=bool(props.get("mixed_gap")),
            style=style,
        )

    def _runs(self, paragraph: _Element, style: str, table_style: str | None) -> Iterator[Stretch]:
        for run in _walk_runs(paragraph):
            text = _text(run)
            if not text:
                continue
            letters = self._looks.letters(run.find(R_PR), style, table_style)
            if letters is not None:
                yield Stretch(text, letters)


def _walk_runs(element: _Element) -> Iterator[_Element]:
    """Runs in order, without what was deleted, what stands in text boxes, and copies for old programs."""
    for child in element:
        if child.tag == R_RUN:
            yield child
        elif child.tag not in (DEL, MOVE_FROM, FALLBACK, TXBX, P_PR):
            yield from _walk_runs(child)


def _text(run: _Element) -> str:
    found = []
    for child in run:
        if child.tag == T:
            found.append(child.text or "")
        elif child.tag == TAB:
            found.append("\t")
        elif child.tag == BR and child.get(W + "type") is None:
            found.append("\n")
        elif child.tag == W + "noBreakHyphen":
            found.append("-")
    return "".join(found)


def _has_page_field(paragraph: _Element) -> bool:
    codes = "".join(code.text or "" for code in paragraph.iter(INSTR_TEXT))
    codes += " ".join(simple.get(W + "instr") or "" for simple in paragraph.iter(W + "fldSimple"))
    has_field = next(paragraph.iter(FLD_CHAR), None) is not None or bool(codes)
    number_here = next(paragraph.iter(W + "pgNum"), None) is not None
    return number_here or (
        has_field and "PAGE" in codes.upper().replace("NUMPAGES", "").replace("PAGEREF", "")
    )


def body_children_of(parent: _Element, tag: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, looking through content controls."""
    return (child for child in body_children(parent) if child.tag == tag)


def _grid(table: _Element, ident: int, section: int) -> Grid:
    rows = list(body_children_of(table, TR))
    repeated = may_split = 0
    for row in rows:
        properties = row.find(W + "trPr")
        again = None if properties is None else properties.find(W + "tblHeader")
        whole = None if properties is None else properties.find(W + "cantSplit")
        repeated += again is not None and on(again.get(VAL))
        may_split += not (whole is not None and on(whole.get(VAL)))
    columns = max((sum(1 for _cell in body_children_of(row, TC)) for row in rows), default=0)
    return Grid(ident, section, len(rows), repeated, may_split, _is_ruled(table), columns)


def _is_ruled(table: _Element) -> bool:
    """Whether the table shows lines inside; a table style counts as ruled unless it is the plain one."""
    properties = table.find(W + "tblPr")
    borders = None if properties is None else properties.find(W + "tblBorders")
    if borders is not None:
        inside = [borders.find(W + side) for side in ("insideH", "insideV", "top", "left")]
        return any(side is not None and side.get(VAL) not in _NO_BORDER for side in inside)
    style = None if properties is None else properties.find(W + "tblStyle")
    if style is not None and (style.get(VAL) or "").lower() not in ("tablenormal", "normaltable"):
        return True
    return any(
        side.get(VAL) not in _NO_BORDER
        for cell in table.iter(W + "tcBorders")
        for side in cell
        if side.tag in (W + "top", W + "left", W + "bottom")
    )


def _is_own(properties: _Element) -> bool:
    """Whether section properties are in force, and no tracked older ones."""
    parent = properties.getparent()
    return parent is not None and parent.tag in (P_PR, W + "body")


__all__ = ["Letters", "measure", "part_of"]
