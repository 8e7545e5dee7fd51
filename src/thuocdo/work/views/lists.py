"""W03 Nhiệm vụ: find, filter and steer any set of tasks; export of exactly what is filtered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.words import KIND_WORDS
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires
from thuocdo.work.models import SavedFilter, Task, TaskQuerySet
from thuocdo.work.queries import (
    TaskFilter,
    choices,
    filtered,
    one_page,
    overview,
    phrased,
    row_maker,
    with_list_parts,
)
from thuocdo.work.queries.facets import Choice, Overview, around
from thuocdo.work.queries.lists import VIEWS
from thuocdo.work.rules.saved import kept_query
from thuocdo.work.words import FILTER_STATES
from thuocdo.work.workbook import task_workbook

if TYPE_CHECKING:
    TaskPaginator = Paginator[Task]
else:  # generic for the type checker only
    TaskPaginator = Paginator

PAGE_SIZE = 50
MOST_EXPORTED = 20_000
VIEW_WORDS = {
    "don-vi": gettext_lazy("Đơn vị tôi"),
    "cua-toi": gettext_lazy("Của tôi"),
    "qua-han": gettext_lazy("Quá hạn"),
    "chua-giao": gettext_lazy("Chưa có đơn vị chủ trì"),
    "cho-van-ban": gettext_lazy("Chờ văn bản cấp trên"),
    "ngoai-ke-hoach": gettext_lazy("Ngoài kế hoạch"),
    "tat-ca": gettext_lazy("Tất cả"),
}
CHIP_KEYS = ("q", "dv", "kh", "tt", "ky", "tu", "den", "loai", "cs")


class CountedPaginator(TaskPaginator):
    """Pages of a list whose length is known already."""

    def __init__(self, tasks: TaskQuerySet, total: int) -> None:
        super().__init__(tasks, PAGE_SIZE)
        self.tasks = tasks
        self.total = total

    def page(self, number: int | str) -> Page[Task]:
        number = self.validate_number(number)
        first = (number - 1) * PAGE_SIZE
        last = min(first + PAGE_SIZE, self.total)
        return Page(list(one_page(self.tasks, first, last)) if last else [], number, self)

    @cached_property
    def count(self) -> int:
        return self.total


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    link: str


def _selected(request: HttpRequest) -> tuple[TaskFilter, TaskQuerySet, Overview]:
    wanted = TaskFilter.read(request.GET)
    today = timezone.localdate()
    rights, unit = request.rights, request.working_unit  # type: ignore[attr-defined]
    tasks = filtered(wanted, rights=rights, working_unit=unit, today=today)
    seen = overview(tasks, today=today, q=wanted.q, words=wanted.words)
    return wanted, phrased(tasks, wanted, seen), seen


@requires(Right.TASK_READ, Right.SUPERVISE)
def task_list(request: HttpRequest) -> HttpResponse:
    """The list with its filters, counts and pages."""
    return show_list(request)


def show_list(request: HttpRequest, *, typed: str | None = None, problem: str = "") -> HttpResponse:
    """The list of the address; `typed`, `problem`: a name for a filter that was refused, and why."""
    wanted, tasks, seen = _selected(request)
    today = timezone.localdate()
    page_obj = CountedPaginator(tasks, seen.counts.total).get_page(request.GET.get("trang"))
    units, plans, mine, outside = around(request.rights, request.working_unit, tasks)  # type: ignore[attr-defined]
    chips = _chips(request, wanted, units, plans)
    make = row_maker(today=today, calendar=working_calendar())
    context = {
        "heading": _("Nhiệm vụ"),
        "wanted": wanted,
        "seen": seen,
        "counts": seen.counts,
        "outside": outside,
        "may_add": may_add(request),
        "reads_tasks": request.rights.any(Right.TASK_READ),  # type: ignore[attr-defined]
        "page_obj": page_obj,
        "rows": [make(task) for task in page_obj.object_list],
        **_tabs(request, wanted, mine),
        "units": units,
        "plans": plans,
        "chips": chips,
        "states": [(str(code), word) for code, word in FILTER_STATES],
        "kinds": [(str(kind), word) for kind, word in KIND_WORDS.items()],
        "indices": ("PAPI", "PAR INDEX", "SIPAS"),
        "may_assign": request.rights.any(Right.TASK_ASSIGN),  # type: ignore[attr-defined]
        "may_import": request.rights.any(Right.PLAN_REVIEW),  # type: ignore[attr-defined]
        "clean_link": _address(request, xem=wanted.view, **dict.fromkeys((*CHIP_KEYS, "trang", "roi"))),
        "apart_link": _address(request, roi="1", trang=None),
        "typed": typed,
        "problem": problem,
        "failed": bool(problem),
    }
    status = 422 if problem else 200
    return page(request, "work/task_list.html", context, region="work/parts/task_region.html", status=status)


def may_add(request: HttpRequest) -> bool:
    """Whether the person may enter tasks from outside a plan for the authority of the working unit."""
    unit = request.working_unit  # type: ignore[attr-defined]
    home = unit.authority if unit is not None else None
    return home is not None and request.rights.can(Right.TASK_ASSIGN, home)  # type: ignore[attr-defined]


@requires(Right.TASK_READ, Right.SUPERVISE)
def task_export(request: HttpRequest) -> HttpResponse:
    """The filtered list as a workbook, in the same order, without pages."""
    wanted, tasks, seen = _selected(request)
    if seen.counts.total > MOST_EXPORTED:
        refusal = Refusal(
            _("Chưa xuất được"),
            _(
                "Bộ lọc có %(n)s nhiệm vụ, mỗi tệp chứa được %(most)s. Hãy lọc bớt, ví dụ theo kế hoạch hoặc đơn vị."
            )
            % {"n": seen.counts.total, "most": MOST_EXPORTED},
        )
        return refused(request, refusal, status=422)
    today = timezone.localdate()
    make = row_maker(today=today, calendar=working_calendar())
    rows = [make(task) for task in with_list_parts(tasks)]
    units, plans, _mine = choices(request.rights, request.working_unit)  # type: ignore[attr-defined]
    chips = [chip.label for chip in _chips(request, wanted, units, plans)]
    content = task_workbook(rows, chips=chips, today=today)
    response = HttpResponse(
        content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="nhiem-vu-{today:%Y-%m-%d}.xlsx"'
    return response


def _tabs(request: HttpRequest, wanted: TaskFilter, mine: list[SavedFilter]) -> dict[str, Any]:
    """The ready views and the person's own filters; the one that is in force as a whole is marked."""
    query = kept_query({**request.GET.dict(), "xem": wanted.view})
    current = next((saved for saved in mine if saved.query == query), None)
    return {
        "views": [
            (key, VIEW_WORDS[key], _address(request, xem=key, trang=None), key == wanted.view and not current)
            for key in VIEWS
        ],
        "saved": mine,
        "current": current,
        "query": query,
        "swapped": request.headers.get("HX-Request") == "true",
    }


def _address(request: HttpRequest, **changes: str | None) -> str:
    keys = request.GET.copy()
    for key, value in changes.items():
        if value:
            keys[key] = value
        else:
            keys.pop(key, None)
    query = keys.urlencode()
    return reverse("work:task_list") + (f"?{query}" if query else "")


def _chips(request: HttpRequest, wanted: TaskFilter, units: list[Choice], plans: list[Choice]) -> list[Chip]:
    """One chip for each filter in force; a key that made no sense has none."""
    words: dict[str, Any] = {
        "q": _("Tìm: %(q)s") % {"q": wanted.q} if wanted.q else "",
        "dv": next((c.label for c in units if c.key == wanted.unit), wanted.unit),
        "kh": next((c.label for c in plans if c.key == str(wanted.plan)), ""),
        "tt": dict(FILTER_STATES).get(wanted.state) if wanted.state else "",
        "ky": wanted.period.label if wanted.period else "",
        "tu": _("Hạn từ %(day)s") % {"day": f"{wanted.first:%d/%m/%Y}"} if wanted.first else "",
        "den": _("Hạn đến %(day)s") % {"day": f"{wanted.last:%d/%m/%Y}"} if wanted.last else "",
        "loai": {str(kind): word for kind, word in KIND_WORDS.items()}.get(wanted.kind, ""),
        "cs": wanted.index,
    }
    return [
        Chip(str(words[key]), _address(request, trang=None, **{key: None}))
        for key in CHIP_KEYS
        if words.get(key)
    ]
