"""Numbers of days, months and quarters in figures and words."""

from __future__ import annotations

import re
from collections.abc import Callable

from thuocdo.calendars.rules.grammar.tokens import UnclearError
from thuocdo.calendars.rules.grammar.words import QUARTERS, spelled
from thuocdo.lib.text import NUMBER_WORDS

_RANGE = r"-|den|toi"


def day_number(text: str) -> int:
    """A number in figures or folded words. Raises UnclearError when it is neither."""
    plain = text.removeprefix("mung ").strip()
    if plain.isdecimal():
        return int(plain)
    value = 4 if plain == "tu" else NUMBER_WORDS.get(plain)
    if value is None:
        raise UnclearError(text)
    return value


def between(number: int, low: int, high: int) -> int:
    """The number itself. Raises UnclearError outside the bounds."""
    if not low <= number <= high:
        raise UnclearError(str(number))
    return number


def month_list(text: str) -> tuple[int, ...]:
    """ "7, 8" -> (7, 8); "7 - 9" -> (7, 8, 9); "mười hai" -> (12,). Raises UnclearError outside 1..12 or backwards."""
    return _filled(re.findall(rf"\d+|{_RANGE}|{spelled(12)}|tu", text), day_number, 12)


def quarter_list(text: str) -> tuple[int, ...]:
    """ "iii, iv" -> (3, 4); "ii-iv" -> (2, 3, 4). Raises UnclearError when backwards."""
    parts = re.findall(
        rf"iv|i{{1,3}}|\d+|mot|hai|ba|bon|tu|{_RANGE}", re.sub(r"q(?:u[yi])?\.?(?= ?[a-z0-9])", "", text)
    )
    return _filled(parts, lambda part: QUARTERS.get(part) or int(part), 4)


def months_of_quarters(quarters: tuple[int, ...]) -> tuple[int, ...]:
    """All months of the quarters, in order."""
    return tuple(month for quarter in quarters for month in range(quarter * 3 - 2, quarter * 3 + 1))


def _filled(parts: list[str], number: Callable[[str], int], most: int) -> tuple[int, ...]:
    values: list[int] = []
    reach = False
    for part in parts:
        if re.fullmatch(_RANGE, part):
            reach = True
            continue
        value = between(number(part), 1, most)
        if values and value <= values[-1]:
            raise UnclearError("backwards")
        values.extend(range(values[-1] + 1, value + 1) if reach else (value,))
        reach = False
    return tuple(values)
