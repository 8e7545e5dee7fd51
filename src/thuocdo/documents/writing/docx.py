"""An `OfficialDocument` as a .docx file, the same bytes for the same document."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from thuocdo.documents.format.standard import Standard, decree
from thuocdo.documents.writing import body
from thuocdo.documents.writing.head import Frame
from thuocdo.documents.writing.model import Annex, Kind, OfficialDocument, ended, reference_line
from thuocdo.documents.writing.styles import STYLES, add_styles
from thuocdo.documents.writing.xml import field, paragraph, run, writable
from thuocdo.lib.text.numerals import roman

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows


def write_docx(document: OfficialDocument) -> bytes:
    """The .docx of a document in the form of NĐ 30/2020/NĐ-CP. The same document gives the same bytes.

    Without number and day their places are left blank, to be filled at issue (see `model.issue`).
    """
    frame = Frame(decree())
    file = new_file(frame.standard, document.title, document.issuer, contact=document.contact)
    append(file, _main(document, frame))
    for index, annex in enumerate(document.annexes):
        _start_annex(file, contact=bool(document.contact))
        name = f"Phụ lục {roman(index + 1)}" if len(document.annexes) > 1 else "Phụ lục"
        append(file, _annex(document, annex, name, frame))
    return packed(file)


def new_file(standard: Standard, title: str, author: str, *, contact: str = "") -> Any:
    """An empty python-docx document with the standard's page, styles and page numbers."""
    file = docx.Document()
    add_styles(file, standard)
    page, section = standard.page.writes, file.sections[0]
    section.page_width, section.page_height = Mm(standard.page.width), Mm(standard.page.height)
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.header_distance, section.footer_distance = Mm(page["header"]), Mm(page["footer"])
    section.different_first_page_header_footer = True
    _fill(section.header, paragraph("TDPage", field("PAGE")))
    _fill(section.first_page_header, paragraph("TDPage"))
    if contact:
        line = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        _fill(section.first_page_footer, paragraph(STYLES["contact"], run(contact), props=line))
    core = file.core_properties
    core.title, core.author, core.last_modified_by, core.comments = (
        writable(title)[:250],
        writable(" ".join(author.split()))[:250],
        "",
        "",
    )
    for name in ("dcterms:created", "dcterms:modified"):  # a file written twice is the same file
        for found in core._element.findall(qn(name)):
            core._element.remove(found)
    return file


def append(file: Any, xml: str) -> None:
    """Put raw paragraphs and tables at the end of the document."""
    holder = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")
    last = file.element.body.sectPr
    for element in list(holder):
        last.addprevious(element)


def packed(file: Any) -> bytes:
    """The file's bytes, without the hour at which they were packed."""
    raw, out = io.BytesIO(), io.BytesIO()
    file.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(name))
    return out.getvalue()


def _main(document: OfficialDocument, frame: Frame) -> str:
    return "".join(
        (
            frame.head(document),
            paragraph(STYLES["drafter"]),
            frame.titles(document),
            paragraph(STYLES["kind"], run(document.authority.upper())) if document.authority else "",
            paragraph(STYLES["drafter"]) if document.authority else "",
            body.receivers(document.to, frame.standard),
            body.basis(document.basis) if document.basis else "",
            body.decision_word("QUYẾT ĐỊNH:") if document.kind is Kind.DECISION else "",
            body.parts(ended(document.body), frame.width),
            paragraph(STYLES["drafter"]),
            frame.foot(document),
        )
    )


def _annex(document: OfficialDocument, annex: Annex, name: str, frame: Frame) -> str:
    title = "".join(paragraph(STYLES["annex_title"], run(line)) for line in annex.title.upper().split("\n"))
    reference = paragraph(STYLES["annex_reference"], run(reference_line(document)))
    return (
        paragraph(STYLES["annex"], run(name))
        + title
        + reference
        + paragraph(STYLES["drafter"])
        + body.parts(annex.body, frame.width)
    )


def _start_annex(file: Any, *, contact: bool) -> None:
    section = file.add_section(WD_SECTION.NEW_PAGE)
    last = file.element.body.sectPr
    # the paragraph that carries the section's end shall not open a page of its own
    last.getprevious().pPr.insert(0, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="TDRule"/>'))
    for found in last.findall(qn("w:pgNumType")):
        last.remove(found)
    margins = last.find(qn("w:pgMar"))
    margins.addnext(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    if contact:
        section.first_page_footer.is_linked_to_previous = False


def _fill(part: Any, xml: str) -> None:
    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        element.append(child)
