"""How the wording of one printed line tells what it is: list marker, heading, signature part.

Used by the readers of Word, PDF and scans, so that one plan in three formats gives the same blocks.
"""

from __future__ import annotations

import re

from thuocdo.documents.rules.blocks import Block, BlockKind
from thuocdo.lib.text import clean

BULLETS = "-–—−+*•●○▪■□◦·✓✔➢➤⁃♦◆►"
_UPPER = "A-Z" + "".join(chr(c) for c in range(0xC0, 0x1EFA) if chr(c).isupper())  # with Vietnamese
_MARKER = re.compile(
    rf"""(?P<marker>
        (?P<bullet>[{re.escape(BULLETS)}](?=\s|[^\W\d_]|[“"(\[]))
      | (?P<o>o(?=\s+[{_UPPER}]))
      | (?P<roman>[IVXL]{{1,6}})(?=\s?[.)/:](?:\s|[{_UPPER}“"])|\s?[-–]\s)
      | (?P<decimal>[1-9]\d{{0,2}}(?:\.\d{{1,2}}){{0,5}})(?=\s?[.)](?!\d)|/\s|\s?:\s)
      | (?P<path>[1-9]\d?(?:\.[1-9]\d?){{1,5}})(?=\s+[{_UPPER}“"])
      | (?P<letter>[a-zđ](?:\.?\d{{1,2}})*)(?=\s?\)|\.\s|/\s)
      | (?P<capital>[A-HĐ])(?=\.\s|\)\s|/\s)
      | (?P<bracket>\((?:\d{{1,2}}|[a-zđ]|[ivx]{{1,4}}))(?=\))
    )""",
    re.VERBOSE,
)
_CLOSING = re.compile(r"\s*[.)/:\-–]*\s*")
_APPENDIX = re.compile(r"^(phụ lục|phụ biểu|biểu( số| mẫu)?\b|danh mục|bảng )", re.IGNORECASE)
_ATTACHED = re.compile(
    r"^(kế hoạch|chương trình|đề án|phương án|quy chế)(\s+hành động)?[.:]?$", re.IGNORECASE
)
_SIGNATURE = re.compile(r"^(nơi nhận|t/?m\.|kt\.|tl\.|tuq\.|q\. )", re.IGNORECASE)
_POSITION = re.compile(
    r"^((phó|quyền|q\.) )?(chủ tịch|chánh văn phòng|giám đốc|trưởng phòng|bí thư)", re.IGNORECASE
)
_PART = re.compile(r"^(phần|chương|mục|phụ lục|phụ biểu)\s+([ivxl]+|\d+|thứ \w+)\b", re.IGNORECASE)


def split_marker(text: str) -> tuple[str | None, str]:
    """The list marker written by hand at the start of a cleaned line, without its closing sign, and the rest.

    "1.2. Mục tiêu" gives ("1.2", "Mục tiêu"); "a) Rà soát" ("a", "Rà soát"); "- Rà soát" ("-", "Rà soát");
    "(1) Rà soát" ("(1)", "Rà soát"). Text without a marker comes back with None. A marker alone is text.
    """
    found = _MARKER.match(text)
    if not found:
        return None, text
    marker = found["marker"]
    if found["bracket"]:
        rest = text[found.end() + 1 :].lstrip()
        return (f"{marker})", rest) if rest else (None, text)
    end = found.end()
    if not (found["bullet"] or found["o"]):
        closing = _CLOSING.match(text, end)
        end = closing.end() if closing else end
    rest = text[end:].lstrip()
    if not rest:
        return None, text
    return marker, rest


def marker_of(generated: str) -> str | None:
    """A marker as a word processor printed it ("1.2.", "a)", "I.") without its closing sign."""
    marker = clean(generated)
    if len(marker) > 1 and not (marker.startswith("(") and marker.endswith(")")):
        marker = marker.rstrip(".):/ -–")
    return marker or None


def is_upper(text: str) -> bool:
    """Whether the letters are all capitals (three at least)."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters)


def kind_of(text: str, marker: str | None, *, level: int | None, bold: bool, centred: bool) -> BlockKind:
    """Heading, list item or paragraph, from what the format tells; numbering and type face decide."""
    short = len(text) <= 300
    if level is not None and short:
        return BlockKind.HEADING
    if _PART.match(text) and short and (bold or centred or is_upper(text)):
        return BlockKind.HEADING
    if marker is not None:
        numbered = (
            marker[0].isdigit() or (marker[0] in "IVXL" and marker == marker.upper()) or marker in "ABCDEFGHĐ"
        )
        if numbered and short and (bold or is_upper(text)):
            return BlockKind.HEADING
        return BlockKind.LIST_ITEM
    if short and (bold or (centred and is_upper(text))) and not text.endswith((";", ",")):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def is_appendix_title(text: str) -> bool:
    """Whether a line opens an appendix, which ends the signature part before it."""
    return bool(_APPENDIX.match(text))


def is_attached_title(text: str) -> bool:
    """Whether a line is the type of a document that a decision issues, printed below the decision's signature."""
    return bool(_ATTACHED.match(text)) and is_upper(text)


def starts_signature(text: str) -> bool:
    """Whether a line opens the signature part: "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"."""
    return len(text) <= 120 and bool(_SIGNATURE.match(text))


def mark_signature(blocks: list[Block]) -> list[Block]:
    """The blocks with those of each signature part marked: from its first line to a table or an appendix."""
    marked = list(blocks)
    inside = False
    for at, block in enumerate(blocks):
        whole = block.text if block.marker is None else f"{block.marker} {block.text}"
        if block.kind is BlockKind.TABLE or block.kind is BlockKind.FOOTNOTE:
            inside = inside and block.kind is BlockKind.FOOTNOTE
            continue
        if inside and (len(whole) > 250 or is_appendix_title(whole) or is_attached_title(whole)):
            inside = False
        if not inside and block.marker is None and starts_signature(block.text):
            inside = True
            _mark_titles_before(marked, at)
        if inside:
            marked[at] = _as_signature(block)
    return marked


def _mark_titles_before(marked: list[Block], at: int) -> None:
    """A position printed before "Nơi nhận" ("CHỦ TỊCH") belongs to the signature part as well."""
    for before in range(at - 1, max(at - 4, -1), -1):
        block = marked[before]
        if block.table is not None or not (is_upper(block.text) and _POSITION.match(block.text)):
            return
        marked[before] = _as_signature(block)


def _as_signature(block: Block) -> Block:
    return Block(
        kind=BlockKind.SIGNATURE,
        text=block.text,
        source=block.source,
        marker=block.marker,
        bold=block.bold,
        centred=block.centred,
        lines=block.lines,
        unsure=block.unsure,
    )
