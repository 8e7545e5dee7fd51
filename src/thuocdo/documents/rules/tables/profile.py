"""What the cells of each column usually are, so that an odd row can be told."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from thuocdo.documents.rules.wording import split_marker
from thuocdo.lib.text import fold

_NUMBER = re.compile(r"\(?(\d{1,3}(\.\d{1,2})*|[IVXL]{1,5}|[a-zđA-H])\)?[.)]?")
_UNIT = re.compile(
    r"(phong|van phong|trung tam|so |uy ban|ubnd|ban |cong an|cac |toan the|to |doan|hoi |mttq|mat tran|truong|tram"
    r"|cong chuc|chi cuc|thanh tra|bo phan|kho bac|thuong truc|bi thu|chu tich|hdnd|tu phap|van hoa|dia chinh|ke toan)"
)
_DEADLINE = re.compile(
    r"(quy |thang |nam |truoc |thuong xuyen|hang |hang|trong |theo |dinh ky|ngay |\d{1,2}/\d|tu |6 thang|9 thang"
    r"|hoan thanh|cham nhat|den )"
)
_CLASSES = 7


@lru_cache(maxsize=20000)
def cell_class(text: str) -> str:
    """One of: blank, number, numbered (a text with its own number), unit, deadline, short, long."""
    if not text:
        return "blank"
    if len(text) <= 7 and _NUMBER.fullmatch(text):
        return "number"
    if text[0].isdigit() and split_marker(text)[0] is not None:
        return "numbered"
    if len(text) < 120:
        folded = fold(text)
        if _DEADLINE.match(folded) and len(text) < 80:
            return "deadline"
        if _UNIT.match(folded):
            return "unit"
    return "long" if len(text) > 60 else "short"


@dataclass(frozen=True, slots=True)
class Profile:
    """Classes of the cells by column; `main` is the column that holds the longest texts."""

    columns: tuple[Counter[str], ...]
    rows: int
    main: int
    number: int | None

    def share(self, column: int, kind: str) -> float:
        """How often a filled cell of the column is of this class."""
        filled = self.rows - self.columns[column]["blank"]
        return self.columns[column][kind] / filled if filled else 0.0

    def filled(self, column: int) -> float:
        """How often the column is filled at all."""
        return 1 - self.columns[column]["blank"] / self.rows if self.rows else 0.0

    def fit(self, texts: Sequence[str]) -> float:
        """How likely a row of these cells is here, as a sum of logarithms (larger is better)."""
        total = 0.0
        for column, text in zip(self.columns, texts, strict=True):
            total += math.log((column[cell_class(text)] + 0.3) / (self.rows + 0.3 * _CLASSES))
        return total


def profile_of(rows: Sequence[Sequence[str]], width: int) -> Profile:
    """The profile of the body rows (sections left out)."""
    full = [row for row in rows if len(row) == width]
    columns = tuple(Counter(cell_class(row[at]) for row in full) for at in range(width))
    lengths = [sum(len(row[at]) for row in full) for at in range(width)]
    number = next(
        (
            at
            for at in range(min(2, width))
            if columns[at]["number"] and columns[at]["number"] >= 0.6 * (len(full) - columns[at]["blank"])
        ),
        None,
    )
    main = max(range(width), key=lambda at: (lengths[at], -at), default=0)
    return Profile(columns, len(full), _first_text(columns, lengths, main, len(full)), number)


def _first_text(columns: Sequence[Counter[str]], lengths: Sequence[int], main: int, rows: int) -> int:
    """The main column is the first of long texts: causes and remedies beside it may be longer."""
    for at, column in enumerate(columns[:main]):
        if column["number"] + column["unit"] + column["deadline"] > 0.4 * max(rows, 1):
            continue
        if lengths[at] > 0.35 * lengths[main] and column["blank"] < 0.35 * max(rows, 1):
            return at
    return main
