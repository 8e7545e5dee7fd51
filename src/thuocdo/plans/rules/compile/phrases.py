"""Deadlines and leading units that stand inside a sentence, where the sentence says so expressly."""

from __future__ import annotations

import re

from thuocdo.plans.rules.compile.wording import starts_as_unit, subject_of

_DAY = r"(?:ngày\s+)?\d{1,2}\s*(?:/|-|\.|\s+tháng\s+)\s*\d{1,2}(?:\s*(?:/|-|\.|\s+năm\s+)\s*\d{4})?"
_QUARTER = r"(?:các\s+)?quý\s+(?:[IV]{1,3}|\d)(?:\s*(?:,|và|-|–)\s*(?:quý\s+)?(?:[IV]{1,3}|\d))*(?:\s*(?:/|năm\s+)\s*\d{4})?"
_MONTH = r"tháng\s+\d{1,2}(?:\s*(?:,|và|-|–)\s*(?:tháng\s+)?\d{1,2})*(?:\s*(?:/|năm\s+)\s*\d{4})?"
_HALF = r"(?:6|sáu|06|9|09|chín)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+\d{4})?"
_WHEN = rf"(?:{_DAY}|{_QUARTER}|{_MONTH}|{_HALF}|năm\s+\d{{4}})"
_WORKING = r"\d{1,3}\s+ngày(?:\s+làm\s+việc)?\s+(?:sau|kể\s+từ|tính\s+từ)[^.;(),]{0,80}?(?=[.;(),]|$|\s+(?:nâng|của|trong|để|về|triển khai)\s)"
_WORKING_END = r"\d{1,3}\s+ngày(?:\s+làm\s+việc)?\s+(?:sau|kể\s+từ|tính\s+từ)[^.;(),]{0,80}"
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
_YEARLY = r"h[àằ]ng\s+năm"
_EVERY = r"(?:h[àằ]ng|mỗi)\s+(?:tuần|tháng|quý|năm)"
# a day of every month, quarter or year, wherever it stands ("trước ngày 25 hằng tháng")
_DAY_OF_EACH = re.compile(
    r"((?:định\s+kỳ\s+)?(?:(?:trước|chậm\s+nhất(?:\s+(?:là|vào))?|vào)\s+)?ngày\s+\d{1,2}\s+"
    r"(?:(?:của\s+)?tháng\s+cuối\s+(?:của\s+)?(?:mỗi\s+)?quý|(?:của\s+)?(?:h[àằ]ng|mỗi)\s+(?:tháng|quý)"
    rf"|(?:tháng\s+)?(?:\d{{1,2}}\s+|/\s*\d{{1,2}}\s+){_YEARLY}))",
    re.IGNORECASE,
)
# at the very end of a sentence a time is its deadline ("… trong quý IV/2026."); a bare year is not
_TIMES = rf"(?:{_DAY}|{_QUARTER}|{_MONTH}|{_HALF})"
# ("hằng tháng" sets a rhythm there, "mỗi tháng" only counts: "một chuyên mục mỗi tháng")
_ENDING = re.compile(
    rf"\s((?:trong|vào|từ|trước|đến hết|chậm\s+nhất(?:\s+(?:là|vào|trong))?)\s+{_TIMES}(?:\s*(?:,|và)\s+(?:trong\s+)?{_TIMES})*"
    rf"|trong\s+(?:vòng|thời\s+hạn)\s+{_WORKING_END}|h[àằ]ng\s+(?:tuần|tháng|quý|năm)|(?<=thực\shiện\s)thường\s+xuyên|(?:một|0?1)\s+lần\s*/\s*(?:tháng|quý|năm))\s*[.;]?\s*$",
    re.IGNORECASE,
)
_CONTINUOUS = re.compile(r"^(thường\s+xuyên)(?=,?\s)", re.IGNORECASE)
# a report that comes back ("định kỳ hằng quý tổng hợp", "hằng tháng báo cáo")
_REPORTED = re.compile(
    rf"(?:^|\s)((?:định\s+kỳ\s+)(?:{_EVERY}(?:\s*,\s*(?:quý|năm|6\s+tháng))*|(?:6|06|sáu)\s+tháng(?:\s*(?:,|và)\s*(?:(?:h[àằ]ng\s+)?năm|cả\s+năm))?)"
    rf"|{_EVERY}(?=\s+(?:tổng hợp|báo cáo|gửi|thống kê|rà soát|tự đánh giá|đánh giá|kiểm tra|họp|sơ kết|công khai|cập nhật)))",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"^((?:trong\s+|từ\s+)?(?:{_QUARTER}|{_HALF}|{_MONTH}))\s*[:,]\s+", re.IGNORECASE)
_REPEATED = re.compile(r"^((?:định\s+kỳ\s+)?h[àằ]ng\s+(?:năm|quý|tháng|tuần))(?=\s|,)", re.IGNORECASE)
# a verb after the names of units; in capitals it is part of a name ("Địa chính - Xây dựng")
_THEN = (
    r"\s+(?-i:tham mưu|tổ chức|thực hiện|triển khai|xây dựng|rà soát|hướng dẫn|kiểm tra|theo dõi|hoàn thành|trong|trước"
    r"|đôn đốc|(?<!vụ )tổng hợp|lập|lắp|mở|công khai|niêm yết|ban hành|khảo sát|cập nhật|lấy|đăng tải|thống kê)"
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
    each = {found[1].lower(): found[1] for found in _DAY_OF_EACH.finditer(text)}
    before = [found for found in _BEFORE.finditer(text) if not _mentioned(text, found.start())]
    before = [found for found in before if not any(found[1].lower() in phrase for phrase in each)]
    if each and not before:
        return _plain(next(iter(each.values()))) if len(each) == 1 else None
    if len({found[1].lower() for found in before}) + len(each) > 1:
        # several days in one sentence: each belongs to a part of it, none to the whole
        return None
    for pattern in (_BRACKET, _COMPLETE, _LATEST):
        found = pattern.search(text)
        if found and not re.search(r"(đã|được)\s*$", text[: found.start()], re.IGNORECASE):
            return _plain(found[1])
    found = _OPENING.match(text)
    if found:
        return _plain(found[1])
    return _plain(before[0][1]) if before else None


def loose_deadline(text: str, *, lasting: bool = True) -> str | None:
    """A complete phrase of time at the start or the end of an action: its deadline, though no word of completion says so.

    `lasting`: whether "Thường xuyên …" counts; before a lettered direction the word only urges.
    """
    found = _REPEATED.match(text) or (_CONTINUOUS.match(text) if lasting else None)
    if found:
        return _plain(found[1])
    found = _ENDING.search(text)
    if found and not _mentioned(text, found.start(1)) and not _told(text, found.start(1)):
        return _plain(found[1])
    return None


def _told(text: str, at: int) -> bool:
    """What happened in that time, not what is to be done in it ("đạt được trong quý I")."""
    return bool(
        re.search(
            r"(phát sinh|đạt được|xảy ra|ghi nhận|so với|kết quả|đã \w+(\s+\w+)?)\s*$", text[:at].lower()
        )
    )


def repetition_inside(text: str) -> str | None:
    """The repetition a duty begins with, ends with or reports by ("Hàng năm xây dựng …", "định kỳ hằng quý báo cáo")."""
    found = _REPEATED.match(text) or _REPORTED.search(text)
    if found:
        return _plain(found[1])
    found = _ENDING.search(text)
    return _plain(found[1]) if found and re.match(_EVERY, found[1], re.IGNORECASE) else None


def _mentioned(text: str, at: int) -> bool:
    """A date of another document ("ban hành trước ngày …") is no deadline of this one."""
    before = text[max(0, at - 40) : at].lower()
    found = re.search(r"(đã|được|có hiệu lực|ban hành|sinh|cấp)\s+(\w+\s+){0,2}$", before)
    # "Ban hành kế hoạch trước ngày …" orders it
    orders = found and found[1] == "ban hành" and re.search(r"(^|[.;:]\s)$", before[: found.start()])
    return bool(found) and not orders


def _plain(phrase: str) -> str:
    return phrase.strip(" .;,")


_ALSO = re.compile(
    rf"^chủ\s+trì,?\s+phối\s+hợp\s+(?:với|cùng)\s+(?P<with>[^.;:()]{{4,160}}?)(?={_THEN}|$)", re.IGNORECASE
)


def helpers_inside(text: str) -> str | None:
    """Who helps the unit of the heading ("Chủ trì, phối hợp với Phòng B tổ chức …" -> "Phòng B")."""
    found = _ALSO.match(text)
    return found["with"].strip() if found else None


_LAST_BRACKET = re.compile(r"\(([^()]{4,300})\)\s*[.;]?\s*$")


def bracket_inside(text: str) -> tuple[str | None, str | None]:
    """Units and time that stand in the last bracket of an action, apart by ";": "(Phòng A; trước 30/5/2026)"."""
    found = _LAST_BRACKET.search(text)
    parts = [part.strip() for part in found[1].split(";")] if found else []
    if len(parts) < 2 or not starts_as_unit(parts[0]):
        return None, None
    return "; ".join(parts[:-1]), re.sub(r"^(?:thực hiện|hoàn thành)\s+(?=từ|vào|trong)", "", parts[-1])


def units_inside(text: str) -> tuple[str, str] | None:
    """Leading and helping units that the sentence names expressly, as printed: ("Phòng A", "Phòng B, …")."""
    for pattern in (_GIVEN, _IN_BRACKETS):
        found = pattern.search(text)
        if found and starts_as_unit(found["lead"].strip()):
            return found["lead"].strip(), (found["with"] or "").strip()
    for sentence in re.split(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])", text):
        found = _LEADING.match(sentence)
        if found and starts_as_unit(found["lead"].strip()):
            return found["lead"].strip(), (found["with"] or "").strip()
    if re.match(r"(giao|phân công)\s", text, re.IGNORECASE) and (given := subject_of(text)):
        return given, ""
    return None
