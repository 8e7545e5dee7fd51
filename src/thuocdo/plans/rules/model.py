"""A compiled plan: what the document says, each thing with its source.

The field names are those of the command line's JSON (`thuocdo compile`); `Plan.to_json` writes it.
Text is copied verbatim from the document; nothing here is invented or corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from typing import Any

from thuocdo.calendars.rules.deadline import Deadline
from thuocdo.documents.rules.blocks import Source


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the plan names. `text`: as printed; `issuer_text`: who issued it, as printed."""

    text: str
    number: str | None = None
    date: date | None = None
    issuer_text: str | None = None
    source: Source = default(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Signer:
    """`on_behalf`: "TM. ỦY BAN NHÂN DÂN"; `acting_for`: "KT. CHỦ TỊCH"."""

    name: str | None = None
    position: str | None = None
    on_behalf: str | None = None
    acting_for: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Data of the document as a whole (`document` in the JSON)."""

    type: str = "KH"
    number: str | None = None
    issued: date | None = None
    place: str | None = None
    issuer: str | None = None
    level: str | None = None  # province | district | commune
    title: str | None = None
    year: int | None = None
    indices: tuple[str, ...] = ()
    legal_bases: tuple[Citation, ...] = ()
    cited_documents: tuple[Citation, ...] = ()
    signer: Signer = default(default_factory=Signer)
    recipients: tuple[str, ...] = ()
    funding: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    id: str
    text: str
    index: str | None = None
    target: dict[str, Any] | None = None
    source: Source = default(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Target:
    """One row of a table of targets; `dimension` is the official PAPI number, None for the total row."""

    dimension: int | None
    name: str
    baseline_year: int | None = None
    baseline_score: float | None = None
    baseline_rank: int | None = None
    of: int | None = None
    target_year: int | None = None
    target_score_min: float | None = None
    target_rank: int | None = None
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    target_score_text: str | None = None
    target_rank_text: str | None = None
    source: Source = default(default_factory=Source)


@dataclass(frozen=True, slots=True)
class History:
    """A past score that the text states. `delta`: year -> signed change in points."""

    dimension: int | None
    year: int | None
    score: float | None
    delta: dict[int, float] = default(default_factory=dict)
    rank: int | None = None
    of: int | None = None
    rank_delta: dict[int, int] = default(default_factory=dict)
    text: str = ""
    source: Source = default(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Task:
    """One action that somebody is to take.

    `lead`, `coordinating`: unit names as printed, split; `groups`: those of them that name a group.
    `certainty`: field name -> 0..1 for the fields a reader should look at ("text", "lead", "deadline", ...).
    """

    id: str
    text: str
    section: tuple[str, ...] = ()
    heading: str | None = None
    component: str | None = None
    index: str | None = None
    dimension: int | None = None
    subdimension: str | None = None
    field: str | None = None
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    deadline_text: str | None = None
    deadline: Deadline = Deadline()
    output: str | None = None
    source: Source = Source()
    joined: tuple[Source, ...] = ()
    certainty: dict[str, float] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """A number in a gap: "9/15 nhiệm vụ" is value 9 of 15."""

    name: str
    value: float | str
    of: float | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A criterion that lost points, why, and what is to be done."""

    id: str
    no: str | None
    field: str | None
    criterion: str
    cause: str | None = None
    remedy: str | None = None
    index: str | None = None
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    deadline_text: str | None = None
    deadline: Deadline = Deadline()
    facts: tuple[Fact, ...] = ()
    formula: str | None = None
    source: Source = Source()
    joined: tuple[Source, ...] = ()
    certainty: dict[str, float] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Duty:
    """What the part "Tổ chức thực hiện" asks of a unit."""

    id: str
    unit: str | None
    text: str
    deadline_text: str | None = None
    deadline: Deadline | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Report:
    """A report that the plan orders."""

    name: str
    period_start: date | None = None
    period_end: date | None = None
    due: date | None = None
    to: str | None = None
    via: str | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Plan:
    document: Head
    goals: tuple[Goal, ...] = ()
    targets: tuple[Target, ...] = ()
    history: tuple[History, ...] = ()
    tasks: tuple[Task, ...] = ()
    gaps: tuple[Gap, ...] = ()
    duties: tuple[Duty, ...] = ()
    reports: tuple[Report, ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The JSON of `thuocdo compile`, with `counts`. `plan_from_json` gives an equal plan back."""
        out = {name: _plain(getattr(self, name)) for name in self.__slots__}
        out["counts"] = {
            "tasks": len(self.tasks),
            "gaps": len(self.gaps),
            "duties": len(self.duties),
            "reports": len(self.reports),
        }
        return out


def _plain(value: Any) -> Any:
    if isinstance(value, Deadline):
        return value.to_json()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if hasattr(value, "__slots__") and hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
