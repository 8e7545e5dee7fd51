"""What each column of a table means, by the words of its header, else by its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from thuocdo.documents.rules.blocks import Table
from thuocdo.documents.rules.tables.profile import profile_of
from thuocdo.lib.text import fold


class Column(StrEnum):
    NUMBER = "number"
    FIELD = "field"
    COMPONENT = "component"
    TASK = "task"
    LEAD = "lead"
    COORDINATING = "coordinating"
    DEADLINE = "deadline"
    OUTPUT = "output"
    CRITERION = "criterion"
    CAUSE = "cause"
    REMEDY = "remedy"
    NOTE = "note"


class TableKind(StrEnum):
    TASKS = "tasks"
    GAPS = "gaps"
    TARGETS = "targets"
    OTHER = "other"


# in order: the first that matches names the column
_HEADERS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, re.compile(r"(s\.?t\.?t|t\.?t|so tt|so thu tu|stt)\.?$")),
    (Column.NOTE, re.compile(r"ghi chu")),
    (Column.CAUSE, re.compile(r"nguyen nhan|ly do")),
    (Column.REMEDY, re.compile(r"(giai phap|bien phap|cach|huong|phuong an|noi dung|nhiem vu)[^|]{0,30}khac phuc|khac phuc (ton tai|han che)|giai phap cai thien|huong cai thien")),
    (Column.FIELD, re.compile(r"linh vuc|tieu chi|chi so thanh phan")),
    (Column.CRITERION, re.compile(r"ton tai|han che|diem tru|bi tru|mat diem|chua dat")),
    (Column.COORDINATING, re.compile(r"phoi hop|cung (thuc hien|lam|tham gia)|^(co quan|don vi) (tham gia|ho tro)")),
    (Column.OUTPUT, re.compile(r"san pham|ket qua|dau ra|minh chung|tai lieu kiem chung")),
    (Column.DEADLINE, re.compile(r"thoi gian|thoi han|tien do|hoan thanh|thoi diem|han (nop|xong|hoan)|lo trinh|ky han|^han$")),
    (Column.LEAD, re.compile(r"chu tri|co quan|don vi (thuc hien|tham muu|dau moi|phu trach|chiu)|phu trach|trach nhiem|bo phan|nguoi thuc hien|phan cong|dau moi|^don vi$|^thuc hien$|cong chuc thuc hien|tham muu")),
    (Column.TASK, re.compile(r"nhiem vu|giai phap|cong viec|hoat dong|bien phap|ten viec|viec can lam")),
    (Column.COMPONENT, re.compile(r"noi dung|muc tieu|nhom|chi so|chu de|chuyen de")),
)  # fmt: skip
_NAMING = frozenset({Column.CRITERION, Column.FIELD, Column.TASK, Column.CAUSE, Column.REMEDY})
_BOTH = re.compile(r"chu tri.{0,6}(/|,|va|-).{0,6}phoi hop|don vi phoi hop.{0,4}chu tri")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one table by meaning; `kind` says what its rows are."""

    kind: TableKind
    columns: dict[Column, int] = field(default_factory=dict)

    def at(self, column: Column) -> int | None:
        return self.columns.get(column)


def layout_of(table: Table) -> Layout:
    """The meaning of a table's columns; kind `other` for a table that holds nothing for the plan."""
    width = len(table.header) or max((len(row.cells) for row in table.rows), default=0)
    if width < 2 or not table.rows:
        return Layout(TableKind.OTHER)
    columns = _by_header(table.header, _numeric(table)) if table.header else _by_cells(table, width)
    if not table.header and Column.TASK not in columns:
        return Layout(TableKind.OTHER)
    works = {Column.TASK, Column.REMEDY} & columns.keys() and {Column.LEAD, Column.DEADLINE} & columns.keys()
    if _is_targets(table) and not works:
        return Layout(TableKind.TARGETS, columns)
    if Column.CAUSE in columns or (Column.CRITERION in columns and Column.REMEDY in columns):
        return Layout(TableKind.GAPS, _for_gaps(columns))
    columns = _for_tasks(columns)
    supports = {Column.LEAD, Column.DEADLINE, Column.COORDINATING, Column.OUTPUT} & columns.keys()
    kind = TableKind.TASKS if Column.TASK in columns and supports else TableKind.OTHER
    return Layout(kind, columns)


def _numeric(table: Table) -> frozenset[int]:
    """Columns that hold scores or counts only ("Điểm trừ"): they name nothing, whatever their header says."""
    body = [row for row in table.rows if not row.section]
    found = set()
    for at in range(len(table.header)):
        cells = [row.cells[at].text for row in body if at < len(row.cells) and row.cells[at].text]
        numbers = sum(bool(re.fullmatch(r"[-+]?\d[\d.,/]*\s*%?", cell)) for cell in cells)
        if cells and numbers > 0.8 * len(cells):
            found.add(at)
    return frozenset(found)


def _by_header(header: tuple[str, ...], numeric: frozenset[int] = frozenset()) -> dict[Column, int]:
    columns: dict[Column, int] = {}
    spare: dict[Column, list[int]] = {}
    for at, name in enumerate(header):
        column = _named(name)
        if column is None or (at in numeric and column in _NAMING):
            continue
        if column in columns:
            spare.setdefault(column, []).append(at)
        else:
            columns[column] = at
    _settle_units(columns, spare, header)
    for at in spare.get(Column.TASK, []):
        # "Nhiệm vụ | Giải pháp": the wider group first, the action second
        columns.setdefault(Column.COMPONENT, columns[Column.TASK])
        columns[Column.TASK] = at
    return columns


def _named(name: str) -> Column | None:
    folded = fold(name).strip(" .:")
    if _BOTH.search(folded):
        return Column.LEAD
    return next((column for column, pattern in _HEADERS if pattern.search(folded)), None)


def _settle_units(
    columns: dict[Column, int], spare: dict[Column, list[int]], header: tuple[str, ...]
) -> None:
    """Of two columns of units the one called "chủ trì" leads, the other helps."""
    others = spare.get(Column.LEAD, [])
    if not others or Column.COORDINATING in columns:
        return
    first = columns[Column.LEAD]
    leading = next((at for at in (first, *others) if "chu tri" in fold(header[at])), first)
    columns[Column.LEAD] = leading
    columns[Column.COORDINATING] = next(at for at in (first, *others) if at != leading)


def _by_cells(table: Table, width: int) -> dict[Column, int]:
    """A table without header: the columns by what their cells usually hold."""
    profile = profile_of([row.texts() for row in table.rows if not row.section], width)
    columns: dict[Column, int] = {Column.TASK: profile.main}
    if profile.number is not None:
        columns[Column.NUMBER] = profile.number
    for at in range(width):
        if at in columns.values() or profile.filled(at) < 0.3:
            continue
        if profile.share(at, "deadline") > 0.6:
            columns.setdefault(Column.DEADLINE, at)
        elif profile.share(at, "unit") > 0.6:
            columns.setdefault(Column.COORDINATING if Column.LEAD in columns else Column.LEAD, at)
    if not {Column.LEAD, Column.DEADLINE} & columns.keys() or profile.rows < 2:
        return {}
    return columns


def _for_tasks(columns: dict[Column, int]) -> dict[Column, int]:
    """In a table of tasks the text column is the task whatever it is called ("Nội dung")."""
    made = dict(columns)
    if Column.TASK not in made:
        for column in (Column.COMPONENT, Column.REMEDY, Column.FIELD, Column.CRITERION):
            if column in made:
                made[Column.TASK] = made.pop(column)
                break
    if Column.FIELD in made and Column.COMPONENT not in made:
        made[Column.COMPONENT] = made.pop(Column.FIELD)
    return made


def _for_gaps(columns: dict[Column, int]) -> dict[Column, int]:
    """In a table of gaps the criterion is the shortcoming, or the column that names each row's criterion."""
    made = dict(columns)
    if Column.REMEDY not in made and Column.TASK in made:
        made[Column.REMEDY] = made.pop(Column.TASK)
    if Column.CRITERION not in made:
        for column in (Column.FIELD, Column.COMPONENT):
            if column in made:
                made[Column.CRITERION] = made.pop(column)
                break
    if Column.FIELD not in made and Column.COMPONENT in made:
        made[Column.FIELD] = made.pop(Column.COMPONENT)
    return made


def _is_targets(table: Table) -> bool:
    """A table of scores: a column of aims whose cells hold numbers, and no column of tasks or causes."""
    aims = [
        at
        for at, name in enumerate(table.header)
        if re.search(r"muc tieu|phan dau|chi tieu|ke hoach", fold(name))
    ]
    scored = [at for at, name in enumerate(table.header) if re.search(r"diem|hang|ty le|%", fold(name))]
    if not aims or not (scored or re.search(r"\b20\d\d\b", fold(" ".join(table.header)))):
        return False
    body = [row for row in table.rows if not row.section]
    return any(
        sum(bool(re.search(r"\d", row.cells[at].text)) for row in body if at < len(row.cells))
        > 0.6 * len(body)
        and sum(len(row.cells[at].text) for row in body if at < len(row.cells)) < 45 * len(body)
        for at in aims
    )
