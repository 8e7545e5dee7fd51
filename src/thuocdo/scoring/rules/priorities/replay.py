"""A problem and its answer as canonical text, so that a chosen plan can be computed again to the letter."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.priorities.model import (
    Aim,
    Award,
    Candidate,
    Cap,
    Capacity,
    Decision,
    Impossible,
    Priorities,
    Problem,
)
from thuocdo.scoring.rules.priorities.planner import prioritise

_FORMAT = 1


def dump_problem(problem: Problem) -> str:
    """All that the planner was given, as canonical text."""
    return _text({"format": _FORMAT, **_plain(problem)})


def dump_answer(answer: Priorities) -> str:
    """The chosen set, the verdicts and the risk, as canonical text (what other days would change is left out)."""
    return _text(_plain(dataclasses.replace(answer, margins=())))


def load_problem(text: str) -> Problem:
    """The problem that `dump_problem` wrote. Raises InputError for a text that it did not write."""
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT:
            raise InputError(f"Phương án có dạng {data['format']}, chương trình này đọc dạng {_FORMAT}.")
        return Problem(
            tuple(_candidate(row) for row in data["candidates"]),
            tuple(
                Capacity(
                    row["unit"],
                    row["label"],
                    Decimal(row["days"]),
                    tuple((dt.date.fromisoformat(day), Decimal(days)) for day, days in row["until"]),
                )
                for row in data["capacities"]
            ),
            dt.date.fromisoformat(data["today"]),
            tuple(_award(row) for row in data["awards"]),
            tuple(Cap(row["criterion"], Decimal(row["most"])) for row in data["caps"]),
            Aim(data["aim"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("Phương án đã lưu không đọc được: không đúng dạng.") from error


def chosen_of(inputs: str, result: str) -> tuple[Candidate, ...]:
    """The works of a stored choice, as they stood in what it was chosen from, in its order."""
    known = {candidate.key: candidate for candidate in load_problem(inputs).candidates}
    return tuple(known[key] for key in json.loads(result)["choice"]["keys"])


def replays(inputs: str, result: str) -> bool:
    """Whether choosing again from the stored inputs gives the stored result to the letter."""
    answer = prioritise(load_problem(inputs), margins=False)
    return not isinstance(answer, Impossible) and dump_answer(answer) == result


def _candidate(row: Mapping[str, Any]) -> Candidate:
    return Candidate(
        row["key"],
        row["label"],
        None if row["points"] is None else Decimal(row["points"]),
        {unit: Decimal(days) for unit, days in row["effort"].items()},
        None if row["last_day"] is None else dt.date.fromisoformat(row["last_day"]),
        Decimal(row["chance"]),
        row["alternative"],
        frozenset(row["needs"]),
        row["criterion"],
        Decision(row["decision"]),
    )


def _award(row: Mapping[str, Any]) -> Award:
    return Award(
        row["key"],
        row["label"],
        Decimal(row["points"]),
        frozenset(row["needs"]),
        {key: Decimal(amount) for key, amount in row["amounts"].items()},
        Decimal(row["least"]),
        row["criterion"],
    )


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
