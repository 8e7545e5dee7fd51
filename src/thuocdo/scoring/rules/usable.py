"""Which of the values at hand the framework can be scored with."""

from __future__ import annotations

from collections.abc import Mapping

from thuocdo.criteria.rules.model import Framework
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Value
from thuocdo.scoring.rules.tree import Settings, score


def refusal_of(framework: Framework, name: str, value: Value, *, year: int | None = None) -> str:
    """Why the framework cannot take this value of the measure `name`; "" where it can.

    Catches what the measure's kind alone does not show: a document that no chain asks for, a count that cannot be.
    """
    try:
        score(framework, {name: value}, {}, year=year)
    except InputError as error:
        return str(error)
    return ""


def usable(
    framework: Framework, values: Mapping[str, Value], settings: Settings, *, year: int | None = None
) -> dict[str, Value]:
    """The values without those that cannot be: all of them where the whole can be scored.

    A value that cannot be counts as missing, so that one old entry does not keep a unit from being scored. Raises
    InputError where values exclude each other.
    """
    try:
        score(framework, values, settings, year=year)
    except InputError:
        kept = {
            name: value for name, value in values.items() if not refusal_of(framework, name, value, year=year)
        }
        score(framework, kept, settings, year=year)
        return kept
    return dict(values)
