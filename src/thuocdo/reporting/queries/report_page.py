"""One report as its page shows it: blocks cut at their numbers, what stands in the way of sending, what differs now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thuocdo.documents.format.check import check_format
from thuocdo.documents.format.findings import Severity
from thuocdo.documents.writing.docx import write_docx
from thuocdo.registers.reports.models import Duty, Report
from thuocdo.registers.reports.rules.content import HEADING, Block, Change, Number, pieces
from thuocdo.reporting.queries.report_paper import paper_of


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block with its place in the form and its text cut at the numbers."""

    place: int
    block: Block
    pieces: tuple[tuple[str, Number | None], ...]

    @property
    def heading(self) -> bool:
        return self.block.kind == HEADING


@dataclass(frozen=True, slots=True)
class Check:
    """One line of “Kiểm tra trước khi gửi”. `ok` None: worth knowing, stands in nobody's way."""

    ok: bool | None
    text: str


def shown_blocks(report: Report) -> list[ShownBlock]:
    """The blocks of the report in order."""
    numbers = report.read_numbers()
    return [
        ShownBlock(place, block, tuple(pieces(block.text, numbers)))
        for place, block in enumerate(report.read_blocks())
    ]


def numbers_of(report: Report) -> list[Number]:
    """The numbers in the order in which they were drawn."""
    return list(report.read_numbers().values())


def checks_of(report: Report, duty: Duty, differing: Sequence[Change], today: date) -> list[Check]:
    """What to look at before sending."""
    open_ = [change for change in differing if change.old is None or not change.old.kept]
    empty = sum(not block.text for block in report.read_blocks() if block.ask)
    found = [
        Check(
            not open_,
            _("Số khớp nguồn") if not open_ else _("%(n)s số đã đổi sau khi lập") % {"n": len(open_)},
        ),
        Check(
            bool(report.file_id) or None,
            _("Đã có bản ký (PDF)") if report.file_id else _("Chưa có bản ký (PDF)"),
        ),
        Check(
            True if not empty else None,
            _("Các phần nhận định đã viết")
            if not empty
            else _("%(n)s phần nhận định còn trống") % {"n": empty},
        ),
    ]
    found.append(_form(report))
    if today <= duty.data_to:
        said = {"day": f"{duty.data_to:%d/%m/%Y}"}
        found.append(Check(None, _("Kỳ số liệu đến %(day)s chưa hết, số còn đổi") % said))
    return found


def _form(report: Report) -> Check:
    """Whether the .docx that would be signed has the form that NĐ 30/2020/NĐ-CP asks for; a tenth of a second."""
    measured = check_format(write_docx(paper_of(report)))
    wrong = [one.message for one in measured.findings if one.severity is Severity.ERROR]
    if not wrong:
        return Check(True, _("Thể thức của bản .docx đúng %(standard)s") % {"standard": measured.standard})
    return Check(
        False, _("%(n)s chỗ sai thể thức: %(what)s") % {"n": len(wrong), "what": " ".join(wrong[:3])}
    )
