"""The body of a document and of its annexes: headings, paragraphs, ruled tables."""

from __future__ import annotations

from collections.abc import Iterable

from thuocdo.documents.format.standard import Standard
from thuocdo.documents.format.widths import width_of
from thuocdo.documents.writing.model import Heading, Level, Part, Table
from thuocdo.documents.writing.styles import STYLES
from thuocdo.documents.writing.xml import cell, paragraph, row, run, table, twips

_CELL_MARGIN = 80  # twips
_RECEIVER_LEFT = 25.0  # mm: where "Kính gửi:" starts when there are several


def parts(body: Iterable[Part], width: int) -> str:
    """The parts of a body in order; `width` of the text in twips."""
    return "".join(_part(part, width) for part in body)


def _part(part: Part, width: int) -> str:
    if isinstance(part, Heading):
        return _heading(part)
    if isinstance(part, Table):
        return ruled(part, width) + paragraph("TDTable")
    if part.lead:
        rest = run(f" {part.text}", bold=False) if part.text else ""
        return paragraph(STYLES["article"], run(part.lead), rest)
    return "".join(paragraph(STYLES["text"], run(line)) for line in part.text.split("\n") if line.strip())


def _heading(heading: Heading) -> str:
    if heading.level is Level.PART:
        number = paragraph(STYLES["part"], run(heading.number))
        return number + paragraph(STYLES["part"], run(heading.text.upper()))
    if heading.level is Level.SECTION:
        return paragraph(STYLES["section"], run(f"{heading.number} {heading.text.upper()}"))
    return paragraph(STYLES["clause"], run(f"{heading.number} {heading.text}"))


def ruled(part: Table, width: int) -> str:
    """A table with lines: its heading comes again on every page and no row is cut by one."""
    total = sum(column.share for column in part.columns)
    widths = [round(width * column.share / total) for column in part.columns]
    widths[-1] += width - sum(widths)
    heads = "".join(
        cell(size, paragraph("TDTableHeading", run(column.title)))
        for size, column in zip(widths, part.columns, strict=True)
    )
    rows = [row(heads, heading=True)]
    aligned = [f'<w:jc w:val="{c.align}"/>' if c.align != "left" else "" for c in part.columns]
    for one in part.rows:
        if one.band:
            content = paragraph("TDTable", run(one.cells[0], bold=True), props="<w:keepNext/>")
            rows.append(row(cell(width, content, span=len(widths))))
            continue
        cells = (
            cell(size, _lines(text, align))
            for size, text, align in zip(widths, one.cells, aligned, strict=True)
        )
        rows.append(row("".join(cells)))
    return table(tuple(widths), "".join(rows), ruled=True, margin=_CELL_MARGIN)


def _lines(text: str, align: str) -> str:
    return "".join(paragraph("TDTable", run(line), props=align) for line in text.split("\n"))


def basis(lines: tuple[str, ...]) -> str:
    """ "Căn cứ …;" each on its line, the last with a full stop."""
    shown = [line.strip().rstrip(";.,") for line in lines]
    ends = [";"] * (len(shown) - 1) + ["."]
    return "".join(paragraph(STYLES["basis"], run(line + end)) for line, end in zip(shown, ends, strict=True))


def receivers(names: tuple[str, ...], standard: Standard) -> str:
    """ "Kính gửi: …" on one line for one receiver; for several, hyphens below the colon."""
    style = STYLES["receiver"]
    if not names:
        return ""
    if len(names) == 1:
        return paragraph(style, run(f"Kính gửi: {names[0]}"), props='<w:jc w:val="center"/>')
    size = standard.components["receiver"].writes
    under = twips(_RECEIVER_LEFT) + round(width_of("Kính gửi", size) * 20)
    found = paragraph(style, run("Kính gửi:"), props=f'<w:ind w:left="{twips(_RECEIVER_LEFT)}"/>')
    for index, name in enumerate(names):
        end = "." if index == len(names) - 1 else ";"
        found += paragraph(style, run(f"- {name.strip(' -;.')}{end}"), props=f'<w:ind w:left="{under}"/>')
    return found


def decision_word(text: str) -> str:
    """ "QUYẾT ĐỊNH:" between the basis and the articles of a decision."""
    return paragraph(STYLES["kind"], run(text)) + paragraph(STYLES["drafter"])
