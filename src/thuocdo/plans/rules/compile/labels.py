"""Labels before the parts of a task: "Nội dung:", "Chủ trì:", "Thời gian thực hiện:"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from thuocdo.plans.rules.compile.wording import starts_as_unit


class Label(StrEnum):
    CONTENT = "content"
    LEAD = "lead"
    COORDINATING = "coordinating"
    DEADLINE = "deadline"
    OUTPUT = "output"


_UNIT = r"(?:(?:các\s+)?(?:cơ quan|đơn vị|bộ phận|phòng|người|cán bộ|công chức)(?:,\s*đơn vị)?\s+)?"
_WORDS: tuple[tuple[Label, str], ...] = (
    (
        Label.CONTENT,
        r"(?:nội dung|nhiệm vụ|công việc|hoạt động|giải pháp)(?:\s+(?:thực hiện|công việc|nhiệm vụ|cụ thể))?(?:\s+\d{1,2})?",
    ),
    (Label.COORDINATING, rf"{_UNIT}phối hợp(?:\s+(?:thực hiện|với))?"),
    (
        Label.LEAD,
        rf"{_UNIT}(?:chủ trì|phụ trách|chịu trách nhiệm(?: chính)?)(?:\s+(?:thực hiện|tham mưu))?|"
        r"(?:cơ quan|đơn vị|bộ phận|người)(?:,\s*đơn vị)?\s+(?:thực hiện|đầu mối|tham mưu)|phân công(?:\s+(?:thực hiện|trách nhiệm))?"
        r"|trách nhiệm(?:\s+thực hiện)?|giao",
    ),
    (
        Label.DEADLINE,
        r"(?:thời gian|thời hạn|tiến độ|thời điểm|hạn)(?:\s+(?:thực hiện|hoàn thành|triển khai|tổ chức|xong))?|hoàn thành",
    ),
    (
        Label.OUTPUT,
        r"(?:dự kiến\s+)?(?:sản phẩm|kết quả)(?:\s+(?:đầu ra|dự kiến|đạt được|hoàn thành|cần đạt|thực hiện|công việc))*",
    ),
)
_START = re.compile(
    "|".join(rf"(?P<{label}>(?:{words}))" for label, words in _WORDS),
    re.IGNORECASE,
)
_AT_START = re.compile(rf"(?:{_START.pattern})\s*:\s*", re.IGNORECASE)
# a dash for the colon ("Đơn vị chủ trì – Phòng A"), only where the label can be nothing else
_DASHED = re.compile(
    r"(?:(?P<coordinating>(?:cơ quan|đơn vị)\s+phối hợp)|(?P<lead>(?:cơ quan|đơn vị)\s+(?:chủ trì|thực hiện))"
    r"|(?P<deadline>(?:thời gian|thời hạn|tiến độ)(?:\s+(?:thực hiện|hoàn thành))?)"
    r"|(?P<output>(?:sản phẩm|kết quả)(?:\s+(?:đầu ra|dự kiến|đạt được))?))\s+[–—-]\s+",
    re.IGNORECASE,
)
# inside a text only the attributes, after a sentence or in brackets
_INSIDE = re.compile(
    rf"(?:(?<=[.;,(\n])\s*|(?<=[.;,(\n]\s)[-–+•]\s*|(?<=\s)[-–]\s)(?:{_START.pattern})\s*:\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """`text`: what stands before the first label; `parts`: label and value in order."""

    text: str
    parts: tuple[tuple[Label, str], ...]


def label_at_start(text: str) -> Label | None:
    """The label a line begins with, or None."""
    found = _AT_START.match(text) or _DASHED.match(text)
    if found is None:
        return _bare(text)
    return Label(found.lastgroup) if found and found.lastgroup else None


def split_labels(text: str) -> Labelled:
    """The parts of a line by their labels; a line without labels is all text."""
    marks: list[tuple[int, int, Label]] = []
    first = _AT_START.match(text) or _DASHED.match(text)
    if first and first.lastgroup:
        marks.append((0, first.end(), Label(first.lastgroup)))
    for found in _INSIDE.finditer(text, first.end() if first else 0):
        if found.lastgroup and found.lastgroup != Label.CONTENT:
            marks.append((found.start(), found.end(), Label(found.lastgroup)))
    if not marks:
        bare = _bare(text)
        return Labelled("", ((bare, text),)) if bare else Labelled(text, ())
    parts = []
    for at, (_, end, label) in enumerate(marks):
        stop = marks[at + 1][0] if at + 1 < len(marks) else len(text)
        parts.append(
            (label, text[end:stop].strip(" \n;,(") if label is not Label.CONTENT else text[end:stop].strip())
        )
    before = text[: marks[0][0]].rstrip(" (\n-–")
    return Labelled(before, tuple((label, _close(value)) for label, value in parts))


_LEADS_ONLY = re.compile(
    r"(?P<unit>[^.;:,]{4,110}?)\s+chủ trì(?:,?\s+phối hợp\s+(?:với|cùng)\s+(?P<with>[^.;:]{3,150}))?[.;]?",
    re.IGNORECASE,
)
# a line made of nothing but these says when
_TIME_WORDS_TEXT = """
    ngày tháng quý năm tuần trước trong đến hết từ và vào hằng hàng mỗi một hai ba lần thường xuyên định kỳ chậm
    nhất là đầu cuối hoàn thành cả giữa i ii iii iv
"""
_TIME_WORDS = frozenset(_TIME_WORDS_TEXT.split())


@lru_cache(maxsize=4096)
def _bare(text: str) -> Label | None:
    """A line that is nothing but who leads ("Phòng A chủ trì, phối hợp với B.") or when ("Mỗi tháng hai lần.")."""
    if len(text) > 200:
        return None
    found = _LEADS_ONLY.fullmatch(text)
    if found and starts_as_unit(found["unit"]) and not _ACTS.search(found["with"] or ""):
        return Label.LEAD
    words = re.findall(r"\w+", text.lower())
    timed = {"tháng", "quý", "năm", "tuần", "xuyên", "ngày"} & set(words)
    if timed and ":" not in text and all(word in _TIME_WORDS or word.isdigit() for word in words):
        return Label.DEADLINE
    return None


_ACTS = re.compile(
    r"\s(tổ chức|thực hiện|triển khai|xây dựng|tham mưu|rà soát|theo dõi|lập|kiểm tra|hướng dẫn)\s"
)


def _close(value: str) -> str:
    """Without the bracket that the label opened."""
    return value[:-1].rstrip() if value.endswith(")") and value.count("(") < value.count(")") else value
