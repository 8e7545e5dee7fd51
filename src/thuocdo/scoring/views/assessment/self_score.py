"""W20 Tự chấm điểm: complete and on time, with evidence."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.criteria.rules.model import Criterion
from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.scoring.actions.assessment.evidence import add_evidence
from thuocdo.scoring.actions.assessment.locks import ConflictError, lock_on, require_open
from thuocdo.scoring.actions.assessment.reopening import ask_reopening
from thuocdo.scoring.actions.assessment.self_scores import (
    NotReadyError,
    SelfScore,
    answer_request,
    close_self_score,
    draft_explanation,
    save_self_score,
    send_back_self_score,
    send_self_score,
)
from thuocdo.scoring.models import Assessment, CriterionScore
from thuocdo.scoring.queries.assessment.assessments import (
    assessment_of,
    checklist,
    leaves_of,
    line_of,
    scores_of,
    totals_of,
)
from thuocdo.scoring.queries.card import current_run, nodes_by_code, result_of
from thuocdo.scoring.rules.assessment.states import AssessmentState, Gap, gap_of
from thuocdo.scoring.rules.model import Scored
from thuocdo.scoring.views.assessment.common import (
    Context,
    answers_locks,
    person_of,
    points_of,
    score_in,
    with_assessment,
)
from thuocdo.scoring.views.assessment.handing_in import paper_in
from thuocdo.scoring.views.card import head_of
from thuocdo.scoring.views.common import Subject, subject_of
from thuocdo.scoring.words_assessment import (
    ASSESSMENT_SHAPES,
    ASSESSMENT_WORDS,
    GAP_WORDS,
    LOCK_TITLES,
    VERDICT_REASONS,
    VERDICT_WORDS,
    WAYS_OUT,
    lock_sentence,
)

FILTERS = ("thieu", "giai-trinh", "bi-tra")
PAGE = "scoring/self_score.html"


@dataclass(frozen=True)
class Row:
    """One criterion in the list."""

    score: CriterionScore
    leaf: Criterion
    gap: Gap | None
    field: str

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return self.gap is None


@requires(Right.SCORE_READ)
def self_score(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The list of criteria and one of them."""
    subject = subject_of(request, code, period)
    found = assessment_of(subject.unit, code, period)
    if found is None:
        context = head_of(request, subject) | {"heading": _("Tự chấm điểm")}
        return page(request, "scoring/self_score_none.html", _crumbs(subject, context))
    return _show(request, subject, found, request.GET.get("tc", ""))


def _show(
    request: HttpRequest,
    subject: Subject,
    assessment: Assessment,
    which: str,
    *,
    error: str = "",
    status: int = 200,
    conflict: Context | None = None,
) -> HttpResponse:
    rows = rows_of(assessment)
    wanted = request.GET.get("loc", "")
    shown = [row for row in rows if _fits(row, wanted)]
    scored = [row for row in rows if not row.score.by_survey or not assessment.round.with_survey]
    open_row = next((row for row in rows if row.score.code == which), None)
    if open_row is None:
        open_row = next((row for row in shown if not row.done), shown[0] if shown else None)
    state = AssessmentState(assessment.state)
    rights = request.rights  # type: ignore[attr-defined]
    run = current_run(subject.unit, subject.code, subject.period)
    fits = run is not None and run.framework_id == assessment.round.framework_id
    nodes = nodes_by_code(result_of(run)) if run is not None and fits else {}
    context = head_of(request, subject) | {
        "heading": _("Tự chấm điểm"),
        "assessment": assessment,
        "round": assessment.round,
        "state": state,
        "state_word": ASSESSMENT_WORDS[state],
        "state_shape": ASSESSMENT_SHAPES[state],
        "rows": shown,
        "wanted": wanted,
        "done": sum(row.done for row in scored),
        "all": len(scored),
        "counts": {name: sum(_fits(row, name) for row in rows) for name in FILTERS},
        "totals": totals_of(assessment.round.framework.framework, [row.score for row in rows]),
        "page_link": subject.link("self_score"),
        "may_close": state is AssessmentState.DRAFT and rights.can(Right.SCORE_ENTER, subject.unit),
        "may_send": state is AssessmentState.CLOSED and rights.can(Right.SCORE_SUBMIT, subject.unit),
        "may_ask": rights.can(Right.SCORE_ENTER, subject.unit)
        or rights.can(Right.SCORE_SUBMIT, subject.unit),
        "may_write": rights.can(Right.SCORE_ENTER, subject.unit),
        "reopenings": list(assessment.reopenings.all()[:5]),
        "error": error,
        "failed": bool(error),
        "conflict": conflict,
    }
    if open_row is not None:
        context |= _one(request, open_row, assessment, nodes.get(open_row.score.code), rows)
    if error and not conflict:
        context["typed"] = request.POST
    return page(request, PAGE, _crumbs(subject, context), status=status)


def rows_of(assessment: Assessment) -> list[Row]:
    """Every criterion with what it lacks and the field it stands in."""
    framework = assessment.round.framework.framework
    leaves = leaves_of(framework)
    fields = {leaf.code: field.name for field in framework.criteria for leaf in field.walk()}
    found = []
    for score in scores_of(assessment):
        leaf = leaves[score.code]
        gap = gap_of(line_of(score, leaf, with_survey=assessment.round.with_survey))
        found.append(Row(score, leaf, gap, fields[score.code]))
    return found


def _one(
    request: HttpRequest, row: Row, assessment: Assessment, node: Scored | None, rows: list[Row]
) -> Context:
    score, now = row.score, timezone.now()
    lock = lock_on(score, by=person_of(request), now=now)
    codes = [one.score.code for one in rows]
    at = codes.index(score.code)
    return {
        "row": row,
        "score": score,
        "leaf": row.leaf,
        "node": node,
        "gap_word": GAP_WORDS[row.gap] if row.gap else "",
        "lock": lock,
        "lock_title": LOCK_TITLES[lock.kind] if lock else "",
        "lock_text": lock_sentence(lock) if lock else "",
        "way_out": WAYS_OUT[lock.kind] if lock else "",
        "surveyed": score.by_survey and assessment.round.with_survey,
        "lines": checklist(row.leaf, score.evidence.all(), assessment.period),
        "verdicts": VERDICT_WORDS,
        "verdict_reasons": VERDICT_REASONS,
        "before_code": codes[at - 1] if at else "",
        "after_code": codes[at + 1] if at + 1 < len(codes) else "",
        "disputes": list(score.disputes.prefetch_related("messages")),
    }


def _fits(row: Row, wanted: str) -> bool:
    if wanted == "thieu":
        return not row.done
    if wanted == "giai-trinh":
        return bool(row.score.explanation)
    if wanted == "bi-tra":
        return row.score.asked
    return True


def _crumbs(subject: Subject, context: Context) -> Context:
    context["crumbs"] = [*context["crumbs"], (_("Bảng điểm"), subject.link("card"))]
    return context


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def save(request: HttpRequest, code: str, period: str, which: str) -> HttpResponse:
    """“Lưu và sang tiêu chí sau”."""
    subject, assessment = with_assessment(request, code, period)
    score, person = score_in(assessment, which), person_of(request)
    posted = request.POST
    stamp = posted.get("dau", "")
    try:
        take = posted.get("cach") != "tu-ghi"
        given = SelfScore(
            take=take,
            points=None if take else points_of(posted.get("diem", ""), label=_("(để trống)")),
            explanation=posted.get("giai_trinh", ""),
            note=posted.get("ghi_chu", ""),
        )
        saved = save_self_score(
            score=score,
            given=given,
            by=person,
            now=timezone.now(),
            stamp=int(stamp) if stamp.isdigit() else None,
        )
    except ConflictError as error:
        return _show(
            request,
            subject,
            assessment,
            which,
            error=str(error),
            status=409,
            conflict=_conflict(request, error.now),
        )
    except InputError as error:
        return _show(request, subject, assessment, which, error=str(error), status=422)
    messages.success(request, _("Đã lưu tiêu chí %(code)s.") % {"code": saved.code})
    codes = [row.code for row in assessment.scores.all()]
    after = codes[min(codes.index(which) + 1, len(codes) - 1)]
    return HttpResponseRedirect(subject.link("self_score", tc=after))


def _conflict(request: HttpRequest, now: CriterionScore) -> Context:
    """“Của bạn | Hiện tại” for what both touched."""
    posted = request.POST
    mine = posted.get("diem", "") if posted.get("cach") == "tu-ghi" else _("theo cách tính")
    fields = [(_("Điểm"), mine, "own" if now.own else "computed", now.self_points)]
    return {
        "who": now.saved_as,
        "at": now.saved_at,
        "fields": fields,
        "mine": posted.get("giai_trinh", ""),
        "theirs": now.explanation,
        "stamp": now.stamp,
        "differs": posted.get("giai_trinh", "").strip() != now.explanation.strip(),
    }


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def keep_draft(request: HttpRequest, code: str, period: str, which: str) -> HttpResponse:
    """Autosave of the explanation; the answer replaces the line that says so."""
    _subject, assessment = with_assessment(request, code, period)
    score = score_in(assessment, which)
    stamp = request.POST.get("dau", "")
    context: Context = {"score": score}
    try:
        context["score"] = draft_explanation(
            score=score,
            explanation=request.POST.get("giai_trinh", ""),
            note=request.POST.get("ghi_chu", ""),
            by=person_of(request),
            now=timezone.now(),
            stamp=int(stamp) if stamp.isdigit() else -1,
        )
        context["at"] = timezone.localtime()
    except ConflictError as error:
        context |= {"conflict": error.now}
    return page(request, "scoring/parts/draft_kept.html", context)


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def add_paper(request: HttpRequest, code: str, period: str, which: str) -> HttpResponse:
    """Hand in a document for a line of the checklist."""
    subject, assessment = with_assessment(request, code, period)
    score, person, now = score_in(assessment, which), person_of(request), timezone.now()
    require_open(score, by=person, now=now)  # before the file is kept
    try:
        file, given = paper_in(request, by=person, now=now)
        add_evidence(score=score, file=file, given=given, by=person, now=now)
    except InputError as error:
        return _show(request, subject, assessment, which, error=str(error), status=422)
    messages.success(request, _("Đã nộp tài liệu cho tiêu chí %(code)s.") % {"code": which})
    return HttpResponseRedirect(subject.link("self_score", tc=which) + "#tai-lieu")


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def answer(request: HttpRequest, code: str, period: str, which: str) -> HttpResponse:
    """“Gửi phần bổ sung”."""
    subject, assessment = with_assessment(request, code, period)
    answer_request(score=score_in(assessment, which), by=person_of(request), now=timezone.now())
    messages.success(request, _("Đã báo người thẩm định: phần bổ sung đã có."))
    return HttpResponseRedirect(subject.link("self_score", tc=which))


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def close(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """“Chốt tự chấm, trình Chủ tịch”."""
    subject, assessment = with_assessment(request, code, period)
    try:
        close_self_score(assessment=assessment, by=person_of(request), now=timezone.now())
    except NotReadyError as error:
        return _show(request, subject, assessment, error.first, error=str(error), status=422)
    messages.success(request, _("Đã chốt tự chấm và trình lãnh đạo duyệt."))
    return HttpResponseRedirect(subject.link("self_score"))


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def send(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """“Duyệt và gửi thẩm định”."""
    subject, assessment = with_assessment(request, code, period)
    send_self_score(assessment=assessment, by=person_of(request), now=timezone.now())
    messages.success(request, _("Đã duyệt và gửi bản tự chấm đi thẩm định."))
    return HttpResponseRedirect(subject.link("self_score"))


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def send_back(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """“Trả lại”."""
    subject, assessment = with_assessment(request, code, period)
    why = request.POST.get("ly_do", "")
    send_back_self_score(assessment=assessment, why=why, by=person_of(request), now=timezone.now())
    messages.success(request, _("Đã trả lại bản tự chấm."))
    return HttpResponseRedirect(subject.link("self_score"))


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def reopen(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """“Đề nghị mở duyệt”, “Yêu cầu mở lại kỳ”."""
    subject, assessment = with_assessment(request, code, period)
    reason = request.POST.get("ly_do", "")
    ask_reopening(assessment=assessment, reason=reason, by=person_of(request), now=timezone.now())
    messages.success(request, _("Đã gửi đề nghị mở lại; người thứ hai ở cấp tỉnh xem xét."))
    return HttpResponseRedirect(subject.link("self_score"))
