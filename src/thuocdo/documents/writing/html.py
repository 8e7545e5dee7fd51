"""The same document as HTML, for the PDF of machines without LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from thuocdo.documents.format.standard import Standard, decree
from thuocdo.documents.writing.head import MOTTO, NATIONAL_NAME, PART_OF_TEXT
from thuocdo.documents.writing.model import (
    TITLES,
    Annex,
    Heading,
    Kind,
    Level,
    OfficialDocument,
    Part,
    Signer,
    Table,
    date_line,
    ended,
    number_line,
    receivers_of,
    reference_line,
)
from thuocdo.lib.text.numerals import roman

_FONTS = "'Times New Roman', 'Liberation Serif', 'Tinos', serif"


def html_of(document: OfficialDocument, standard: Standard | None = None, *, kind: str = "") -> str:
    """A whole HTML page with the decree's sizes and margins. `kind`: the printed kind where it is none of ours."""
    standard = standard or decree()
    title = kind or TITLES[document.kind]
    main = (
        _head(document, subject=not kind)
        + _titles(document, title, alone=bool(kind))
        + _opening(document)
        + _parts(ended(document.body))
        + _foot(document)
    )
    several = len(document.annexes) > 1
    annexes = "".join(
        _annex(document, annex, index, f"Phụ lục {roman(index + 1)}" if several else "Phụ lục")
        for index, annex in enumerate(document.annexes)
    )
    contact = f'<footer class="contact">{escape(document.contact)}</footer>' if document.contact else ""
    name = escape(document.title)
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{name}</title>'
        f"<style>{css(standard, len(document.annexes))}</style></head><body>{contact}{main}{annexes}</body></html>"
    )


def css(standard: Standard, annexes: int) -> str:
    """The sheet: the page, one class for each component, and pages that count anew for each annex."""
    page, body = standard.page, standard.body.writes
    edges = " ".join(f"{page.writes[side]:g}mm" for side in ("top", "right", "bottom", "left"))
    number = f"content: counter(page); font: {page.writes['number_size']:g}pt {_FONTS}"
    found = [
        f"@page {{ size: {page.width:g}mm {page.height:g}mm; margin: {edges}; @top-center {{ {number} }} }}",
        "@page :first { @top-center { content: none } @bottom-left { content: element(contact); width: 100% } }",
        *(
            f"@page :nth(1 of annex{index}) {{ counter-reset: page 1; @top-center {{ content: none }} }}"
            f" .annex{index} {{ page: annex{index} }}"
            for index in range(1, annexes + 1)
        ),
        f"html {{ font: {standard.components['text'].writes:g}pt {_FONTS}; color: #000 }}",
        "p { margin: 0 } table { border-collapse: collapse; width: 100% } td { vertical-align: top; padding: 0 }",
        ".contact { position: running(contact); border-top: .75pt solid #000 }",
        ".rule { border-bottom: .75pt solid #000; margin: 2pt auto 0; height: 0 }",
        ".room { height: 6pt } .sign { padding-top: 66pt }",
        ".grid td, .grid th { border: .5pt solid #000; padding: 1pt 4pt; font-size: "
        f"{standard.table_size:g}pt }} .grid thead {{ display: table-header-group }} .grid tr {{ break-inside: avoid }}",
        "section { break-before: page } .head { table-layout: fixed } .national_name { white-space: nowrap }",
        ".foot, .head tr { break-inside: avoid } .center { text-align: center } .right { text-align: right }",
    ]
    for part in standard.components.values():
        align = {"both": "justify"}.get(part.align or "", part.align or "left")
        weight = "bold" if part.bold else "normal"
        slant = "italic" if part.italic else "normal"
        found.append(
            f".{part.name} {{ font-size: {part.writes:g}pt; font-weight: {weight}; font-style: {slant}; "
            f"text-align: {align} }}"
        )
    found.append(
        "p.receiver.center { text-align: center } table.receiver { width: auto; margin: 0 0 6pt 25mm }"
    )
    found.append("table.receiver td { padding-right: 3pt }")
    prose = ".text, .basis, .section, .clause, .article"
    indent, gap = f"{body['indent']:g}mm", f"{body['gap']:g}pt"
    found.append(f"{prose} {{ text-indent: {indent}; margin-bottom: {gap}; text-align: justify }}")
    found.append(".section, .clause, .part { break-after: avoid } .article span { font-weight: normal }")
    return "\n".join(found)


def _p(name: str, text: str) -> str:
    return f'<p class="{name}">{"<br>".join(escape(text).split(chr(10)))}</p>'


def _under(name: str, text: str, *, whole: bool = False) -> str:
    """Words with the line below them, as long as they are or the decree's part of them."""
    share = 100 if whole else round(PART_OF_TEXT * 100)
    rule = f'<div class="rule rule-{share}"></div>'
    style = "<style>.fit{display:table;margin:0 auto}.rule-100{width:100%}.rule-42{width:42%}</style>"
    return f'{style}<div class="fit">{_p(name, text)}{rule}</div>'


def _head(document: OfficialDocument, *, subject: bool) -> str:
    superior = _p("superior", document.superior.upper()) if document.superior else ""
    left = superior + _under("issuer", document.issuer.upper())
    right = _p("national_name", NATIONAL_NAME) + _under("motto", MOTTO, whole=True)
    number = _p("number", number_line(document))
    if subject and document.kind is Kind.LETTER:
        number += _p("subject", f"V/v {document.title}")
    day = "" if document.kind is Kind.MINUTES else date_line(document)
    second = f"<td>{number}</td><td>{_p('date', day)}</td>"
    columns = '<col style="width:40%"><col style="width:60%">'
    return f'<table class="head">{columns}<tr><td>{left}</td><td>{right}</td></tr><tr>{second}</tr></table><p>&#160;</p>'


def _titles(document: OfficialDocument, kind: str, *, alone: bool) -> str:
    if not kind:
        return ""
    return _p("kind", kind) + ("" if alone else _under("title", document.title)) + '<div class="room"></div>'


def _opening(document: OfficialDocument) -> str:
    found = _p("kind", document.authority.upper()) if document.authority else ""
    if len(document.to) == 1:
        found += _p("receiver center", f"Kính gửi: {document.to[0]}")
    elif document.to:
        ends = [";"] * (len(document.to) - 1) + ["."]
        names = "\n".join(f"- {name.strip(' -;.')}{end}" for name, end in zip(document.to, ends, strict=True))
        found += (
            f'<table class="receiver"><tr><td>Kính gửi:</td><td>{_p("receiver", names)}</td></tr></table>'
        )
    ends = [";"] * (len(document.basis) - 1) + ["."]
    for line, end in zip(document.basis, ends, strict=False):
        found += _p("basis", line.strip().rstrip(";.,") + end)
    return found + (_p("kind", "QUYẾT ĐỊNH:") if document.kind is Kind.DECISION else "")


def _parts(parts: Iterable[Part]) -> str:
    return "".join(_part(part) for part in parts)


def _part(part: Part) -> str:
    if isinstance(part, Table):
        return _grid(part)
    if isinstance(part, Heading):
        if part.level is Level.PART:
            return _p("part", part.number) + _p("part", part.text.upper())
        text = part.text.upper() if part.level is Level.SECTION else part.text
        return _p(str(part.level), f"{part.number} {text}")
    if part.lead:
        return f'<p class="article">{escape(part.lead)} <span>{escape(part.text)}</span></p>'
    return "".join(_p("text", line) for line in part.text.split("\n") if line.strip())


def _grid(table: Table) -> str:
    total = sum(column.share for column in table.columns)
    columns = "".join(f'<col style="width:{100 * c.share / total:.2f}%">' for c in table.columns)
    heads = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in table.columns)
    rows = []
    for row in table.rows:
        if row.band:
            rows.append(f'<tr><td colspan="{len(table.columns)}"><b>{escape(row.cells[0])}</b></td></tr>')
            continue
        cells = zip(row.cells, table.columns, strict=True)
        rows.append(
            "<tr>" + "".join(f"<td>{_p(column.align, text)}</td>" for text, column in cells) + "</tr>"
        )
    return (
        f'<table class="grid">{columns}<thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _signed(signer: Signer) -> str:
    above = "".join(_p("authority", line.upper()) for line in signer.authority)
    return f'{above}<div class="sign">{_p("signer", signer.name)}</div>'


def _foot(document: OfficialDocument) -> str:
    received = _p("recipients_label", "Nơi nhận:")
    received += "".join(_p("recipients", line) for line in receivers_of(document))
    received += _p("drafter", document.drafter) if document.drafter else ""
    signed = f"<td>{_signed(document.signer)}</td>"
    if document.secretary:
        both = f"<tr><td>{_signed(document.secretary)}</td>{signed}</tr>"
        return f'<div class="room"></div><table class="foot">{both}</table><div class="room"></div>{received}'
    columns = '<col style="width:48%"><col style="width:52%">'
    return (
        f'<div class="room"></div><table class="foot">{columns}<tr><td>{received}</td>{signed}</tr></table>'
    )


def _annex(document: OfficialDocument, annex: Annex, index: int, name: str) -> str:
    return (
        f'<section class="annex{index + 1}">{_p("annex", name)}'
        f"{_p('annex_title', annex.title.upper())}"
        f"{_p('annex_reference', reference_line(document))}"
        f'<div class="room"></div>{_parts(annex.body)}</section>'
    )
