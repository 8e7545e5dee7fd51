"""What a calendar address shows: the days of open tasks that its person may read now."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import CalendarFeed, Task, TaskPeriod
from thuocdo.work.queries.lists import my_tasks, tasks_of_unit
from thuocdo.work.rules.icalendar import Event
from thuocdo.work.rules.series import UNDONE

BACK, AHEAD, MOST = 60, 400, 1000  # days before and after today; events


def feed_events(feed: CalendarFeed, *, today: date) -> list[Event] | None:
    """The events, nearest first; None where its person has no account or no right to read tasks any more."""
    rights = rights_of(feed.person, on=today)
    if not rights.any(Right.TASK_READ):
        return None
    tasks = my_tasks(rights) if feed.unit is None else tasks_of_unit(feed.unit, rights).filter(is_open=True)
    if feed.unit is not None and not rights.can(Right.TASK_READ, feed.unit):
        return None
    span = {"due__gte": today - timedelta(days=BACK), "due__lte": today + timedelta(days=AHEAD)}
    found = list(tasks.filter(**span).select_related("lead").order_by("due", "pk")[:MOST])
    periods = TaskPeriod.objects.filter(task__in=[task.pk for task in found], state__in=UNDONE, **span)
    of_series: dict[int, list[TaskPeriod]] = {}
    for period in periods.order_by("due", "pk"):
        of_series.setdefault(period.task_id, []).append(period)
    events = []
    for task in found:
        if task.pk in of_series:
            events += [
                _event(task, f"ky-{one.pk}", one.due, f"{task.text} ({one.label})")
                for one in of_series[task.pk]
            ]
        elif task.due is not None:
            events.append(_event(task, f"nhiem-vu-{task.pk}", task.due, task.text))
    return events


def _event(task: Task, uid: str, day: date, title: str) -> Event:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return Event(
        uid=f"{uid}@{host}",
        day=day,
        title=_("Hạn: %(title)s") % {"title": title[:200]},
        url=f"{settings.SITE_URL}{task.get_absolute_url()}",
        changed=task.updated_at,
        sequence=task.version_stamp,
        about=task.lead.name if task.lead else "",
    )
