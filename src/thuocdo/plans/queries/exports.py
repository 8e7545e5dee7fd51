"""Files that leave the review: the góp ý sheet (.docx) and the rows (.xlsx)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from thuocdo.calendars.rules.deadline import Deadline
from thuocdo.calendars.rules.grammar import read_back
from thuocdo.plans.models import (
    ROW_KIND_LABELS,
    PlanFinding,
    PlanRow,
    PlanVersion,
    RowKind,
    RowState,
    RowUnit,
)
from thuocdo.plans.queries.review import with_details
from thuocdo.plans.rules.rows import corrections
from thuocdo.plans.words import (
    FIELD_WORDS,
    OUTCOME_WORDS,
    RHYTHM_WORDS,
    SEVERITY_WORDS,
    place_words,
    row_name,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def comment_sheet(version: PlanVersion) -> bytes:
    """The góp ý sheet: findings that were accepted or noted, and what was corrected while reviewing.

    The text of the plan itself is never changed; this sheet tells its drafters.
    """
    paper = _paper()
    _centred(paper, "PHIẾU GÓP Ý, ĐỀ NGHỊ CHỈNH LÝ KẾ HOẠCH", bold=True)
    _centred(paper, version.plan.title)
    number = version.plan.number or "chưa có số"
    day = f"{version.plan.issued:%d/%m/%Y}" if version.plan.issued else "chưa có ngày"
    _centred(paper, f"Số: {number}; ngày ban hành: {day}; tệp: {version.file_name}")
    paper.add_paragraph("1. Những chỗ đề nghị xem lại trong văn bản").runs[0].bold = True
    noted = version.findings.filter(outcome__in=[PlanFinding.NOTED, PlanFinding.ACCEPTED]).select_related(
        "row"
    )
    lines = [_finding_line(n, finding) for n, finding in enumerate(noted, 1)]
    _table(paper, ("TT", "Vị trí", "Văn bản ghi", "Vấn đề", "Đề nghị"), (10, 35, 60, 90, 60), lines)
    paper.add_paragraph()
    paper.add_paragraph("2. Những chỗ đã sửa trong dữ liệu khi rà soát").runs[0].bold = True
    _table(
        paper, ("TT", "Dòng", "Mục", "Văn bản ghi", "Dữ liệu ghi"), (10, 35, 35, 88, 87), _corrected(version)
    )
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def rows_workbook(version: PlanVersion) -> bytes:
    """All rows as reviewed, one sheet a kind, with what was printed beside what was understood."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = list(with_details(version.rows.all()))
    for kind in RowKind:
        some = [row for row in rows if row.kind == kind]
        if some:
            _sheet(book, str(ROW_KIND_LABELS[kind]), some)
    if not book.worksheets:
        book.create_sheet("Trống")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _finding_line(number: int, finding: PlanFinding) -> tuple[str, ...]:
    source = finding.source
    where = place_words(source.get("page"), source.get("line"), source.get("table"), source.get("row"))
    if finding.row is not None:
        where = f"{row_name(finding.row)}; {where}"
    word = str(SEVERITY_WORDS.get(finding.severity, ("", finding.severity, ""))[1])
    wish = finding.suggestion or "Đề nghị xem lại."
    if finding.reason:
        wish = f"{wish}\nGhi chú: {finding.reason}"
    return (str(number), where, finding.quote, f"{word}: {finding.message}", wish)


def _corrected(version: PlanVersion) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for row in with_details(version.rows.all()):
        if row.state == RowState.DROPPED:
            lines.append(
                (
                    str(len(lines) + 1),
                    row_name(row),
                    "",
                    row.text,
                    "Không phải nhiệm vụ, không đưa vào dữ liệu.",
                )
            )
            continue
        for field, read, kept in corrections(row.kind, row.read, row.data):
            lines.append(
                (
                    str(len(lines) + 1),
                    row_name(row),
                    str(FIELD_WORDS[field]),
                    read or "(không ghi)",
                    kept or "(bỏ trống)",
                )
            )
    return lines


def _paper() -> Any:
    """A landscape A4 sheet in the type of official papers."""
    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.paragraph_format.space_after = Pt(4)
    return paper


def _centred(paper: Any, text: str, *, bold: bool = False) -> None:
    paragraph = paper.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.runs[0].bold = bold


def _table(
    paper: Any, header: tuple[str, ...], widths: tuple[int, ...], lines: list[tuple[str, ...]]
) -> None:
    if not lines:
        paper.add_paragraph("Không có.")
        return
    table = paper.add_table(rows=1, cols=len(header))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.text = text
        cell.paragraphs[0].runs[0].bold = True
    for line in lines:
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _sheet(book: Workbook, title: str, rows: list[PlanRow]) -> None:
    sheet = book.create_sheet(title[:31])
    columns = ("Số", "Nội dung", "Mục, lĩnh vực", "Chủ trì (như in)", "Đơn vị chịu trách nhiệm", "Phối hợp (như in)",
               "Thời hạn (như in)", "Hiểu là", "Từ ngày", "Đến ngày", "Nhịp cập nhật", "Sản phẩm", "Chỉ số",
               "Chỉ số thành phần", "Nguyên nhân", "Giải pháp", "Nguồn", "Trạng thái", "Phát hiện")  # fmt: skip
    sheet.append(columns)
    for row in rows:
        sheet.append([_safe(value) for value in _cells(row)])
    for number, column in enumerate(columns, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 60 if column == "Nội dung" else 22
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C2"


def _cells(row: PlanRow) -> list[Any]:
    data = row.data
    deadline = Deadline.from_json(data.get("deadline") or {"kind": "none"})
    source = data.get("source") or {}
    named = list(row.units.all())
    states = {RowState.PENDING: "Chờ xác nhận", RowState.CONFIRMED: "Đã xác nhận", RowState.DROPPED: "Đã bỏ"}
    answers = row.responsible_unit
    return [
        row.label,
        row.text,
        data.get("heading") or data.get("field") or data.get("unit") or "",
        "; ".join(n.printed for n in named if n.part == RowUnit.LEAD),
        answers.name if answers else ("Giao sau" if row.assign_later else ""),
        "; ".join(n.printed for n in named if n.part == RowUnit.COORDINATING),
        data.get("deadline_text") or "",
        read_back(deadline, data.get("deadline_text")),
        deadline.start,
        deadline.end,
        str(RHYTHM_WORDS.get(row.rhythm, "")),
        data.get("output") or "",
        data.get("index") or "",
        data.get("subdimension") or "",
        data.get("cause") or "",
        data.get("remedy") or "",
        place_words(source.get("page"), source.get("line"), source.get("table"), source.get("row")),
        states[RowState(row.state)],
        "\n".join(f"{f.message} [{OUTCOME_WORDS[f.outcome]}]" for f in row.findings.all()),
    ]


def _safe(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is kept as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
