"""What the program writes has the form that the decree asks for."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from tests.documents.official import OFFICE, damaged, every, find, plan, slip
from thuocdo.documents.format.check import check_format
from thuocdo.documents.format.findings import GROUPS, Severity
from thuocdo.documents.format.safely import check_safely
from thuocdo.documents.format.standard import decree
from thuocdo.documents.writing.apology import write_slip
from thuocdo.documents.writing.docx import write_docx
from thuocdo.documents.writing.model import Kind, date_words, issue
from thuocdo.documents.writing.samples import blank
from thuocdo.lib.errors import InputError


@pytest.mark.parametrize("name", every())
def test_a_document_of_every_kind_has_no_finding(name: str) -> None:
    """Issued documents of each kind, with all their components, pass the checker with nothing found."""
    report = check_format(write_docx(every()[name]))
    assert report.findings == ()
    assert {report.status(group) for group in GROUPS} <= {"ok", "absent"}


def test_the_slip_of_apology_fits_an_a5_page_and_its_own_standard() -> None:
    """The slip is measured on A5, and says that its sizes are nobody's law."""
    report = check_format(write_slip(slip()))
    assert (report.findings, report.kind, report.confirmed) == ((), "PHIẾU XIN LỖI", False)
    file = docx.Document(io.BytesIO(write_slip(slip())))
    section = file.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (148, 210)
    with pytest.raises(ValueError, match="not after"):
        write_slip(replace(slip(), new_due=date(2026, 2, 2)))


@pytest.mark.parametrize("kind", Kind)
def test_before_issue_only_number_and_day_are_open(kind: Kind) -> None:
    """A draft without number and day has no fault; the checker says what is still to be filled."""
    report = check_format(write_docx(blank(kind, OFFICE)))
    assert {finding.severity for finding in report.findings} == {Severity.INFO}
    wanted = {"number.blank", "date.blank"} if kind is not Kind.MINUTES else {"number.blank"}
    assert {finding.rule for finding in report.findings} == wanted


def test_the_same_document_is_the_same_file() -> None:
    """Bytes depend on the document alone, not on the hour of writing."""
    first = write_docx(plan())
    assert write_docx(plan()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2013" not in package.read("docProps/core.xml")  # the library's own first day


def test_long_tables_can_be_read_over_pages() -> None:
    """The heading of a task table repeats, no row splits, and the page of the annex stays upright."""
    file = docx.Document(io.BytesIO(write_docx(plan(200))))
    table = file.tables[-1]
    rows = table._element.tr_lst
    assert len(rows) == 203
    assert [row.trPr.find(docx.oxml.ns.qn("w:tblHeader")) is not None for row in rows[:3]] == [
        True,
        False,
        False,
    ]
    assert all(row.trPr.find(docx.oxml.ns.qn("w:cantSplit")) is not None for row in rows)
    assert all(section.page_height > section.page_width for section in file.sections)


def test_days_and_numbers_are_written_as_the_decree_says() -> None:
    """Days below 10 and the months 1 and 2 have a leading zero, other months none; so have numbers below 10."""
    assert date_words(date(2020, 1, 5)) == "ngày 05 tháng 01 năm 2020"  # the decree's own example
    assert date_words(date(2019, 6, 29)) == "ngày 29 tháng 6 năm 2019"
    text = find(docx.Document(io.BytesIO(write_docx(plan()))), "Số:").text
    assert text == "Số: 05/KH-UBND"
    with pytest.raises(ValueError, match="starts at 1"):
        issue(plan(), number=0, on=date(2026, 1, 1))


def test_the_standard_holds_the_figures_of_the_decree() -> None:
    """Sizes, margins and spacing as Phụ lục I prints them."""
    standard = decree()
    sizes = {name: part.size for name, part in standard.components.items()}
    assert [sizes[name] for name in ("national_name", "motto", "superior", "issuer", "number", "date")] == [
        (12, 13), (13, 14), (12, 13), (12, 13), (13, 13), (13, 14),
    ]  # fmt: skip
    assert [sizes[name] for name in ("kind", "title", "subject", "text", "recipients_label", "recipients")] == [
        (13, 14), (13, 14), (12, 13), (13, 14), (12, 12), (11, 11),
    ]  # fmt: skip
    page, body = standard.page, standard.body
    assert (page.top, page.bottom, page.left, page.right) == ((20, 25), (20, 25), (30, 35), (15, 20))
    assert (body.indent, body.gap, body.lines) == ((10, 12.7), 6, (1.0, 1.5))
    assert len(standard.kinds) == 27  # Điều 7 names 29; Công văn and Thư công have no short name


def test_a_file_is_measured_in_the_confined_process(tmp_path: Path) -> None:
    """Through the child process the report is the same; what is no .docx gets one sentence."""
    data = damaged(
        write_docx(plan()), lambda d: setattr(find(d, "Nâng cao chất").runs[0].font, "italic", True)
    )
    path = tmp_path / "kế hoạch.docx"
    path.write_bytes(data)
    assert check_safely(path) == check_format(data)
    for name, content, sentence in (
        ("a.pdf", b"%PDF-1.4\n", "tệp Word .docx"),
        ("a.docx", b"PK\x03\x04 broken", "hỏng"),
        ("a.txt", "Kế hoạch".encode(), "tệp Word .docx"),
    ):
        bad = tmp_path / name
        bad.write_bytes(content)
        with pytest.raises(InputError, match=sentence):
            check_safely(bad)


@pytest.mark.parametrize(
    "changes",
    [
        {
            "issuer": "Trung tâm Phục vụ hành chính công xã Mẫu Thượng Đoài",
            "superior": "Ủy ban nhân dân xã Mẫu",
        },
        {"issuer": "Hội đồng nhân dân\nxã Mẫu", "superior": ""},
        {"title": "Khắc phục"},
        {
            "title": "Triển khai nhiệm vụ nâng cao chỉ số "
            + "cải cách hành chính và chuyển đổi số " * 6
            + "năm 2026"
        },
        {"recipients": tuple(f"Đơn vị thứ {number};" for number in range(30)), "filed": "VT, VP (05 bản)"},
        {"basis": (), "contact": "", "drafter": "", "annexes": ()},
        {"annexes": plan().annexes[:1]},
    ],
)
def test_long_short_and_missing_parts_keep_the_form(changes: dict[str, object]) -> None:
    """Names over several lines, one-word titles, many recipients, one annex: nothing is found."""
    assert check_format(write_docx(replace(plan(), **changes))).findings == ()


def test_whatever_people_type_is_printed_as_words() -> None:
    """Signs of markup stay, what a file cannot hold is left out, and the file opens."""
    odd = 'A <w:b/> & "B" \x00\x0b\ud800\uffff {{ x }} 🙂'
    file = docx.Document(io.BytesIO(write_docx(replace(plan(), title=odd, recipients=(odd,)))))
    assert " ".join(find(file, "A <w:b/>").text.split()) == 'A <w:b/> & "B" {{ x }} 🙂'
