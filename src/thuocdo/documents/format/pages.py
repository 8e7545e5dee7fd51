"""Sections of a Word file: paper, margins, and where the number of the page stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thuocdo.documents.format.looks import Looks
from thuocdo.documents.format.measured import Numbers, Para, Section
from thuocdo.documents.parsing.docx.names import P_PR, VAL, P, R, W, on
from thuocdo.documents.parsing.docx.styles import number

if TYPE_CHECKING:
    from lxml.etree import _Element

_MM = 25.4 / 1440
# what a word processor takes where the file says nothing: A4's predecessor there is Letter
_WIDTH, _HEIGHT, _MARGIN = 12240, 15840, 1440


@dataclass(frozen=True, slots=True)
class Running:
    """How to come to headers and footers by their relation, and to measure a paragraph of them."""

    part: Callable[[str], _Element | None]
    looks: Looks
    measure: Callable[[_Element], Para]


def section_of(properties: _Element, ident: int, before: Section | None, running: Running | None) -> Section:
    """A section by its properties; what it does not name it takes over from the one before."""
    size, margins = properties.find(W + "pgSz"), properties.find(W + "pgMar")
    width, height = (_length(size, key, usual) for key, usual in (("w", _WIDTH), ("h", _HEIGHT)))
    top, bottom, left, right = (
        abs(_length(margins, key, _MARGIN)) for key in ("top", "bottom", "left", "right")
    )
    numbers = _numbers(properties, before, running)
    figures = properties.find(W + "pgNumType")
    start = None if figures is None else number(figures.get(W + "start"))
    form = None if figures is None else figures.get(W + "fmt")
    title = properties.find(W + "titlePg")
    return Section(
        ident,
        width,
        height,
        top,
        bottom,
        left,
        right,
        first_differs=title is not None and on(title.get(VAL)),
        start=start,
        figures=form or "decimal",
        head=numbers["head"],
        first_head=numbers["first_head"],
        foot=numbers["foot"],
        first_foot=numbers["first_foot"],
    )


def _numbers(
    properties: _Element, before: Section | None, running: Running | None
) -> dict[str, Numbers | None]:
    found: dict[str, Numbers | None] = {
        key: getattr(before, key) if before else None for key in ("head", "first_head", "foot", "first_foot")
    }
    if running is None:
        return found
    for tag, key in (("headerReference", "head"), ("footerReference", "foot")):
        for reference in properties.findall(W + tag):
            kind = reference.get(W + "type") or "default"
            name = {"default": key, "first": f"first_{key}"}.get(kind)
            if name:
                found[name] = _number_in(running.part(reference.get(R + "id") or ""), running)
    return found


def _number_in(part: _Element | None, running: Running) -> Numbers | None:
    for paragraph in part.iter(P) if part is not None else ():
        para = running.measure(paragraph)
        if not para.own_page_field:
            continue
        # the number itself may be the cached text of the field, or nothing yet
        runs = [run.letters for run in para.runs]
        letters = runs[0] if runs else running.looks.letters(None, para.style, None)
        align = para.frame_align or _tab_align(para, paragraph)
        return Numbers(align, letters.size if letters else 0.0, not (letters and letters.italic))
    return None


def _tab_align(para: Para, paragraph: _Element) -> str:
    """Where the number stands: a tab before it leads to the middle of a header of Word's own making."""
    text = "".join(run.text for run in para.runs)
    if para.align == "left" and text.startswith("\t") and paragraph.find(P_PR) is not None:
        return "center" if text.count("\t") == 1 else "right"
    return para.align


def _length(element: _Element | None, name: str, usual: int) -> float:
    value = None if element is None else number(element.get(W + name))
    return (usual if value is None else value) * _MM
