"""Files made by other hands: drawn lines, framed page numbers, theme fonts, heads without a table."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from tests.documents.official import damaged, find, good
from tests.documents.wordfiles import para, word
from thuocdo.documents.format.check import check_format
from thuocdo.documents.format.findings import Report
from thuocdo.lib.errors import InputError

VML = (
    '<w:r {ns}><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="10pt,2pt" to="{end}pt,2pt"/>'
    "</w:pict></w:r>"
)
SHAPE = (
    '<w:r {ns}><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{cx}" cy="0"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:prstGeom prst="line"/></a:graphic></wp:anchor></w:drawing></w:r>'
)


def drawn(xml: str) -> Any:
    """Replace the line below the motto by a shape in the motto's own paragraph."""

    def change(document: Any) -> None:
        motto = find(document, "Độc lập")._element
        below = motto.getnext().find(qn("w:pPr"))
        below.remove(below.find(qn("w:pBdr")))
        motto.append(parse_xml(xml.replace("{ns}", nsdecls("w"))))

    return change


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (VML.replace("{end}", "169"), set()),
        (VML.replace("{end}", "80"), {"motto.line_length"}),
        (SHAPE.replace("{cx}", str(160 * 12700)), set()),
        (SHAPE.replace("{cx}", str(60 * 12700)), {"motto.line_length"}),
    ],
)
def test_lines_drawn_as_shapes_are_measured(xml: str, wanted: set[str]) -> None:
    """A line drawn by either generation of Word counts with its own length."""
    assert {f.rule for f in check_format(damaged(good("plan"), drawn(xml))).findings} == wanted


def test_underlined_words_are_no_line() -> None:
    """An underlined motto is told apart from a missing line."""

    def change(document: Any) -> None:
        motto = find(document, "Độc lập")
        below = motto._element.getnext().find(qn("w:pPr"))
        below.remove(below.find(qn("w:pBdr")))
        motto.runs[0].font.underline = True

    (finding,) = check_format(damaged(good("plan"), change)).findings
    assert finding.rule == "motto.line_missing" and "gạch chân" in finding.message


def test_a_page_number_in_a_frame_stands_where_the_frame_stands() -> None:
    """Old files keep the number in a frame; its place is the frame's."""

    def framed(side: str) -> Any:
        def change(document: Any) -> None:
            paragraph = document.sections[0].header.paragraphs[0]._element
            paragraph.pPr.append(parse_xml(f'<w:framePr {nsdecls("w")} w:xAlign="{side}"/>'))
            paragraph.pPr.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="left"/>'))

        return change

    assert check_format(damaged(good("plan"), framed("center"))).findings == ()
    assert [f.rule for f in check_format(damaged(good("plan"), framed("right"))).findings] == [
        "page_number.align"
    ]


def test_theme_fonts_are_resolved() -> None:
    """A style that names the theme's font is measured by that font."""

    def change(document: Any) -> None:
        properties = document.styles["TĐ Nội dung văn bản"].element.get_or_add_rPr()
        properties.insert(
            0, parse_xml(f'<w:rFonts {nsdecls("w")} w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>')
        )

    (finding,) = check_format(damaged(good("plan"), change)).findings
    assert (finding.rule, len(finding.places) > 3) == ("font.name", True)
    assert "Times" not in finding.message


def test_a_head_without_a_table_is_said_once() -> None:
    """A head laid out by tabs gives one warning instead of a heap of wrong measurements of its letters."""
    text = "".join(
        para(line)
        for line in (
            "ỦY BAN NHÂN DÂN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 05/KH-UBND",
            "Xã Mẫu, ngày 05 tháng 02 năm 2026",
            "KẾ HOẠCH",
            "Nội dung./.",
        )
    )
    rules = {f.rule for f in check_format(word(text + "<w:sectPr/>")).findings}
    assert {"head.layout", "paper.size"} <= rules
    assert not rules & {"national_name.size", "national_name.missing", "issuer.missing", "number.missing"}


def test_a_document_of_the_party_is_not_measured_by_the_decree() -> None:
    """Its form follows other rules: one sentence says so, nothing else is claimed."""

    def change(document: Any) -> None:
        find(document, "CỘNG HÒA").runs[0].text = "ĐẢNG CỘNG SẢN VIỆT NAM"

    report = check_format(damaged(good("plan"), change))
    assert [f.rule for f in report.findings] == ["party.document"]


def test_an_empty_file_gets_one_sentence() -> None:
    """Nothing to measure is said, not measured."""

    def change(document: Any) -> None:
        body = document.element.body
        for child in list(body):
            if child is not body.sectPr:
                body.remove(child)

    with pytest.raises(InputError, match="không có chữ nào"):
        check_format(damaged(good("plan"), change))


def test_a_tracked_deletion_is_not_printed() -> None:
    """Deleted words count for nothing, inserted ones for themselves."""

    def change(document: Any) -> None:
        run = find(document, "Nhiệm vụ cụ thể").runs[0]._element
        deleted = parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"/>')
        run.addprevious(deleted)
        deleted.append(run)

    rules = {f.rule for f in check_format(damaged(good("plan"), change)).findings}
    assert {"body.end", "annex.unmentioned"} <= rules


def test_a_file_without_a_page_has_the_word_processor_s_own() -> None:
    """Nothing said of paper is Letter paper with wide margins, and that is what is found."""
    assert {"paper.size", "margin.top"} <= {f.rule for f in check_format(word(para("Nội dung./."))).findings}


def test_damaged_files_give_a_report_or_one_sentence() -> None:
    """Whatever is taken out of a file or written into its properties, nothing breaks."""
    draw = random.Random(7)  # noqa: S311  (the same files every time)
    for _ in range(60):
        with zipfile.ZipFile(io.BytesIO(good("plan"))) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        root = etree.fromstring(parts["word/document.xml"])
        for element in draw.sample(list(root.iter())[1:], 12):
            if draw.random() < 0.5 and element.getparent() is not None:
                element.getparent().remove(element)
            elif element.attrib:
                element.set(
                    draw.choice(list(element.attrib)), draw.choice(("", "-1", "abc", "99999999999", "1.5"))
                )
        parts["word/document.xml"] = etree.tostring(root)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        with contextlib.suppress(InputError):
            report = check_format(out.getvalue())
            assert Report.from_json(report.to_json()).to_json() == report.to_json()
