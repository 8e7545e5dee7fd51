"""Who may see a task and who may change it.

A right over the authority whose plan it is covers all its tasks. Besides, a task names units: the lead unit
reads and writes, coordinating units read.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import RIGHTS, Post, Right, Scope
from thuocdo.work.models import Task, TaskQuerySet, TaskUnit

DECIDED_BY_AUTHORITY = frozenset({Right.TASK_CONFIRM, Right.PLAN_CONFIRM})


def visible_tasks(rights: Rights) -> TaskQuerySet:
    """The tasks that the person may read."""
    if not (rights.any(Right.TASK_READ) or rights.any(Right.SUPERVISE)):
        return Task.objects.none()
    return Task.objects.filter(visible(rights))


def visible(rights: Rights) -> Q:
    """The condition on Task of what the person may read.

    One union of indexed lookups: with OR between a column and a subquery PostgreSQL reads the whole table
    (measured on 100,000 tasks: 40 ms a query against 2). Whose reach covers whole authorities is asked for names
    only where they can stand: a superior may give a task to any unit below it, a neighbour's plan names the
    authority itself.
    """
    supervised = rights.units_with(Right.SUPERVISE)  # what names their own unit
    found = _naming(sorted(supervised)) if supervised else []
    within = Unit.objects.filter(rights.reach(Right.TASK_READ)).order_by()
    units = within.values("pk")
    reads = [post for post in rights.posts if Right.TASK_READ in RIGHTS[post.role]]
    if any(_covers_authority(post) for post in reads):
        above = sorted({unit.province_id for unit in rights.units if unit.province_id})
        higher = Task.objects.filter(authority__in=above).order_by()
        found += [
            Task.objects.filter(authority__in=units).order_by().values("pk"),
            higher.filter(lead__in=units).values("pk"),
            TaskUnit.objects.filter(unit__in=units, task__authority__in=above).order_by().values("task"),
            *_naming(within.filter(authority=F("pk")).values("pk")),
        ]
    if not all(_covers_what_names_it(post) for post in reads):
        found += _naming(units)
    return _among(found)


def _covers_authority(post: Post) -> bool:
    """Whether somebody at this post reads all tasks of the authority."""
    return RIGHTS[post.role][Right.TASK_READ] is not Scope.OWN or post.place.unit == post.place.authority


def _covers_what_names_it(post: Post) -> bool:
    """Whether all plans that can name the units of this post are asked for: not those of communes below."""
    below = RIGHTS[post.role][Right.TASK_READ] is Scope.BELOW or not post.is_province
    return _covers_authority(post) and below


def naming(units: Any) -> Q:
    """Tasks that name one of the units as lead or coordinating."""
    return _among(_naming(units))


def _naming(units: Any) -> list[Any]:
    led = Task.objects.filter(lead__in=units).order_by().values("pk")
    return [led, TaskUnit.objects.filter(unit__in=units).order_by().values("task")]


def _among(found: list[Any]) -> Q:
    return Q(pk__in=found[0].union(*found[1:], all=True))


def may(rights: Rights, right: Right, task: Task) -> bool:
    """Whether the person holds the right over this task; reading also through a coordinating unit.

    Whether a task is done, paused or given up is decided in the authority whose plan it is: a commune that leads a
    task of the province's plan reports, the province accepts.
    """
    if rights.can(right, task.authority):
        return True
    own_matter = task.lead is not None and task.lead.authority_id == task.authority_id
    if (
        task.lead is not None
        and (own_matter or right not in DECIDED_BY_AUTHORITY)
        and rights.can(right, task.lead)
    ):
        return True
    return right is Right.TASK_READ and visible_tasks(rights).filter(pk=task.pk).exists()
