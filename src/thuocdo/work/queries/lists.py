"""Lists of tasks: the filters of the address, search, order, and what a row of a list needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from thuocdo.calendars.rules.periods import Period, parse_period
from thuocdo.lib.text import clean
from thuocdo.orgs.models import StandIn, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Task, TaskQuerySet
from thuocdo.work.queries.access import naming, visible_tasks
from thuocdo.work.queries.facets import Overview
from thuocdo.work.rules.search import search_phrases
from thuocdo.work.rules.states import TaskState
from thuocdo.work.rules.status import Shown

# saved views: values of `?xem=`; the first one opens when the address names none
VIEWS = ("don-vi", "cua-toi", "qua-han", "chua-giao", "cho-van-ban", "ngoai-ke-hoach", "tat-ca")
ORDERS = {"han": ("due",), "moi": ("-updated_at",), "so": ("plan_id", "number")}


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What the address asks for. Keys: xem, q, dv, kh, tt, ky, tu, den, loai, cs (index), sap, roi (words apart); others are ignored."""

    view: str = VIEWS[0]
    q: str = ""
    unit: str = ""  # official code, or the id of a unit without one
    plan: int | None = None
    state: Shown | None = None
    period: Period | None = None
    first: date | None = None
    last: date | None = None
    kind: str = ""
    index: str = ""
    order: str = "han"
    words: bool = False  # show what holds the words apart, too

    @staticmethod
    def read(values: Mapping[str, str]) -> TaskFilter:
        """From the query keys; what makes no sense is left out, as unknown keys are."""

        def text(key: str, most: int = 100) -> str:
            return clean(values.get(key, ""))[:most]

        view, state, order, plan = text("xem"), text("tt"), text("sap"), text("kh")
        return TaskFilter(
            view=view if view in VIEWS else VIEWS[0],
            q=text("q", 200),
            unit=text("dv", 12),
            plan=int(plan) if plan.isascii() and plan.isdigit() and len(plan) < 12 else None,
            state=Shown(state) if state in list(Shown) else None,
            period=parse_period(text("ky")),
            first=parse_day(text("tu")),
            last=parse_day(text("den")),
            kind=text("loai", 12),
            index=text("cs", 20),
            order=order if order in ORDERS else "han",
            words=text("roi") == "1",
        )


def parse_day(text: str) -> date | None:
    """A day as typed ("9/7/2026", "09-07-2026", "9.7.2026") or ISO; None when it is no day of 1900 to 2199."""
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if len(parts[0]) == 4:
        numbers.reverse()
    elif len(parts[2]) != 4:
        return None
    if not 1900 <= numbers[2] < 2200:  # nearer the ends of the calendar no time zone can be reckoned
        return None
    try:
        return date(numbers[2], numbers[1], numbers[0])
    except ValueError:
        return None


def unit_key(unit: Unit) -> str:
    """How addresses name a unit: by official code where it has one, else by "d" and its number."""
    return unit.code or f"d{unit.pk}"


def unit_of_key(key: str) -> Q:
    """The condition on Unit of what `unit_key` names."""
    if key.startswith("d") and key[1:].isascii() and key[1:].isdigit():
        return Q(pk=int(key[1:]))
    return Q(code=key)


def filtered(wanted: TaskFilter, *, rights: Rights, working_unit: Unit | None, today: date) -> TaskQuerySet:
    """The visible tasks that the filter selects, in its order; a search is by words, see `phrased`."""
    tasks = _view(wanted, rights, working_unit, today)
    if wanted.state is not None:
        tasks = in_state(tasks, wanted.state, today)
    if wanted.period is not None:
        tasks = tasks.filter(due__gte=wanted.period.start, due__lte=wanted.period.end)
    if wanted.first is not None:
        tasks = tasks.filter(due__gte=wanted.first)
    if wanted.last is not None:
        tasks = tasks.filter(due__lte=wanted.last)
    if wanted.kind:
        tasks = tasks.filter(deadline_kind=wanted.kind)
    if wanted.index:
        tasks = tasks.filter(index=wanted.index)
    if search_phrases(wanted.q):
        tasks = tasks.with_words(wanted.q)
    if wanted.unit:
        units = Unit.objects.filter(unit_of_key(wanted.unit)).order_by().values("pk")
        tasks = tasks.filter(Q(lead__in=units) | Q(authority__in=units))
    if wanted.plan is not None:
        tasks = tasks.filter(plan_id=wanted.plan)
    return _ordered(tasks, wanted.order)


def phrased(tasks: TaskQuerySet, wanted: TaskFilter, seen: Overview) -> TaskQuerySet:
    """The rows to show once the overview has told whether the phrase is found."""
    if search_phrases(wanted.q) and not seen.by_words:
        return tasks.with_phrase(wanted.q)
    return tasks


def one_page(tasks: TaskQuerySet, first: int, last: int) -> TaskQuerySet:
    """Rows `first` to `last` of an ordered list: the order is found on narrow rows, then only these are read."""
    return with_list_parts(
        Task.objects.filter(pk__in=tasks.values("pk")[first:last]).order_by(*tasks.query.order_by)
    )


def _view(wanted: TaskFilter, rights: Rights, working_unit: Unit | None, today: date) -> TaskQuerySet:
    if wanted.view == "don-vi" and working_unit is not None and not wanted.unit:
        return tasks_of_unit(working_unit, rights)
    tasks = visible_tasks(rights)
    match wanted.view:
        case "cua-toi":
            return tasks.filter(person=rights.person)
        case "qua-han":
            return tasks.late(today)
        case "chua-giao":
            return tasks.unassigned()
        case "cho-van-ban":
            return tasks.filter(state=TaskState.WAITING)
        case "ngoai-ke-hoach":
            return tasks.outside()
    return tasks


def tasks_of_unit(unit: Unit, rights: Rights) -> TaskQuerySet:
    """Visible tasks of an authority, or those that an office leads or helps with.

    Somebody who works at an office but follows up the whole authority sees the authority's.
    """
    authority = unit.authority
    follows_up = authority is not None and (
        unit.pk == authority.pk or rights.can(Right.TASK_ASSIGN, authority)
    )
    if authority is not None and follows_up and rights.can(Right.TASK_READ, authority):
        return Task.objects.filter(authority=authority)  # all of them are visible: no need to ask again
    return visible_tasks(rights).filter(naming([unit.pk]))


def in_state(tasks: TaskQuerySet, state: Shown, today: date) -> TaskQuerySet:
    """Tasks that show this state today."""
    match state:
        case Shown.LATE:
            return tasks.late(today)
        case Shown.SOON:
            return tasks.soon(today).exclude(state=TaskState.RETURNED)
        case Shown.DONE:
            return tasks.filter(state=TaskState.DONE)
        case Shown.DONE_LATE:
            return tasks.filter(state=TaskState.DONE, submitted_on__gt=F("due"))
    return tasks.filter(state=state.value)


def _ordered(tasks: TaskQuerySet, order: str) -> TaskQuerySet:
    if order != "han":
        return tasks.order_by(*ORDERS[order], "pk")
    # open before closed, then by last day with undated ones last; an index has this order
    return tasks.order_by("-is_open", "due_order", "pk")


def with_list_parts(tasks: TaskQuerySet) -> TaskQuerySet:
    """With all that a row of a list prints, without a query per row."""
    return tasks.select_related("lead", "person", "plan").defer("folded", "deadline", "plan__folded")


def my_tasks(rights: Rights) -> TaskQuerySet:
    """Open tasks that are this person's to move: in their name, or of their unit with nobody named."""
    return Task.objects.filter(of_person(rights), is_open=True).exclude(state=TaskState.DRAFT)


def of_person(rights: Rights) -> Q:
    """Tasks in the person's name, or of the own unit with nobody named, as far as they may be read.

    Tasks of somebody absent are those of the stand-in as long as it lasts. Somebody who has left the unit, or works
    there in a role without tasks, has none of them.
    """
    named = Q(person__in=[rights.person.pk, *_stood_in_for(rights)]) & rights.reach(Right.TASK_READ, "lead")
    return named | Q(person__isnull=True, lead__in=sorted(rights.units_with(Right.TASK_READ)))


def _stood_in_for(rights: Rights) -> list[int]:
    """Who is absent today and represented by the person."""
    today = timezone.localdate()
    absent = StandIn.objects.filter(stand_in=rights.person, starts__lte=today, ends__gte=today)
    return list(absent.order_by("pk").values_list("absent", flat=True))
