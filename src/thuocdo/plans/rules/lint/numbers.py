"""Numbers and names that several rules read from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thuocdo.lib.text import fold

DIMENSIONS = {
    1: "Tham gia của người dân ở cấp cơ sở",
    2: "Công khai, minh bạch",
    3: "Trách nhiệm giải trình với người dân",
    4: "Kiểm soát tham nhũng trong khu vực công",
    5: "Thủ tục hành chính công",
    6: "Cung ứng dịch vụ công",
    7: "Quản trị môi trường",
    8: "Quản trị điện tử",
}
_DIMENSION_WORDS = (
    (4, "tham nhung"),
    (3, "giai trinh"),
    (1, "tham gia"),
    (8, "quan tri dien tu"),
    (7, "moi truong"),
    (5, "thu tuc hanh chinh"),
    (6, "cung ung dich vu"),
    (2, "cong khai"),
)


def dimension_named(text: str) -> int | None:
    """The PAPI dimension that a short name means ("Công khai trong việc ra quyết định" -> 2)."""
    folded = fold(text)
    return next((number for number, words in _DIMENSION_WORDS if words in folded), None)


def vn(value: float, decimals: int = 4) -> str:
    """1.5 -> "1,5000": as plans print it."""
    return f"{value:.{decimals}f}".replace(".", ",")


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
