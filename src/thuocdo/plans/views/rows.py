"""W09: what is done to one row: save, confirm, split, merge, drop, move, claim, decide a finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import requires
from thuocdo.plans.actions import (
    Conflict,
    FieldError,
    claim_row,
    confirm_row,
    decide_finding,
    drop_row,
    edit_row,
    merge_rows,
    move_row,
    restore_row,
    set_rhythm,
    split_row,
)
from thuocdo.plans.forms import DecisionForm, RowForm
from thuocdo.plans.models import PlanFinding, PlanRow
from thuocdo.plans.queries.review import LOOK, next_row, review_state, with_details
from thuocdo.plans.queries.units import unit_choices
from thuocdo.plans.views.common import explained, person_of, review_or_404
from thuocdo.plans.views.review_page import Shown, after, answer, doubt_words, fields_of, undo_words
from thuocdo.plans.words import TAB_WORDS, row_name


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def row_save(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Keep what is in the form. With htmx (autosave) only the marks beside the fields come back."""
    shown, row = _of(request, pk, row_pk)
    form = _form(shown, row, request)
    if not form.is_valid():
        return _unsaved(request, shown, row, form)
    try:
        row = _save(request, row, form)
    except Conflict as error:
        return _conflict(request, shown, row, error)
    except FieldError as error:
        _put_error(form, error)
        return _unsaved(request, shown, row, form)
    if _by_itself(request):
        return _saved(request, shown, row)
    shown.row, shown.told = _fresh(row), _("Đã lưu.")
    return after(request, shown)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def row_confirm(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Store the form, confirm the row, open the next one that waits."""
    shown, row = _of(request, pk, row_pk)
    form = _form(shown, row, request)
    if not form.is_valid():
        return _errors(request, shown, row, form)
    try:
        confirmed = confirm_row(
            row=row,
            changes=_changes(request, form),
            stamp=form.cleaned_data["stamp"],
            by=person_of(request),
            now=timezone.now(),
        )
        _rhythm_for_all(request, row, form)
    except Conflict as error:
        return _conflict(request, shown, row, error)
    except FieldError as error:
        _put_error(form, error)
        return _errors(request, shown, row, form)
    shown.row = next_row(shown.version, shown.tab, confirmed)
    shown.told = _("Đã xác nhận %(row)s.") % {"row": row_name(confirmed)}
    return after(request, shown)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def row_split(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    def split(row: PlanRow, stamp: int | None) -> PlanRow:
        at = request.POST.get("at", "")
        if not at.isdecimal():
            raise FieldError("text", _("Hãy chọn chỗ tách."))
        return split_row(row=row, at=int(at), stamp=stamp, by=person_of(request), now=timezone.now())[0]

    return _shape(request, pk, row_pk, split, _("Đã tách dòng."))


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def row_merge(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    def merge(row: PlanRow, stamp: int | None) -> PlanRow:
        return merge_rows(row=row, stamp=stamp, by=person_of(request), now=timezone.now())

    return _shape(request, pk, row_pk, merge, _("Đã gộp với dòng trên."))


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def row_drop(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Drop the row and go on; a dropped row is brought back by the same button."""
    shown, row = _of(request, pk, row_pk)
    dropped = row.state == "dropped"
    try:
        if dropped:
            shown.row = _fresh(restore_row(row=row, by=person_of(request), now=timezone.now()))
        else:
            drop_row(row=row, stamp=_stamp(request), by=person_of(request), now=timezone.now())
            shown.row = next_row(shown.version, shown.tab, row)
    except Conflict as error:
        return _conflict(request, shown, row, error)
    words = _("Đã đưa trở lại: %(row)s.") if dropped else _("Đã bỏ: %(row)s. Hoàn tác được bằng “Hoàn tác”.")
    shown.told = words % {"row": row_name(row)}
    return after(request, shown)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def row_move(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    shown, row = _of(request, pk, row_pk)
    step = -1 if request.POST.get("len") else 1
    shown.row = _fresh(move_row(row=row, step=step, by=person_of(request), now=timezone.now()))
    shown.told = _("Đã chuyển chỗ dòng.")
    return after(request, shown)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def row_claim(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Say that this person looks at the row; answers with who else does."""
    _shown, row = _of(request, pk, row_pk)
    other = claim_row(row=row, by=person_of(request), now=timezone.now())
    return render(request, "plans/parts/claim.html", {"other": other})


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def finding_decide(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    """A decision about a finding, from its place under a field or from the list of findings."""
    plan, _newest = review_or_404(request, pk)
    finding = (
        PlanFinding.objects.select_related("version__plan__unit", "row")
        .filter(pk=finding_pk, version__plan=plan)
        .first()
    )
    if finding is None:
        raise Http404
    tab = request.POST.get("tab", "")
    shown = Shown(plan, finding.version, tab if tab in TAB_WORDS else "phat-hien")
    reason = request.POST.get(f"reason_{finding.pk}") or request.POST.get("reason") or ""
    decision = DecisionForm({"outcome": request.POST.get("outcome"), "reason": reason})
    kept = _keep_typed(request, shown, finding)
    if kept is not None:
        return kept
    try:
        if not decision.is_valid():
            raise FieldError(
                "reason", " ".join(str(e) for errors in decision.errors.values() for e in errors)
            )
        decide_finding(
            finding=finding,
            outcome=decision.cleaned_data["outcome"],
            reason=decision.cleaned_data["reason"],
            by=person_of(request),
            now=timezone.now(),
        )
        accepted = decision.cleaned_data["outcome"] == PlanFinding.ACCEPTED
        shown.told = _("Đã sửa dòng theo gợi ý.") if accepted else _("Đã ghi quyết định về phát hiện.")
    except FieldError as error:
        shown.problem, shown.status = str(error), 422
    if finding.row_id and tab != "phat-hien":
        shown.row = _fresh(finding.row)  # type: ignore[arg-type]
    return answer(request, shown) if shown.status != 200 else after(request, shown)


def _keep_typed(request: HttpRequest, shown: Shown, finding: PlanFinding) -> HttpResponse | None:
    """What stands in the row's form is kept before a finding under one of its fields is decided.

    None: it is kept, or the decision came from the list of findings; otherwise the answer that says why not.
    """
    if finding.row is None or "stamp" not in request.POST:
        return None
    row = _fresh(finding.row)
    form = _form(shown, row, request)
    if not form.is_valid():
        return _errors(request, shown, row, form)
    try:
        _save(request, row, form)
    except Conflict as error:
        return _conflict(request, shown, row, error)
    except FieldError as error:
        _put_error(form, error)
        return _errors(request, shown, row, form)
    return None


def _of(request: HttpRequest, pk: int, row_pk: int) -> tuple[Shown, PlanRow]:
    plan, _newest = review_or_404(request, pk)
    rows = PlanRow.objects.filter(pk=row_pk, version__plan=plan)
    row = with_details(rows).select_related("version__plan__unit").first()
    if row is None:
        raise Http404
    tab = request.POST.get("tab", "")
    return Shown(plan, row.version, tab if tab in TAB_WORDS else LOOK, row=row), row


def _form(shown: Shown, row: PlanRow, request: HttpRequest) -> RowForm:
    nameable, assignable = unit_choices(shown.plan.unit)
    return RowForm(row, nameable=nameable, assignable=assignable, data=request.POST)


def _save(request: HttpRequest, row: PlanRow, form: RowForm) -> PlanRow:
    row = edit_row(
        row=row,
        changes=_changes(request, form),
        stamp=form.cleaned_data["stamp"],
        by=person_of(request),
        now=timezone.now(),
    )
    _rhythm_for_all(request, row, form)
    return row


def _changes(request: HttpRequest, form: RowForm) -> dict[str, Any]:
    """What the form holds; after a conflict without the fields where the other person's value is to stay."""
    taken = request.POST.getlist("theirs")
    return {key: value for key, value in form.changes().items() if key not in taken}


def _rhythm_for_all(request: HttpRequest, row: PlanRow, form: RowForm) -> None:
    if form.cleaned_data.get("rhythm_all") and form.cleaned_data.get("rhythm"):
        set_rhythm(
            version=row.version, rhythm=form.cleaned_data["rhythm"], by=person_of(request), now=timezone.now()
        )


def _shape(
    request: HttpRequest, pk: int, row_pk: int, act: Callable[[PlanRow, int | None], PlanRow], told: str
) -> HttpResponse:
    shown, row = _of(request, pk, row_pk)
    try:
        shown.row = _fresh(act(row, _stamp(request)))
        shown.told = told
    except Conflict as error:
        return _conflict(request, shown, row, error)
    except FieldError as error:
        shown.problem, shown.status = str(error), 422
        return answer(request, shown)
    return after(request, shown)


def _conflict(request: HttpRequest, shown: Shown, row: PlanRow, error: Conflict) -> HttpResponse:
    """Both versions stay on the page: the stored one in the form, this person's beside it to choose from."""
    fresh = with_details(PlanRow.objects.filter(pk=row.pk)).select_related("version__plan__unit").first()
    shown.row, shown.conflict, shown.status = fresh, error if fresh else None, 409
    if fresh is None or not error.clashes:
        shown.problem, shown.conflict = str(error), None
        return answer(request, shown)
    mine = {
        key: request.POST.get(key, "") for key in request.POST if key not in ("stamp", "csrfmiddlewaretoken")
    }
    nameable, assignable = unit_choices(shown.plan.unit)
    initial = _merged_initial(fresh, error, mine)
    shown.form = RowForm(fresh, nameable=nameable, assignable=assignable, initial=initial)
    return answer(request, shown)


def _merged_initial(row: PlanRow, error: Conflict, mine: dict[str, str]) -> dict[str, Any]:
    """The form after a conflict shows this person's words in the fields that clash; nothing typed is lost."""
    keys: set[str] = set()
    for name in error.mine:
        if name == "deadline":
            keys |= {"deadline_text", "deadline_kind", "deadline_start", "deadline_end"}
        elif name.startswith("unit:"):
            pk = name.removeprefix("unit:")
            keys |= {f"unit_{pk}", f"keep_{pk}"}
        else:
            keys.add(name)
    return {key: mine[key] for key in keys if key in mine}


def _saved(request: HttpRequest, shown: Shown, row: PlanRow) -> HttpResponse:
    row = _fresh(row)
    nameable, assignable = unit_choices(shown.plan.unit)
    form = RowForm(row, nameable=nameable, assignable=assignable)
    state = review_state(shown.version, person_of(request).pk)
    context = {
        "row": row,
        "plan": shown.plan,
        "version": shown.version,
        "tab": shown.tab,
        "form": form,
        "fields": fields_of(row, form),
        "doubts": doubt_words(row),
        "state": state,
        "undo_words": undo_words(state),
        "editable": True,
        "saved_at": timezone.now(),
    }
    return render(request, "plans/parts/saved.html", context)


def _by_itself(request: HttpRequest) -> bool:
    """Whether the form saves itself. Said in the address: htmx sends a form's hx-vals with its buttons too."""
    return "tu-luu" in request.GET


def _unsaved(request: HttpRequest, shown: Shown, row: PlanRow, form: RowForm) -> HttpResponse:
    if _by_itself(request):
        return render(request, "plans/parts/unsaved.html", {"form": form}, status=422)
    return _errors(request, shown, row, form)


def _errors(request: HttpRequest, shown: Shown, row: PlanRow, form: RowForm) -> HttpResponse:
    shown.row, shown.form, shown.status = row, form, 422
    return answer(request, shown)


def _put_error(form: RowForm, error: FieldError) -> None:
    name = error.field.replace("unit:", "unit_") if error.field.startswith("unit:") else error.field
    name = "deadline_end" if name == "deadline" else name
    form.add_error(name if name in form.fields else None, str(error))


def _fresh(row: PlanRow) -> PlanRow:
    found = with_details(PlanRow.objects.filter(pk=row.pk)).select_related("version__plan__unit").first()
    if found is None:
        raise Http404
    return found


def _stamp(request: HttpRequest) -> int | None:
    value = request.POST.get("stamp", "")
    return int(value) if value.isdecimal() else None
