"""A fictional plan on paper: pages as a scanner or a telephone would give them.

Face and spacing are fixed so that pages break between rows: tests of replaced pages name rows by their page.
"""

from __future__ import annotations

import html
import io
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageFilter

from tests.documents.builders import html_to_pdf, scan_pdf, to_scan
from thuocdo.reporting.sample import plan_text

CSS = """
@page { size: A4; margin: 20mm 15mm 20mm 25mm }
body { font-family: "Liberation Serif", "Times New Roman", serif; font-size: 13pt }
p { margin: 0 0 7pt 0; text-align: justify } .head { text-align: center; font-weight: bold }
table { border-collapse: collapse; width: 100%; font-size: 11pt }
tr, p { break-inside: avoid }
td, th { border: 0.75pt solid black; padding: 2pt 3pt; vertical-align: top; text-align: left }
"""
DAY = date(2026, 7, 6)


def paper(name: str = "cai-cach-hanh-chinh.txt") -> bytes:
    """A sample plan of the demo as a PDF with a text layer, its tables ruled."""
    return html_to_pdf(_html(plan_text(name, DAY)))


def pictures_of(pdf: bytes, dpi: int = 200) -> list[Any]:
    """The pages as Pillow images."""
    return to_scan(pdf, dpi=dpi)


def spoilt(picture: Any) -> Any:
    """A page out of focus: something is printed there, and nobody can read it."""
    return picture.filter(ImageFilter.GaussianBlur(6))


def scanned(pictures: list[Any], path: Path) -> bytes:
    """Pictures as a PDF without text."""
    return scan_pdf(pictures, path).read_bytes()


def photo(picture: Any, *, turn: float = 0.0, kind: str = "PNG") -> bytes:
    """One page as an image file, a little askew when `turn` degrees are given."""
    out = io.BytesIO()
    turned: Image.Image = picture.rotate(turn, expand=True, fillcolor=255) if turn else picture
    turned.save(out, kind)
    return out.getvalue()


def _html(text: str) -> str:
    """Lines with tabs are rows of a table, the first of them its header; capital lines stand in the middle."""
    parts: list[str] = []
    table: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            table.append(line.split("\t"))
            continue
        if table and not line.strip():
            parts.append(_table(table))
            table = []
        if line.strip():
            kind = ' class="head"' if line.isupper() else ""
            parts.append(f"<p{kind}>{html.escape(line.strip())}</p>")
    return f"<style>{CSS}</style>{''.join(parts)}"


def _table(lines: list[list[str]]) -> str:
    head, *rows = lines
    cells = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
