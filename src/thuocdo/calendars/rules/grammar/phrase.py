"""A folded phrase that still knows its printed letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thuocdo.calendars.rules.grammar.words import AMBIGUOUS_NUMBERS
from thuocdo.lib.text import fold_with_places


@dataclass(frozen=True, slots=True)
class Phrase:
    """A folded phrase that still knows its printed letters."""

    printed: str
    folded: str
    places: tuple[int, ...]

    @staticmethod
    def of(printed: str) -> Phrase:
        folded, places = fold_with_places(printed)
        return Phrase(printed, folded, tuple(places))

    def as_printed(self, start: int, end: int) -> str:
        """The printed letters of a stretch of the folded text."""
        if start >= end:
            return ""
        return self.printed[self.places[start] : self.places[end - 1] + 1].strip(" ,;:.()-")

    def says(self, start: int, end: int) -> bool:
        """Whether every ambiguous number word in the stretch is printed with the number's own accent."""
        for found in re.finditer(r"[a-z]+", self.folded[start:end]):
            spellings = AMBIGUOUS_NUMBERS.get(found.group())
            if (
                spellings
                and self.as_printed(start + found.start(), start + found.end()).lower() not in spellings
            ):
                return False
        return True
