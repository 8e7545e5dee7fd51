"""An office's own wording: tags are named where they are wrong, nothing dangerous runs, the way back is open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.cast import NOW, Cast
from tests.documents.official import OFFICE, damaged, find, slip
from thuocdo.audit.models import Entry
from thuocdo.documents.actions.templates import load_template, restore_shipped
from thuocdo.documents.format.check import check_format
from thuocdo.documents.models import StoredFile, TemplateVersion
from thuocdo.documents.queries.templates import apology_letter, reminder_letter, template_in_use
from thuocdo.documents.writing.filling import fill, fill_safely, problems_of
from thuocdo.documents.writing.wording import (
    APOLOGY,
    REMINDER,
    WORDINGS,
    LateTask,
    Reminder,
    shipped,
    slip_values,
)
from thuocdo.lib.errors import InputError

WORDS = "Rất mong Ông/Bà/Tổ chức thông cảm"
REMINDED = Reminder(
    "Phòng Kinh tế",
    date(2026, 2, 5),
    (
        LateTask("Niêm yết danh sách <hộ> nghèo & cận nghèo", date(2026, 1, 15), "14 ngày làm việc"),
        LateTask("Công khai dự toán", date(2026, 1, 20), "11 ngày làm việc"),
    ),
    "Nguyễn Văn Mẫu",
)


def reworded(start: str, text: str, code: str = APOLOGY) -> bytes:
    """The shipped template with one paragraph said otherwise."""

    def change(document: Any) -> None:
        runs = find(document, start).runs
        runs[0].text = text
        for run in runs[1:]:
            run.text = ""

    return damaged(shipped(code, OFFICE), change)


def text_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return " ".join(docx.Document(io.BytesIO(data)).element.body.itertext()) if package else ""


@pytest.mark.parametrize("code", WORDINGS)
def test_the_shipped_templates_fill_and_have_the_right_form(code: str) -> None:
    """What they give has every sample word, no tag is left, and the checker finds nothing."""
    made = fill(shipped(code, OFFICE), code, WORDINGS[code].sample)
    assert check_format(made).findings == ()
    text = text_of(made)
    assert "{{" not in text and "{%" not in text and "Nguyễn Văn Mẫu" in text


def test_an_office_says_it_in_its_own_words(cast: Cast) -> None:
    """A changed wording is used from its loading on, in the letter that the program writes, and the log says so."""
    unit, by = cast.unit("commune"), cast.person("coordinator")
    data = reworded(WORDS, "Ủy ban nhân dân xã chân thành xin lỗi {{ nguoi_nhan }}./.")
    version = load_template(unit=unit, code=APOLOGY, data=data, name="mau xin loi.docx", by=by, now=NOW)
    letter = text_of(apology_letter(cast.unit("one_stop"), slip()))
    assert "chân thành xin lỗi Ông Nguyễn Văn Mẫu./." in letter and WORDS not in letter
    assert WORDS in text_of(apology_letter(cast.unit("other"), slip()))  # the neighbour keeps the program's
    assert Entry.objects.latest("pk").code == "documents.template.loaded"
    restore_shipped(unit=unit, code=APOLOGY, by=by, now=NOW)
    assert template_in_use(unit, APOLOGY) is None and WORDS in text_of(apology_letter(unit, slip()))
    version.refresh_from_db()
    assert (version.ended_at, version.ended_by) == (NOW, by)
    with pytest.raises(InputError, match="có sẵn"):
        restore_shipped(unit=unit, code=APOLOGY, by=by, now=NOW)


def test_a_second_version_ends_the_first_and_both_stay(cast: Cast) -> None:
    """Versions count up; only one is in use; the same file again is refused."""
    unit, by = cast.unit("commune"), cast.person("coordinator")
    for number in (1, 2):
        data = reworded(WORDS, f"Lời thứ {number}./.")
        load_template(unit=unit, code=APOLOGY, data=data, name="mau.docx", by=by, now=NOW)
    assert list(TemplateVersion.objects.values_list("number", "ended_at")) == [(2, None), (1, NOW)]
    with pytest.raises(InputError, match="không có gì thay đổi"):
        load_template(unit=unit, code=APOLOGY, data=data, name="mau.docx", by=by, now=NOW)


def test_the_reminder_lists_each_task_once(cast: Cast) -> None:
    """Rows repeat, signs of markup in a task's words stay words, and the form holds."""
    made = reminder_letter(cast.unit("commune"), REMINDED)
    rows = [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(made)).tables[1].rows]
    assert rows[1:] == [
        ["1", "Niêm yết danh sách <hộ> nghèo & cận nghèo", "15/01/2026", "14 ngày làm việc"],
        ["2", "Công khai dự toán", "20/01/2026", "11 ngày làm việc"],
    ]
    assert {finding.rule for finding in check_format(made).findings} == {"number.blank", "date.blank"}


@pytest.mark.parametrize(
    ("code", "start", "text", "said"),
    [
        (
            APOLOGY,
            "Lý do",
            "Lý do: {{ li_do }}.",
            "Thẻ “{{ li_do }}” ở đoạn 5: “Lý do: {{ li_do }}.” không có",
        ),
        (APOLOGY, "Lý do", "Lý do: {{ li_do }}.", "đúng là {{ ly_do }}"),
        (APOLOGY, "Lý do", "Lý do: {{ ly_do.", "mở ra mà không đóng"),
        (APOLOGY, "Lý do", "Lý do: chậm.", "thiếu thẻ bắt buộc: {{ ly_do }}"),
        (REMINDER, "{{ v.tt }}", "{{ v.stt }}", "đúng là {{ v.tt }}"),
        (
            REMINDER,
            "{%tr for",
            "{%tr for v in nhiem_vu %}",
            "Thẻ “{%tr for v in nhiem_vu %}” ở bảng 2, hàng 2",
        ),
    ],
)
def test_a_wrong_tag_is_named_with_its_paragraph(code: str, start: str, text: str, said: str) -> None:
    """The sentence says which tag, where, and what was probably meant."""
    data = reworded(start, text, code)
    assert said in " ".join(problems_of(data, code))
    with pytest.raises(InputError):
        fill(data, code, WORDINGS[code].sample)


DANGEROUS = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ly_do.__class__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ self }}",
    "{{ 9**9**9 }}",
    "{{ ly_do|attr('x') }}",
    "{{ range(999999999) }}",
    "{% for a in range(99999999) %}x{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as o %}",
    "{% set x = 1 %}",
    "{%p macro m() %}",
    "{# lời #}",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_is_no_plain_tag_is_refused(text: str) -> None:
    """Calls, attributes, loops over numbers, inclusions: refused by name, never run."""
    with pytest.raises(InputError, match=r"Thẻ|thẻ"):
        fill(reworded("Lý do", f"Lý do: {{{{ ly_do }}}} {text}"), APOLOGY, WORDINGS[APOLOGY].sample)


def hidden_in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].add_run("{{ so.__class__ }}")


def hidden_in_properties(document: Any) -> None:
    document.core_properties.title = "{{ so.__class__ }}"


def hidden_in_attribute(document: Any) -> None:
    find(document, "Lý do")._element.set("{http://example.org/x}a", "{{ so.__class__ }}")


@pytest.mark.parametrize("hide", [hidden_in_header, hidden_in_properties, hidden_in_attribute])
def test_tags_in_hidden_places_are_refused_too(hide: Callable[[Any], None]) -> None:
    """What stands in no paragraph of the text is caught where it would be filled."""
    data = damaged(shipped(APOLOGY, OFFICE), hide)
    assert problems_of(data, APOLOGY) == []
    with pytest.raises(InputError, match="không phải thẻ được phép"):
        fill(data, APOLOGY, WORDINGS[APOLOGY].sample)


def field_that_fetches(document: Any) -> None:
    run = '<w:r {ns}><w:instrText> INCLUDEPICTURE "http://example.org/x.png" </w:instrText></w:r>'
    find(document, "Lý do")._element.append(parse_xml(run.replace("{ns}", nsdecls("w"))))


def link_that_loads(document: Any) -> None:
    document.part.relate_to(
        "http://example.org/mau.dotm",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [(field_that_fetches, "trường tự chạy"), (link_that_loads, "tải nội dung từ nơi khác")],
)
def test_what_would_act_in_the_reader_s_word_is_refused(change: Callable[[Any], None], said: str) -> None:
    """Letters go to citizens: fields and links that load something are not taken into a template."""
    with pytest.raises(InputError, match=said):
        problems_of(damaged(shipped(APOLOGY, OFFICE), change), APOLOGY)


def test_a_refused_file_leaves_nothing(cast: Cast) -> None:
    """Tried in the confined process before anything is kept: no file, no version, no entry."""
    before = (StoredFile.objects.count(), TemplateVersion.objects.count(), Entry.objects.count())
    for data in (reworded("Lý do", "Lý do: {{ li_do }}."), b"PK\x03\x04", b"%PDF-1.4"):
        with pytest.raises(InputError):
            load_template(unit=cast.unit("commune"), code=APOLOGY, data=data, name="x.docx", by=None, now=NOW)
    assert (StoredFile.objects.count(), TemplateVersion.objects.count(), Entry.objects.count()) == before


def test_values_are_words_never_tags() -> None:
    """A dossier whose reason looks like a tag is printed as it is."""
    values = {**slip_values(slip()), "ly_do": "{{ so.__class__ }} <w:p/> & xong\x0b"}
    assert "{{ so.__class__ }} <w:p/> & xong" in text_of(
        fill_safely(shipped(APOLOGY, OFFICE), APOLOGY, values)
    )
