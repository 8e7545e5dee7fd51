"""Blank cells that stand for the cell above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thuocdo.documents.rules.blocks import Cell, Row
from thuocdo.documents.rules.tables.headers import is_header_term
from thuocdo.documents.rules.tables.profile import Profile
from thuocdo.documents.rules.wording import BULLETS
from thuocdo.lib.text import fold

_DITTO = re.compile(r"[-–—.(\s\"“”']*(?:n/?t|như trên|//|〃|″|”|\")[-–—.)\s\"“”']*", re.IGNORECASE)

_ACTION = re.compile(r"nhiem vu|cong viec|hoat dong|viec can lam|ton tai|han che")


def repeat_marked(rows: Sequence[Row]) -> list[Row]:
    """Cells that only hold a ditto mark ("nt", "-nt-", "//") get the text of the cell above them, marked inherited."""
    done: list[Row] = []
    above: Row | None = None
    for row in rows:
        if above is not None and not row.section:
            row = replace(row, cells=tuple(_repeated(cell, at, above) for at, cell in enumerate(row.cells)))
        done.append(row)
        above = above if row.section else row
    return done


def _repeated(cell: Cell, at: int, above: Row) -> Cell:
    marked = cell.text and at < len(above.cells) and above.cells[at].text and _DITTO.fullmatch(cell.text)
    return replace(cell, text=above.cells[at].text, inherited=True, unsure=()) if marked else cell


def inherit(rows: Sequence[Row], profile: Profile, header: Sequence[str]) -> list[Row]:
    """Blank cells of a vertical merge filled from above and marked.

    Cells that the format marks as merged are filled always. Where the format cannot tell (plain text), the
    group columns left of the main text are filled, and the columns right of it for a further point of the
    same task (a bulleted row that is blank in all of them).
    """
    known = any(cell.inherited for row in rows for cell in row.cells)
    profile = replace(profile, main=_text_column(header, profile.main))
    groups = _group_columns(rows, profile, header)
    done: list[Row] = []
    above: Row | None = None
    for row in rows:
        if row.section:
            done.append(row)
            above = None
            continue
        columns = set() if known else _blank_columns(row, profile, groups)
        if above is not None:
            row = _filled(row, above, columns)
        done.append(row)
        above = row
    return done


def _text_column(header: Sequence[str], main: int) -> int:
    """The column of what is to be done, where its header says so: a group's name left of it may be as long."""
    if main < len(header) and _ACTION.search(fold(header[main])):
        return main
    return next((at for at in range(main + 1, len(header)) if _ACTION.search(fold(header[at]))), main)


def _group_columns(rows: Sequence[Row], profile: Profile, header: Sequence[str]) -> frozenset[int]:
    """Columns left of the main one that group rows: filled in some, blank in others."""
    body = [row for row in rows if not row.section]
    columns = set()
    for at in range(profile.main):
        filled = sum(bool(row.cells[at].text) for row in body)
        if at != profile.number and 0 < filled < len(body):
            columns.add(at)
    number = profile.number
    per_row = number is not None and sum(bool(row.cells[number].text) for row in body) > 0.6 * len(body)
    if number is not None and columns and not per_row:
        columns.add(number)
    return frozenset(at for at in columns if not (at < len(header) and _is_note(header[at])))


def _is_note(name: str) -> bool:
    return is_header_term(name) and fold(name).startswith("ghi chu")


def _blank_columns(row: Row, profile: Profile, groups: frozenset[int]) -> set[int]:
    text = row.cells[profile.main].text
    if not text:
        return set()
    columns = set(groups)
    right = range(profile.main + 1, len(row.cells))
    if text[0] in BULLETS and len(right) >= 2 and not any(row.cells[at].text for at in right):
        columns |= set(right) | set(range(profile.main))
    # a number of its own begins a new group: what is blank beside it is blank
    number = profile.number
    if number is not None and number in groups and row.cells[number].text:
        columns -= groups
    return columns


def _filled(row: Row, above: Row, columns: set[int]) -> Row:
    cells = list(row.cells)
    for at, cell in enumerate(cells):
        if (
            not cell.text
            and (cell.inherited or at in columns)
            and at < len(above.cells)
            and above.cells[at].text
        ):
            cells[at] = Cell(above.cells[at].text, cell.source, inherited=True, colspan=cell.colspan)
    return replace(row, cells=tuple(cells))
