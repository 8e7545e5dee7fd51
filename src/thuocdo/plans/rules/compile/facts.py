"""Numbers in a gap: "9/15 nhiệm vụ", "29%", "52 hồ sơ quá hạn", a formula, days received and due."""

from __future__ import annotations

import re
from datetime import date

from thuocdo.plans.rules.model import Fact

_FORMULA = re.compile(r"\d[\d.]*\s*/\s*\d[\d.]*\s*[*x×]\s*\d[\d.,]*(?:\s*%)?\s*=\s*\d[\d.,]*")
_SHARE = re.compile(r"(?<![\d/.,])(\d[\d.]*)\s*/\s*(\d[\d.]*)\s+([^\W\d_][^.;:,()\d]{1,60})")
_PERCENT = re.compile(r"(?<![\d/.,])(\d{1,3}(?:,\d+)?)\s*%\s*([^.;:,()\d%]{0,60})")
_COUNT = re.compile(
    r"(?<![\d/.,-])(\d{1,3}(?:\.\d{3})+|\d{1,4})\s+(hồ sơ|cuộc|nhiệm vụ|văn bản|biên chế|máy tính|sáng kiến|điểm|đơn vị|hệ thống|lượt|vụ|trường hợp)\b([^.;:,()\d]{0,40})"
)
_TOTAL = re.compile(r"([^.;:()\n]{5,80}?)\s+là\s+(\d{1,3}(?:\.\d{3})+|\d+)(?![\d/,]|\.\d)")
_RECEIVED = re.compile(r"[Nn]gày\s+(\d{1,2}/\d{1,2}/\d{4})[^.;]{0,60}?nhận được")
_DUE = re.compile(r"trước ngày\s+(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")


def formula_in(text: str) -> str | None:
    """The formula as printed, or None."""
    found = _FORMULA.search(text)
    return found[0].rstrip(".,") if found else None


def facts_in(
    criterion: str | None, cause: str | None, remedy: str | None, year: int | None
) -> tuple[Fact, ...]:
    """What the row states in numbers; in the remedy only the aims in per cent count."""
    observed = "\n".join(filter(None, (criterion, cause)))
    facts = [
        *_shares(observed),
        *_totals(observed),
        *_percents(observed, "tỷ lệ"),
        *_counts(observed),
        *_days(observed, year),
    ]
    facts += _percents(remedy or "", "mục tiêu")
    return tuple(dict.fromkeys(facts))


def _shares(text: str) -> list[Fact]:
    plain = _FORMULA.sub(" ", text)
    facts = [Fact(_name(name), _number(a), _number(b)) for a, b, name in _SHARE.findall(plain)]
    formula = formula_in(text)
    if formula:
        numbers = [_number(n) for n in re.findall(r"\d[\d.,]*", formula)]
        if len(numbers) >= 4:
            facts += [
                Fact("số đạt trong công thức", numbers[0], numbers[1]),
                Fact("điểm theo công thức", numbers[-1], numbers[2]),
            ]
    return facts


def _totals(text: str) -> list[Fact]:
    return [Fact(_name(name), _number(value)) for name, value in _TOTAL.findall(text)]


def _percents(text: str, kind: str) -> list[Fact]:
    return [Fact(f"{kind} {_name(name)}".strip(), _number(value)) for value, name in _PERCENT.findall(text)]


def _counts(text: str) -> list[Fact]:
    plain = _FORMULA.sub(" ", text)
    return [Fact(_name(f"{unit}{rest}"), _number(value)) for value, unit, rest in _COUNT.findall(plain)]


def _days(text: str, year: int | None) -> list[Fact]:
    facts: list[Fact] = []
    for printed in _RECEIVED.findall(text):
        day, month, its_year = (int(part) for part in printed.split("/"))
        facts += _day("ngày nhận được", its_year, month, day)
        year = its_year
    for day_text, month_text, year_text in _DUE.findall(text):
        its_year = int(year_text) if year_text else (year or 0)
        facts += _day("hạn (trước ngày)", its_year, int(month_text), int(day_text))
    return facts


def _day(name: str, year: int, month: int, day: int) -> list[Fact]:
    try:
        return [Fact(name, date(year, month, day).isoformat())]
    except ValueError:
        return []


def _name(text: str) -> str:
    return " ".join(text.split())[:80].strip(" ,.-")


def _number(text: str) -> float:
    plain = text.strip(".,")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "")
    value = float(plain.replace(",", "."))
    return int(value) if value == int(value) else value
