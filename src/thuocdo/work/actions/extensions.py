"""More time: the lead unit asks with a reason and a day, the authority decides with a reason; both are told."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import recorded
from thuocdo.audit.official import official
from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean_lines
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Membership, Person
from thuocdo.orgs.rules.rights import Right, Role
from thuocdo.work.actions.owners import members_today
from thuocdo.work.actions.series import settle
from thuocdo.work.actions.touching import demand, keep, locked
from thuocdo.work.models import Extension, ExtensionState, Task, TaskPeriod
from thuocdo.work.rules.refusals import NotAllowed, Stale
from thuocdo.work.rules.series import UNDONE
from thuocdo.work.rules.status import CAN_BE_LATE


@recorded
def ask_extension(
    *, task: Task, until: date, reason: str, by: Person | None, now: datetime, stamp: int | None = None
) -> Extension:
    """Ask for more time until a day; of a task that comes again, for its earliest period still to be done.

    The leaders and coordinators of the authority are told. Raises NotAllowed, Stale, InputError (no reason, no last
    day to move, a day that is not later, or a request that waits already).
    """
    task = locked(task, stamp=stamp)
    demand(by, Right.TASK_WRITE, task, now=now)
    reason = clean_lines(reason)
    if not reason:
        raise InputError(_("Hãy ghi lý do xin gia hạn."))
    if task.due is None or task.state not in CAN_BE_LATE:
        raise InputError(_("Nhiệm vụ không có hạn đang chạy nên không cần gia hạn."))
    if until <= max(task.due, timezone.localdate(now)):
        raise InputError(
            _("Ngày xin gia hạn phải sau hạn hiện tại (%(due)s) và sau hôm nay.")
            % {"due": f"{task.due:%d/%m/%Y}"}
        )
    if task.extensions.filter(state=ExtensionState.ASKED).exists():
        raise InputError(_("Đã có một đề nghị gia hạn đang chờ quyết định."))
    period = task.periods.filter(state__in=UNDONE).order_by("due", "starts").first()
    if period is not None and period.due != task.due:
        period = None  # the task's own last day comes first
    asked = Extension.objects.create(
        task=task, period=period, before=task.due, wanted=until, reason=reason, asked_by=by, asked_at=now
    )
    _keep(task, "asked", by, now, reason, before=task.due, after=until)
    text = official("Xin gia hạn đến %(day)s: %(task)s", {"day": f"{until:%d/%m/%Y}", "task": str(task)})
    notify(people=deciders(task, now), text=text, link=task.get_absolute_url(), by=by, now=now)
    return asked


@recorded
def decide_extension(
    *,
    extension: Extension,
    agreed: bool,
    answer: str,
    by: Person | None,
    now: datetime,
    until: date | None = None,
) -> Extension:
    """Agree (until the day asked for, or another) or refuse; both with a reason. An agreed day is the last day.

    Only the authority's leader or coordinator decides, and nobody on the own request. Whoever asked, the person in
    charge and the heads of the lead unit are told. Raises NotAllowed, Stale (decided already), InputError.
    """
    task = locked(extension.task, stamp=None)
    extension = (
        Extension.objects.select_for_update(of=("self",)).select_related("period").get(pk=extension.pk)
    )
    demand(by, Right.TASK_CONFIRM, task, now=now, authority_only=True)
    if extension.state != ExtensionState.ASKED:
        raise Stale(_("Đề nghị gia hạn này đã được quyết định hoặc đã rút."))
    if by is not None and by.pk == extension.asked_by_id:
        raise NotAllowed(
            _("Người đề nghị không tự quyết định gia hạn; lãnh đạo hoặc đầu mối khác quyết định."),
            task.authority.name,
        )
    answer = clean_lines(answer)
    if not answer:
        raise InputError(_("Hãy ghi lý do đồng ý hoặc không đồng ý."))
    until = until or extension.wanted
    if agreed and until <= extension.before:
        raise InputError(_("Ngày gia hạn phải sau hạn cũ %(due)s.") % {"due": f"{extension.before:%d/%m/%Y}"})
    extension.state = ExtensionState.AGREED if agreed else ExtensionState.REFUSED
    extension.granted = until if agreed else None
    extension.answer, extension.decided_by, extension.decided_at = answer, by, now
    extension.save()
    if agreed:
        _move(task, extension.period, until)
    _keep(task, extension.state, by, now, answer, before=extension.before, after=extension.granted)
    _tell(task, extension, by, now)
    return extension


@recorded
def withdraw_extension(*, extension: Extension, by: Person | None, now: datetime) -> Extension:
    """Take a request back that nobody has decided on. Raises NotAllowed, Stale."""
    task = locked(extension.task, stamp=None)
    extension = Extension.objects.select_for_update(of=("self",)).get(pk=extension.pk)
    demand(by, Right.TASK_WRITE, task, now=now)
    if extension.state != ExtensionState.ASKED:
        raise Stale(_("Đề nghị gia hạn này đã được quyết định hoặc đã rút."))
    extension.state, extension.decided_by, extension.decided_at = ExtensionState.WITHDRAWN, by, now
    extension.save()
    _keep(task, "withdrawn", by, now, "", before=None, after=None)
    return extension


def _move(task: Task, period: TaskPeriod | None, until: date) -> None:
    """The agreed day becomes the last day: of the period, or of the task; what was printed stays beside it."""
    if period is not None and period.state in UNDONE:
        period.due, period.extended = until, True
        period.save(update_fields=["due", "extended"])
    elif period is None:
        task.deadline = Deadline(DeadlineKind.DATE, start=task.starts, end=until).to_json()
        task.deadline_kind, task.due, task.deadline_set_by_person = DeadlineKind.DATE, until, True
        task.save()
    if task.periods.exists():
        settle([task.pk])
        task.refresh_from_db(fields=["due"])


def _keep(
    task: Task,
    what: str,
    by: Person | None,
    now: datetime,
    text: str,
    *,
    before: date | None,
    after: date | None,
) -> None:
    moved = what == ExtensionState.AGREED  # only then the last day is another one
    days = {} if after is None else {"due" if moved else "wanted": after.isoformat()}
    keep(
        task,
        code=f"extension_{what}",
        step=f"extension_{what}",
        by=by,
        now=now,
        text=text,
        before={"due": before.isoformat()} if before and moved else {},
        after=days,
    )


def deciders(task: Task, now: datetime) -> list[Person]:
    """The leaders and coordinators of the authority whose task it is."""
    posts = Membership.objects.filter(
        members_today(timezone.localdate(now)),
        unit__authority=task.authority_id,
        role__in=[Role.LEADER, Role.COORDINATOR],
        person__is_active=True,
    )
    return list({post.person for post in posts.select_related("person")})


def _tell(task: Task, extension: Extension, by: Person | None, now: datetime) -> None:
    heads = Membership.objects.filter(
        members_today(timezone.localdate(now)), unit=task.lead_id, role__in=[Role.HEAD, Role.VILLAGE_HEAD]
    )
    people = {post.person for post in heads.select_related("person")} if task.lead_id else set()
    people |= {person for person in (extension.asked_by, task.person) if person is not None}
    if extension.state == ExtensionState.AGREED and extension.granted:
        text = official(
            "Đồng ý gia hạn đến %(day)s: %(task)s",
            {"day": f"{extension.granted:%d/%m/%Y}", "task": str(task)},
        )
    else:
        text = official("Không đồng ý gia hạn: %(task)s", {"task": str(task)})
    notify(people=people, text=text, link=task.get_absolute_url(), by=by, now=now)
