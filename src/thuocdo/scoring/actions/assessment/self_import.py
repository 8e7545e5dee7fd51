"""Taking a filled-in workbook of the self-score, through the same action and locks as the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl.utils import get_column_letter

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import fold
from thuocdo.lib.text.figures import read_figure
from thuocdo.orgs.actions.sheets import read_table
from thuocdo.orgs.models import Person
from thuocdo.scoring.actions.assessment.self_scores import ExplanationNeededError, SelfScore, save_self_score
from thuocdo.scoring.models import Assessment, CriterionScore
from thuocdo.scoring.queries.assessment.self_sheet import (
    CODE,
    EXPLANATION,
    HOW,
    NOTE,
    OWN,
    POINTS,
    TAKEN,
    headings,
)


class SheetError(InputError):
    """The workbook has mistakes; `cells` are (cell, sentence), nothing was stored."""

    def __init__(self, cells: Sequence[tuple[str, str]]) -> None:
        said = "; ".join(f"{cell}: {text}" for cell, text in cells[:5])
        super().__init__(
            _("Chưa nhập được, có %(n)s chỗ cần sửa: %(said)s") % {"n": len(cells), "said": said}
        )
        self.cells = tuple(cells)


class _HowError(InputError):
    """The way of taking the score is neither of the two."""


@dataclass(frozen=True)
class _Filled:
    line: int
    row: CriterionScore
    given: SelfScore


@recorded
def import_self_scores(*, assessment: Assessment, file: BinaryIO, by: Person | None, now: dt.datetime) -> int:
    """Save every line that holds a number or an explanation; all of them or none. Returns how many changed.

    Lines without either, and those of the survey, are left alone. Raises SheetError naming each cell, LockedError.
    """
    table = read_table(file)
    filled, wrong = _read(table, assessment)
    changed = 0
    for one in filled:
        try:
            stamp = one.row.stamp
            saved = save_self_score(score=one.row, given=one.given, by=by, now=now)
            changed += saved.stamp != stamp
        except InputError as error:
            column = HOW if one.given.take else POINTS
            if isinstance(error, ExplanationNeededError):
                column = EXPLANATION
            wrong.append((_cell(one.line, column), str(error)))
    if wrong:
        raise SheetError(sorted(wrong, key=lambda pair: int("".join(filter(str.isdigit, pair[0])))))
    after = {"period": assessment.period, "changed": changed}
    record(
        "scoring.self_score.imported", by=by, now=now, subject=assessment, unit=assessment.unit, after=after
    )
    return changed


def _read(table: list[list[object]], assessment: Assessment) -> tuple[list[_Filled], list[tuple[str, str]]]:
    head = [fold(str(cell or "")) for cell in (table[0] if table else [])]
    for column in (CODE, HOW, POINTS, EXPLANATION, NOTE):
        wanted = headings()[column]
        if column >= len(head) or head[column] not in _spelled(column):
            raise InputError(
                _("Ô %(cell)s phải là “%(wanted)s”; hãy dùng tệp xuất từ trang tự chấm.")
                % {"cell": _cell(1, column), "wanted": wanted}
            )
    known = {row.code: row for row in assessment.scores.all()}
    found: list[_Filled] = []
    wrong: list[tuple[str, str]] = []
    seen: dict[str, int] = {}
    for line, cells in enumerate(table[1:], 2):
        values = [*cells, *[None] * (NOTE + 1 - len(cells))]
        code = _text(values[CODE])
        if not code:
            continue
        row = known.get(code)
        if row is None:
            wrong.append(
                (_cell(line, CODE), _("không có tiêu chí “%(code)s” trong đợt này") % {"code": code[:40]})
            )
            continue
        if code in seen:
            wrong.append((_cell(line, CODE), _("tiêu chí này đã có ở dòng %(line)s") % {"line": seen[code]}))
            continue
        seen[code] = line
        try:
            given = _given(values, row)
        except InputError as error:
            wrong.append((_cell(line, HOW if isinstance(error, _HowError) else POINTS), str(error)))
            continue
        if given is not None:
            found.append(_Filled(line, row, given))
    return found, wrong


def _spelled(column: int) -> set[str]:
    """The heading in every language of the site: a file may be exported in one and come back in another."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(fold(headings()[column]))
    return found


def _given(values: Sequence[object], row: CriterionScore) -> SelfScore | None:
    explanation, note = _text(values[EXPLANATION]), _text(values[NOTE])
    empty = values[POINTS] is None or _text(values[POINTS]) == ""
    if row.by_survey or (empty and not explanation and not note and not row.not_arisen):
        return None
    how = fold(_text(values[HOW]))
    if how not in (fold(TAKEN), fold(OWN)):
        raise _HowError(_("cách lấy điểm là “%(taken)s” hoặc “%(own)s”") % {"taken": TAKEN, "own": OWN})
    if how == fold(TAKEN):
        return SelfScore(take=True, explanation=explanation, note=note)
    points = _number(values[POINTS])
    if points is None:
        raise InputError(_("“%(text)s” không phải là số điểm") % {"text": _text(values[POINTS])[:40]})
    return SelfScore(take=False, points=points, explanation=explanation, note=note)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(str(value))
    return read_figure(_text(value)) if _text(value) else None


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _cell(line: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{line}"
