"""What is wrong with a set: each fault with its line, all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.lib.errors import InputError


@dataclass(frozen=True)
class Problem:
    """One fault. `line` counts from 1 in the TOML text; `cell` is the address in a workbook, where there is one;
    `criterion` is the code of the criterion concerned, "" if none."""

    line: int
    text: str
    criterion: str = ""
    cell: str = ""


class FrameworkError(InputError):
    """The set cannot be used. `problems` are in the order of the file; `str()` names file, line and reason of each."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.name = name
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(f"{name}: {_place(p)}: {p.text}" for p in self.problems))


def _place(problem: Problem) -> str:
    return f"ô {problem.cell}" if problem.cell else f"dòng {problem.line}"


def printed(number: Decimal) -> str:
    """A number as people write it: 100; 0,50; 2,925. Whole numbers without a comma, others with two places or more."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    places = max(2, -int(number.normalize().as_tuple().exponent))
    return f"{number:.{places}f}".replace(".", ",")
