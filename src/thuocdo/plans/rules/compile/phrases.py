"""Deadlines and leading units that stand inside a sentence, where the sentence says so expressly."""

from __future__ import annotations

import re

from thuocdo.plans.rules.compile.wording import starts_as_unit

_DAY = r"(?:ngày\s+)?\d{1,2}\s*(?:/|-|\.|\s+tháng\s+)\s*\d{1,2}(?:\s*(?:/|-|\.|\s+năm\s+)\s*\d{4})?"
_QUARTER = r"(?:các\s+)?quý\s+(?:[IV]{1,3}|\d)(?:\s*(?:,|và|-|–)\s*(?:quý\s+)?(?:[IV]{1,3}|\d))*(?:\s*(?:/|năm\s+)\s*\d{4})?"
_MONTH = r"tháng\s+\d{1,2}(?:\s*(?:,|và|-|–)\s*(?:tháng\s+)?\d{1,2})*(?:\s*(?:/|năm\s+)\s*\d{4})?"
_HALF = r"(?:6|sáu|06|9|09|chín)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+\d{4})?"
_WHEN = rf"(?:{_DAY}|{_QUARTER}|{_MONTH}|{_HALF}|năm\s+\d{{4}})"
_WORKING = r"\d{1,3}\s+ngày(?:\s+làm\s+việc)?\s+(?:sau|kể\s+từ|tính\s+từ)[^.;(),]{0,80}?(?=[.;(),]|$|\s+(?:nâng|của|trong|để|về|triển khai)\s)"
_DONE = r"(?:hoàn\s+thành|thực\s+hiện|xong|triển\s+khai|báo\s+cáo|ban\s+hành|trình|gửi|tổ\s+chức)(?:\s+(?:xong|và\s+\w+\s+\w+))?"
_BRACKET = re.compile(
    r"\((?:\s*(?:(?:thời\s+(?:gian|hạn)(?:\s+\w+\s+\w+)?|thực\s+hiện|hoàn\s+thành)\s*:\s*)?)((?:(?:thực\s+hiện|hoàn\s+thành|xong)\s+)?(?:trong|trước|chậm\s+nhất|quý|tháng|từ|định\s+kỳ"
    r"|thường\s+xuyên|hằng|hàng)[^()]{0,120})\)[.;]?\s*$",
    re.IGNORECASE,
)
_COMPLETE = re.compile(
    rf"{_DONE}\s+((?:trước|trong|chậm\s+nhất(?:\s+(?:là|vào|trong))?)\s+{_WHEN})", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"((?:chậm\s+nhất(?:\s+(?:là|vào|trong|đến))?|trước)\s+(?:{_DAY}|{_WORKING}|{_QUARTER}))", re.IGNORECASE
)
_LATEST = re.compile(rf"(chậm\s+nhất\s+(?:là\s+)?{_WORKING})", re.IGNORECASE)
_OPENING = re.compile(rf"^((?:trong\s+|từ\s+)?(?:{_QUARTER}|{_HALF}|{_MONTH}))\s*[:,]\s+", re.IGNORECASE)
_REPEATED = re.compile(r"^((?:định\s+kỳ\s+)?h[àằ]ng\s+(?:năm|quý|tháng|tuần))(?=\s|,)", re.IGNORECASE)
# a verb after the names of units; in capitals it is part of a name ("Địa chính - Xây dựng")
_THEN = (
    r"\s+(?-i:tham mưu|tổ chức|thực hiện|triển khai|xây dựng|rà soát|hướng dẫn|kiểm tra|theo dõi|hoàn thành|trong|trước"
    r"|đôn đốc|(?<!vụ )tổng hợp)"
)
_GIVEN = re.compile(
    rf"(?:^|[.;(]\s*)(?:giao|phân công)\s+(?P<lead>[^.;:()]{{4,120}}?)\s+(?:là (?:cơ quan|đơn vị) )?chủ trì"
    rf"(?:[,\s]+(?:và\s+)?phối hợp\s+(?:với|cùng)\s+(?P<with>[^.;:()]{{4,160}}?))?"
    rf"(?=\s*[.;:)]|{_THEN}|$)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"^(?P<lead>[^.;:()]{{4,110}}?)\s+chủ trì"
    rf"(?:[,\s]+(?:và\s+)?phối hợp\s+(?:với|cùng)\s+(?P<with>[^.;:()]{{4,160}}?))?"
    rf"(?=\s*[.;:)]|{_THEN}|,|$)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"\((?P<lead>[^.;:()]{4,110}?)\s+chủ trì(?:[,\s]+(?:và\s+)?phối hợp\s+(?:với|cùng)\s+(?P<with>[^.;:()]{4,160}?))?\s*[;)]",
    re.IGNORECASE,
)


def deadline_inside(text: str) -> str | None:
    """The phrase by which a sentence sets its own deadline, as printed; None where it sets none.

    Only words of completion count ("hoàn thành trước ngày …", a bracket at the end, "Quý II: …"): a date that
    the sentence merely mentions is no deadline.
    """
    for pattern in (_BRACKET, _COMPLETE, _LATEST):
        found = pattern.search(text)
        if found and not re.search(r"(đã|được)\s*$", text[: found.start()], re.IGNORECASE):
            return _plain(found[1])
    found = _OPENING.match(text)
    if found:
        return _plain(found[1])
    before = [found for found in _BEFORE.finditer(text) if not _mentioned(text, found.start())]
    if len({found[1].lower() for found in before}) > 1:
        # several days in one sentence: each belongs to a part of it, none to the whole
        return None
    return _plain(before[0][1]) if before else None


def repetition_inside(text: str) -> str | None:
    """The repetition a sentence begins with ("Hàng năm xây dựng …")."""
    found = _REPEATED.match(text)
    return _plain(found[1]) if found else None


def _mentioned(text: str, at: int) -> bool:
    """A date of another document ("ban hành trước ngày …") is no deadline of this one."""
    before = text[max(0, at - 40) : at].lower()
    return bool(re.search(r"(đã|được|có hiệu lực|ban hành|sinh|cấp)\s+(\w+\s+){0,2}$", before))


def _plain(phrase: str) -> str:
    return phrase.strip(" .;,")


def units_inside(text: str) -> tuple[str, str] | None:
    """Leading and helping units that the sentence names expressly, as printed: ("Phòng A", "Phòng B, …")."""
    for pattern in (_GIVEN, _IN_BRACKETS, _LEADING):
        found = pattern.search(text) if pattern is not _LEADING else pattern.match(text)
        if found and starts_as_unit(found["lead"].strip()):
            return found["lead"].strip(), (found["with"] or "").strip()
    return None
