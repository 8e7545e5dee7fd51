"""Numbers and names that several rules read from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


def decimal(text: str) -> float:
    """ "43,6827" -> 43.6827; "2.141" (thousands) -> 2141."""
    plain = text.strip()
    if "," in plain:
        return float(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "")
    return float(plain)


@dataclass(frozen=True, slots=True)
class Change:
    """ "tăng 0,13 điểm so với năm 2022" -> +0.13, 2 decimals, 2022."""

    delta: float
    decimals: int
    year: int
    start: int
    end: int


_CHANGE = re.compile(r"\b(tăng|giảm)\s+(\d+(?:,\d+)?)\s*điểm\s+so\s+với\s+(?:năm\s+)?(\d{4})", re.IGNORECASE)


def changes(text: str) -> Iterator[Change]:
    """Every stated change of points against another year."""
    for found in _CHANGE.finditer(text):
        value = decimal(found.group(2)) * (1 if found.group(1).lower() == "tăng" else -1)
        places = len(found.group(2).partition(",")[2])
        yield Change(value, places, int(found.group(3)), found.start(), found.end())
