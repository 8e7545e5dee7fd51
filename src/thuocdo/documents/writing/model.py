"""What an official document consists of, before anybody thinks of letters and margins. Plain, frozen values.

Texts are written as they shall be printed; "\\n" breaks a line. Numbers of sections and items are part of the text,
so that what is printed, read back and compared is the same. A document has no number and day until it is issued.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

# a) … of a point: the Vietnamese alphabet, as the decree asks
LETTERS = "abcdđeghiklmnopqrstuvxy"


class Kind(StrEnum):
    """The kinds that the program writes; the value is the short name in the symbol (none for a Công văn)."""

    PLAN = "KH"
    REPORT = "BC"
    NOTICE = "TB"
    DECISION = "QĐ"
    INVITATION = "GM"
    MINUTES = "BB"
    LETTER = ""


TITLES: dict[Kind, str] = {
    Kind.PLAN: "KẾ HOẠCH",
    Kind.REPORT: "BÁO CÁO",
    Kind.NOTICE: "THÔNG BÁO",
    Kind.DECISION: "QUYẾT ĐỊNH",
    Kind.INVITATION: "GIẤY MỜI",
    Kind.MINUTES: "BIÊN BẢN",
    Kind.LETTER: "",
}
# as it stands in a sentence: "(Kèm theo Kế hoạch số …)"
NAMES: dict[Kind, str] = {kind: title.capitalize() for kind, title in TITLES.items()} | {
    Kind.LETTER: "Công văn"
}


class Level(StrEnum):
    """What kind of heading: `PART` "Phần I" or "Chương I" with its title below, `SECTION` "I. MỤC ĐÍCH",
    `CLAUSE` "1. Nội dung" on a line of its own."""

    PART = "part"
    SECTION = "section"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Heading:
    """`number` is "Chương I" or "I." or "1."; sections are printed in capitals whatever the text is."""

    level: Level
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; `lead` ("Điều 1. Phạm vi") is printed bold in front of the text."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, and where its text stands ("left", "center", "right")."""

    title: str
    share: float = 1.0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row; a `band` has one cell over the whole width, for a group of rows."""

    cells: tuple[str, ...]
    band: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. Its heading repeats on every page and its rows do not split."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Part = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: `authority` line by line ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), and the name without titles."""

    authority: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex; it is numbered I, II, … by its place when there are several."""

    title: str
    body: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """Everything that is printed.

    `issuer`, `superior` and `authority` are written as in a sentence ("Ủy ban nhân dân xã Mẫu") and printed in
    capitals where the form asks for it. `symbol` is what follows the number ("KH-UBND"); `place` the "địa danh".
    """

    kind: Kind
    issuer: str
    place: str
    symbol: str
    title: str
    body: tuple[Part, ...]
    signer: Signer
    recipients: tuple[str, ...]  # without the hyphens and signs, which are added
    filed: str = "VT"  # "Lưu: VT, VHXH"
    superior: str = ""
    basis: tuple[str, ...] = ()
    authority: str = ""  # a decision: who decides, "Chủ tịch Ủy ban nhân dân xã Mẫu"
    to: tuple[str, ...] = ()  # Kính gửi
    annexes: tuple[Annex, ...] = ()
    secretary: Signer | None = None  # minutes: who signs on the left
    drafter: str = ""  # "NVA.15"
    contact: str = ""  # address line at the foot of the first page
    number: int | None = None
    issued: date | None = None


def issue(document: OfficialDocument, *, number: int, on: date) -> OfficialDocument:
    """The same document with its number and day, as they are given when it is issued."""
    if number < 1:
        raise ValueError(f"a document's number starts at 1, not {number}")
    return replace(document, number=number, issued=on)


def number_line(document: OfficialDocument) -> str:
    """ "Số: 05/KH-UBND"; with room for the number where there is none yet."""
    figure = "      " if document.number is None else f"{document.number:02d}"
    return f"Số: {figure}/{document.symbol}"


def date_words(day: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2026": leading zeros for days below 10 and the months 1 and 2."""
    if day is None:
        return "ngày      tháng      năm"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def date_line(document: OfficialDocument) -> str:
    """ "Xã Mẫu, ngày 05 tháng 02 năm 2026"."""
    return f"{document.place}, {date_words(document.issued)}"


def reference_line(document: OfficialDocument) -> str:
    """What stands below an annex's title: "(Kèm theo Kế hoạch số … của …)". Unissued: blanks to be filled."""
    number = number_line(document).removeprefix("Số: ")
    issuer = " ".join(document.issuer.split())
    return f"(Kèm theo {NAMES[document.kind]} số {number} {date_words(document.issued)} của {issuer})"


def receivers_of(document: OfficialDocument) -> tuple[str, ...]:
    """The lines below "Nơi nhận:", with hyphens and signs, the file copy last."""
    named = tuple(f"- {name.strip(' .;-')};" for name in document.recipients)
    return (*named, f"- Lưu: {document.filed}.")


def ended(body: tuple[Part, ...]) -> tuple[Part, ...]:
    """The body with the end mark "./." behind its last words; alone on a line where a table comes last."""
    if not body:
        return body
    last = body[-1]
    if isinstance(last, Table):
        return (*body, Paragraph("./."))
    text = last.text.rstrip()
    text = text if text.endswith("./.") else f"{text.rstrip(' .;:')}./."
    return (*body[:-1], replace(last, text=text))


def points(texts: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """Lettered points "a) …", in the order of the Vietnamese alphabet; "-" past its end."""
    marks = [f"{letter})" for letter in LETTERS]
    return tuple(
        Paragraph(f"{marks[index] if index < len(marks) else '-'} {text}") for index, text in enumerate(texts)
    )
