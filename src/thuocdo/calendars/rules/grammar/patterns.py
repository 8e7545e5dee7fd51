"""The patterns of the scanner, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.calendars.rules.grammar import words as w
from thuocdo.calendars.rules.grammar.builders import (
    Found,
    blocked,
    blocker,
    day_each_month,
    day_each_quarter,
    day_list,
    day_of_month,
    each_year_after,
    first_day,
    lone_day,
    months,
    part_of_year,
    phase,
    quarters,
    range_start,
    repeat_list,
    times,
    times_a_period,
    year_token,
)
from thuocdo.calendars.rules.grammar.phrase import Phrase
from thuocdo.calendars.rules.grammar.tokens import (
    Issue,
    Joint,
    Lasting,
    Onward,
    Preposition,
    Repeat,
    Token,
    Word,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its match means; a builder answers None when it is something else after all."""

    pattern: re.Pattern[str]
    build: Callable[[Phrase, Found, list[Token]], Token | None]


def _always(token: Token) -> Callable[[Phrase, Found, list[Token]], Token | None]:
    return lambda phrase, found, before: token


def _rule(pattern: str, build: Callable[[Phrase, Found, list[Token]], Token | None]) -> Rule:
    return Rule(re.compile(pattern + w.END), build)


_AND = r" ?(?:,|va|&|\+|;|-|den(?: het)?|toi) ?"
_MONTHS = (
    rf"(?P<m>{w.MONTH}(?:{_AND}(?:thang )?(?:0?[1-9]|1[0-2])(?![/.]?\d|/\d|%| ?thang| ngay| lan| nam hoc))*)"
)
_QUARTERS = rf"(?P<q>{w.QUARTER}(?:{_AND}(?:q(?:u[yi])?\.? ?)?{w.QUARTER}(?!\d|[/.-]\d{{1,2}}(?!\d)|%| ?thang| ngay| lan|[a-z]))*)"
_PAIRS = r"(?P<pairs>(?:ngay )?\d{1,2}(?: ?[/-] ?| thang )\d{1,2}(?:(?:, ?| va |; ?)(?:(?:truoc )?ngay )?\d{1,2}(?: ?[/-] ?| thang )\d{1,2})*)"
_OF_YEAR = w.OF_YEAR

# The first rule that matches and builds wins; longer readings stand before shorter ones.
RULES: tuple[Rule, ...] = (
    _rule(
        rf"(?:ngay )?\d{{1,2}}(?:,| va) ?(?:ngay )?\d{{1,2}} (?:cua )?{w.EVERY} thang", blocked
    ),  # two days a month
    _rule(r"/ ?\d\d", blocked),  # years of two digits are refused
    _rule(r"(?:nhiem ky|nam hoc|hoc ky|nien do|nam ngan sach)", blocked),
    _rule(rf"{_PAIRS} (?:cua )?{w.EVERY} nam", day_list),
    # days
    _rule(rf"(?:ngay )?(?P<y>{w.YEAR})-(?P<m>\d\d)-(?P<d>\d\d)", day_of_month),
    _rule(
        rf"(?:ngay )*(?P<d>\d{{1,2}}) ?(?P<s>[/.-]) ?(?P<m>\d{{1,2}}) ?(?P=s) ?(?P<y>{w.YEAR})", day_of_month
    ),
    _rule(
        rf"(?:ngay )*(?P<d>{w.DAY})(?: ?[/-] ?| (?:cua )?thang )(?P<m>{w.MONTH})(?:,? nam | ?[/-] ?)(?P<y>{w.YEAR})",
        day_of_month,
    ),
    _rule(rf"(?:ngay )?(?P<d>{w.DAY}) (?:cua )?(?:{w.EVERY} thang|thang (?P<next>{w.NEXT}))", day_each_month),
    _rule(
        rf"(?:ngay )?(?P<d>{w.DAY}) (?:cua )?thang (?P<which>cuoi|dau)(?: cung| tien)?(?: cua)?(?: {w.EVERY})? quy(?: {w.NEXT})?",
        day_each_quarter,
    ),
    _rule(rf"thang (?P<which>cuoi|dau)(?: cung| tien)?(?: cua)?(?: {w.EVERY})? quy", day_each_quarter),
    _rule(rf"(?:ngay )*(?P<d>{w.DAY}) (?:cua )?thang (?P<m>{w.MONTH})(?!/)", day_of_month),
    _rule(r"(?:ngay )+(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2})(?! ?[/.-] ?\d|%)", day_of_month),
    _rule(r"(?P<d>\d{1,2})(?= ?(?:-|den|toi)(?: het)?(?: ngay)? ?\d{1,2}(?:[/.]| thang )\d)", first_day),
    _rule(
        r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?= ?(?:-|den(?: het)?|toi) ?(?:ngay )?\d{1,2}/\d{1,2})", range_start
    ),
    _rule(r"(?P<d>\d{1,2}) ?[/-] ?(?P<m>\d{1,2})(?! ?[/.-] ?\d|%)", day_of_month),
    # repetitions
    _rule(rf"(?:cac )?thang {_MONTHS} (?:cua )?(?P<every>{w.EVERY}) nam", months),
    _rule(rf"(?:cac )?qu[yi] {_QUARTERS} (?:cua )?(?P<every>{w.EVERY}) nam", quarters),
    _rule(
        r"(?:it nhat |toi thieu )?(?P<n>\d{1,2}|mot|hai|ba|bon) lan ?(?:/|mot|moi|trong|tren) ?(?:0?1 |mot )?(?P<unit>0?[36] thang|sau thang|thang|quy|nam)",
        times_a_period,
    ),
    _rule(
        r"(?:moi |hang )?(?P<unit>0?[36] thang|sau thang|thang|quy|nam) ?(?:(?P<n>\d{1,2}|mot|hai|ba|bon) |/ ?)lan",
        times_a_period,
    ),
    _rule(r"(?:trong )?(?:cac|nhung) nam (?:tiep theo|sau|ke tiep)", each_year_after),
    _rule(w.FINE, _always(Lasting())),
    _rule(
        rf"(?:dinh ky |bao cao )?(?:(?P<end>(?:vao )?cuoi )?(?:hang|moi|tung|cac(?! thang \d| nam 20| qu[yi] (?:iv|i|\d))|cua moi|theo|dinh ky(?: vao)?(?P<end2> cuoi)?)) (?P<units>{w.UNITS_LISTED})(?! hoc| ?20\d\d| con lai| cuoi| dau| tiep)",
        repeat_list,
    ),
    _rule(
        rf"(?P<units>(?:0?6 thang|quy|thang)(?: ?(?:,|va|;|/) ?(?:hang )?{w.UNIT}(?! 20))+)(?! hoc)",
        repeat_list,
    ),
    _rule(w.CONTINUOUS, _always(Lasting())),
    _rule(r"(?:it nhat |toi thieu )?(?P<n>\d{1,2}|mot|hai|ba|bon) lan", times),
    _rule(r"(?:4|bon) quy", _always(Repeat(DeadlineKind.QUARTERLY))),
    # longer stretches
    _rule(
        rf"(?P<n>0?[369]|sau|chin) ?(?:thang|t) (?P<which>dau|cuoi)(?: cua)? nam(?:(?: |/)(?P<y>{w.YEAR}))?",
        part_of_year,
    ),
    _rule(rf"(?P<n>0?9|chin) thang(?: cua)? nam (?P<y>{w.YEAR})", part_of_year),
    _rule(rf"(?P<n>nua) (?P<which>dau|cuoi)(?: cua)? nam(?:(?: |/)(?P<y>{w.YEAR}))?", part_of_year),
    _rule(rf"(?:cac )?qu[yi] {_QUARTERS}{_OF_YEAR}", quarters),
    _rule(rf"(?:cac )?qu[yi] {_QUARTERS}", quarters),
    _rule(rf"q\.? ?{_QUARTERS}{_OF_YEAR}", quarters),
    _rule(rf"(?:cac )?thang {_MONTHS}{_OF_YEAR}", months),
    _rule(rf"(?:cac )?thang {_MONTHS}(?!/)", months),
    _rule(rf"t\.?(?P<m>\d{{1,2}}) ?/ ?(?P<y>{w.YEAR})", months),
    _rule(rf"(?P<m>0?[1-9]|1[0-2]) ?/ ?(?P<y>{w.YEAR})(?!/)", months),
    _rule(
        rf"(?:giai doan |thoi ky |cac nam |nam )?(?P<a>{w.YEAR}) ?(?:-|den|toi)(?: het)?(?: nam)? ?(?P<b>{w.YEAR})",
        phase,
    ),
    _rule(rf"(?:trong )?(?:ca )?(?:nam )?(?P<y>{w.YEAR})(?!/)", year_token),
    _rule(
        rf"trong nam(?! (?:{w.NEXT}|truoc|qua|toi))|(?:trong )?ca nam|(?<=cuoi )nam(?! (?:{w.NEXT}|truoc|qua|toi|\d))|(?<=het )nam(?! (?:{w.NEXT}|truoc|\d))",
        year_token,
    ),
    # the rest
    _rule(r"(?:ngay )+(?P<d>\d{1,2})(?![/.-]?\d| ?%)", lone_day),
    _rule(
        r"(?:tu )?(?:nay|ngay (?:ky )?ban hanh(?: (?:ke hoach|van ban)(?: nay)?)?|khi ban hanh)(?= (?:den|toi|cho den))",
        _always(Issue()),
    ),
    _rule(r"\d{1,2} ?(?:h|gio)(?: ?\d\d)?(?: phut)?(?=,? ngay)", _always(Word("gio nao", filler=True))),
    *(_rule(f"(?:{pattern})", _always(Preposition(name))) for name, pattern in w.PREPOSITIONS),
    _rule(rf"(?:{w.WEEKDAY})(?=,? ngay| (?:hang|moi) tuan)", _always(Word("thu", filler=True))),
    _rule("tro di", _always(Onward())),
    _rule(rf"(?:{w.BLOCKERS})", blocker),
    _rule(r"va|dong thoi", _always(Joint("va"))),
)
