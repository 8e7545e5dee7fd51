"""What accepting a finding's suggestion changes in a row: the very letters it names, where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from thuocdo.plans.rules.editing import NUMBERS, deadline_state
from thuocdo.plans.rules.rows import FIELDS, joined_text

DAYS = frozenset({"period_start", "period_end", "due"})  # stored as days, not as printed


def fixed(kind: str, data: Mapping[str, Any], quote: str, fix: Mapping[str, str] | None) -> dict[str, Any]:
    """The changes of a row's fields (as `actions.edit_row` takes them) that put `new` in the place of `old`.

    `fix`: `lint.Fix.to_json()`. Empty when it is advice only, or when the letters stand no longer in the row
    (somebody has changed them), or in several places so that nobody can tell which is meant.
    """
    if not fix or fix["old"] == fix["new"]:
        return {}
    if fix["field"]:
        return _number(kind, data, fix)
    holding = [name for name in _texts(kind) if quote and quote in joined_text(_value(data, name))]
    if not holding:
        holding = [
            name for name in _texts(kind) if _letters(fix["old"]).search(joined_text(_value(data, name)))
        ]
        places = sum(len(_letters(fix["old"]).findall(joined_text(_value(data, name)))) for name in holding)
        if places != 1:
            return {}
        quote = fix["old"]
    name = holding[0]
    value = _value(data, name)
    if isinstance(value, list | tuple):
        changed: Any = [_replaced(str(part), quote, fix) for part in value]
    else:
        changed = _replaced(str(value), quote, fix)
    if changed == value:
        return {}
    return {name: {**deadline_state(data), "text": changed} if name == "deadline" else changed}


def undone(fix: Mapping[str, str], quote: str) -> tuple[str, dict[str, str]]:
    """(quote, fix) that put the printed letters back."""
    now = quote if fix["field"] else _replaced(quote, quote, fix)
    return now, {**fix, "old": fix["new"], "new": fix["old"]}


def _texts(kind: str) -> list[str]:
    return [name for name in FIELDS[kind] if name not in NUMBERS and name not in DAYS]


def _value(data: Mapping[str, Any], name: str) -> Any:
    return data.get("deadline_text" if name == "deadline" else name)


def _number(kind: str, data: Mapping[str, Any], fix: Mapping[str, str]) -> dict[str, Any]:
    name = fix["field"]
    old, new = (float(fix[key].replace(".", "").replace(",", ".")) for key in ("old", "new"))
    stands = data.get(name)
    if name not in FIELDS[kind] or stands is None or abs(float(stands) - old) > 1e-9:
        return {}
    return {name: int(new) if isinstance(stands, int) else new}


def _letters(old: str) -> re.Pattern[str]:
    """The letters as whole words."""
    before = r"(?<!\w)" if old[:1].isalnum() else ""
    after = r"(?!\w)" if old[-1:].isalnum() else ""
    return re.compile(before + re.escape(old) + after)


def _replaced(text: str, quote: str, fix: Mapping[str, str]) -> str:
    """The text with the first such letters of its quoted part replaced; as it was where the quote is not in it."""
    start = text.find(quote)
    found = _letters(fix["old"]).search(text, start, start + len(quote)) if start >= 0 else None
    return text[: found.start()] + fix["new"] + text[found.end() :] if found else text
