"""What a new version takes over from the one before: corrections, choices, and where only pages were replaced, the review."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from thuocdo.lib.text import fold
from thuocdo.plans.actions.naming import matches_of, unit_rows
from thuocdo.plans.models import PlanRow, PlanVersion, RowKind, RowUnit
from thuocdo.plans.queries.versions import match_against, version_before
from thuocdo.plans.rules.matching import How, carried_over
from thuocdo.plans.rules.rows import MAIN, edited, names_of

ONE_TO_ONE = (How.SAME, How.MOVED, How.REWORDED)
PLACES = ("id", "source", "joined", "shifted")  # of an item as read: where it stands
# what the paper says of an item elsewhere: above it, or in its title
AROUND = ("section", "heading", "component", "index", "dimension", "subdimension", "field")


def carry_over(version: PlanVersion, rows: Sequence[PlanRow]) -> None:
    """Corrections and choices made on the version before hold where the new one prints the same."""
    before = version_before(version)
    if before is None:
        return
    for kind in RowKind:
        fresh = [row for row in rows if row.kind == kind]
        matched = match_against(before, fresh, kind)
        for match in matched.matches:
            old = matched.old[match.old[0]]
            for place in match.new:
                row = matched.new[place]
                row.predecessor = old
                row.rhythm, row.responsible_id, row.assign_later = (
                    old.rhythm,
                    old.responsible_id,
                    old.assign_later,
                )
                # a correction of the text itself makes the row look reworded; each field is compared as printed
                if match.how in ONE_TO_ONE and old.read is not None and row.read is not None:
                    _keep_corrections(row, carried_over(old.read, old.data, row.read))
    PlanRow.objects.bulk_update(
        rows, ["predecessor", "rhythm", "responsible", "assign_later", "data", "text"], batch_size=200
    )


def keep_review(version: PlanVersion, rows: Sequence[PlanRow]) -> list[PlanRow]:
    """Where only pages were replaced: rows that are printed the same stay as reviewed; gives the rows there are now.

    Confirmed stays confirmed, dropped stays dropped, split, merged and added rows stay so: the paper of these rows
    is the very same. Rows of the replaced pages, and those printed otherwise, wait for a person.
    """
    if version.base is None:
        return list(rows)
    every = list(version.base.rows.prefetch_related("units").order_by("position", "id"))
    waiting: dict[tuple[str, str], list[PlanRow]] = defaultdict(list)
    for old in every:
        if old.read is not None:
            waiting[old.kind, _as_printed(old.read)].append(old)
    same: dict[int, PlanRow] = {}
    kept: list[PlanRow] = []
    merged = [(old.kind, fold(old.text)) for old in every if _was_merged(old)]
    for row in rows:
        found = waiting[row.kind, _as_printed(row.read or {})]
        if found:
            same[found[0].pk] = row
            _take_over(row, found.pop(0))
        elif any(kind == row.kind and fold(row.text) in text for kind, text in merged):
            row.delete()  # a person merged it into the row above
            continue
        kept.append(row)
    return kept + _made_by_people(version, every, same)


def _take_over(row: PlanRow, old: PlanRow) -> None:
    read = old.read or {}
    anew = [name for name in AROUND if old.data.get(name) == read.get(name)]  # what a person corrected stays
    anew += [name for name in PLACES if name != "joined" or not _was_merged(old)]
    row.data = {**old.data, **{name: row.data[name] for name in anew if name in row.data}}
    row.text, row.label = old.text, old.label
    _copy_standing(row, old)
    row.save()
    row.units.all().delete()
    RowUnit.objects.bulk_create(_units_of(old, row))


def _copy_standing(row: PlanRow, old: PlanRow) -> None:
    row.state, row.confirmed_by_id, row.confirmed_at = old.state, old.confirmed_by_id, old.confirmed_at
    row.rhythm, row.responsible_id, row.assign_later = old.rhythm, old.responsible_id, old.assign_later


def _made_by_people(
    version: PlanVersion, every: Sequence[PlanRow], same: Mapping[int, PlanRow]
) -> list[PlanRow]:
    """Rows that a person split off or added, after the row that they stood behind."""
    made: list[PlanRow] = []
    behind: dict[str, float] = {}
    for old in every:
        if old.pk in same:
            behind[old.kind] = same[old.pk].position
        if old.read is not None:
            continue
        behind[old.kind] = behind.get(old.kind, 0.0) + 1 / 64
        row = PlanRow(
            version=version, kind=old.kind, position=behind[old.kind], label=old.label, text=old.text, data=old.data
        )  # fmt: skip
        _copy_standing(row, old)
        row.predecessor_id = old.predecessor_id
        row.save()
        RowUnit.objects.bulk_create(_units_of(old, row))
        made.append(row)
    return made


def _units_of(old: PlanRow, row: PlanRow) -> list[RowUnit]:
    columns = ("part", "position", "printed", "is_group", "unit_id", "certainty", "by_person")
    return [RowUnit(row=row, **{name: getattr(named, name) for name in columns}) for named in old.units.all()]


def _as_printed(read: Mapping[str, Any]) -> str:
    return json.dumps(
        {name: value for name, value in read.items() if name not in (*PLACES, *AROUND, "certainty")},
        sort_keys=True,
        ensure_ascii=False,
    )


def _was_merged(old: PlanRow) -> bool:
    return len(old.data.get("joined") or ()) > max(1, len((old.read or {}).get("joined") or ()))


def _keep_corrections(row: PlanRow, kept: dict[str, Any]) -> None:
    if not kept:
        return
    row.data = edited(row.data, kept)
    row.text = str(row.data.get(MAIN[row.kind]) or "")
    if {"lead", "coordinating", "unit"} & kept.keys():
        names = names_of(row.kind, row.data)
        row.units.all().delete()
        matches = matches_of([name for _, name, _ in names], row.version.plan.unit)
        RowUnit.objects.bulk_create(unit_rows(row, names, matches))
