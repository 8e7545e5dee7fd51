"""Gaps: the rows of a table of lost points, with cause and remedy."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from thuocdo.documents.rules.blocks import Row, Table
from thuocdo.documents.rules.wording import split_marker
from thuocdo.lib.text import fold
from thuocdo.plans.rules.compile import certainty
from thuocdo.plans.rules.compile.columns import Column, Layout
from thuocdo.plans.rules.compile.drafts import Frame, understood
from thuocdo.plans.rules.compile.facts import facts_in, formula_in
from thuocdo.plans.rules.compile.sectioning import Sections
from thuocdo.plans.rules.compile.topics import SIPAS
from thuocdo.plans.rules.compile.units import groups_among, is_group, parse_roles
from thuocdo.plans.rules.model import Gap

SAME_FIELD = 90  # a field printed again on the next page with a slip is the same field


def gaps_of(table: Table, layout: Layout, frame: Frame, first: int = 1) -> Iterator[Gap]:
    """One gap per row; `first`: the number of the first, for identifiers."""
    sections = Sections()
    fields: list[str] = []
    number = first
    for row in table.rows:
        if row.section:
            sections.enter(row)
            continue
        gap = _gap(row, layout, frame, sections, fields, number)
        if gap is not None:
            number += 1
            yield gap


def _gap(
    row: Row, layout: Layout, frame: Frame, sections: Sections, fields: list[str], number: int
) -> Gap | None:
    criterion = _text(row, layout, Column.CRITERION)
    cause, remedy = _text(row, layout, Column.CAUSE), _text(row, layout, Column.REMEDY)
    if not criterion and not cause:
        return None
    printed = _text(row, layout, Column.FIELD) or (sections.titles[0] if sections.titles else None)
    name = _known(printed, fields)
    marker = split_marker(criterion)[0] if criterion else None
    no = marker if marker and marker[0].isdigit() else _text(row, layout, Column.NUMBER)
    roles = parse_roles(_text(row, layout, Column.LEAD) or "")
    helpers = parse_roles(_text(row, layout, Column.COORDINATING) or "")
    helping = tuple(dict.fromkeys((*roles.coordinating, *helpers.lead, *helpers.coordinating)))
    deadline_text = _text(row, layout, Column.DEADLINE)
    deadline = understood((deadline_text or "").replace("\n", " "), row.source, frame)
    whole = "\n".join(filter(None, (criterion, cause, remedy)))
    return Gap(
        id=f"G{len(fields) or 1}.{no}" if no else f"G{number}",
        no=no,
        field=name,
        criterion=criterion or "",
        cause=cause,
        remedy=remedy,
        index=_index(name, criterion, frame),
        lead=roles.lead,
        coordinating=helping,
        groups=groups_among([*roles.lead, *helping]),
        deadline_text=deadline_text,
        deadline=deadline,
        facts=facts_in(criterion, cause, remedy, frame.year),
        formula=formula_in(whole),
        source=row.source,
        joined=row.joined,
        certainty=_certainty(row, layout, roles.lead, deadline_text, frame),
    )


def _text(row: Row, layout: Layout, column: Column) -> str | None:
    at = layout.at(column)
    return (row.cells[at].text or None) if at is not None and at < len(row.cells) else None


def _known(printed: str | None, fields: list[str]) -> str | None:
    """The field as it was printed first."""
    if not printed:
        return None
    for name in fields:
        if fuzz.ratio(fold(name), fold(printed)) >= SAME_FIELD:
            return name
    fields.append(printed)
    return printed


def _index(name: str | None, criterion: str | None, frame: Frame) -> str | None:
    if not frame.indices:
        return None
    about = fold(f"{name or ''} {criterion or ''}")
    if SIPAS in frame.indices and ("hai long" in about or "sipas" in about):
        return SIPAS
    return next((index for index in frame.indices if index != SIPAS), frame.indices[0])


def _certainty(
    row: Row, layout: Layout, lead: tuple[str, ...], deadline_text: str | None, frame: Frame
) -> dict[str, float]:
    inherited = {c for c, at in layout.columns.items() if at < len(row.cells) and row.cells[at].inherited}
    sure = {
        "criterion": certainty.text(row.source, joined=bool(row.joined), shifted=row.shifted),
        "field": 0.8 if Column.FIELD in inherited else 0.97,
        "lead": certainty.unit(
            row.source, inherited=Column.LEAD in inherited, group=all(map(is_group, lead)) and bool(lead)
        )
        if lead
        else certainty.ABSENT,
        "deadline": certainty.deadline(
            row.source, frame.deadline(deadline_text), inherited=Column.DEADLINE in inherited
        )
        if deadline_text
        else certainty.ABSENT,
    }
    return {key: min(value, 0.6) for key, value in sure.items()} if row.shifted else sure
