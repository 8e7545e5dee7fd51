"""Measuring a .docx against the standard that fits it: NĐ 30/2020/NĐ-CP, or the A5 slips of TT 01/2018/TT-VPCP."""

from __future__ import annotations

from thuocdo.documents.format.anatomy import Anatomy, dissect
from thuocdo.documents.format.check_body import check_body
from thuocdo.documents.format.check_foot import check_foot
from thuocdo.documents.format.check_head import check_head
from thuocdo.documents.format.check_pages import check_pages
from thuocdo.documents.format.findings import Finding, Report, Severity
from thuocdo.documents.format.notes import Notes
from thuocdo.documents.format.reading import measure
from thuocdo.documents.format.standard import circular, decree
from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.sniff import FileKind, sniff
from thuocdo.lib.errors import InputError

ONLY_WORD = "Chỉ đo thể thức được trên tệp Word .docx. Hãy mở bằng Word, lưu thành .docx rồi kiểm tra lại."

# group -> the components whose presence means that there was something to look at
_PRESENT: dict[str, tuple[str, ...]] = {
    "motto": ("national_name", "motto"),
    "issuer": ("issuer", "superior"),
    "number": ("number",),
    "date": ("date",),
    "title": ("kind", "title", "subject"),
    "receiver": ("receiver",),
    "basis": ("basis",),
    "signature": ("authority", "signer"),
    "recipients": ("recipients_label", "recipients"),
}


def check_format(data: bytes, limits: Limits = DEFAULT) -> Report:
    """Findings about the form of a document; `InputError` (one Vietnamese sentence) for what is no .docx.

    Untrusted files go through `safely.check_safely`, which calls this in a confined process.
    """
    if sniff(data, limits) is not FileKind.DOCX:
        raise InputError(ONLY_WORD)
    measured = measure(data, limits)
    anatomy = dissect(measured, decree())
    standard = circular() if anatomy.is_slip else decree()
    notes = Notes(measured, anatomy, standard)
    if anatomy.is_party:
        return Report(standard.name, "", (_party(),), frozenset(), standard.confirmed)
    for part in (check_pages, check_head, check_body, check_foot):
        part(notes)
    return Report(standard.name, anatomy.kind, notes.sorted(), _present(anatomy, notes), standard.confirmed)


def _party() -> Finding:
    return Finding(
        "party.document",
        Severity.WARNING,
        "title",
        "Văn bản có tiêu đề “Đảng Cộng sản Việt Nam” nên không đo theo Nghị định 30/2020/NĐ-CP.",
        "Văn bản của Đảng theo quy định riêng của Đảng",
        "NĐ 30/2020/NĐ-CP, phạm vi điều chỉnh",
    )


def _present(anatomy: Anatomy, notes: Notes) -> frozenset[str]:
    found = {group for group, names in _PRESENT.items() if any(anatomy.get(name) for name in names)}
    found |= {"paper", "margins", "font"}
    if anatomy.body:
        found.add("body")
    if anatomy.annexes:
        found.add("annexes")
    if any(section.head or section.foot for section in notes.measured.sections):
        found.add("page_numbers")
    if any(table.ruled for table in notes.measured.tables):
        found.add("tables")
    return frozenset(found)
