"""A generated plan as text in the form of the real ones, as Word file and as HTML for WeasyPrint."""

from __future__ import annotations

import html
import io
import random
import re
import textwrap
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.plangen.variants import Grid, GridRow, Line, Plan


def to_text(plan: Plan) -> str:
    """Tab-separated tables, Markdown marks and hard wrapping as the plan's print says, tables broken by pages."""
    rng = random.Random(f"text-{plan.form}-{plan.seed}")  # noqa: S311  # a repeatable choice, no secret
    parts = []
    for element in plan.elements:
        parts.append(
            _grid_text(element, plan, rng) if isinstance(element, Grid) else _line_text(element, plan, rng)
        )
    return "\n\n" + "\n\n".join(parts) + "\n"


def _line_text(line: Line, plan: Plan, rng: random.Random) -> str:
    text = line.text
    if plan.print.wrap:
        return "\n".join(textwrap.wrap(text, plan.print.wrap, break_on_hyphens=False, break_long_words=False))
    if plan.print.marks and line.style in ("bold", "title"):
        return rng.choice((f"**{text}**", f"{'#' * rng.choice((2, 3, 4))} {text}", f"### **{text}**"))
    return text


def _grid_text(grid: Grid, plan: Plan, rng: random.Random) -> str:
    pages: list[list[list[str]]] = [[]]
    size = None if plan.print.pipes else plan.print.page_rows
    carried: list[str] | None = None
    for row in grid.rows:
        if size and len(pages[-1]) >= size:
            if plan.print.cut_rows and not row.section:
                first, carried = _cut(row.cells, rng)
                pages[-1].append(first)
                pages.append([carried] if carried else [])
                continue
            pages.append([])
        pages[-1].append(row.cells)
    return "\n\n".join(
        "\n".join("\t".join(cells) for cells in [grid.header, *page]) for page in pages if page
    )


def _cut(cells: list[str], rng: random.Random) -> tuple[list[str], list[str] | None]:
    """Two halves of a row: long cells are cut between two words, the rest stands in the upper half."""
    upper, lower = [], []
    for cell in cells:
        words = cell.split(" ")
        places = [
            at
            for at in range(4, len(words) - 2)
            if words[at][:1].islower() and not words[at - 1].endswith((".", ";", ":"))
        ]
        if len(cell) > 60 and places:
            at = rng.choice(places)
            upper.append(" ".join(words[:at]))
            lower.append(" ".join(words[at:]))
        else:
            upper.append(cell)
            lower.append("")
    return (upper, lower) if any(lower) else (upper, None)


def to_docx(plan: Plan) -> bytes:
    """The same plan as a Word file with real tables, merged cells and typed numbering.

    Plans of odd seeds place the letterhead and the signature in tables without borders, as offices do.
    """
    document = docx.Document()
    elements = list(plan.elements)
    placed = plan.seed % 2 == 1
    if placed and isinstance(elements[0], Line) and elements[0].text.startswith("Số:"):
        _letterhead(document, elements[0], elements[1], plan)
        elements = elements[2:]
    while elements:
        element = elements.pop(0)
        if isinstance(element, Grid):
            _grid_docx(document, element)
        elif placed and element.text == "Nơi nhận:":
            at = next(i for i, e in enumerate(elements) if isinstance(e, Line) and e.text.startswith("TM."))
            _signature(document, [element, *elements[:at]], elements[at : at + 3])
            elements = elements[at + 3 :]
        else:
            _paragraph(document, element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document: Any, element: Line) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(element.text)
    run.bold = element.style in ("bold", "title")
    if element.style == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _letterhead(document: Any, number: Line, dated: Line | Grid, plan: Plan) -> None:
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = f"ỦY BAN NHÂN DÂN\n{plan.place.upper()}"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text = number.text
    table.cell(1, 1).text = dated.text if isinstance(dated, Line) else ""


def _signature(document: Any, left: list[Line | Grid], right: list[Line | Grid]) -> None:
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "\n".join(line.text for line in left if isinstance(line, Line))
    table.cell(0, 1).text = "\n".join(line.text for line in right if isinstance(line, Line))


def _grid_docx(document: Any, grid: Grid) -> None:
    numbers = [GridRow([f"({at})" for at in range(1, len(grid.header) + 1)])] if grid.numbered else []
    printed = [GridRow(grid.header), *numbers, *grid.rows]
    table = document.add_table(rows=len(printed), cols=len(grid.header))
    table.style = "Table Grid"
    for at, row in enumerate(printed):
        cells = table.rows[at].cells
        for cell, text in zip(cells, row.cells, strict=True):
            cell.text = text
        if row.section:
            cells[0].merge(cells[-1]).text = row.cells[0]
    for column in range(len(grid.header)):
        _merge_down(table, grid, column, 1 + len(numbers))


def _merge_down(table: Any, grid: Grid, column: int, first: int) -> None:
    """Blank cells under a filled one in the columns of groups are one merged cell, as an office would do it."""
    if not _is_group(grid, column):
        return
    start = None
    for at, row in enumerate(grid.rows, first):
        text = row.cells[column]
        if text or row.section:
            start = at if text and not row.section else None
        elif start is not None:
            merged = table.cell(start, column).merge(table.cell(at, column))
            merged.text = grid.rows[start - first].cells[column]


def _is_group(grid: Grid, column: int) -> bool:
    body = [row for row in grid.rows if not row.section]
    filled = sum(bool(row.cells[column]) for row in body)
    return 0 < filled < len(body)


CSS = """
@page { size: A4; margin: 20mm 15mm 20mm 25mm }
body { font-family: "Liberation Serif", "Times New Roman", serif; font-size: 13pt }
p { margin: 0 0 6pt 0; text-align: justify } .title { text-align: center; font-weight: bold } .bold { font-weight: bold }
table { border-collapse: collapse; width: 100%; font-size: 11pt } td, th { border: 0.75pt solid black; padding: 2pt 3pt; vertical-align: top; text-align: left }
thead { display: table-header-group }
"""


def to_html(plan: Plan) -> str:
    """The same plan as a page for WeasyPrint; headers of tables are printed again on each page."""
    body = []
    for element in plan.elements:
        if isinstance(element, Grid):
            body.append(_grid_html(element))
        else:
            body.append(f'<p class="{element.style}">{html.escape(element.text)}</p>')
    return f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><style>{CSS}</style></head><body>{''.join(body)}</body></html>"


def _grid_html(grid: Grid) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in grid.header)
    rows = []
    for row in grid.rows:
        if row.section:
            rows.append(f"<tr><td colspan={len(grid.header)}><b>{html.escape(row.cells[0])}</b></td></tr>")
        else:
            cells = (re.sub(r"(?<=[.;]) - ", "<br>- ", html.escape(cell)) for cell in row.cells)
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
