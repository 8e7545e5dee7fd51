"""One criterion asked through a whole framework, as callers do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.scoring.samples import D, framework, leaf, measure
from thuocdo.criteria.rules.model import Framework, MeasureKind, Method, Quantity, ZeroRule
from thuocdo.scoring.rules.explain import Explanation, curve, explain
from thuocdo.scoring.rules.methods.ask import Curve
from thuocdo.scoring.rules.model import Scored, Value
from thuocdo.scoring.rules.tree import Settings, score
from thuocdo.scoring.rules.values import read_value

THREE = D(3)
PAGES = Path(__file__).resolve().parents[3] / "docs" / "methods" / "scoring"


@dataclass(frozen=True)
class Asked:
    """A framework of one criterion with values for its roles."""

    framework: Framework
    values: Mapping[str, Value]
    settings: Settings
    year: int | None

    def scored(self) -> Scored:
        return score(self.framework, self.values, self.settings, year=self.year).children[0]

    def curve(self) -> Curve | None:
        return curve(self.framework, "1", self.values, self.settings, year=self.year)

    def explained(self) -> Explanation:
        return explain(self.framework, "1", self.values, self.settings, year=self.year)


def asked(
    method: Method,
    kinds: Mapping[str, MeasureKind],
    given: Mapping[str, object],
    params: Mapping[str, object] | None = None,
    *,
    points: Quantity | None = THREE,
    zero: ZeroRule | None = None,
    unit: str = "hồ sơ",
    units: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    known: tuple[str, ...] = ("floor", "points"),
    year: int | None = None,
) -> Asked:
    """`given` are raw values by role, as in a file; a role left out is not known."""
    measures = {role: measure(role, kind, (units or {}).get(role, unit)) for role, kind in kinds.items()}
    made = framework(
        leaf("1", method, points, {role: role for role in kinds}, params, zero=zero),
        measures=tuple(measures.values()),
        settings=known,
    )
    values = {
        role: raw if isinstance(raw, Value) else read_value(measures[role], raw)
        for role, raw in given.items()
    }
    return Asked(made, values, settings or {}, year)


def example(name: str) -> tuple[Asked, dict[str, list[str]]]:
    """The worked example of a method's page, and what it promises (key -> printed values in order)."""
    block = re.search(r"```score\n(.*?)\n---\n(.*?)\n```", (PAGES / f"{name}.md").read_text("utf-8"), re.S)
    assert block, f"{name}.md has no worked example"
    setup = dict(line.split(" = ", 1) for line in block[1].splitlines())
    promised: dict[str, list[str]] = {}
    for line in block[2].splitlines():
        key, text = line.split(" = ", 1)
        promised.setdefault(key, []).append(text)
    kinds = {key[5:]: MeasureKind(value) for key, value in setup.items() if key.startswith("kind.")}
    units = {key[5:]: value for key, value in setup.items() if key.startswith("unit.")}
    params = {key[6:]: _exact(value) for key, value in setup.items() if key.startswith("param.")}
    given = {role: json.loads(setup[role], parse_float=D) for role in kinds if role in setup}
    year = int(setup["year"]) if "year" in setup else None
    made = asked(Method(name), kinds, given, params, points=D(setup["max"]), unit="", units=units, year=year)
    return made, promised


def _exact(text: str) -> object:
    return _tuples(json.loads(text, parse_float=Decimal, parse_int=Decimal))


def _tuples(value: object) -> object:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
