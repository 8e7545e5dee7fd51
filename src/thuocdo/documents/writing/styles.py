"""The paragraph styles of a written document: one for each component, so that an office can change them in Word."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from thuocdo.documents.format.standard import Component, Standard
from thuocdo.documents.writing.xml import twips

# component -> (style id, further paragraph properties by name: before and after in points, indent in mm)
STYLES: dict[str, str] = {
    "national_name": "TDNationalName", "motto": "TDMotto", "superior": "TDSuperior", "issuer": "TDIssuer",
    "number": "TDNumber", "date": "TDDate", "kind": "TDKind", "title": "TDTitle", "subject": "TDSubject",
    "basis": "TDBasis", "part": "TDPart", "section": "TDSection", "article": "TDArticle", "clause": "TDClause",
    "text": "TDText", "receiver": "TDReceiver", "authority": "TDAuthority", "signer": "TDSigner",
    "recipients_label": "TDRecipientsLabel", "recipients": "TDRecipients", "annex": "TDAnnex",
    "annex_title": "TDAnnexTitle", "annex_reference": "TDAnnexReference", "drafter": "TDDrafter",
    "contact": "TDContact",
}  # fmt: skip
_INDENTED = frozenset({"basis", "section", "article", "clause", "text"})
_SPACED = frozenset({"basis", "part", "section", "article", "clause", "text", "receiver"})
_BEFORE = {"kind": 12, "subject": 6, "annex_title": 0, "contact": 4, "drafter": 6, "number": 4, "date": 4}
_SIGNATURE = {True: 66, False: 40}  # room for the hand's and the office's signature
_KEPT = frozenset({"part", "section", "clause", "authority", "annex", "annex_title", "kind", "title"})


def add_styles(document: Any, standard: Standard) -> None:
    """Give a new python-docx document the standard's fonts and styles; nothing of the theme is left."""
    root = document.styles.element
    font, text = standard.page.font, standard.components["text"]
    defaults = root.find(_q("docDefaults"))
    root.replace(defaults, parse_xml(_defaults(font, text.writes)))
    normal = document.styles["Normal"].element
    for name in ("pPr", "rPr"):
        for found in normal.findall(_q(name)):
            normal.remove(found)
    for component in standard.components.values():
        root.append(parse_xml(_style(component, standard)))
    size = round(standard.table_size * 2) if standard.page.width > 200 else 20
    for ident, label, align, bold in (
        ("TDTableHeading", "TĐ Tiêu đề bảng", "center", True),
        ("TDTable", "TĐ Chữ trong bảng", "left", False),
    ):
        root.append(parse_xml(_xml(ident, label, _spacing(1, 1) + _align(align), _letters(size, bold=bold))))
    rule = '<w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/>'
    root.append(parse_xml(_xml("TDRule", "TĐ Đường kẻ", rule, '<w:sz w:val="4"/><w:szCs w:val="4"/>')))
    number = standard.page.writes["number_size"] * 2
    root.append(
        parse_xml(_xml("TDPage", "TĐ Số trang", _spacing(0, 0) + _align("center"), _letters(round(number))))
    )


def _q(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _defaults(font: str, size: float) -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    return (
        f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>{fonts}<w:color w:val="000000"/>'
        f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )


def _style(component: Component, standard: Standard) -> str:
    name, body = component.name, standard.body.writes
    before = _SIGNATURE[standard.page.width > 200] if name == "signer" else _BEFORE.get(name, 0)
    after = body["gap"] if name in _SPACED else 0
    keep = "<w:keepNext/><w:keepLines/>" if name in _KEPT else ""
    indent = f'<w:ind w:firstLine="{twips(body["indent"])}"/>' if name in _INDENTED else ""
    align = component.align or ("both" if name in _INDENTED else "left")
    paragraph = f"{keep}<w:widowControl/>{_spacing(before, after, body['lines'])}{indent}{_align(align)}"
    letters = _letters(round(component.writes * 2), bold=bool(component.bold), italic=bool(component.italic))
    return _xml(STYLES[name], f"TĐ {component.label}", paragraph, letters)


def _spacing(before: float, after: float, lines: float = 1.0) -> str:
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" '
        f'w:line="{round(lines * 240)}" w:lineRule="auto"/>'
    )


def _align(align: str) -> str:
    return f'<w:jc w:val="{align}"/>'


def _letters(half_points: int, *, bold: bool = False, italic: bool = False) -> str:
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def _xml(ident: str, label: str, paragraph: str, letters: str) -> str:
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{ident}">'
        f'<w:name w:val="{label}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )
