"""The same plan as a Word file, as HTML for WeasyPrint and as a scan, built from blocks."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from thuocdo.documents.rules.blocks import Block, BlockKind, Document

FONT = "Liberation Serif"
CSS = """
@page { size: A4; margin: 2cm 2cm 2cm 3cm; @top-center { content: counter(page) } }
body { font: 13pt '%s'; } p { margin: 0 0 6pt; text-indent: 1cm; text-align: justify }
p.c { text-align: center; text-indent: 0 } p.s { text-align: left; text-indent: 0 }
table { width: 100%%; border-collapse: collapse; margin-bottom: 6pt }
th, td { border: 1px solid black; padding: 3pt; vertical-align: top; font-size: 12pt }
"""


def marked(block: Block) -> str:
    """The text with its marker and a closing sign, as a person would type it."""
    if block.marker is None:
        return block.text
    if block.marker.startswith("(") or not block.marker[-1].isalnum():
        return f"{block.marker} {block.text}"
    closing = ")" if len(block.marker) == 1 and block.marker.islower() else "."
    return f"{block.marker}{closing} {block.text}"


def to_docx(blocks: Iterable[Block]) -> bytes:
    """A Word file with the usual looks: bold headings, first lines indented, ruled tables."""
    out = docx.Document()
    normal = out.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    section = out.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    for block in blocks:
        if block.table is not None:
            _add_table(out, block)
            continue
        paragraph = out.add_paragraph()
        paragraph.add_run(marked(block)).bold = block.kind is BlockKind.HEADING or block.bold
        paragraph.paragraph_format.space_after = Pt(6)
        if block.centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif block.kind is not BlockKind.SIGNATURE:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Cm(1)
    file = io.BytesIO()
    out.save(file)
    return file.getvalue()


def _add_table(out: object, block: Block) -> None:
    assert block.table is not None
    lines = [row.texts() for row in block.table.rows]
    if block.table.header:
        lines.insert(0, block.table.header)
    table = out.add_table(len(lines), max(map(len, lines)))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for row, texts in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for line in more:
                cell.add_paragraph(line)


def to_html(blocks: Iterable[Block], font: str = FONT) -> str:
    """The same for WeasyPrint."""
    parts = [f"<style>{CSS % font}</style>"]
    for block in blocks:
        if block.table is not None:
            rows = "".join(
                "<tr>" + "".join(f"<td>{_lines(text)}</td>" for text in row.texts()) + "</tr>"
                for row in block.table.rows
            )
            head = "".join(f"<th>{_lines(text)}</th>" for text in block.table.header)
            parts.append(f"<table><thead><tr>{head}</tr></thead>{rows}</table>")
            continue
        text = html.escape(marked(block))
        if block.kind is BlockKind.HEADING or block.bold:
            text = f"<b>{text}</b>"
        look = "c" if block.centred else "s" if block.kind is BlockKind.SIGNATURE else ""
        parts.append(f'<p class="{look}">{text}</p>')
    return "".join(parts)


def _lines(text: str) -> str:
    return "<br>".join(map(html.escape, text.split("\n")))


def to_pdf(blocks: Iterable[Block], font: str = FONT) -> bytes:
    """A PDF with a text layer by WeasyPrint."""
    return html_to_pdf(to_html(blocks, font))


def html_to_pdf(text: str) -> bytes:
    """HTML as WeasyPrint prints it; without Pango on the machine the test is skipped and says so."""
    try:
        import weasyprint
    except OSError:
        pytest.skip("WeasyPrint cần thư viện Pango (apt-get install -y libpango-1.0-0 libpangoft2-1.0-0)")
    made: bytes = weasyprint.HTML(string=text).write_pdf()
    return made


def to_scan(pdf: bytes, *, dpi: int = 300, pages: int | None = None) -> list[object]:
    """Pages of a PDF as pictures (Pillow images)."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(pdf)
    count = len(opened) if pages is None else min(pages, len(opened))
    return [opened[i].render(scale=dpi / 72, grayscale=True).to_pil() for i in range(count)]


def scan_pdf(pictures: list[object], path: Path) -> Path:
    """Pictures as a PDF without text."""
    first, *more = pictures
    first.save(path, save_all=True, append_images=more, resolution=300)  # type: ignore[attr-defined]
    return path


def texts(document: Document) -> list[str]:
    """Everything a document says, block by block and cell by cell."""
    out: list[str] = []
    for block in document.blocks:
        if block.table is not None:
            out.append(" | ".join(block.table.header))
            out.extend(" | ".join(row.texts()) for row in block.table.rows)
        else:
            out.append(marked(block))
    return out
