"""W19 Xếp ưu tiên: the most points for the days of work there are, and why not the others."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thuocdo.lib.errors import InputError
from thuocdo.lib.text.figures import read_figure
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires
from thuocdo.scoring.actions.priorities import Estimate, choose_plan, estimate_work, give_days
from thuocdo.scoring.models import Run
from thuocdo.scoring.planbook import plan_workbook
from thuocdo.scoring.queries.card import current_run
from thuocdo.scoring.queries.trials import chosen_plans
from thuocdo.scoring.queries.works import Board, Work, board_of
from thuocdo.scoring.rules.priorities.model import Aim, Decision, Impossible, Margin, Priorities
from thuocdo.scoring.rules.priorities.planner import prioritise
from thuocdo.scoring.rules.priorities.replay import replays
from thuocdo.scoring.verdicts import sentence, waiting
from thuocdo.scoring.views.card import head_of
from thuocdo.scoring.views.common import Subject, today
from thuocdo.scoring.views.trying import keyed, subject_by_key

MARGINS_UP_TO = 80  # works for which the page itself says what other days would change
DECISION_WORDS = (
    (Decision.FREE, gettext_lazy("Để xếp")),
    (Decision.MUST, gettext_lazy("Phải làm")),
    (Decision.NEVER, gettext_lazy("Không làm")),
)


@requires(Right.SCORE_READ)
def priorities(request: HttpRequest, code: str) -> HttpResponse:
    """The works, the best set, and what other days of work would change."""
    subject, run = _run(request, code)
    return _show(request, subject, run)


def _show(
    request: HttpRequest, subject: Subject, run: Run | None, *, error: str = "", status: int = 200
) -> HttpResponse:
    context = head_of(request, subject) | {
        "heading": _("Xếp ưu tiên"),
        "run": run,
        "error": error,
        "failed": bool(error),
        "here": keyed(subject, "priorities"),
        "days_link": keyed(subject, "priority_days"),
        "choose_link": keyed(subject, "priority_choose"),
    }
    context["crumbs"] = [(_("Chấm điểm"), reverse("scoring:index")), (_("Bảng điểm"), subject.link("card"))]
    if run is not None:
        context |= _answered(request, subject, run)
    return page(
        request, "scoring/priorities.html", context, region="scoring/parts/priority_list.html", status=status
    )


def _answered(request: HttpRequest, subject: Subject, run: Run) -> dict[str, Any]:
    aim = Aim.EXPECTED if request.GET.get("theo") == "ky-vong" else Aim.POINTS
    board = board_of(run, today=today(), aim=aim)
    many = len(board.works) > MARGINS_UP_TO
    answer = prioritise(board.problem, margins={request.GET.get("them", "")} if many else True)
    units = {str(unit.pk): unit.name for unit in board.units}
    rights = request.rights  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "board": board,
        "aim": aim.value,
        "capacities": [
            {
                "unit": unit,
                "given": board.days.get(unit.pk),
                "may": rights.can(Right.SCORE_ENTER, unit) or rights.can(Right.SCORE_ENTER, subject.unit),
                "load": answer.choice.load.get(str(unit.pk)) if isinstance(answer, Priorities) else None,
            }
            for unit in board.units
        ],
        "days_missing": sum(unit.pk not in board.days for unit in board.units),
        "may_choose": rights.can(Right.SCORE_ENTER, subject.unit),
        "aim_points_link": keyed(subject, "priorities"),
        "aim_expected_link": keyed(subject, "priorities", theo="ky-vong"),
        "margin_links": [
            (unit.name, keyed(subject, "priorities", them=str(unit.pk)))
            for unit in board.units
            if many and unit.pk in board.days
        ],
        "plans": [
            {"plan": plan, "file": keyed(subject, "priority_file", plan.pk)}
            for plan in chosen_plans(subject.unit, subject.code, subject.period)[:5]
        ],
    }
    if isinstance(answer, Impossible):
        return context | {"impossible": answer.reasons, "rows": _rows(subject, board, None, units)}
    names = {work.key: work.label for work in board.works}
    return context | {
        "answer": answer,
        "rows": _rows(subject, board, answer, units),
        "waiting": waiting(answer),
        "hanging": [
            (names.get(key, _award(board, key)), points, None if chance is None else chance * 100)
            for key, points, chance in answer.risk.hanging
        ],
        "margins": _margins(board, answer.margins, names),
    }


def _award(board: Board, key: str) -> str:
    return next((award.label for award in board.problem.awards if award.key == key), key)


def _rows(
    subject: Subject, board: Board, answer: Priorities | None, units: dict[str, str]
) -> list[dict[str, Any]]:
    names = {work.key: work.label for work in board.works}
    verdicts = {} if answer is None else {verdict.key: verdict for verdict in answer.verdicts}
    groups = {key: award for award in board.problem.awards for key in award.members}
    rows = []
    for work, candidate in zip(board.works, board.problem.candidates, strict=True):
        verdict = verdicts.get(work.key)
        rows.append(
            {
                "work": work,
                "candidate": candidate,
                "group": groups.get(work.key),
                "chance": candidate.chance * 100,
                "estimate": board.estimates.get(work.key),
                "effort": [(units.get(unit, unit), days) for unit, days in candidate.effort.items()],
                "total": sum(candidate.effort.values(), Decimal(0)),
                "chosen": verdict is not None and verdict.chosen,
                "why": sentence(verdict, names, units) if verdict else "",
                "link": keyed(subject, "priority_work", viec=quote(work.key, safe="")),
            }
        )
    # what is chosen first, then what could be ranked, then what waits for a word of the office
    return sorted(
        rows, key=lambda row: (not row["chosen"], not row["effort"], row["candidate"].points is None)
    )


def _margins(board: Board, margins: tuple[Margin, ...], names: dict[str, str]) -> list[dict[str, Any]]:
    by_unit: dict[str, dict[str, Any]] = {}
    units = {str(unit.pk): unit.name for unit in board.units}
    for margin in margins:
        row = by_unit.setdefault(margin.unit, {"unit": units.get(margin.unit, margin.unit), "steps": []})
        row["steps"].append(
            {
                "days": margin.days,
                "points": margin.points,
                "in": [names[key] for key in margin.comes_in],
                "out": [names[key] for key in margin.drops_out],
            }
        )
    return list(by_unit.values())


@require_POST
@requires(Right.SCORE_READ)
def priority_days(request: HttpRequest, code: str) -> HttpResponse:
    """Store the days that units can give."""
    subject, run = _run(request, code)
    try:
        days = {}
        for key, text in request.POST.items():
            if key.startswith("ngay.") and key[5:].isdigit() and str(text).strip():
                days[int(key[5:])] = _figure(str(text), _("ngày công"))
        changed = give_days(
            authority=subject.unit, period=subject.period, days=days, by=_person(request), now=timezone.now()
        )
    except InputError as error:
        return _show(request, subject, run, error=str(error), status=422)
    except PermissionDenied as error:
        return refused(request, Refusal(_("Chưa ghi được ngày công"), str(error)), status=403)
    if request.headers.get("HX-Request") == "true":
        return _show(request, subject, run)
    messages.success(request, _("Đã ghi ngày công của %(n)s đơn vị.") % {"n": changed})
    return HttpResponseRedirect(keyed(subject, "priorities"))


@requires(Right.SCORE_READ)
def priority_work(request: HttpRequest, code: str) -> HttpResponse:
    """One work: what the office estimates of it."""
    subject, run = _run(request, code)
    if run is None:
        raise Http404
    board = board_of(run, today=today())
    work = board.work(request.GET.get("viec", ""))
    if work is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            estimate_work(
                unit=subject.unit,
                framework_code=code,
                period=subject.period,
                candidate=work.key,
                owner=work.owner,
                estimate=_estimate(request),
                by=_person(request),
                now=timezone.now(),
            )
        except InputError as fault:
            error = str(fault)
        except PermissionDenied as fault:
            return refused(request, Refusal(_("Chưa ghi được ước lượng"), str(fault)), status=403)
        else:
            messages.success(request, _("Đã ghi ước lượng của đơn vị."))
            return HttpResponseRedirect(keyed(subject, "priorities"))
    context = (
        head_of(request, subject)
        | _form(request, subject, board, work)
        | {"error": error, "failed": bool(error)}
    )
    context["crumbs"] = [*context["crumbs"], (_("Xếp ưu tiên"), keyed(subject, "priorities"))]
    return page(request, "scoring/priority_work.html", context, status=422 if error else 200)


def _form(request: HttpRequest, subject: Subject, board: Board, work: Work) -> dict[str, Any]:
    known, posted = board.estimates.get(work.key), request.POST
    effort = known.effort if known else {}
    rights = request.rights  # type: ignore[attr-defined]

    def text(name: str, stored: object) -> str:
        return posted.get(name, "" if stored is None else str(stored).replace(".", ","))

    return {
        "heading": work.label,
        "work": work,
        "known": known,
        "units": [
            (unit, text(f"ngay.{unit.pk}", effort.get(str(unit.pk))), unit.pk == work.owner.pk)
            for unit in sorted(board.units, key=lambda one: one.pk != work.owner.pk)
        ],
        "points_text": text("diem", known.points.normalize() if known and known.points is not None else None),
        "chance_text": text("chac_chan", known.chance if known else 100),
        "day_text": posted.get("han", f"{known.last_day:%d/%m/%Y}" if known and known.last_day else ""),
        "decision": posted.get("quyet", known.decision if known else "free"),
        "decisions": [(word.value, said) for word, said in DECISION_WORDS],
        "may": rights.can(Right.SCORE_ENTER, subject.unit) or rights.can(Right.SCORE_ENTER, work.owner),
        "back": keyed(subject, "priorities"),
    }


def _estimate(request: HttpRequest) -> Estimate:
    posted = request.POST
    effort = {
        int(key[5:]): _figure(str(text), _("công sức"))
        for key, text in posted.items()
        if key.startswith("ngay.") and key[5:].isdigit() and str(text).strip()
    }
    chance = _figure(posted.get("chac_chan", "100") or "100", _("mức chắc chắn"))
    points = posted.get("diem", "").strip()
    day = posted.get("han", "").strip()
    if posted.get("quyet") not in {word.value for word in Decision}:
        raise InputError(_("Hãy chọn để xếp, phải làm hoặc không làm."))
    if chance != int(chance):
        raise InputError(_("Mức chắc chắn ghi phần trăm chẵn, ví dụ 80."))
    return Estimate(
        effort=effort,
        points=_figure(points, _("điểm có thể thêm")) if points else None,
        chance=int(chance),
        last_day=_day(day) if day else None,
        decision=Decision(posted["quyet"]),
    )


def _day(text: str) -> dt.date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007  (a day, not a moment)
        except ValueError:
            continue
    raise InputError(_("“%(text)s” không phải một ngày; ghi dạng 28/02/2026.") % {"text": text[:40]})


def _figure(text: str, label: str) -> Decimal:
    number = read_figure(text)
    if number is None or len(text) > 12:
        raise InputError(
            _("Ô “%(label)s” ghi “%(text)s”; cần một số, ví dụ 2,5.") % {"label": label, "text": text[:40]}
        )
    return number


@require_POST
@requires(Right.SCORE_READ)
def priority_choose(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the chosen set as drafts for next year's plan."""
    subject, run = _run(request, code)
    if run is None:
        raise Http404
    aim = Aim.EXPECTED if request.POST.get("theo") == Aim.EXPECTED.value else Aim.POINTS
    board = board_of(run, today=today(), aim=aim)
    try:
        kept = choose_plan(
            unit=subject.unit,
            framework_code=code,
            period=subject.period,
            problem=board.problem,
            base=run,
            by=_person(request),
            now=timezone.now(),
        )
    except InputError as error:
        return _show(request, subject, run, error=str(error), status=422)
    except PermissionDenied as error:
        return refused(request, Refusal(_("Chưa đưa được vào kế hoạch"), str(error)), status=403)
    messages.success(
        request,
        _("Đã đưa %(n)s việc vào dự thảo kế hoạch năm %(year)s.") % {"n": kept.works, "year": kept.for_year},
    )
    return HttpResponseRedirect(keyed(subject, "priorities"))


@requires(Right.SCORE_READ)
def priority_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A chosen plan as XLSX, once it is checked that its inputs still give it."""
    subject, _run_now = _run(request, code)
    plan = chosen_plans(subject.unit, code, subject.period).filter(pk=pk).first()
    if plan is None:
        raise Http404
    if not replays(plan.inputs, plan.result):
        reason = _("Chọn lại từ số liệu đã lưu không cho cùng kết quả; tệp không được xuất để tránh sai.")
        return refused(request, Refusal(_("Chưa xuất được"), reason), status=409)
    response = HttpResponse(
        plan_workbook(plan), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="viec-uu-tien-{plan.for_year}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _run(request: HttpRequest, code: str) -> tuple[Subject, Run | None]:
    subject, _version = subject_by_key(request, code)
    return subject, current_run(subject.unit, code, subject.period)


def _person(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user
