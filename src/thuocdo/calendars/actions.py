"""Changing the table of days. What depends on a day is recomputed by `reporting`, from the returned change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from thuocdo.audit.actions import HasKey, record, recorded
from thuocdo.calendars.models import CalendarDay
from thuocdo.calendars.rules.seed import FIRST_YEAR, LAST_YEAR, shipped_days
from thuocdo.calendars.rules.working_days import WEEKDAYS, WEEKEND, DayKind, SpecialDay
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean

MOST_TEXT = 200  # of a note or a source, as the table holds it


@dataclass(frozen=True, slots=True)
class DayChange:
    """What changed about one day; `before` and `after` are None where the day is as its weekday says."""

    day: date
    before: SpecialDay | None
    after: SpecialDay | None

    @property
    def moves_deadlines(self) -> bool:
        """Whether the day is now worked where it was off, or the other way round."""
        return _worked(self.day, self.before) != _worked(self.day, self.after)


@dataclass(frozen=True, slots=True)
class Seeded:
    """`added`: the days entered; `kept`: the years left alone because they were entered before."""

    added: tuple[SpecialDay, ...]
    kept: tuple[int, ...]


@recorded
def seed_years(*, years: Iterable[int], now: datetime, by: HasKey | None = None) -> Seeded:
    """Enter the shipped days of these years, each year once: what an office changed or removed stays so.

    A year after `now`, or after the last notice shipped, is provisional. Raises InputError for a year
    without data.
    """
    wanted = sorted(set(years))
    for year in wanted:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InputError(
                _("Không có dữ liệu ngày nghỉ của năm %(year)s; nhận các năm %(first)s đến %(last)s.")
                % {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR}
            )
    done = {day.year for day in CalendarDay.objects.filter(shipped=True).dates("day", "year")}
    fresh = [year for year in wanted if year not in done]
    entered = set(CalendarDay.objects.values_list("day", flat=True))
    added = [
        replace(special, provisional=special.provisional or special.day.year > now.year)
        for special in shipped_days(fresh)
        if special.day not in entered
    ]
    CalendarDay.objects.bulk_create([_row(special, shipped=True) for special in added])
    for year in fresh:
        days = [special.day.isoformat() for special in added if special.day.year == year]
        record("calendars.year.seeded", by=by, now=now, subject=str(year), after={"days": days})
    return Seeded(tuple(added), tuple(year for year in wanted if year in done))


@recorded
def set_day(
    *,
    day: date,
    kind: DayKind,
    note: str = "",
    source_document: str = "",
    provisional: bool = False,
    by: HasKey | None,
    now: datetime,
    why: str = "",
) -> DayChange:
    """Enter a day as off or worked, or change it. Raises InputError for texts that are too long or a day off without a reason."""
    note, source_document = clean(note), clean(source_document)
    _check(day, kind, note, source_document)
    row = CalendarDay.objects.select_for_update().filter(day=day).first()
    before = row.as_rule() if row else None
    after = SpecialDay(day, kind, note, source_document, provisional)
    change = DayChange(day, before, after)
    if before == after:
        return change
    saved = _row(after, shipped=row.shipped if row else False, pk=row.pk if row else None)
    saved.save()
    record(
        "calendars.day.set", by=by, now=now, subject=saved, before=_data(before), after=_data(after), why=why
    )
    return change


@recorded
def remove_day(*, day: date, by: HasKey | None, now: datetime, why: str = "") -> DayChange:
    """Take a day out of the table: it is again as its weekday says. Raises InputError when it is not in it."""
    row = CalendarDay.objects.select_for_update().filter(day=day).first()
    if row is None:
        raise InputError(
            _("Ngày %(day)s không có trong bảng ngày nghỉ và ngày làm bù.") % {"day": f"{day:%d/%m/%Y}"}
        )
    before = row.as_rule()
    record("calendars.day.removed", by=by, now=now, subject=row, before=_data(before), why=why)
    row.delete()
    return DayChange(day, before, None)


@recorded
def confirm_year(
    *, year: int, source_document: str, by: HasKey | None, now: datetime
) -> tuple[SpecialDay, ...]:
    """The yearly notice has come and the days are right: none of the year is provisional any more.

    Returns the days confirmed. Raises InputError without the number of the notice or without days.
    """
    notice = clean(source_document)
    if not notice or len(notice) > MOST_TEXT:
        raise InputError(
            _("Hãy ghi số, ngày của thông báo nghỉ lễ năm %(year)s (không quá %(most)s chữ).")
            % {"year": year, "most": MOST_TEXT}
        )
    rows = list(
        CalendarDay.objects.select_for_update().filter(day__year=year, provisional=True).order_by("day")
    )
    if not rows:
        raise InputError(_("Năm %(year)s không có ngày nào đang tạm tính.") % {"year": year})
    for row in rows:
        row.provisional = False
        row.source_document = row.source_document or notice
    CalendarDay.objects.bulk_update(rows, ["provisional", "source_document"])
    days = tuple(row.as_rule() for row in rows)
    after = {"source_document": notice, "days": [special.day.isoformat() for special in days]}
    record("calendars.year.confirmed", by=by, now=now, subject=str(year), after=after)
    return days


def _check(day: date, kind: DayKind, note: str, source_document: str) -> None:
    if len(note) > MOST_TEXT or len(source_document) > MOST_TEXT:
        raise InputError(
            _("Ghi chú và căn cứ của ngày %(day)s không quá %(most)s chữ.")
            % {"day": f"{day:%d/%m/%Y}", "most": MOST_TEXT}
        )
    if kind is DayKind.OFF and not note:
        named = f"{_(WEEKDAYS[day.weekday()])} {day:%d/%m/%Y}"
        raise InputError(_("Hãy ghi lý do nghỉ của %(day)s, ví dụ: Quốc khánh.") % {"day": named})


def _worked(day: date, special: SpecialDay | None) -> bool:
    return special.kind is DayKind.WORKING if special else day.weekday() not in WEEKEND


def _row(special: SpecialDay, *, shipped: bool, pk: int | None = None) -> CalendarDay:
    return CalendarDay(
        pk=pk,
        day=special.day,
        kind=special.kind.value,
        note=special.note,
        source_document=special.source_document,
        provisional=special.provisional,
        shipped=shipped,
    )


def _data(special: SpecialDay | None) -> dict[str, Any]:
    if special is None:
        return {}
    return {
        "day": special.day.isoformat(),
        "kind": special.kind.value,
        "note": special.note,
        "source_document": special.source_document,
        "provisional": special.provisional,
    }
