"""How near a compiled plan comes to the truth of a generated one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from tests.plangen.variants import Plan, Truth
from thuocdo.calendars.rules.deadline import Deadline
from thuocdo.plans.rules import model


@dataclass
class Measure:
    """Counts over one or many plans. `misses`: what was wrong, for the reader of a failed test."""

    wanted: int = 0
    made: int = 0
    found: int = 0
    lead: int = 0
    coordinating: int = 0
    deadline: int = 0
    worst: float = 0.0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Measure) -> None:
        for name in ("wanted", "made", "found", "lead", "coordinating", "deadline"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.worst = max(self.worst, other.worst)
        self.misses += other.misses


def measure(plan: Plan, compiled: model.Plan, same: float = 90) -> Measure:
    """Truth against compiled, paired by text; a deadline is right when it means the same."""
    truths = plan.gaps if plan.form == "gaps" else plan.tasks
    made = [(g.criterion, g.lead, g.coordinating, g.deadline_text, g.deadline) for g in compiled.gaps] if plan.form == "gaps" else [
        (t.text, t.lead, t.coordinating, t.deadline_text, t.deadline) for t in compiled.tasks
    ]  # fmt: skip
    result = Measure(len(truths), len(made))
    result.worst = abs(len(made) - len(truths)) / len(truths)
    rest = list(made)
    name = f"{plan.form}-{plan.seed}"
    for truth in truths:
        best = max(rest, key=lambda item: fuzz.ratio(_plain(item[0]), _plain(truth.text)), default=None)
        if best is None or fuzz.ratio(_plain(best[0]), _plain(truth.text)) < same:
            result.misses.append(f"{name}: không thấy {truth.text[:60]!r}")
            continue
        rest.remove(best)
        result.found += 1
        _compare(truth, best, plan.year, result, name)
    result.misses += [f"{name}: thừa {item[0][:60]!r}" for item in rest]
    return result


def _compare(
    truth: Truth,
    made: tuple[str, tuple[str, ...], tuple[str, ...], str | None, Deadline],
    year: int,
    result: Measure,
    name: str,
) -> None:
    from thuocdo.calendars.rules.grammar import parse_deadline

    _, lead, coordinating, text, deadline = made
    wanted = parse_deadline(truth.deadline, year=year)
    right = {
        "lead": _names(lead) == _names(truth.lead),
        "coordinating": _names(coordinating) == _names(truth.coordinating),
        "deadline": (deadline.kind, deadline.start, deadline.end) == (wanted.kind, wanted.start, wanted.end),
    }
    for key, value in right.items():
        setattr(result, key, getattr(result, key) + value)
        if not value:
            shown = {
                "lead": (lead, truth.lead),
                "coordinating": (coordinating, truth.coordinating),
                "deadline": (text, truth.deadline),
            }[key]
            result.misses.append(f"{name}: {key} {shown[0]!r} thay cho {shown[1]!r}")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .;:").casefold()


def _names(names: tuple[str, ...]) -> set[str]:
    return {_plain(name).replace("–", "-").replace("—", "-") for name in names}
