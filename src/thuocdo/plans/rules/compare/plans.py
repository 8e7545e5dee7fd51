"""A plan beside its superior's: what was taken over, what is missing, what became weaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.lib.text import expand_abbreviations, fold
from thuocdo.plans.rules.compare.coverage import Coverage, coverage
from thuocdo.plans.rules.compare.reuse import reuse_share
from thuocdo.plans.rules.model import Plan, Target, Task

LIKE = 0.30
"""From this share on two tasks are the same one; unrelated tasks of real plans stay below 0.2."""
OTHER_TOPIC = 0.6
"""Tasks for different dimensions must share more before they count as the same."""
_FIRM = (
    DeadlineKind.DATE,
    DeadlineKind.QUARTER,
    DeadlineKind.PERIOD,
    DeadlineKind.MONTHLY,
    DeadlineKind.QUARTERLY,
)
_LOOSE = (DeadlineKind.CONTINUOUS, DeadlineKind.ANNUAL)


@dataclass(frozen=True, slots=True)
class Match:
    """A task of the superior's plan and the nearest own one (None: missing). `likeness` is 0..1."""

    parent: Task
    own: Task | None
    likeness: float


@dataclass(frozen=True, slots=True)
class Weakening:
    """What is less than the superior asks: `kind` "later", "looser", "lower_share", "lower_score", "lower_rank"."""

    kind: str
    parent: Task | Target
    own: Task | Target
    asked: str
    given: str


@dataclass(frozen=True)
class Comparison:
    """`reuse`: share of the own text that stands word for word in the superior's (None: no text)."""

    matches: tuple[Match, ...]
    added: tuple[Task, ...]
    weakened: tuple[Weakening, ...]
    reuse: float | None
    coverage: Coverage
    parent_coverage: Coverage

    def missing(self) -> tuple[Task, ...]:
        """Tasks of the superior's plan without a counterpart."""
        return tuple(match.parent for match in self.matches if match.own is None)

    def new_holes(self) -> tuple[str, ...]:
        """Sub-dimensions that the superior's plan works on and the own one does not."""
        return tuple(code for code in self.coverage.papi_holes() if self.parent_coverage.papi[code])


def compare_plans(plan: Plan, parent: Plan) -> Comparison:
    """Lay `plan` beside `parent`."""
    likeness = Likeness(plan, parent)
    matches = tuple(_match(task, plan.tasks, likeness) for task in parent.tasks)
    taken = {match.own.id for match in matches if match.own is not None}
    # a plan of another year has dates of its own; then only shares and targets can be compared
    dated = plan.document.year == parent.document.year
    weakened = [
        weak for match in matches if match.own for weak in _weaker_task(match.parent, match.own, dated)
    ]
    weakened += _weaker_targets(plan, parent)
    return Comparison(
        matches,
        tuple(task for task in plan.tasks if task.id not in taken),
        tuple(weakened),
        reuse_share(_texts(plan), _texts(parent)),
        coverage(plan),
        coverage(parent),
    )


def _texts(plan: Plan) -> list[str]:
    items = [task.text for task in plan.tasks] + [goal.text for goal in plan.goals]
    return items + [duty.text for duty in plan.duties] + [gap.remedy or "" for gap in plan.gaps]


def _pairs(text: str) -> Counter[tuple[str, str]]:
    """Neighbouring syllables, folded, abbreviations written out: nearly the words of Vietnamese."""
    syllables = re.findall(r"[a-z0-9]+", fold(expand_abbreviations(text)))
    return Counter(pairwise(syllables))


class Likeness:
    """How much of a task is said by another, 0..1: the share of its pairs of syllables found there.

    Pairs that many tasks of both plans have ("thực hiện", "người dân") count little (inverse document
    frequency), so that the subject decides and not the manner of speaking.
    """

    def __init__(self, *plans: Plan) -> None:
        texts = [_pairs(task.text) for plan in plans for task in plan.tasks]
        count = Counter(pair for text in texts for pair in text)
        self._weight = {pair: log(1 + len(texts) / n) for pair, n in count.items()}

    def __call__(self, asked: Task, own: Task) -> float:
        one, two = _pairs(asked.text), _pairs(own.text)
        whole = sum(self._weight.get(pair, 0.0) for pair in one)
        if not whole:
            return 1.0 if asked.text == own.text else 0.0
        return sum(self._weight[pair] for pair in one if pair in two) / whole


def _match(task: Task, own: tuple[Task, ...], likeness: Likeness) -> Match:
    best, found = 0.0, None
    for candidate in own:
        score = likeness(task, candidate)
        if task.dimension and candidate.dimension and task.dimension != candidate.dimension:
            score *= OTHER_TOPIC
        if score > best:
            best, found = score, candidate
    return Match(task, found if best >= LIKE else None, round(best, 3))


def _weaker_task(parent: Task, own: Task, dated: bool) -> Iterator[Weakening]:
    asked, given = parent.deadline, own.deadline
    if dated and asked.end and given.end and given.end > asked.end and asked.kind in _FIRM:
        yield Weakening(
            "later", parent, own, parent.deadline_text or f"{asked.end:%d/%m/%Y}", own.deadline_text or ""
        )
    elif dated and asked.kind in _FIRM and (given.kind in _LOOSE or not own.deadline_text):
        yield Weakening(
            "looser", parent, own, parent.deadline_text or "", own.deadline_text or "không ghi thời hạn"
        )
    for high, low in zip(_percents(parent.text), _percents(own.text), strict=False):
        if low < high:
            yield Weakening("lower_share", parent, own, f"{high:g}%", f"{low:g}%")


def _percents(text: str) -> list[float]:
    return [float(found.replace(",", ".")) for found in re.findall(r"(\d+(?:,\d+)?)\s*%", text)]


def _weaker_targets(plan: Plan, parent: Plan) -> Iterator[Weakening]:
    asked = {target.dimension: target for target in parent.targets}
    for own in plan.targets:
        other = asked.get(own.dimension)
        if other is None:
            continue
        if _less(own.target_score_min, other.target_score_min):
            yield Weakening(
                "lower_score", other, own, f"{other.target_score_min:g}", f"{own.target_score_min:g}"
            )
        if own.target_rank and other.target_rank and own.target_rank > other.target_rank:
            yield Weakening("lower_rank", other, own, str(other.target_rank), str(own.target_rank))


def _less(own: float | None, asked: float | None) -> bool:
    return own is not None and asked is not None and own < asked - 1e-9
