"""The list markers that Word generates, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thuocdo.documents.parsing.docx.names import VAL, W, on
from thuocdo.documents.parsing.docx.styles import number

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%([1-9])")
# bullets of the Symbol and Wingdings fonts, which sit in the private use area
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf02d": "-",
    "\uf0a7": "▪",
    "\uf0fc": "✓",
    "\uf0d8": "➢",
    "\uf0a8": "□",
    "\uf02b": "+",
}


@dataclass(frozen=True, slots=True)
class Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


def roman(value: int) -> str:
    """Upper-case Roman numeral of a number from 1 to 3999; other numbers in figures."""
    if not 0 < value < 4000:
        return str(value)
    out = ""
    for worth, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, value = divmod(value, worth)
        out += letters * count
    return out


def figure(value: int, style: str) -> str:
    """One number in a Word number format; unknown formats in figures."""
    match style:
        case "upperRoman":
            return roman(value)
        case "lowerRoman":
            return roman(value).lower()
        case "lowerLetter" | "upperLetter":
            index = max(value - 1, 0)
            letter = chr(ord("a") + index % 26) * min(index // 26 + 1, 8)
            return letter.upper() if style == "upperLetter" else letter
        case "decimalZero":
            return f"{value:02d}"
        case "none":
            return ""
        case _:
            return str(value)


class Numbering:
    """Counters of all lists of one document; `next` must be called in reading order."""

    def __init__(self, root: _Element | None) -> None:
        self._numbers: dict[str, _Number] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        abstracts = {a.get(W + "abstractNumId", ""): a for a in root.findall(W + "abstractNum")}
        linked = {
            link.get(VAL): abstract
            for abstract in abstracts.values()
            if (link := abstract.find(W + "styleLink")) is not None
        }
        for num in root.findall(W + "num"):
            reference = num.find(W + "abstractNumId")
            abstract_id = (reference.get(VAL) if reference is not None else None) or ""
            abstract = abstracts.get(abstract_id)
            if abstract is None:
                continue
            link = abstract.find(W + "numStyleLink")
            if link is not None:
                abstract = linked.get(link.get(VAL), abstract)
            levels = {_index(lvl): _level(lvl) for lvl in abstract.findall(W + "lvl")}
            starts: dict[int, int] = {}
            for override in num.findall(W + "lvlOverride"):
                index = _index(override)
                own, start = override.find(W + "lvl"), override.find(W + "startOverride")
                if own is not None:
                    levels[index] = _level(own)
                if start is not None:
                    starts[index] = number(start.get(VAL)) or 0
            self._numbers[num.get(W + "numId", "")] = _Number(abstract_id, levels, starts)

    def next(self, num_id: str | None, index: int) -> str | None:
        """The printed marker ("1.2.", "a)", "-") of the next paragraph of this list; None outside lists."""
        num = self._numbers.get(num_id or "")
        if num is None or not 0 <= index <= 8:
            return None
        counts = self._counts.setdefault(num.abstract, {})
        level = num.levels.get(index, Level())
        if index in num.starts and (num_id or "", index) not in self._started:
            self._started.add((num_id or "", index))
            counts[index] = num.starts[index]
        else:
            counts[index] = counts.get(index, level.start - 1) + 1
        for deeper in [key for key in counts if key > index]:
            restart = num.levels.get(deeper, Level()).restart
            if restart != 0 and (restart is None or index < restart):
                del counts[deeper]
        if level.format == "bullet":
            return _bullet(level.text)
        return _PLACE.sub(lambda m: self._place(num, counts, int(m[1]) - 1, level), level.text)

    def forget(self) -> None:
        """Start every list anew."""
        self._counts.clear()
        self._started.clear()

    @staticmethod
    def _place(num: _Number, counts: dict[int, int], index: int, of: Level) -> str:
        level = num.levels.get(index, Level())
        value = counts.get(index)
        if value is None:  # an outer level that no paragraph has used yet
            value = counts[index] = level.start
        return figure(value, "decimal" if of.legal and level.format != "none" else level.format)


def _index(element: _Element) -> int:
    found = number(element.get(W + "ilvl"))
    return found if found is not None else 0


def _level(element: _Element) -> Level:
    def value(name: str) -> str | None:
        child = element.find(W + name)
        return None if child is None else child.get(VAL)

    legal = element.find(W + "isLgl")
    start = number(value("start"))
    return Level(
        format=value("numFmt") or "decimal",
        text=value("lvlText") or "",
        start=1 if start is None else start,
        restart=number(value("lvlRestart")),
        legal=legal is not None and on(legal.get(VAL)),
    )


def _bullet(text: str) -> str:
    sign = text.strip()[:1]
    if not sign:
        return ""
    if "\ue000" <= sign <= "\uf8ff":
        return _SYMBOLS.get(sign, "•")
    return sign
