"""What the review page shows: the tab, its rows, the open row beside its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.calendars.rules.deadline import Deadline
from thuocdo.calendars.rules.grammar import read_back
from thuocdo.documents.queries import has_pictures
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page
from thuocdo.plans.actions import (
    Conflict,
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
from thuocdo.plans.queries.plans import plans_to_compare_with
from thuocdo.plans.queries.review import (
    FINDINGS,
    HEAD,
    LOOK,
    TABS,
    ReviewState,
    obstacles,
    review_state,
    tab_with_row,
)
from thuocdo.plans.queries.source import Hint, source_of
from thuocdo.plans.queries.units import unit_choices
from thuocdo.plans.rules.fixing import fixed
from thuocdo.plans.rules.placing import field_of_finding
from thuocdo.plans.rules.rows import (
    FIELDS,
    MAIN,
    Doubt,
    Level,
    corrections,
    field_level,
    is_continuous,
    level,
    sentence_ends,
    unsure_fields,
)
from thuocdo.plans.views.common import (
    LIST,
    is_htmx,
    person_of,
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
    wanted: int = 0  # the id of the row to open, where the row itself is not at hand
    form: RowForm | None = None
    head_form: HeadForm | None = None
    problem: str = ""
    problem_rows: tuple[PlanRow, ...] = ()
    conflict: Conflict | None = None
    status: int = 200
    splitting: bool = False
    page: int | None = None
    told: str = ""


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
    if shown.told:
        messages.success(request, shown.told)
    return redirect(address(shown.plan, shown.tab, shown.row))


def review_context(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    plan, version = shown.plan, shown.version
    state = review_state(version, person_of(request).pk)
    rows, row = tab_with_row(version, shown.tab, shown.wanted) if shown.tab in TABS else ([], None)
    row = shown.row or row
    if row is None and rows:
        row = next((r for r in rows if r.state == RowState.PENDING), rows[0])
    editable = version.state == VersionState.REVIEW
    context: dict[str, Any] = {
        "heading": _("Rà soát kế hoạch"),
        "crumbs": [
            (_("Kế hoạch"), LIST),
            (plan.number or plan.title[:60], ""),
            (_("Rà soát"), ""),
        ],
        "plan": plan,
        "version": version,
        "state": state,
        "editable": editable,
        "tab": shown.tab,
        "tabs": _tabs(version, state),
        "rows": [line_of(r) for r in rows],
        "row": row,
        "problem": shown.problem,
        "problem_rows": shown.problem_rows,
        "undo_words": undo_words(state),
        "told": shown.told,
        "failed": shown.status == 422,
        "empty": ", ".join(map(str, version.summary.get("empty", ()))),
        "unread": ", ".join(map(str, version.summary.get("unread", ()))),
        "may_replace": editable and has_pictures(version.file),
        "may_confirm": rights_of_request(request).can(Right.PLAN_CONFIRM, plan.unit),
        "unfinished": obstacles(version) if editable else None,
        "several": plan.versions.exclude(state=VersionState.DROPPED).count() > 1,
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


def line_of(row: PlanRow) -> dict[str, Any]:
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
    nameable, assignable = unit_choices(authority)
    form = shown.form or RowForm(row, nameable=nameable, assignable=assignable)
    if not editable:
        for field in form.fields.values():
            field.disabled = True
    waits = row.state == RowState.PENDING
    unsure = unsure_fields(row.kind, row.data, row.read) if waits else {}
    source = source_of(shown.version, row.data, page=shown.page, unsure=unsure)
    return {
        "form": form,
        "row_name": row_name(row),
        "fields": fields_of(row, form, source.hints),
        "source": source,
        "source_page": shown.page,
        "nameable": nameable,
        "assignable": assignable,
        "doubts": doubt_words(row),
        "conflict": shown.conflict,
        "clashes": _clashes(shown.conflict),
        "pieces": pieces_of(row) if shown.splitting else None,
        "history": _history(shown.version, row),
    }


def undo_words(state: ReviewState) -> str:
    """What the person's next "Hoàn tác" takes back; "" where there is nothing."""
    return str(CHANGE_WORDS.get(state.undoable.what, "")) if state.undoable else ""


def doubt_words(row: PlanRow) -> list[str]:
    """Why the row asks for a person, in words."""
    return [_doubt_words(doubt, row) for doubt in row.doubts]


def _doubt_words(doubt: str, row: PlanRow) -> str:
    """A doubt in words; an unsure reading names the fields it is about."""
    words = str(DOUBT_WORDS[Doubt(doubt)])
    if doubt != Doubt.READING:
        return words
    unsure = [name for name in FIELDS[row.kind] if field_level(row.data, name) in (Level.LOOK, Level.UNREAD)]
    return f"{words}: {', '.join(str(FIELD_WORDS[name]) for name in unsure)}" if unsure else words


def fields_of(row: PlanRow, form: RowForm, hints: Mapping[str, Hint] | None = None) -> list[dict[str, Any]]:
    """The fields of the open row in order, each with its mark, the findings that concern it, and letters in doubt."""
    findings: dict[str, list[dict[str, Any]]] = {}
    for finding in row.findings.all():
        name = field_of_finding(finding.rule, finding.quote, row.kind, row.data)
        findings.setdefault(name, []).append(finding_line(finding, row))
    out = []
    for name in FIELDS[row.kind]:
        mark = field_level(row.data, name)
        if name in ("lead", "coordinating") and mark != Level.ABSENT:
            mark = _units_level(row, name)
        shape, word = LEVEL_WORDS[mark]
        field: dict[str, Any] = {
            "name": name, "label": FIELD_WORDS[name], "shape": shape, "word": word, "level": str(mark),
            "findings": findings.get(name, []), "main": name == MAIN[row.kind], "hint": (hints or {}).get(name),
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


def finding_line(finding: PlanFinding, row: PlanRow | None) -> dict[str, Any]:
    """A finding in words. `fixable`: its suggestion can be written into the row; `corrected`: a person changed it."""
    shape, word, tone = SEVERITY_WORDS.get(finding.severity, SEVERITY_WORDS["info"])
    return {
        "finding": finding,
        "shape": shape,
        "word": word,
        "tone": tone,
        "outcome": OUTCOME_WORDS[finding.outcome],
        "fixable": bool(row and fixed(row.kind, row.data, finding.quote, finding.fix)),
        "corrected": bool(row and corrections(row.kind, row.read, row.data)),
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
            **finding_line(finding, finding.row),
            "row": finding.row,
            "row_name": row_name(finding.row) if finding.row else "",
        }
        for finding in found
    ]


def _history(version: PlanVersion, row: PlanRow) -> list[dict[str, Any]]:
    """The latest steps that touched the row, newest first."""
    steps = version.changes.select_related("by").defer("before")[:60]
    touching = [step for step in steps if any(one["id"] == row.pk for one in step.after["rows"])]
    return [{"change": step, "words": CHANGE_WORDS.get(step.what, step.what)} for step in touching[:8]]


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
