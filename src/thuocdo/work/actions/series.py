"""Series of tasks: how they begin, how their rhythm is changed, how their periods come into being."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.rules.periods import period_containing
from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean_lines
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.actions.touching import demand, keep, locked
from thuocdo.work.models import Series, Task, TaskPeriod
from thuocdo.work.rules.due import days_of
from thuocdo.work.rules.series import (
    MOST_GRACE,
    PERIODS,
    UNDONE,
    PeriodState,
    Rhythm,
    due_day,
    rhythm_of,
    spans_after,
)
from thuocdo.work.rules.states import TaskState

BATCH = 500


def begin_series(tasks: Iterable[Task], *, calendar: WorkingCalendar, now: datetime) -> None:
    """Give those of the stored tasks that come again their series and first periods; drafts have none yet.

    A series begins with the day it is followed from: nobody knows what was done before. Part of an action.
    """
    today = timezone.localdate(now)
    fresh = []
    for task in tasks:
        if not task.is_open or task.state == TaskState.DRAFT:
            continue
        deadline = task.understood
        rhythm = rhythm_of(deadline, task.rhythm)
        if rhythm is None:
            continue
        issued = task.plan.issued if task.plan else None
        begins = max(today, deadline.start or today, issued or today)
        fresh.append(
            Series(
                task=task,
                rhythm=rhythm,
                begins=begins,
                ends=_last_day(task, begins),
                day=deadline.day,
                months=list(deadline.months),
            )
        )
    Series.objects.bulk_create(fresh, batch_size=BATCH)
    make_periods(fresh, today=today, calendar=calendar)


def _last_day(task: Task, begins: date) -> date | None:
    """The end that the deadline prints, else the end of the plan's year; a task without a plan has none."""
    if task.understood.end is not None:
        return task.understood.end
    if task.plan is not None and task.plan.year >= begins.year:
        return date(task.plan.year, 12, 31)
    return None


def make_periods(series: Iterable[Series], *, today: date, calendar: WorkingCalendar) -> int:
    """Make the periods begun by today that are not made yet, and set the tasks' days. Part of an action."""
    periods, grown = [], []
    for one in series:
        spans = spans_after(one.rule, one.made_to, until=today, calendar=calendar)
        if not spans and one.made_to is None:  # the first one is yet to begin: it is shown at once
            spans = spans_after(one.rule, None, until=one.rule.begins, calendar=calendar)
        if not spans:
            continue
        periods += [
            TaskPeriod(task_id=one.task_id, label=s.label, starts=s.starts, ends=s.ends, due=s.due)
            for s in spans
        ]
        one.made_to = spans[-1].ends
        grown.append(one)
    TaskPeriod.objects.bulk_create(periods, batch_size=BATCH)
    Series.objects.bulk_update(grown, ["made_to"], batch_size=BATCH)
    settle([one.task_id for one in grown])
    return len(periods)


def settle(tasks: Iterable[int]) -> None:
    """The day of a task that comes again: of its earliest period still to be done, or its own last day if earlier."""
    ids = list(tasks)
    first = dict(
        TaskPeriod.objects.filter(task__in=ids, state__in=UNDONE)
        .order_by()
        .values_list("task")
        .annotate(first=Min("due"))
    )
    known = Task.objects.filter(pk__in=ids).only("deadline", "due")
    for task in known:
        days = [day for day in (first.get(task.pk), days_of(task.understood)[1]) if day is not None]
        task.due = min(days, default=None)
    Task.objects.bulk_update(known, ["due"], batch_size=BATCH)


def recount_periods(*, today: date, calendar: WorkingCalendar) -> int:
    """After days off have changed: periods to come whose day is counted in working days. Part of an action."""
    moved = []
    counted = TaskPeriod.objects.filter(
        task__series__grace__gt=0, task__is_open=True, state__in=UNDONE, due__gte=today, extended=False
    )
    for period in counted.select_related("task__series"):
        rule = period.task.series.rule
        within = period_containing(PERIODS[rule.rhythm], period.ends)
        due = due_day(rule, within, calendar) if within else period.due
        if due != period.due:
            period.due = due
            moved.append(period)
    TaskPeriod.objects.bulk_update(moved, ["due"], batch_size=BATCH)
    settle({period.task_id for period in moved})
    return len(moved)


def end_series(task: Task, *, now: datetime) -> None:
    """A task that is closed begins no further period; those that nobody has touched yet go. Part of an action."""
    series = Series.objects.filter(task=task).first()
    if series is not None:
        _drop_untouched(series, timezone.localdate(now))
        series.save(update_fields=["made_to"])


def open_next(task: Task, *, now: datetime, calendar: WorkingCalendar) -> TaskPeriod | None:
    """Once nothing of a series is left to do, its next period is made at once, begun or not. Part of an action."""
    series = Series.objects.filter(task=task).first()
    if series is None or series.made_to is None:
        return None
    if TaskPeriod.objects.filter(task=task, state__in=UNDONE).exists():
        return None
    until = max(timezone.localdate(now), series.made_to + timedelta(days=1))
    spans = spans_after(series.rule, series.made_to, until=until, calendar=calendar)
    if not spans:
        return None
    span = spans[0]
    series.made_to = span.ends
    series.save(update_fields=["made_to"])
    return TaskPeriod.objects.create(
        task=task, label=span.label, starts=span.starts, ends=span.ends, due=span.due
    )


@recorded
def open_periods(*, now: datetime, authority: int | None = None) -> int:
    """Make what has begun since the last time, of all running series. Gives how many; run again it makes none."""
    today = timezone.localdate(now)
    behind = Series.objects.select_for_update(of=("self",)).filter(
        Q(made_to__lt=today) | Q(made_to__isnull=True),
        Q(ends__isnull=True) | Q(made_to__isnull=True) | Q(ends__gt=F("made_to")),
        task__is_open=True,
    )
    if authority is not None:
        behind = behind.filter(task__authority=authority)
    made = make_periods(list(behind), today=today, calendar=working_calendar())
    if made:
        record("work.periods.opened", by=None, now=now, after={"periods": made})
    return made


@recorded
def set_rhythm(
    *,
    task: Task,
    rhythm: Rhythm,
    by: Person | None,
    now: datetime,
    begins: date | None = None,
    ends: date | None = None,
    grace: int = 0,
    reason: str = "",
    stamp: int | None = None,
) -> Task:
    """How often the task comes again from now on; periods that have begun stay as they are, closed or not.

    `begins`: for a task that did not come again before, a day of its first period (default: today). `ends`: last day
    (None: as before, or as the deadline says). `grace`: working days for delivery after the end of each period.
    Who assigns for the authority, or the lead unit's head, may. Raises NotAllowed, Stale, InputError.
    """
    task = locked(task, stamp=stamp)
    demand(by, Right.TASK_ASSIGN, task, now=now)
    today, calendar = timezone.localdate(now), working_calendar()
    if not task.is_open or task.state == TaskState.DRAFT:
        raise InputError(_("Nhiệm vụ đã đóng hoặc còn là dự thảo nên chưa đặt nhịp được."))
    if not 0 <= grace <= MOST_GRACE:
        raise InputError(_("Số ngày làm việc thêm nhận từ 0 đến %(most)s.") % {"most": MOST_GRACE})
    series = Series.objects.filter(task=task).first()
    before = {"rhythm": series.rhythm if series else ""}
    if series is None:
        ends = ends or days_of(task.understood)[1] or _last_day(task, begins or today)
        series = Series(task=task, begins=begins or today)
        series.day, series.months = task.understood.day, list(task.understood.months)
    else:
        _drop_untouched(series, today)
        if series.rhythm != rhythm:
            series.day, series.months = None, []  # the printed day was one of the old rhythm
    if ends is not None and ends < max(today, series.made_to or today):
        raise InputError(_("Ngày kết thúc phải sau hôm nay và sau kỳ đang làm."))
    series.rhythm, series.grace, series.by_person = rhythm, grace, True
    series.ends = ends or series.ends
    series.save()
    make_periods([series], today=today, calendar=calendar)
    open_next(task, now=now, calendar=calendar)
    settle([task.pk])
    task.refresh_from_db(fields=["due"])
    return keep(
        task,
        code="rhythm_set",
        step="rhythm",
        by=by,
        now=now,
        text=clean_lines(reason),
        before=before,
        after={"rhythm": str(rhythm), "ends": series.ends.isoformat() if series.ends else None},
    )


def _drop_untouched(series: Series, today: date) -> None:
    """Periods that have not begun and of which nobody has written are of the future: the new rhythm makes them."""
    future = TaskPeriod.objects.filter(
        task=series.task_id, starts__gt=today, state=PeriodState.OPEN, result="", reason=""
    )
    future.delete()
    last = TaskPeriod.objects.filter(task=series.task_id).order_by("-ends").first()
    series.made_to = last.ends if last else None


def follow_plan(task: Task, *, now: datetime, calendar: WorkingCalendar) -> None:
    """After a new version of the plan: the rhythm it prints holds for the future, unless a person has set one.

    Part of an action; the task is stored already. A task that no longer comes again keeps the periods that began.
    """
    series = Series.objects.filter(task=task).first()
    today = timezone.localdate(now)
    if series is None:
        begin_series([task], calendar=calendar, now=now)
    elif not series.by_person:
        deadline = task.understood
        rhythm = rhythm_of(deadline, task.rhythm)
        if rhythm is None:
            _drop_untouched(series, today)
            series.ends = series.made_to or today
        elif (rhythm, deadline.day, list(deadline.months)) != (series.rhythm, series.day, series.months):
            _drop_untouched(series, today)
            series.rhythm, series.day, series.months = rhythm, deadline.day, list(deadline.months)
            series.ends = _last_day(task, today)
        series.save()
        make_periods([series], today=today, calendar=calendar)
        open_next(task, now=now, calendar=calendar)
    if series is not None:
        settle([task.pk])
    task.refresh_from_db(fields=["due"])


def told_next(label: str, due: date) -> str:
    """The sentence on the next period, as it is stored with the note."""
    return official("Kỳ %(label)s đã mở, hạn %(due)s", {"label": label, "due": f"{due:%d/%m/%Y}"})
