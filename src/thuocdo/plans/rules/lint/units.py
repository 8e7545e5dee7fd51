"""Names of units: one spelling for comparison, and which level and time they belong to (data/units.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from thuocdo.lib.text import clean, expand_abbreviations, fold


@cache
def unit_data() -> Mapping[str, Any]:
    """The shipped tables of units, competences and variants."""
    text = files("thuocdo.plans.rules.lint").joinpath("data/units.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A kind of unit of one level, and when it exists."""

    name: str
    level: str
    start: date | None
    until: date | None
    source: str

    def holds_on(self, day: date | None) -> bool:
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


_LEVEL_WORD = re.compile(r"[,\s]*\b(?:cap )?(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|tinh|thanh pho)$")
_LEVELS = {"huyen": "district", "quan": "district", "thi xa": "district", "tinh": "province"}


def plain_name(name: str) -> str:
    """Folded, abbreviations written out, without the word for the level at its end and without signs.

    "Văn phòng HĐND-UBND xã" -> "van phong hoi dong nhan dan uy ban nhan dan".
    """
    text = re.sub(r"(?<=[^\W\d_])[-–&](?=[A-ZĐ])", " - ", clean(name).rstrip(" .;,"))
    text = fold(expand_abbreviations(text))
    while True:
        shorter = _LEVEL_WORD.sub("", text)
        if shorter == text or not shorter:
            break
        text = shorter
    text = re.sub(r"\bva\b|[^a-z0-9 ]", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def said_level(name: str) -> str | None:
    """The level that the name itself says: "Phòng Tư pháp huyện" -> "district"."""
    found = _LEVEL_WORD.search(fold(clean(name).rstrip(" .;,")))
    if not found:
        return None
    return _LEVELS.get(found.group(1), "commune" if found.group(1) != "thanh pho" else None)


@cache
def _known() -> tuple[tuple[str, KnownUnit], ...]:
    out = []
    for group in unit_data()["group"]:
        for name in group["names"]:
            unit = KnownUnit(name, group["level"], group.get("from"), group.get("until"), group["source"])
            out.append((plain_name(name), unit))
    return tuple(out)


def known_units(name: str) -> list[KnownUnit]:
    """Every kind of unit of that name, of any level and time."""
    key = plain_name(name)
    return [unit for plain, unit in _known() if plain == key]


_GROUP = re.compile(
    r"^(cac|toan the|nhung|tat ca|moi)\b|lien quan|co quan, don vi|thu truong|nguoi dung dau|don vi duoc kiem tra|^doan the\b"
)


def is_group(name: str) -> bool:
    """Whether the name means several units at once ("Các sở, ban, ngành")."""
    return bool(_GROUP.search(fold(name)))
