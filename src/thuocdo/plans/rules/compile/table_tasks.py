"""Tasks of a table: one row, or one bullet of a row, is one task."""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.documents.rules.blocks import Row, Table
from thuocdo.documents.rules.wording import split_marker
from thuocdo.plans.rules.compile.bullets import actions_in
from thuocdo.plans.rules.compile.columns import Column, Layout
from thuocdo.plans.rules.compile.drafts import Draft
from thuocdo.plans.rules.compile.outline import CONTAINERS, Node
from thuocdo.plans.rules.compile.sectioning import Sections
from thuocdo.plans.rules.compile.tasks import key_of, strip_heading
from thuocdo.plans.rules.compile.wording import is_unit_name, strip_request


def table_drafts(node: Node, table: Table, layout: Layout) -> Iterator[Draft]:
    """The drafts of one table, with the titles of its section rows and of the sections around it."""
    parent = node.parent
    above = [n for n in (parent.ancestors() if parent else ()) if n.kind in CONTAINERS or n.kind == "number"]
    outer = tuple(reversed([n.name() or "" for n in above if n.name()]))
    around = tuple(n.text for n in above if n.kind != "appendix")
    sections = Sections()
    for at, row in enumerate(table.rows, 1):
        if row.section:
            sections.enter(row)
            continue
        if _titles_group(row, layout):
            sections.enter(row)
            continue
        drafts = list(_row_drafts(row, layout, sections, outer, around))
        number = (_text(row, layout, Column.NUMBER) or "").rstrip(".)") or f"r{at}"
        for index, draft in enumerate(drafts, 1):
            point = (str(index),) if len(drafts) > 1 else ()
            draft.key = key_of((*outer, *sections.path, number, *point))
            yield draft


def _titles_group(row: Row, layout: Layout) -> bool:
    """A row that only names a group ("1. Công khai, minh bạch | 5,60 | | |"): no task, unit or deadline."""
    component = _text(row, layout, Column.COMPONENT)
    said = (Column.TASK, Column.LEAD, Column.COORDINATING, Column.DEADLINE)
    return component is not None and not any(_text(row, layout, column) for column in said)


def _row_drafts(
    row: Row, layout: Layout, sections: Sections, outer: tuple[str, ...], around: tuple[str, ...]
) -> Iterator[Draft]:
    text = _text(row, layout, Column.TASK) or ""
    component = _text(row, layout, Column.COMPONENT)
    marker, name = split_marker(component) if component else (None, None)
    titles = tuple(strip_heading(t) for t in (*sections.titles, *around))
    heading = titles[0] if titles else None
    unit = next((strip_request(t) for t in sections.titles[:1] if is_unit_name(t)), None)
    inherited = frozenset(
        str(c) for c, at in layout.columns.items() if at < len(row.cells) and row.cells[at].inherited
    )
    for action in actions_in(text):
        yield Draft(
            text=action,
            path=(*outer, *sections.path, *((marker,) if marker and len(marker) < 6 else ())),
            titles=titles,
            source=row.source,
            key="",
            heading=heading,
            component=name.replace("\n", " ") if name else None,
            lead_text=_text(row, layout, Column.LEAD),
            coordinating_text=_text(row, layout, Column.COORDINATING),
            deadline_text=_line(_text(row, layout, Column.DEADLINE)),
            output=_text(row, layout, Column.OUTPUT),
            heading_unit=unit,
            in_table=True,
            inherited=inherited,
            shifted=row.shifted,
            joined=row.joined,
        )


def _text(row: Row, layout: Layout, column: Column) -> str | None:
    at = layout.at(column)
    return (row.cells[at].text or None) if at is not None and at < len(row.cells) else None


def _line(text: str | None) -> str | None:
    return text.replace("\n", " ").rstrip(" .;") if text else None
