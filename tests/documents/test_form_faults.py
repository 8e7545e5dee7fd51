"""Each planted fault is found, and found as that fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tests.documents.official import damaged, find, good
from thuocdo.documents.format.check import check_format

Change = Callable[[Any], None]
PAGE = "TDPage"


def size(start: str, points: float) -> Change:
    def change(document: Any) -> None:
        for run in find(document, start).runs:
            run.font.size = Pt(points)

    return change


def flag(start: str, name: str, value: bool) -> Change:
    def change(document: Any) -> None:
        for run in find(document, start).runs:
            setattr(run.font, name, value)

    return change


def words(start: str, text: str) -> Change:
    def change(document: Any) -> None:
        runs = find(document, start).runs
        runs[0].text = text
        for run in runs[1:]:
            run.text = ""

    return change


def gone(start: str) -> Change:
    def change(document: Any) -> None:
        element = find(document, start)._element
        element.getparent().remove(element)

    return change


def layout(start: str, **values: Any) -> Change:
    def change(document: Any) -> None:
        for name, value in values.items():
            setattr(find(document, start).paragraph_format, name, value)

    return change


def page(index: int, **values: Any) -> Change:
    def change(document: Any) -> None:
        for name, value in values.items():
            setattr(document.sections[index], name, value)

    return change


def line_below(start: str, inches: float | None) -> Change:
    """Take the line below these words away, or make it narrower by an indent on the left (inches)."""

    def change(document: Any) -> None:
        below = find(document, start)._element.getnext()
        properties = below.find(qn("w:pPr"))
        if inches is None:
            properties.remove(properties.find(qn("w:pBdr")))
        else:
            properties.find(qn("w:ind")).set(qn("w:left"), str(round(inches * 1440)))

    return change


def turned(index: int) -> Change:
    def change(document: Any) -> None:
        section = document.sections[index]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width

    return change


def number_to_foot(document: Any) -> None:
    section = document.sections[0]
    foot = section.footer
    foot.is_linked_to_previous = False
    number = section.header.paragraphs[0]._element
    foot._element.append(number)


def no_numbers(document: Any) -> None:
    header = document.sections[0].header.paragraphs[0]
    for run in list(header.runs):
        run._element.getparent().remove(run._element)


def number_look(name: str, value: Any) -> Change:
    def change(document: Any) -> None:
        paragraph = document.sections[0].header.paragraphs[0]
        if name == "alignment":
            paragraph.alignment = value
        else:
            for run in paragraph.runs:
                setattr(run.font, name, value)

    return change


def shown_on_first(document: Any) -> None:
    document.sections[0].different_first_page_header_footer = False


def roman_figures(document: Any) -> None:
    properties = document.sections[0]._sectPr
    number = properties.makeelement(qn("w:pgNumType"), {qn("w:fmt"): "lowerRoman"})
    properties.find(qn("w:pgMar")).addnext(number)


def no_restart(document: Any) -> None:
    properties = document.sections[1]._sectPr
    properties.remove(properties.find(qn("w:pgNumType")))


def table_row(name: str) -> Change:
    def change(document: Any) -> None:
        element = document.tables[-1]._element
        for found in list(element.iter(qn(f"w:{name}"))):
            found.getparent().remove(found)

    return change


BODY = "Nâng cao chất lượng"
NATION, MOTTO, ISSUER, SUPERIOR = "CỘNG HÒA", "Độc lập", "ỦY BAN NHÂN DÂN", "UBND TỈNH"
LEFT = WD_ALIGN_PARAGRAPH.LEFT

# what is planted -> (rule that must be found, document, how it is done)
FAULTS: dict[str, tuple[str, str, Change]] = {
    "Letter paper": ("paper.size", "plan", page(0, page_width=Mm(216), page_height=Mm(279))),
    "body on its side": ("paper.landscape", "letter", turned(0)),
    "annex on its side": ("paper.annex_landscape", "plan", turned(1)),
    "top margin 15 mm": ("margin.top", "plan", page(0, top_margin=Mm(15))),
    "bottom margin 30 mm": ("margin.bottom", "plan", page(0, bottom_margin=Mm(30))),
    "left margin 25 mm": ("margin.left", "plan", page(0, left_margin=Mm(25))),
    "right margin 25 mm": ("margin.right", "plan", page(0, right_margin=Mm(25))),
    "Arial": ("font.name", "plan", flag(BODY, "name", "Arial")),  # type: ignore[arg-type]
    "red letters": ("font.colour", "plan", lambda d: setattr(find(d, BODY).runs[0].font.color, "rgb", RGBColor(255, 0, 0))),
    "no page numbers": ("page_number.missing", "plan", no_numbers),
    "page number at the foot": ("page_number.place", "plan", number_to_foot),
    "page number at the right": ("page_number.align", "plan", number_look("alignment", WD_ALIGN_PARAGRAPH.RIGHT)),
    "page number of 10 points": ("page_number.size", "plan", number_look("size", Pt(10))),
    "page number in italics": ("page_number.italic", "plan", number_look("italic", True)),
    "page number on page 1": ("page_number.first", "plan", shown_on_first),
    "Roman page numbers": ("page_number.figures", "plan", roman_figures),
    "no national name": ("national_name.missing", "plan", gone(NATION)),
    "abbreviated national name": ("national_name.text", "plan", words(NATION, "CỘNG HÒA XHCN VIỆT NAM")),
    "national name of 15 points": ("national_name.size", "plan", size(NATION, 15)),
    "light national name": ("national_name.bold", "plan", flag(NATION, "bold", False)),
    "no motto": ("motto.missing", "plan", gone(MOTTO)),
    "motto without blanks": ("motto.text", "plan", words(MOTTO, "Độc lập-Tự do-Hạnh phúc")),
    "motto of 12 points": ("motto.size", "plan", size(MOTTO, 12)),
    "no line below the motto": ("motto.line_missing", "plan", line_below(MOTTO, None)),
    "short line below the motto": ("motto.line_length", "plan", line_below(MOTTO, 1.6)),
    "light issuer": ("issuer.bold", "letter", flag(ISSUER, "bold", False)),
    "issuer in small letters": ("issuer.upper", "plan", words(ISSUER, "Ủy ban nhân dân xã Mẫu")),
    "no line below the issuer": ("issuer.line_missing", "plan", line_below(ISSUER, None)),
    "long line below the issuer": ("issuer.line_length", "plan", line_below(ISSUER, 0.0)),
    "superior of 14 points": ("superior.size", "plan", size(SUPERIOR, 14)),
    "bold superior": ("superior.bold", "plan", flag(SUPERIOR, "bold", True)),
    "number with blanks": ("number.form", "plan", words("Số:", "Số: 10 /KH - UBND")),
    "number 5": ("number.zero", "plan", words("Số:", "Số: 5/KH-UBND")),
    "number of another kind": ("number.kind", "plan", words("Số:", "Số: 05/BC-UBND")),
    "number of 14 points": ("number.size", "plan", size("Số:", 14)),
    "upright date": ("date.italic", "plan", flag("Xã Mẫu, ngày", "italic", False)),
    "day without zero": ("date.zero", "plan", words("Xã Mẫu, ngày", "Xã Mẫu, ngày 5 tháng 02 năm 2026")),
    "month without zero": ("date.zero", "plan", words("Xã Mẫu, ngày", "Xã Mẫu, ngày 05 tháng 2 năm 2026")),
    "place without comma": ("date.comma", "plan", words("Xã Mẫu, ngày", "Xã Mẫu ngày 05 tháng 02 năm 2026")),
    "no date": ("date.missing", "plan", gone("Xã Mẫu, ngày")),
    "kind of 16 points": ("kind.size", "plan", size("KẾ HOẠCH", 16)),
    "light kind": ("kind.bold", "plan", flag("KẾ HOẠCH", "bold", False)),
    "title at the left": ("title.missing", "plan", layout("Nâng cao Chỉ số", alignment=LEFT)),
    "light title": ("title.bold", "plan", flag("Nâng cao Chỉ số", "bold", False)),
    "subject of 14 points": ("subject.size", "letter", size("V/v", 14)),
    "upright basis": ("basis.italic", "plan", flag("Căn cứ Luật", "italic", False)),
    "basis without semicolon": ("basis.end", "plan", words("Căn cứ Luật", "Căn cứ Luật Tổ chức chính quyền địa phương.")),
    "bold receiver": ("receiver.bold", "letter", flag("Kính gửi", "bold", True)),
    "receivers without hyphens": ("receiver.list", "letter", words("- Phòng Văn hóa", "- Phòng Văn hóa - Xã hội;")),
    "body of 12 points": ("text.size", "plan", size(BODY, 12)),
    "ragged body": ("text.align", "plan", layout(BODY, alignment=LEFT)),
    "first line of 2 cm": ("text.indent", "plan", layout(BODY, first_line_indent=Mm(20))),
    "no gap between paragraphs": ("text.gap", "plan", layout("a) Niêm yết", space_after=Pt(0))),
    "double line spacing": ("text.lines", "plan", layout(BODY, line_spacing=2.0)),
    "lines squeezed to 12 points": ("text.lines", "plan", layout(BODY, line_spacing=Pt(12))),
    "light section": ("section.bold", "plan", flag("II. NỘI DUNG", "bold", False)),
    "section in small letters": ("section.upper", "plan", words("II. NỘI DUNG", "II. Nội dung")),
    "point f": ("point.letter", "plan", words("đ) Tổ chức", "f) Tổ chức đối thoại.")),
    "no đ": ("point.letter", "plan", words("đ) Tổ chức", "e) Tổ chức đối thoại.")),
    "no end mark": ("body.end", "plan", words("Nhiệm vụ cụ thể", "Nhiệm vụ cụ thể tại Phụ lục I, Phụ lục II.")),
    "light authority": ("authority.bold", "plan", flag("TM. ỦY BAN", "bold", False)),
    "T/M": ("authority.form", "plan", words("TM. ỦY BAN", "T/M ỦY BAN NHÂN DÂN")),
    "signer with a degree": ("signer.title", "plan", words("Nguyễn Văn Mẫu", "ThS. Nguyễn Văn Mẫu")),
    "light signer": ("signer.bold", "plan", flag("Nguyễn Văn Mẫu", "bold", False)),
    "upright Nơi nhận": ("recipients_label.italic", "plan", flag("Nơi nhận", "italic", False)),
    "Nơi nhận of 14 points": ("recipients_label.size", "plan", size("Nơi nhận", 14)),
    "recipients of 13 points": ("recipients.size", "plan", size("- UBND tỉnh", 13)),
    "recipients without semicolon": ("recipients.end", "plan", words("- UBND tỉnh", "- UBND tỉnh Mẫu")),
    "not filed": ("recipients.filed", "plan", words("- Lưu", "- Phòng Kinh tế.")),
    "annex of 13 points": ("annex.size", "plan", size("Phụ lục I", 13)),
    "annexes in figures": ("annex.number", "plan", words("Phụ lục II", "Phụ lục 2")),
    "annex title in small letters": ("annex_title.upper", "plan", words("CHỈ TIÊU", "Chỉ tiêu phấn đấu")),
    "upright reference": ("annex_reference.italic", "plan", flag("(Kèm theo", "italic", False)),
    "no reference": ("annex.reference_missing", "plan", gone("(Kèm theo")),
    "annex goes on counting pages": ("annex.pages", "plan", no_restart),
    "annex that nobody mentions": ("annex.unmentioned", "plan", words("Nhiệm vụ cụ thể", "Các đơn vị thực hiện./.")),
    "table heading once": ("table.heading", "plan", table_row("tblHeader")),
    "rows that split": ("table.split", "plan", table_row("cantSplit")),
}  # fmt: skip


# what is planted at the root of the head, or turns the whole sheet, is seen in several ways
WIDE = {"no national name", "no motto", "body on its side"}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_as_that_fault(name: str) -> None:
    """A good document damaged in one way has the finding that names the damage, and few that follow from it."""
    rule, document, change = FAULTS[name]
    found = {finding.rule: finding for finding in check_format(damaged(good(document), change)).findings}
    assert rule in found, sorted(found)
    assert found[rule].message and found[rule].expected and found[rule].source
    assert len(found) <= 3 or name in WIDE, sorted(found)
