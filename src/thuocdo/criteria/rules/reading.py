"""One table of a set, read key by key; what is wrong is noted and reading goes on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from thuocdo.criteria.rules.model import Quantity, SettingRef
from thuocdo.criteria.rules.places import Path, Places
from thuocdo.criteria.rules.problems import Problem

Choice = TypeVar("Choice", bound=StrEnum)
NAME = re.compile(r"[a-z][a-z0-9_]*")
_ABSENT = object()


class Notes:
    """The faults found so far, with the lines they stand on."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.problems: list[Problem] = []

    def add(
        self, path: Path, text: str, key: str = "", criterion: str = "", *, unless_known: bool = False
    ) -> None:
        """Note a fault at `key` of the table at `path`.

        `unless_known`: not where that line has a fault already, which is then the cause of this one.
        """
        line = self.places.line(path, key)
        if not (unless_known and any(problem.line == line for problem in self.problems)):
            self.problems.append(Problem(line, text, criterion))


class Table:
    """The keys of one table. Each reader takes its key away; `close` complains of what is left."""

    def __init__(self, data: object, notes: Notes, path: Path, label: str, criterion: str = "") -> None:
        self._notes, self._path, self.label, self.criterion = notes, path, label, criterion
        self._data: dict[str, Any] = dict(data) if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.wrong("", "phải là một bảng TOML")

    def wrong(self, key: str, text: str, *, unless_known: bool = False) -> None:
        """Note a fault of this table: “{label}: {key} {text}.”"""
        said = f"{self.label}: {f'“{key}” ' if key else ''}{text}."
        self._notes.add(self._path, said, key, self.criterion, unless_known=unless_known)

    def close(self) -> None:
        """Note every key that nothing has read."""
        for key in self._data:
            self.wrong(key, "là khóa không có trong định dạng bộ tiêu chí")

    def raw(self, key: str) -> Any:
        """The value as parsed, or None."""
        return self._data.pop(key, None)

    def has(self, key: str) -> bool:
        """Whether the key stands in the table and was not read yet."""
        return key in self._data

    def text(self, key: str, *, required: bool = False) -> str:
        """A text; "" where it is left out."""
        value = self._data.pop(key, _ABSENT)
        if value is _ABSENT:
            if required:
                self.wrong(key, "chưa được ghi")
            return ""
        if not isinstance(value, str) or (required and not value.strip()):
            self.wrong(key, "phải là chữ trong dấu nháy" if not isinstance(value, str) else "còn để trống")
            return ""
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._data.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(key, 'phải là danh sách chữ, ví dụ ["a", "b"]')
            return ()
        return tuple(value)

    def flag(self, key: str) -> bool:
        """true or false; false where it is left out."""
        value = self._data.pop(key, False)
        if not isinstance(value, bool):
            self.wrong(key, "phải là true hoặc false")
            return False
        return value

    def choice(self, key: str, kind: type[Choice], *, required: bool = False) -> Choice | None:
        """One word of an enumeration."""
        value = self._data.pop(key, _ABSENT)
        if value is _ABSENT:
            if required:
                self.wrong(key, "chưa được ghi")
            return None
        try:
            return kind(value)
        except ValueError:
            self.wrong(key, f"là “{value}”; chỉ nhận: {', '.join(kind)}")
            return None

    def number(self, key: str) -> Decimal | None:
        """A number, exactly as written."""
        value = self._data.pop(key, None)
        return None if value is None else self.as_number(key, value)

    def quantity(self, key: str) -> Quantity | None:
        """A number or `{ setting = "name" }`."""
        value = self._data.pop(key, None)
        return None if value is None else self.as_quantity(key, value)

    def day(self, key: str) -> dt.date | None:
        """A TOML date or a text like "2026-02-28"."""
        value = self._data.pop(key, None)
        if value is None:
            return None
        found = as_day(value)
        if found is None:
            self.wrong(key, f"là “{value}”, không phải một ngày có thật; ghi dạng 2026-02-28")
        return found

    def as_number(self, key: str, value: object) -> Decimal | None:
        """The exact number that `value` writes; None and a note if it is none."""
        if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
            try:
                number = Decimal(value)
            except InvalidOperation:
                number = Decimal("NaN")
            if number.is_finite() and abs(number) < Decimal(10) ** 15 and _places(number) <= 6:
                return number
        self.wrong(key, f"là “{value}”, không phải một số; ghi dạng 2.5 (tối đa 6 chữ số thập phân)")
        return None

    def as_quantity(self, key: str, value: object) -> Quantity | None:
        """The number or the reference to a setting that `value` writes."""
        if isinstance(value, Mapping):
            name = value.get("setting")
            if set(value) == {"setting"} and isinstance(name, str):
                return SettingRef(name)
            self.wrong(key, 'phải là một số hoặc { setting = "tên_tham_số" }')
            return None
        return self.as_number(key, value)


def as_day(value: object) -> dt.date | None:
    """A date from a TOML date or a text "2026-02-28"; None if it is neither."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    return None


def is_day_of_year(value: object) -> bool:
    """Whether `value` is "MM-DD" of some year."""
    return (
        isinstance(value, str)
        and re.fullmatch(r"\d{2}-\d{2}", value) is not None
        and bool(as_day(f"2024-{value}"))
    )


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 99
