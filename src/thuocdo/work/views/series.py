"""Periods of a task that comes again, and its rhythm."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import requires
from thuocdo.work import actions
from thuocdo.work.forms import PeriodForm, RhythmForm
from thuocdo.work.models import Task
from thuocdo.work.queries.series import SLUGS, find_period
from thuocdo.work.rules.series import Rhythm
from thuocdo.work.views.task_page import acting, change_task, task_or_404
from thuocdo.work.words import STEP_WORDS


@requires(Right.TASK_READ)
@require_POST
def task_period(request: HttpRequest, pk: int, period: int, slug: str) -> HttpResponse:
    """Note, hand in, accept, send back or close one period."""
    name, found = SLUGS.get(slug), find_period(task_or_404(request, pk), period)
    if name is None or found is None:
        raise Http404
    form = PeriodForm(request.POST)
    form.period, form.step = found.pk, name  # type: ignore[attr-defined]  # where the page puts what was refused

    def act(task: Task, data: dict[str, Any]) -> str:
        given = {"period": found, "text": data["text"], "stamp": data["stamp"], **acting(request)}
        if name == "note":
            actions.note_period(**given)
        else:
            actions.take_period_step(name=name, **given)
        return _told(task, str(STEP_WORDS[f"period_{name}"][1]), found.label)

    return change_task(request, pk, "period", form, act)


def _told(task: Task, what: str, period: str) -> str:
    """What was done and, where the next period is open, until when."""
    following = task.periods.filter(state="open").order_by("starts").first()
    said = _("%(what)s: %(period)s.") % {"what": what, "period": period}
    if following is None or following.label == period:
        return said
    return (
        said
        + " "
        + _("Kỳ đang mở: %(label)s, hạn %(due)s.")
        % {
            "label": following.label,
            "due": f"{following.due:%d/%m/%Y}",
        }
    )


@requires(Right.TASK_ASSIGN)
@require_POST
def task_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    """How often the task comes again from now on."""

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.set_rhythm(
            task=task,
            rhythm=Rhythm(data["rhythm"]),
            begins=data["begins"],
            ends=data["ends"],
            grace=data["grace"] or 0,
            reason=data["reason"],
            stamp=data["stamp"],
            **acting(request),
        )
        return _("Đã đặt nhịp. Các kỳ đã bắt đầu giữ nguyên; nhịp mới dùng từ kỳ sau.")

    return change_task(request, pk, "rhythm", RhythmForm(request.POST), act)
