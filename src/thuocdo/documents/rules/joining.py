"""Joining what a page break cut: paragraphs of running text and halves of a table cell.

A continuation may begin with a capital ("của | Sở Tư pháp"), so the end of the first half decides with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from thuocdo.documents.rules.blocks import Block, BlockKind
from thuocdo.documents.rules.wording import is_upper, starts_signature
from thuocdo.lib.text import fold

LONG = 130  # from this many characters an open end is a cut sentence, not a heading

_CLOSED = re.compile(r"[.;:!?…][”\"’')\]»]*$|\./\.$")
_OPENERS = re.compile(r"[,\-–(/“‘&+]$")
_DANGLING = re.compile(
    r"(?:^|\s)(của|và|với|các|cho|tại|trong|ngoài|theo|về|do|bởi|là|được|bị|từ|đến|để|hoặc|như|những|một|có|không|ở|trên|dưới"
    r"|bằng|việc|cấp|đối|trước|sau|gồm|nhất|mỗi|từng|toàn|thuộc|giữa|qua|hay|nhằm|mà|thì|khi|nếu|vì|phối|thực|triển)$"
)
_COUNTED = re.compile(r"(?:^|\s)(số|ngày|tháng|năm|quý|điều|khoản|khoảng)$")  # a number must follow
_PAIRS = frozenset(
    {("mat tran", "to quoc"), ("hoi dong", "nhan dan"), ("uy ban", "nhan dan"), ("uy ban", "mat tran")}
)
_FORMULA = re.compile(
    r"(can cu|thuc hien (ke hoach|quyet dinh|cong van|nghi quyet|chi thi|chuong trinh)|tren day la|noi nhan|kinh gui"
    r"|\(?(ban hanh )?kem theo|de (tiep tuc|thuc hien|trien khai|duy tri)|bieu |phu luc|ngay \d+ thang|so:)"
)
_LABEL = re.compile(
    r"(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì|phối hợp|thực hiện|thời gian|thời hạn|tiến độ|sản phẩm|kết quả|kinh phí|nội dung|nhiệm vụ)"
    r"(?:\s+\w+){0,2}\s*:",
    re.IGNORECASE,
)
_PLACED = re.compile(r"[^,;.]{2,40}, ngay\s*\d*\s*thang\s*\d*\s*nam")
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?([aeiouy]{1,3})(ch|nh|ng|[cmnpt])?",
    re.IGNORECASE,
)
_WORD_END = re.compile(r"[^\W\d_]+$")
_WORD_START = re.compile(r"[^\W\d_]+")


def is_open(text: str) -> bool:
    """Whether the text stops without a closing sign, as a cut half does."""
    return bool(text) and not _CLOSED.search(text)


def dangles(text: str, after: str = "") -> bool:
    """Whether the text surely goes on with `after`: it ends with a comma, a hyphen or a word that needs another."""
    if _OPENERS.search(text):
        return True
    return bool(_DANGLING.search(text) or (after[:1].isdigit() and _COUNTED.search(text)))


def starts_small(text: str) -> bool:
    """Whether the text begins with a lower-case letter."""
    first = text.lstrip("“\"'‘(")[:1]
    return first.islower()


def continues(before: Block, after: Block) -> bool:
    """Whether `after` is the rest of the paragraph `before`, cut by a page or line end."""
    if not _may_join(before, after) or not is_open(before.text):
        return False
    if _PLACED.match(fold(after.text[:80])):
        return False
    if starts_small(after.text):
        return not after.text.startswith("(")
    if _FORMULA.match(fold(after.text[:60])) or _LABEL.match(after.text):
        return False
    if dangles(before.text, after.text):
        return True
    if _splits_name(before.text, after.text):
        return len(before.text) > 40
    if not after.text[:1].isupper() or before.text[-1:].isdigit() or before.text[-1:] in "”)":
        return False
    return len(before.text) >= LONG and not before.bold


def _may_join(before: Block, after: Block) -> bool:
    texts = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    if after.marker is not None or before.table or after.table:
        return False
    if before.kind is BlockKind.HEADING and after.kind is BlockKind.HEADING:
        return before.level == after.level and before.bold and after.bold and starts_small(after.text)
    if before.kind not in texts or after.kind not in texts or starts_signature(after.text):
        return False
    return not (is_upper(before.text) or is_upper(after.text) or (after.bold and not before.bold))


def _splits_name(before: str, after: str) -> bool:
    """A proper name of two parts, cut between them ("Mặt trận | Tổ quốc")."""
    left, right = fold(before[-30:]).split(), fold(after[:30]).split()
    return len(left) > 1 and len(right) > 1 and (" ".join(left[-2:]), " ".join(right[:2])) in _PAIRS


def join_halves(first: str, second: str, words: Counter[str] | None = None) -> str:
    """Two halves of one text, joined by a blank, or directly where a word or a number was cut.

    `words`: how often each folded word stands in the document, to tell a cut word from two words.
    """
    if not first or not second:
        return first or second
    return first + ("" if _cut_inside(first, second, words or Counter()) else " ") + second


def _cut_inside(first: str, second: str, words: Counter[str]) -> bool:
    if re.search(r"\w[-/]$", first) and re.match(r"\w", second):
        return True
    if first[-1].isdigit() and second[0].isdigit():
        return _cut_number(first, second)
    if re.search(r"\d[.,/]$", first) and second[0].isdigit():
        return True
    left, right = _WORD_END.search(first), _WORD_START.match(second)
    if not left or not right or not right[0][0].islower() or is_upper(left[0]):
        return False
    head, tail = fold(left[0]), fold(right[0])
    if not _SYLLABLE.fullmatch(tail) or (not _SYLLABLE.fullmatch(head) and left[0].islower()):
        return True
    return words[head + tail] >= 1 and (words[head] <= 1 or words[tail] <= 1)


def _cut_number(first: str, second: str) -> bool:
    last = re.search(r"(\S*)$", first)
    token = last[1] if last else ""
    digits = re.match(r"\d+", second)
    more = digits[0] if digits else ""
    if re.fullmatch(r"\(?\d{1,2}/(\d{1,2}/)?\d{0,3}", token):
        return True
    whole = token + more
    if re.fullmatch(r"\d{1,3}(\.\d{3})*\.\d{1,2}", token) and re.fullmatch(r"\d{1,3}(\.\d{3})+", whole):
        return True
    return bool(
        re.fullmatch(r"(19|20)\d\d", whole) and re.search(r"(năm|nam|/)\s*\d*$", first, re.IGNORECASE)
    )


def join_cut(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with cut paragraphs joined; a footnote between the halves does not separate them."""
    joined: list[Block] = []
    for block in blocks:
        at = (
            _last_text(joined)
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)
            else None
        )
        if at is not None and continues(joined[at], block):
            joined[at] = _joined(joined[at], block)
        else:
            joined.append(block)
    return tuple(joined)


def _last_text(blocks: Sequence[Block]) -> int | None:
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at].kind is not BlockKind.FOOTNOTE:
            return at
    return None


def _joined(before: Block, after: Block) -> Block:
    confidence = min(before.source.confidence, after.source.confidence)
    lines = (before.lines[0], after.lines[1]) if before.lines and after.lines else before.lines
    return replace(
        before,
        text=join_halves(before.text, after.text),
        source=replace(before.source, confidence=confidence),
        lines=lines,
        unsure=(*before.unsure, *after.unsure),
    )


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each folded word stands in the texts."""
    return Counter(word for text in texts for word in re.findall(r"[a-z]+", fold(text)))
