"""Paragraphs, lines and cells as WordprocessingML text. One string is parsed once: that is what makes long tables quick."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

MM = 1440 / 25.4  # twips in a millimetre
# what XML has no way to write: control characters, halves of characters, two that are none
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * MM)


def writable(text: str) -> str:
    """The text without what XML has no way to write."""
    return _UNWRITABLE.sub("", text)


def run(text: str, *, bold: bool | None = None, style: str = "") -> str:
    """One run; "\\n" breaks the line. `bold` None: as its paragraph's style says."""
    inner = f'<w:rStyle w:val="{style}"/>' if style else ""
    if bold is not None:
        inner += "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    props = f"<w:rPr>{inner}</w:rPr>" if inner else ""
    lines = escape(writable(text)).split("\n")
    texts = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{props}{texts}</w:r>"


def paragraph(style: str, *runs: str, props: str = "") -> str:
    """A paragraph of a style; `props` are further raw properties in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{props}</w:pPr>{"".join(runs)}</w:p>'


def rule(length: float, room: float) -> str:
    """A thin solid line of `length` points, in the middle of `room` points: the lower border of an empty paragraph."""
    side = max(round((room - length) * 10), 0)
    border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    return f'<w:p><w:pPr><w:pStyle w:val="TDRule"/>{border}<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'


def field(code: str) -> str:
    """A field that the word processor fills in (PAGE)."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(width: int, content: str, *, span: int = 1) -> str:
    """A cell of `width` twips."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{content}</w:tc>'


def row(cells: str, *, heading: bool = False) -> str:
    """A row that stays on one page; `heading` rows come again on every page."""
    again = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{cells}</w:tr>"


def table(widths: tuple[int, ...], rows: str, *, ruled: bool, margin: int = 0) -> str:
    """A table of fixed column widths (twips); `ruled` with lines, else the invisible table that lays a page out."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    value = 'w:val="single" w:sz="4" w:space="0" w:color="000000"' if ruled else 'w:val="nil"'
    borders = "".join(f"<w:{side} {value}/>" for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )
