"""What each pattern of the scanner means: a match becomes a token, or None when it is something else after all.

Every builder takes the phrase, the match and the tokens before it, and raises UnclearError for what can't be.
"""

from __future__ import annotations

import re

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.calendars.rules.grammar import words as w
from thuocdo.calendars.rules.grammar.numbers import (
    between,
    day_number,
    month_list,
    months_of_quarters,
    quarter_list,
)
from thuocdo.calendars.rules.grammar.phrase import Phrase
from thuocdo.calendars.rules.grammar.tokens import (
    Form,
    Joint,
    LoneDay,
    Preposition,
    Repeat,
    Time,
    Token,
    UnclearError,
    Word,
)

Found = re.Match[str]


def _year(found: Found) -> int | None:
    for name in ("y", "y1", "y2", "y3"):
        value = found.groupdict().get(name)
        if value:
            return int(value)
    return None


def _introduced(before: list[Token]) -> bool:
    """Whether a preposition stands just before, so that "30/6" can only be a date."""
    rest = [token for token in before if not (isinstance(token, Word) and token.filler)]
    return bool(rest) and (
        isinstance(rest[-1], Preposition) or (isinstance(rest[-1], Joint) and rest[-1].dash)
    )


def day_of_month(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """Figures or words: "ngày 30 tháng 6 năm 2026", "30/6", "30-6-2026"."""
    named = found.group().startswith("ngay") or _year(found) is not None
    alone = not before and found.end() == len(found.string.rstrip(" .;,"))
    if not (named or _introduced(before) or alone) or not phrase.says(*found.span()):
        return None
    return Time(Form.DAY, (month_list(found["m"])[0],), _year(found), day_number(found["d"]))


def range_start(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """The first day of a range within one month ("từ ngày 1 đến …"), its month and day."""
    return Time(Form.DAY, (month_list(found["m"])[0],), None, day_number(found["d"]))


def day_list(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """ "10/6 và 10/12 hằng năm": one day number in several months of every year."""
    pairs = re.findall(r"(\d{1,2})(?: ?[/-] ?| thang )(\d{1,2})", found["pairs"])
    days = {int(day) for day, _ in pairs}
    months = tuple(int(month) for _, month in pairs)
    if len(days) != 1 or not all(1 <= month <= 12 for month in months):
        raise UnclearError("several days in the year")
    for month in months:
        Time(Form.DAY, (month,), None, min(days)).window(2024)
    return Repeat(DeadlineKind.ANNUAL, months, days.pop())


def months(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """A month or a list of months; nothing where the word is no month in print."""
    text = found["m"]
    year = _year(found)
    if not phrase.says(*found.span("m")) or (text == "nam" and year is None):
        return None
    if text in ("tu", "sau") and re.match(r" (?:ngay|thang|quy|\d)", found.string[found.end() :]):
        return None
    months = month_list(text)
    if found.groupdict().get("every"):
        return Repeat(DeadlineKind.ANNUAL, months)
    return Time(Form.MONTH, months, year)


def quarters(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """A quarter or a list of quarters ("quý II, III"); nothing where "tư" begins another phrase."""
    numbers = quarter_list(found["q"])
    if found["q"] == "tu" and re.match(r" (?:ngay|thang|quy|nam|\d)", found.string[found.end() :]):
        return None
    if found.groupdict().get("every"):
        return Repeat(DeadlineKind.ANNUAL, tuple(number * 3 for number in numbers))
    return Time(Form.QUARTER, months_of_quarters(numbers), _year(found))


def part_of_year(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """ "6 tháng đầu năm", "6 tháng cuối năm", "9 tháng": a stretch of months."""
    count = 6 if found["n"] in ("sau", "nua") else day_number(found["n"])
    first = 1 if found.groupdict().get("which") != "cuoi" else 13 - count
    return Time(Form.SPAN, tuple(range(first, first + count)), _year(found))


def phase(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """ "giai đoạn 2026-2030": first and last year; unclear when they run backwards."""
    first, last = int(found["a"]), int(found["b"])
    if last < first:
        raise UnclearError("years backwards")
    return Time(Form.PHASE, (), first, until_year=last)


def year_token(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """A year that stands alone or ends a list; nothing where the number means something else."""
    alone = not before and found.end() == len(found.string.rstrip(" .;,"))
    listed = (
        bool(before[1:])
        and isinstance(before[-1], Joint)
        and isinstance(before[-2], Time)
        and before[-2].form is Form.YEAR
    )
    if "nam" not in found.group() and not alone and not listed:
        return None
    return Time(Form.YEAR, (), _year(found), bound=found.group().startswith("trong"))


def each_year_after(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """ "những năm tiếp theo": every year."""
    return Repeat(DeadlineKind.ANNUAL)


def day_each_month(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """ "trước ngày 25 hằng tháng": the day of every month."""
    if not (found.group().startswith("ngay") or _introduced(before)):
        return None
    if found.groupdict().get("next") == "sau":
        # "tháng sau" (next month) and "tháng sáu" (June) differ by an accent that may be missing
        start, end = found.span("next")
        if phrase.as_printed(start, end).lower() != "sau" or phrase.printed.isascii():
            return None
    return Repeat(DeadlineKind.MONTHLY, (), between(day_number(found["d"]), 1, 31))


def day_each_quarter(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """ "ngày 15 tháng cuối quý": the day in the first or last month of every quarter."""
    months = (3, 6, 9, 12) if found["which"] == "cuoi" else (1, 4, 7, 10)
    day = found.groupdict().get("d")
    return Repeat(DeadlineKind.QUARTERLY, months, between(day_number(day), 1, 31) if day else None)


def repeat_list(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """ "hằng tháng, quý, năm": how often, with the months of a quarter where they are printed."""
    kinds: list[DeadlineKind] = []
    months: set[int] = set()
    if not _says_quarter(phrase, found):
        return None
    for unit in re.findall(w.UNIT, found["units"]):
        plain = re.sub(r"^(?:0?1|mot) | (?:dau|cuoi) nam$|^0| (?:iv|i{1,3}|0?[1-4])$", "", unit)
        kind, parts = w.UNITS[plain.replace("sau", "6").replace("chin", "9")]
        months.update(parts)
        if kind not in kinds:
            kinds.append(kind)
    order = (DeadlineKind.MONTHLY, DeadlineKind.QUARTERLY, DeadlineKind.ANNUAL)
    kinds.sort(key=order.index)
    own = tuple(sorted(months)) if kinds[0] is DeadlineKind.ANNUAL else ()
    if own and re.search(r"(?:^|[^0-9] )nam|1 nam", re.sub(r"(?:dau|cuoi) nam", "", found["units"])):
        own = tuple(sorted({*own, 12}))
    groups = found.groupdict()
    end_of = (groups.get("end") or groups.get("end2")) and kinds[0] is DeadlineKind.QUARTERLY
    return Repeat(kinds[0], (3, 6, 9, 12) if end_of else own, None, kinds[1] if len(kinds) > 1 else None)


def _says_quarter(phrase: Phrase, found: Found) -> bool:
    """Whether each "quy" is "quý" (a quarter) and not "quy định", "quỹ"."""
    for word in re.finditer(r"\bqu[yi]\b", found.string[: found.end()]):
        if word.start() < found.start():
            continue
        printed = phrase.as_printed(*word.span()).lower()
        plain = printed.isascii() and (
            not phrase.printed.isascii() or _NO_QUARTER.match(found.string, word.end())
        )
        if plain or printed in ("quỹ", "quỵ", "quỷ"):
            return False
    return True


_NO_QUARTER = re.compile(r" (?:dinh(?! ky)|che|trinh|hoach|mo|uoc|tac|luat|dau|tu|chuan)\b")


def times_a_period(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """ "một lần mỗi quý", "6 tháng/lần": how often; unclear for more than one time a period."""
    count = found.groupdict().get("n")
    if count and day_number(count) != 1:
        raise UnclearError("several times in a period")
    kind, months = w.UNITS[found["unit"].removeprefix("0").replace("sau ", "6 ")]
    return Repeat(kind, months)


def first_day(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """The day that begins "1-15/7/2026" or "01 đến ngày 15/7"."""
    return LoneDay(between(day_number(found["d"]), 1, 31)) if not before or _introduced(before) else None


def lone_day(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """A day without a month ("trước ngày 25"), 1 to 31."""
    return LoneDay(between(day_number(found["d"]), 1, 31))


def times(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """ "một lần": a word without a date; unclear for several times."""
    if day_number(found["n"]) > 1:
        raise UnclearError("several times")
    return Word(found.group(), filler=True)


def blocked(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """A phrase that must not be read as a time."""
    raise UnclearError(found.group())


def blocker(phrase: Phrase, found: Found, before: list[Token]) -> Token | None:
    """A word that makes the time after it another one: "đầu quý III", "khoảng tháng 7"."""
    return Word(found.group(), blocker=True)
