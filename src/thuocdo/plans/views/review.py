"""W09: a person confirms, row by row, that the data say what the paper says. The page and its whole-plan acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.calendars.rules.deadline import Deadline
from thuocdo.calendars.rules.grammar import read_back
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.plans.actions import (
    Conflict,
    FieldError,
    add_row,
    assign_all_later,
    confirm_certain_rows,
    describe_plan,
    set_rhythm,
    undo,
)
from thuocdo.plans.forms import HeadForm, RowForm
from thuocdo.plans.models import (
    Plan,
    PlanFinding,
    PlanRow,
    PlanVersion,
    RowKind,
    RowState,
    RowUnit,
    VersionState,
)
from thuocdo.plans.queries.exports import DOCX, XLSX, comment_sheet, rows_workbook
from thuocdo.plans.queries.plans import plans_to_compare_with
from thuocdo.plans.queries.review import (
    FINDINGS,
    HEAD,
    LOOK,
    TABS,
    certain_rows,
    next_row,
    obstacles,
    review_state,
    rows_of_tab,
    with_details,
)
from thuocdo.plans.queries.source import source_of
from thuocdo.plans.queries.units import assignable_units, nameable_units
from thuocdo.plans.rules.rows import (
    FIELDS,
    MAIN,
    Level,
    field_level,
    field_of_finding,
    is_continuous,
    level,
    sentence_ends,
)
from thuocdo.plans.views.common import (
    crumbs_of,
    explained,
    is_htmx,
    person_of,
    review_or_404,
    rights_of_request,
)
from thuocdo.plans.words import (
    CHANGE_WORDS,
    DOUBT_WORDS,
    FIELD_WORDS,
    KIND_ONE,
    LEVEL_WORDS,
    OUTCOME_WORDS,
    SEVERITY_WORDS,
    TAB_WORDS,
    row_name,
)


@dataclass
class Shown:
    """What a review page shows: the tab, the row that is open, and a form that came back with errors."""

    plan: Plan
    version: PlanVersion
    tab: str
    row: PlanRow | None = None
    form: RowForm | None = None
    head_form: HeadForm | None = None
    problem: str = ""
    problem_rows: tuple[PlanRow, ...] = ()
    conflict: Conflict | None = None
    status: int = 200
    splitting: bool = False
    page: int | None = None
    told: str = ""


@requires(Right.PLAN_REVIEW)
@require_safe
@explained
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """`?tab=` the tab, `?dong=` the open row, `?tach=1` shows where it may be split, `?trang=` another page image."""
    plan, version = review_or_404(request, pk)
    if version.state in (VersionState.READING, VersionState.FAILED):
        return redirect("plans:import_show", version.pk)
    tab = request.GET.get("tab") or _first_tab(version)
    tab = tab if tab in TAB_WORDS else LOOK
    wanted = request.GET.get("dong", "")
    row = with_details(version.rows.filter(pk=int(wanted))).first() if wanted.isdigit() else None
    number = request.GET.get("trang", "")
    shown = Shown(
        plan,
        version,
        tab,
        row=row,
        splitting=request.GET.get("tach") == "1",
        page=int(number) if number.isdigit() else None,
    )
    return answer(request, shown)


def answer(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The review page, or its work space when htmx asks for it."""
    context = review_context(request, shown)
    response = page(
        request, "plans/review.html", context, region="plans/parts/workspace.html", status=shown.status
    )
    if is_htmx(request) and request.method == "POST" and shown.status == 200:
        response.headers["HX-Push-Url"] = address(shown.plan, shown.tab, context["row"])
    return response


def address(plan: Plan, tab: str, row: PlanRow | None = None) -> str:
    """Where a tab, and a row in it, is found."""
    base = reverse("plans:review", args=[plan.pk])
    return f"{base}?tab={tab}&dong={row.pk}" if row is not None else f"{base}?tab={tab}"


def after(request: HttpRequest, shown: Shown) -> HttpResponse:
    """After a change: the region for htmx, a redirect for a plain form."""
    if is_htmx(request):
        return answer(request, shown)
    return redirect(address(shown.plan, shown.tab, shown.row))


def review_context(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    plan, version = shown.plan, shown.version
    state = review_state(version, person_of(request).pk)
    rows = list(rows_of_tab(version, shown.tab)) if shown.tab in TABS else []
    row = shown.row
    if row is None and rows:
        row = next((r for r in rows if r.state == RowState.PENDING), rows[0])
    editable = version.state == VersionState.REVIEW
    context: dict[str, Any] = {
        "heading": _("Rà soát kế hoạch"),
        "crumbs": [
            (_("Kế hoạch"), reverse("plans:plan_list")),
            (plan.number or plan.title[:60], ""),
            (_("Rà soát"), ""),
        ],
        "plan": plan,
        "version": version,
        "state": state,
        "editable": editable,
        "tab": shown.tab,
        "tabs": _tabs(version, state),
        "rows": [_line(r) for r in rows],
        "row": row,
        "problem": shown.problem,
        "problem_rows": shown.problem_rows,
        "undo_words": CHANGE_WORDS.get(state.undoable.what) if state.undoable else None,
        "told": shown.told,
        "failed": shown.status == 422,
        "may_confirm": rights_of_request(request).can(Right.PLAN_CONFIRM, plan.unit),
        "unfinished": obstacles(version) if editable else None,
        "versions": plan.versions.exclude(state=VersionState.DROPPED).order_by("number"),
    }
    if shown.tab == HEAD:
        parents = plans_to_compare_with(rights_of_request(request), plan.unit, exclude=plan)
        context["head_form"] = shown.head_form or HeadForm(plan, parents)
        context["head"] = (version.compiled or {}).get("document", {})
    elif shown.tab == FINDINGS:
        context["findings"] = _findings(version)
    elif row is not None:
        context.update(_open_row(request, shown, row, editable))
    return context


@requires(Right.PLAN_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
@explained
def certain(request: HttpRequest, pk: int) -> HttpResponse:
    """Lists the certain rows first, then confirms them."""
    plan, version = review_or_404(request, pk)
    if request.method == "POST":
        count = confirm_certain_rows(version=version, by=person_of(request), now=timezone.now())
        told = _("Đã xác nhận %(n)s dòng chắc chắn.") % {"n": count}
        return after(request, Shown(plan, version, LOOK, told=told))
    context = {
        "heading": _("Xác nhận các dòng chắc chắn"),
        "crumbs": crumbs_of(plan, (_("Rà soát"), address(plan, LOOK)), (_("Dòng chắc chắn"), "")),
        "plan": plan,
        "version": version,
        "rows": [_line(row) for row in certain_rows(version)],
    }
    return page(request, "plans/certain.html", context)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def review_undo(request: HttpRequest, pk: int) -> HttpResponse:
    plan, version = review_or_404(request, pk)
    tab = request.POST.get("tab") or LOOK
    shown = Shown(plan, version, tab if tab in TAB_WORDS else LOOK)
    try:
        step = undo(version=version, by=person_of(request), now=timezone.now())
    except Conflict as error:
        shown.problem, shown.status = str(error), 409
        return answer(request, shown)
    if step is None:
        shown.told = _("Không còn gì để hoàn tác.")
    else:
        shown.told = _("Đã hoàn tác: %(what)s.") % {"what": CHANGE_WORDS[step.what]}
        ids = [snapshot["id"] for snapshot in step.before["rows"]]
        first = with_details(version.rows.filter(pk__in=ids[:1])).first()
        shown.row = first
    return after(request, shown)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def review_head(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, number, date, year, superior's plan."""
    plan, version = review_or_404(request, pk)
    parents = plans_to_compare_with(rights_of_request(request), plan.unit, exclude=plan)
    form = HeadForm(plan, parents, request.POST)
    shown = Shown(plan, version, HEAD, head_form=form)
    if not form.is_valid():
        shown.status = 422
        return answer(request, shown)
    try:
        describe_plan(plan=plan, changes=dict(form.cleaned_data), by=person_of(request), now=timezone.now())
    except FieldError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        shown.status = 422
        return answer(request, shown)
    plan.refresh_from_db()
    return after(request, Shown(plan, version, HEAD, told=_("Đã lưu thông tin chung.")))


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def review_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    """One rhythm for every "thường xuyên" without one."""
    plan, version = review_or_404(request, pk)
    shown = Shown(plan, version, LOOK)
    try:
        count = set_rhythm(
            version=version, rhythm=request.POST.get("rhythm", ""), by=person_of(request), now=timezone.now()
        )
        shown.told = _("Đã đặt nhịp cập nhật cho %(n)s dòng.") % {"n": count}
    except FieldError as error:
        shown.problem, shown.status = str(error), 422
        return answer(request, shown)
    return after(request, shown)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def review_assign_later(request: HttpRequest, pk: int) -> HttpResponse:
    plan, version = review_or_404(request, pk)
    count = assign_all_later(version=version, by=person_of(request), now=timezone.now())
    return after(
        request,
        Shown(plan, version, "nhiem-vu", told=_("Đã đánh dấu “Giao sau” cho %(n)s nhiệm vụ.") % {"n": count}),
    )


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def review_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A row that the reading missed."""
    plan, version = review_or_404(request, pk)
    kind = request.POST.get("kind", "")
    tab = next((code for code, kinds in TABS.items() if code != LOOK and kind in kinds), "nhiem-vu")
    shown = Shown(plan, version, tab)
    try:
        if kind not in {str(k) for k in RowKind}:
            raise FieldError("kind", _("Không có loại dòng này."))
        row = add_row(
            version=version,
            kind=kind,
            text=request.POST.get("text", ""),
            by=person_of(request),
            now=timezone.now(),
        )
    except FieldError as error:
        shown.problem, shown.status = str(error), 422
        return answer(request, shown)
    shown.row = with_details(version.rows.filter(pk=row.pk)).first()
    shown.told = _("Đã thêm dòng.")
    return after(request, shown)


@requires(Right.PLAN_REVIEW)
@require_safe
@explained
def review_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """The góp ý sheet."""
    _plan, version = review_or_404(request, pk)
    return _download(comment_sheet(version), DOCX, f"phieu-gop-y-{version.plan_id}-ban-{version.number}.docx")


@requires(Right.PLAN_REVIEW)
@require_safe
@explained
def review_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """All rows as a workbook."""
    _plan, version = review_or_404(request, pk)
    return _download(rows_workbook(version), XLSX, f"ra-soat-{version.plan_id}-ban-{version.number}.xlsx")


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _first_tab(version: PlanVersion) -> str:
    waiting = version.rows.filter(state=RowState.PENDING, needs_look=True).exists()
    return LOOK if waiting or version.state == VersionState.REVIEW else "nhiem-vu"


def _tabs(version: PlanVersion, state: Any) -> list[dict[str, Any]]:
    shown = [
        code
        for code in TAB_WORDS
        if code not in TABS or code == LOOK or state.total_of(code) or code == "nhiem-vu"
    ]
    return [
        {"code": code, "label": TAB_WORDS[code], "count": None if code == HEAD else state.total_of(code)}
        for code in shown
    ]


def _line(row: PlanRow) -> dict[str, Any]:
    """A row in the list below the work space."""
    data = row.data
    return {
        "row": row,
        "kind": KIND_ONE[row.kind],
        "lead": [named for named in row.units.all() if named.part == RowUnit.LEAD],
        "answers": row.responsible_unit,
        "deadline": data.get("deadline_text") or "",
        "doubts": [DOUBT_WORDS[doubt] for doubt in row.doubts],
        "errors": sum(f.outcome == PlanFinding.OPEN for f in row.findings.all()),
    }


def _open_row(request: HttpRequest, shown: Shown, row: PlanRow, editable: bool) -> dict[str, Any]:
    authority = shown.plan.unit
    nameable, assignable = list(nameable_units(authority)), list(assignable_units(authority))
    form = shown.form or RowForm(row, nameable=nameable, assignable=assignable)
    if not editable:
        for field in form.fields.values():
            field.disabled = True
    following = next_row(shown.version, shown.tab, row) if shown.tab in TABS else None
    return {
        "form": form,
        "row_name": row_name(row),
        "fields": fields_of(row, form),
        "source": source_of(shown.version, row.data, page=shown.page),
        "source_page": shown.page,
        "nameable": nameable,
        "assignable": assignable,
        "doubts": [DOUBT_WORDS[doubt] for doubt in row.doubts],
        "following": following,
        "conflict": shown.conflict,
        "clashes": _clashes(shown.conflict),
        "pieces": pieces_of(row) if shown.splitting else None,
        "history": [c for c in shown.version.changes.select_related("by")[:60] if _touches(c, row)][:8],
    }


def fields_of(row: PlanRow, form: RowForm) -> list[dict[str, Any]]:
    """The fields of the open row in order, each with its mark and the findings that concern it."""
    findings: dict[str, list[dict[str, Any]]] = {}
    for finding in row.findings.all():
        name = field_of_finding(finding.rule, finding.quote, row.kind, row.data)
        findings.setdefault(name, []).append(finding_line(finding))
    out = []
    for name in FIELDS[row.kind]:
        mark = field_level(row.data, name)
        if name in ("lead", "coordinating") and mark != Level.ABSENT:
            mark = _units_level(row, name)
        shape, word = LEVEL_WORDS[mark]
        field: dict[str, Any] = {
            "name": name, "label": FIELD_WORDS[name], "shape": shape, "word": word, "level": str(mark),
            "findings": findings.get(name, []), "main": name == MAIN[row.kind],
        }  # fmt: skip
        if name == "deadline":
            value = Deadline.from_json(row.data.get("deadline") or {"kind": "none"})
            field["read_back"] = read_back(value, row.data.get("deadline_text"))
            field["parts"] = [form[f"deadline_{part}"] for part in ("text", "kind", "start", "end")]
            field["rhythm"] = (
                form["rhythm"]
                if row.kind == RowKind.TASK and (is_continuous(row.data) or row.rhythm)
                else None
            )
            field["rhythm_all"] = form["rhythm_all"] if field["rhythm"] is not None else None
        else:
            field["bound"] = form[name]
        if name in ("lead", "coordinating", "unit"):
            part = "lead" if name == "unit" else name
            field["units"] = [
                {"named": named, "input": form[f"unit_{named.pk}"], "keep": form[f"keep_{named.pk}"]}
                for named in row.units.all()
                if named.part == part and f"unit_{named.pk}" in form.fields
            ]
        out.append(field)
    return out


def _units_level(row: PlanRow, part: str) -> Level:
    named = [n for n in row.units.all() if n.part == part and not n.is_group and not n.by_person]
    if any(n.unit_id is None for n in named):
        return Level.LOOK
    return level(float((row.data.get("certainty") or {}).get(part, 1.0)))


def finding_line(finding: PlanFinding) -> dict[str, Any]:
    shape, word, tone = SEVERITY_WORDS.get(finding.severity, SEVERITY_WORDS["info"])
    return {
        "finding": finding,
        "shape": shape,
        "word": word,
        "tone": tone,
        "outcome": OUTCOME_WORDS[finding.outcome],
    }


def pieces_of(row: PlanRow) -> list[dict[str, Any]]:
    """The main text cut at every place where it may be split; `at` after each piece but the last."""
    text = str(row.data.get(MAIN[row.kind]) or "")
    ends = [*sentence_ends(text), len(text)]
    starts = [0, *ends[:-1]]
    return [
        {"text": text[start:end], "at": end if end < len(text) else None}
        for start, end in zip(starts, ends, strict=True)
    ]


def _findings(version: PlanVersion) -> list[dict[str, Any]]:
    found = version.findings.select_related("row").order_by("position", "id")
    return [
        {
            **finding_line(finding),
            "row": finding.row,
            "row_name": row_name(finding.row) if finding.row else "",
        }
        for finding in found
    ]


def _touches(change: Any, row: PlanRow) -> bool:
    return any(snapshot["id"] == row.pk for snapshot in change.after["rows"])


def _clashes(conflict: Conflict | None) -> list[dict[str, Any]]:
    if conflict is None:
        return []
    return [
        {
            "field": clash.field,
            "label": FIELD_WORDS.get(clash.field, _("Đơn vị")),
            "mine": _told(clash.mine),
            "theirs": _told(clash.theirs),
        }
        for clash in conflict.clashes
    ]


def _told(value: Any) -> str:
    if isinstance(value, dict):
        deadline = Deadline.from_json({"kind": value["kind"], "start": value["start"], "end": value["end"]})
        return f"{value['text'] or ''} ({read_back(deadline, value['text'])})"
    if isinstance(value, list):
        return "\n".join(str(part) for part in value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return "" if value is None else str(value)
