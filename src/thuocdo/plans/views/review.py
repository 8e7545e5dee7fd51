"""W09: a person confirms, row by row, that the data say what the paper says. The acts on the whole plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

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
from thuocdo.plans.forms import HeadForm
from thuocdo.plans.models import (
    PlanVersion,
    RowKind,
    RowState,
    VersionState,
)
from thuocdo.plans.queries.exports import DOCX, XLSX, comment_sheet, rows_workbook
from thuocdo.plans.queries.plans import plans_to_compare_with
from thuocdo.plans.queries.review import (
    HEAD,
    LOOK,
    TABS,
    certain_rows,
    with_details,
)
from thuocdo.plans.views.common import (
    crumbs_of,
    explained,
    person_of,
    review_or_404,
    rights_of_request,
)
from thuocdo.plans.views.review_page import Shown, address, after, answer, line_of
from thuocdo.plans.words import (
    CHANGE_WORDS,
    TAB_WORDS,
)


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
    number = request.GET.get("trang", "")
    shown = Shown(
        plan,
        version,
        tab,
        wanted=int(wanted) if wanted.isdecimal() else 0,
        splitting=request.GET.get("tach") == "1",
        page=int(number) if number.isdecimal() else None,
    )
    return answer(request, shown)


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
        "rows": [line_of(row) for row in certain_rows(version)],
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
