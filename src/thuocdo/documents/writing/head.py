"""The head and the foot of a document: two invisible tables, as every office lays them out."""

from __future__ import annotations

from thuocdo.documents.format.standard import Standard
from thuocdo.documents.format.widths import lines_of, width_of
from thuocdo.documents.writing.model import (
    TITLES,
    Kind,
    OfficialDocument,
    Signer,
    date_line,
    number_line,
    receivers_of,
)
from thuocdo.documents.writing.styles import STYLES
from thuocdo.documents.writing.xml import MM, cell, paragraph, row, rule, run, table

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PART_OF_TEXT = 0.42  # of the words above: between one third and one half
_LEFT = 0.405  # of the text's width: the issuer's column
_SIGNING_LEFT = 0.48


class Frame:
    """What is drawn from the width of the page: heads, foots and the lines below their words. Lengths in twips."""

    def __init__(self, standard: Standard) -> None:
        page = standard.page
        self.standard = standard
        self.width = round((page.width - page.writes["left"] - page.writes["right"]) * MM)

    def line(self, name: str, texts: tuple[str, ...], room: float) -> str:
        """The line below a component: as long as its words, or the part of them that the decree asks for."""
        component = self.standard.components[name]
        longest = max(width_of(text, component.writes, bold=bool(component.bold)) for text in texts)
        longest = min(longest, room)
        return rule(longest if component.line == "text" else longest * PART_OF_TEXT, room)

    def worded(self, name: str, text: str, room: float) -> tuple[str, tuple[str, ...]]:
        """Paragraphs of a component, one a line as it will be cut, and these lines."""
        component = self.standard.components[name]
        shown = text.upper() if component.upper else text
        lines = lines_of(shown, component.writes, room, bold=bool(component.bold))
        return "".join(paragraph(STYLES[name], run(line)) for line in lines), lines

    def head(self, document: OfficialDocument, *, subject: bool = True) -> str:
        """Issuer and number on the left; the motto, place and day on the right (minutes carry no day here)."""
        left = round(self.width * _LEFT)
        right = self.width - left
        superior = self.worded("superior", document.superior, left / 20)[0] if document.superior else ""
        issuer, lines = self.worded("issuer", document.issuer, left / 20)
        motto = paragraph(STYLES["national_name"], run(NATIONAL_NAME)) + paragraph(
            STYLES["motto"], run(MOTTO)
        )
        first = cell(left, superior + issuer + self.line("issuer", lines, left / 20))
        first += cell(right, motto + self.line("motto", (MOTTO,), right / 20))
        number = paragraph(STYLES["number"], run(number_line(document)))
        if subject and document.kind is Kind.LETTER:
            number += paragraph(STYLES["subject"], run(f"V/v {document.title}"))
        day = date_line(document) if document.kind is not Kind.MINUTES else ""
        second = cell(left, number) + cell(right, paragraph(STYLES["date"], run(day)))
        return table((left, right), row(first) + row(second), ruled=False)

    def titles(self, document: OfficialDocument) -> str:
        """The kind, the title and the line below; nothing for a Công văn, whose title stands under its number."""
        if document.kind is Kind.LETTER:
            return ""
        room = self.width / 20
        title, lines = self.worded("title", document.title, room)
        return (
            paragraph(STYLES["kind"], run(TITLES[document.kind]))
            + title
            + self.line("title", lines, room)
            + paragraph(STYLES["drafter"])
        )

    def foot(self, document: OfficialDocument) -> str:
        """Nơi nhận on the left, who signs on the right; minutes: both signatures first."""
        left = round(self.width * _SIGNING_LEFT)
        right = self.width - left
        label = "<w:keepNext/>" if document.secretary else ""
        received = paragraph(STYLES["recipients_label"], run("Nơi nhận:"), props=label) + "".join(
            paragraph(STYLES["recipients"], run(line)) for line in receivers_of(document)
        )
        drafter = paragraph(STYLES["drafter"], run(document.drafter)) if document.drafter else ""
        signed = cell(right, _signed(document.signer))
        if document.secretary:
            both = row(cell(left, _signed(document.secretary)) + signed)
            return table((left, right), both, ruled=False) + paragraph(STYLES["drafter"]) + received + drafter
        return table((left, right), row(cell(left, received + drafter) + signed), ruled=False)


def _signed(signer: Signer) -> str:
    above = "".join(paragraph(STYLES["authority"], run(line.upper())) for line in signer.authority)
    return above + paragraph(STYLES["signer"], run(signer.name))
