"""Which tasks a person is to be reminded of today, beyond what stands in the daily groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from thuocdo.calendars.rules.working_days import WorkingCalendar, add_working_days, count_working_days
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Role
from thuocdo.work.models import Reminded, ReminderRule, Task, TaskQuerySet
from thuocdo.work.queries.lists import my_tasks, with_list_parts
from thuocdo.work.rules.reminders import ABOVE, LEADER, MOST_BEFORE, ReminderPlan, before_step
from thuocdo.work.rules.status import CAN_BE_LATE

Plans = Mapping[int, ReminderPlan]
USUAL = ReminderPlan()
_FOLLOW_UP = frozenset({Role.LEADER, Role.COORDINATOR})  # of the level above
MOST_TOLD = 2000  # of one kind in one digest


@dataclass(frozen=True, slots=True)
class Reminder:
    """A task with the step that is due: "before-3", "leader", "above"."""

    task: Task
    step: str
    days: int  # working days left, or overdue


def reminder_plans() -> Plans:
    """What authorities have set, by authority, in one query."""
    return {rule.authority_id: rule.plan for rule in ReminderRule.objects.all()}


def plan_of(authority: Unit) -> ReminderPlan:
    """What the authority has set, or the usual days."""
    rule = ReminderRule.objects.filter(authority=authority).first()
    return rule.plan if rule else USUAL


def before_reminders(
    rights: Rights, *, today: date, calendar: WorkingCalendar, plans: Plans
) -> list[Reminder]:
    """The person's tasks whose step before the last day is due and untold, nearest day first."""
    farthest = max([max(plan.before, default=0) for plan in plans.values()] + [max(USUAL.before)])
    until = today + timedelta(days=min(farthest, MOST_BEFORE) * 2 + 14)
    near = my_tasks(rights).filter(due__gt=today, due__lte=until, state__in=CAN_BE_LATE)
    counted: dict[date, int] = {}
    found = []
    for task in with_list_parts(near.order_by("due", "pk"))[:MOST_TOLD]:
        if task.due is None:
            continue
        if task.due not in counted:
            counted[task.due] = count_working_days(calendar, today, task.due).days
        step = before_step(counted[task.due], plans.get(task.authority_id, USUAL).before)
        if step:
            found.append(Reminder(task, step, counted[task.due]))
    return _untold(rights, found)


def escalations(
    rights: Rights, *, today: date, calendar: WorkingCalendar, plans: Plans
) -> dict[str, list[Reminder]]:
    """What stays undone and comes to this person as a leader, or as the level above: by step, each told once."""
    out: dict[str, list[Reminder]] = {LEADER: [], ABOVE: []}
    heads = {post.place.authority for post in rights.posts if post.role is Role.LEADER}
    upper = {post.place.authority for post in rights.posts if post.is_province and post.role in _FOLLOW_UP}
    for authority in heads:
        after = plans.get(authority, USUAL).leader_after
        own = Task.objects.filter(authority=authority)
        out[LEADER] += _overdue(own, LEADER, after, rights, today=today, calendar=calendar)
    for province in upper:
        after = plans.get(province, USUAL).above_after
        below = Task.objects.filter(province=province).exclude(authority=province)
        out[ABOVE] += _overdue(below, ABOVE, after, rights, today=today, calendar=calendar)
    return out


def _overdue(
    tasks: TaskQuerySet, step: str, after: int, rights: Rights, *, today: date, calendar: WorkingCalendar
) -> list[Reminder]:
    """Tasks at least `after` working days overdue that the person has not been told of in this step."""
    cut = add_working_days(calendar, today, -after).last if after else today - timedelta(days=1)
    told = Reminded.objects.filter(person=rights.person, step=step).order_by().values("task", "due")
    late = with_list_parts(tasks.late(today).filter(due__lte=cut).order_by("due_order", "pk"))[:MOST_TOLD]
    known = {(row["task"], row["due"]) for row in told.filter(task__is_open=True)}
    counted: dict[date, int] = {}
    found = []
    for task in late:
        if task.due is None or (task.pk, task.due) in known:
            continue
        if task.due not in counted:
            counted[task.due] = count_working_days(calendar, task.due, today).days
        found.append(Reminder(task, step, counted[task.due]))
    return found


def _untold(rights: Rights, reminders: list[Reminder]) -> list[Reminder]:
    told = set(
        Reminded.objects.filter(person=rights.person, task__in=[one.task.pk for one in reminders])
        .order_by()
        .values_list("task", "due", "step")
        if reminders
        else ()
    )
    return [one for one in reminders if (one.task.pk, one.task.due, one.step) not in told]
