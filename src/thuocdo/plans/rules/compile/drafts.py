"""A task on the way: what was found and where; `finish` turns it into the plan's task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.grammar import parse_deadline
from thuocdo.calendars.rules.seed import FIRST_YEAR, LAST_YEAR, shipped_calendar
from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.compile import certainty
from thuocdo.plans.rules.compile.phrases import (
    bracket_inside,
    deadline_inside,
    helpers_inside,
    loose_deadline,
    units_inside,
)
from thuocdo.plans.rules.compile.topics import (
    PAPI,
    PAR,
    dimension_of,
    field_by_heading,
    field_by_wording,
    index_of,
    subdimension_of,
)
from thuocdo.plans.rules.compile.units import Roles, groups_among, is_group, parse_roles, split_units
from thuocdo.plans.rules.model import Task

_COUNTED = re.compile(r"(kể|tính)\s+từ", re.IGNORECASE)  # "sau …" leaves open which day is meant


@dataclass(slots=True)
class Draft:
    """`titles`: headings above, the nearest first, and the lead-in sentence; `in_table`: from a task table; `lettered`: "a) …"."""

    text: str
    path: tuple[str, ...]
    titles: tuple[str, ...]
    source: Source
    key: str
    heading: str | None = None
    component: str | None = None
    lead_text: str | None = None
    coordinating_text: str | None = None
    deadline_text: str | None = None
    output: str | None = None
    heading_unit: str | None = None
    in_table: bool = False
    lettered: bool = False
    inherited: frozenset[str] = frozenset()
    shifted: bool = False
    joined: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for the whole plan."""

    year: int | None
    issued: date | None
    indices: tuple[str, ...]

    def inside(self, phrase: str) -> Deadline:
        """The deadline of a phrase inside a sentence: "kể từ ngày ký" there is the day of whatever the sentence is about."""
        if _COUNTED.search(phrase) and "kế hoạch" not in phrase.lower():
            return parse_deadline(phrase, year=self.year)
        return self.deadline(phrase)

    def deadline(self, text: str | None) -> Deadline:
        """The deadline; the days off are looked up only where working days are counted from the day of issue."""
        made = parse_deadline(text, year=self.year, issued=self.issued)
        counted = made.working_days is not None and _COUNTED.search(text or "")
        if not counted or made.end is not None or self.issued is None:
            return made
        years = (self.issued.year, self.issued.year + 1)
        if not FIRST_YEAR <= years[0] < years[1] <= LAST_YEAR:
            return made
        return parse_deadline(text, year=self.year, issued=self.issued, calendar=shipped_calendar(years))


def finish(draft: Draft, frame: Frame, identifier: str) -> Task:
    """The task with units, deadline, topic and certainties."""
    roles, lead_sure = _roles(draft)
    deadline_text, deadline, deadline_sure = _deadline(draft, frame)
    index = index_of(draft.text, draft.titles[:1], frame.indices)
    papi = PAPI in frame.indices
    dimension = dimension_of([draft.component or "", *draft.titles]) if papi else None
    subdimension, sub_sure = subdimension_of(draft.component, draft.text, dimension) if papi else (None, 0.0)
    if papi and dimension is None and subdimension is not None:
        dimension = int(subdimension[0])
    name, field_sure = _field(draft) if PAR in frame.indices else (None, 0.0)
    sure = {
        "text": certainty.text(draft.source, joined=bool(draft.joined), shifted=draft.shifted),
        "lead": lead_sure,
        "deadline": deadline_sure,
    }
    if dimension is not None:
        sure["dimension"] = 0.98 if draft.component or draft.titles else 0.6
    if subdimension is not None:
        sure["subdimension"] = round(sub_sure, 2)
    if name is not None:
        sure["field"] = field_sure
    if draft.shifted:
        sure = {key: min(value, 0.6) for key, value in sure.items()}
    return Task(
        id=identifier,
        text=draft.text,
        section=draft.path,
        heading=draft.heading,
        component=draft.component,
        index=index,
        dimension=dimension,
        subdimension=subdimension,
        field=name,
        lead=roles.lead,
        coordinating=roles.coordinating,
        groups=groups_among([*roles.lead, *roles.coordinating]),
        deadline_text=deadline_text,
        deadline=deadline,
        output=draft.output,
        source=draft.source,
        joined=draft.joined,
        certainty=sure,
    )


def _roles(draft: Draft) -> tuple[Roles, float]:
    """Units from the column or label, else from the sentence, else from the heading that is a unit."""
    helpers = parse_roles(draft.coordinating_text or "")
    helping = (*helpers.lead, *helpers.coordinating)
    if draft.lead_text:
        roles = parse_roles(draft.lead_text)
        sure = certainty.unit(
            draft.source, inherited="lead" in draft.inherited, group=all(map(is_group, roles.lead))
        )
        return Roles(roles.lead, tuple(dict.fromkeys((*roles.coordinating, *helping)))), sure
    told, _ = bracket_inside(draft.text)
    if told and not draft.in_table:
        roles = parse_roles(told)
        return Roles(roles.lead, tuple(dict.fromkeys((*roles.coordinating, *helping)))), 0.7
    named = units_inside(draft.text)
    if named and not draft.in_table:
        return Roles(split_units(named[0]), split_units(named[1]) or helping), 0.75
    if draft.heading_unit:
        also = split_units(helpers_inside(draft.text) or "")
        return Roles(split_units(draft.heading_unit), tuple(dict.fromkeys((*also, *helping)))), 0.8
    return Roles((), helping), certainty.ABSENT


def _deadline(draft: Draft, frame: Frame) -> tuple[str | None, Deadline, float]:
    if draft.deadline_text:
        deadline = understood(draft.deadline_text, draft.source, frame)
        inherited = "deadline" in draft.inherited
        return draft.deadline_text, deadline, certainty.deadline(draft.source, deadline, inherited=inherited)
    if draft.in_table:
        return None, Deadline(), certainty.ABSENT
    for phrase, sure in (
        (bracket_inside(draft.text)[1], 0.75),
        (deadline_inside(draft.text), 0.75),
        (loose_deadline(draft.text, lasting=not draft.lettered), 0.6),
    ):
        deadline = frame.inside(phrase) if phrase else Deadline()
        if phrase and deadline.kind is not DeadlineKind.NONE and not _is_past(deadline, frame):
            return phrase, deadline, sure
    return None, Deadline(), certainty.ABSENT


def _is_past(deadline: Deadline, frame: Frame) -> bool:
    """A time before the plan's year is one the sentence tells of, not one it sets."""
    return bool(frame.year and deadline.end and deadline.end.year < frame.year)


def understood(text: str, source: Source, frame: Frame) -> Deadline:
    """The deadline; a phrase recognised from an image is read a second time without stray points."""
    deadline = frame.deadline(text)
    if deadline.kind is DeadlineKind.NONE and source.confidence < 1:
        return frame.deadline(re.sub(r"(?<=[^\W\d_])[.,’'`](?=\s|$)", "", text))
    return deadline


def _field(draft: Draft) -> tuple[str | None, float]:
    """The field as the heading prints it, else the official name by wording."""
    for title in (draft.heading, draft.component):
        if title and draft.in_table and field_by_heading(title):
            return title, 0.98
    for title in draft.titles[:2]:
        official = field_by_heading(title)
        if official and len(title) < 90:
            return official, 0.85
    worded = field_by_wording(draft.text)
    return worded, 0.6 if worded else 0.0


def number(drafts: Sequence[Draft], frame: Frame) -> tuple[Task, ...]:
    """The tasks with identifiers that are their printed path, made unique by a suffix."""
    seen: dict[str, int] = {}
    tasks = []
    for draft in drafts:
        seen[draft.key] = seen.get(draft.key, 0) + 1
        suffix = f"-{seen[draft.key]}" if seen[draft.key] > 1 else ""
        tasks.append(finish(draft, frame, f"{draft.key}{suffix}"))
    return tuple(tasks)
