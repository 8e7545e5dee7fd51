"""Plain text and Markdown to blocks.

Tables are lines with tabs or pipes; lines of one paragraph are joined where they were hard-wrapped;
every block keeps its physical lines. Pieces of one table stay apart here, `rules.tables` joins them.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from thuocdo.documents.parsing.text_columns import Line, unfold_columns
from thuocdo.documents.parsing.text_tables import TableLine, read_table, table_lines
from thuocdo.documents.rules.blocks import Block, BlockKind, Document, Source, Table
from thuocdo.documents.rules.joining import is_open, join_cut, join_halves
from thuocdo.documents.rules.markup import plain_line
from thuocdo.documents.rules.wording import is_upper, kind_of, mark_signature, split_marker, starts_signature
from thuocdo.lib.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ACCEPTED = "Hãy lưu lại dưới dạng UTF-8 hoặc UTF-16 rồi tải lên"
_PAGE_NUMBER = re.compile(r"^(?:[-–—]?\s*\d{1,3}\s*[-–—]?|trang\s+\d{1,3}(\s*/\s*\d{1,3})?)$", re.IGNORECASE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
_NOTE = re.compile(
    r"^(?:<sup>\s*\(?(\d{1,2}|\*)\)?\s*</sup>|\[\^(\w+)\]:|([¹²³⁴⁵⁶⁷⁸⁹]))\s*(.+)$", re.IGNORECASE
)
_RULE = re.compile(r"^\s*([-*_=])(?:\s*\1){2,}\s*$")
_BOLD = re.compile(r"^(\*{2,3}|__|<b>|<strong>)(.+?)(\*{2,3}|__|</b>|</strong>)[ .:]*$", re.IGNORECASE)
_STARRED = re.compile(r"^\*\s+(\S.*)$")  # a Markdown bullet; a star without a blank is emphasis
_FORMULA = re.compile(r"(trên đây là|kính gửi|căn cứ)\b", re.IGNORECASE)  # opens a paragraph of its own
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def read_text(data: bytes) -> Document:
    """The blocks of a .txt or .md file; `InputError` when the bytes are not Unicode text or hold none."""
    lines = unfold_columns(_lines(decode(data)))
    width = _wrap_width(lines)
    blocks: list[Block] = []
    running: list[str] = []
    number = 0
    for group in _groups(lines):
        tables = table_lines([line.raw for line in group])
        for is_table, part in _parts(group, tables):
            if is_table:
                number += 1
                blocks.append(_table_block(part, number))
            else:
                blocks.extend(_text_blocks(part, width, running))
    if not blocks:
        raise InputError("Tệp không có chữ nào để đọc.")
    joined = join_cut(blocks)
    pages = lines[-1].page if lines and lines[-1].page else None
    return Document(
        blocks=tuple(mark_signature(list(joined))), running=tuple(running), pages=pages, reader="text"
    )


def decode(data: bytes) -> str:
    """The text in NFC; UTF-8 with or without BOM, UTF-16 of either order (told by BOM or by its zero bytes)."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _without_bom(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"Tệp văn bản không phải Unicode (byte thứ {error.start + 1}). {_ACCEPTED}."
        ) from error
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise InputError(f"Tệp không phải văn bản: có nhiều ký tự điều khiển. {_ACCEPTED}.")
    return unicodedata.normalize("NFC", text)


def _without_bom(data: bytes) -> str:
    """UTF-16 shows itself by zero bytes at every second place of its ASCII signs (blanks, line ends)."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 20 and min(even, odd) * 4 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _lines(text: str) -> list[Line]:
    """Physical lines, with pages where form feeds mark them."""
    paged = "\f" in text
    page = 1
    lines: list[Line] = []
    for number, raw in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if "\f" in raw:
            page += raw.count("\f")
            raw = raw.replace("\f", "")
        lines.append(Line(number, page if paged else None, raw.replace("\v", " ")))
    return lines


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines between blank ones; a line of tabs only is a table row, but a useless one."""
    group: list[Line] = []
    for line in lines:
        if line.raw.strip():
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _parts(group: list[Line], tables: Sequence[bool]) -> Iterator[tuple[bool, list[Line]]]:
    start = 0
    for at in range(1, len(group) + 1):
        if at == len(group) or tables[at] != tables[start]:
            yield tables[start], group[start:at]
            start = at


def _table_block(part: Sequence[Line], number: int) -> Block:
    first = part[0]
    rows = read_table([TableLine(line.number, line.page, line.raw) for line in part], number)
    source = Source(page=first.page, line=first.number, table=number)
    return Block(
        BlockKind.TABLE,
        "",
        source,
        table=Table(header=(), rows=rows, number=number, source=source),
        lines=(first.number, part[-1].number),
    )


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the file was hard-wrapped, or None: some lines go on, and none is longer than those."""
    plain = [line.raw.rstrip() if "\t" not in line.raw and "|" not in line.raw else "" for line in lines]
    filled = [
        len(first)
        for first, second in pairwise(plain)
        if len(first) > 40
        and second
        and not _STARRED.match(second)
        and split_marker(plain_line(second))[0] is None
    ]
    if len(filled) < 2 or max(map(len, plain)) > 200:
        return None
    width = max(filled)
    near = sum(length > 0.75 * width for length in filled)
    return width if near > 0.7 * len(filled) and max(map(len, plain)) <= 1.1 * width else None


def _text_blocks(part: Sequence[Line], width: int | None, running: list[str]) -> Iterator[Block]:
    current: Block | None = None
    last = ""
    for line in part:
        block = _block(line, running)
        if block is None:
            continue
        if current is not None and _wrapped(last, current, line.raw, block, width):
            current = _appended(current, line.raw, line)
        else:
            if current is not None:
                yield current
            current = block
        last = line.raw.rstrip()
    if current is not None:
        yield current


def _block(line: Line, running: list[str]) -> Block | None:
    """The block that one line alone makes; page numbers go to `running`, rules are dropped."""
    raw = line.raw.strip()
    source = Source(page=line.page, line=line.number)
    lines = (line.number, line.number)
    if _RULE.match(raw):
        return None
    note = _NOTE.match(raw)
    if note:
        marker = note[1] or note[2] or str("¹²³⁴⁵⁶⁷⁸⁹".index(note[3]) + 1)
        return Block(BlockKind.FOOTNOTE, plain_line(note[4]), source, marker=marker, lines=lines)
    if _PAGE_NUMBER.match(raw):
        running.append(raw)
        return None
    heading = _HEADING.match(line.raw)
    if heading:
        raw = heading[2]
    bold = bool(_BOLD.match(raw))
    star = _STARRED.match(raw)
    text = plain_line(star[1] if star else raw)
    if not text:
        return None
    marker, rest = ("*", text) if star else split_marker(text)
    level = len(heading[1]) if heading else None
    kind = kind_of(rest, marker, level=level, bold=bold, centred=False)
    return Block(kind, rest, source, marker=marker, level=level, bold=bold, lines=lines)


def _wrapped(last: str, current: Block, raw: str, block: Block, width: int | None) -> bool:
    """Whether this line goes on the paragraph of the line before it."""
    if current.kind is BlockKind.FOOTNOTE or block.kind is BlockKind.FOOTNOTE or block.level is not None:
        return False
    if starts_signature(block.text) or (not is_open(current.text) and _FORMULA.match(block.text)):
        return False
    if last.endswith("  ") or is_upper(current.text) != is_upper(block.text):
        return False
    if width is None:
        small = block.text[:1].islower() and block.marker is None
        return small and not current.text.endswith(":") and block.bold == current.bold
    first = raw.strip().split(None, 1)[0]
    room = width - len(last)
    if block.marker is not None:
        return (
            room < len(first)
            and len(last) > 0.85 * width
            and is_open(current.text)
            and not is_upper(block.text)
        )
    if block.kind is BlockKind.HEADING and current.kind is not BlockKind.HEADING:
        return False
    closed = not is_open(current.text) and block.text[:1].isupper()
    return len(last) + 1 + len(first) > (0.93 if closed else 0.8) * width


def _appended(current: Block, raw: str, line: Line) -> Block:
    text = join_halves(current.text, plain_line(raw))
    first = current.lines[0] if current.lines else line.number
    return replace(current, text=text, lines=(first, line.number))
