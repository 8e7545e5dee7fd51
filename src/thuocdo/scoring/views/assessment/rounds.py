"""The province's rounds: open one, follow the communes, draw the sample, end, conclude, publish."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires
from thuocdo.scoring.actions.assessment.reopening import agree_reopening, refuse_reopening
from thuocdo.scoring.actions.assessment.rounds import (
    Windows,
    conclude_round,
    end_verification,
    enter_survey,
    open_round,
    publish_round,
)
from thuocdo.scoring.actions.assessment.samples import draw_sample
from thuocdo.scoring.models import CriterionScore, Reopening, Round
from thuocdo.scoring.queries.assessment.rounds import progress_of, rounds_in_reach, survey_rows
from thuocdo.scoring.queries.assessment.samples import sample_of, verdict_on
from thuocdo.scoring.queries.card import uses_of
from thuocdo.scoring.rules.assessment.sampling import Sizes
from thuocdo.scoring.rules.assessment.states import RoundState
from thuocdo.scoring.views.assessment.common import (
    Context,
    answers_locks,
    day_of,
    day_or_none,
    end_of,
    int_of,
    person_of,
    points_of,
    start_of,
)
from thuocdo.scoring.views.common import authority_of, today
from thuocdo.scoring.words_assessment import (
    ASSESSMENT_SHAPES,
    ASSESSMENT_WORDS,
    LOCK_TITLES,
    ROUND_WORDS,
    SAMPLE_WORDS,
)


@requires(Right.SCORE_ROUND)
@answers_locks
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds in reach, and the form that opens one."""
    host, _chosen = authority_of(request, Right.SCORE_ROUND)
    error = ""
    if request.method == "POST":
        try:
            return _open(request, host)
        except InputError as found:
            error = str(found)
    rights = request.rights  # type: ignore[attr-defined]
    context = {
        "heading": _("Đợt chấm điểm"),
        "host": host,
        "rounds": [(one, ROUND_WORDS[RoundState(one.state)]) for one in rounds_in_reach(rights)],
        "uses": [use for use in uses_of(host) if use.version.level == "commune"],
        "may_open": rights.can(Right.SCORE_ROUND, host),
        "error": error,
        "failed": bool(error),
        "typed": request.POST if error else {},
        "crumbs": [(_("Chấm điểm"), "/lam-viec/cham-diem/")],
    }
    return page(request, "scoring/rounds.html", context, status=422 if error else 200)


def _open(request: HttpRequest, host: object) -> HttpResponse:
    posted = request.POST
    code, _at, year = posted.get("bo", "").partition("@")
    use = next(
        (use for use in uses_of(host) if use.version.code == code and str(use.year) == year),  # type: ignore[arg-type]
        None,
    )
    if use is None:
        raise InputError(_("Hãy chọn bộ tiêu chí và năm."))
    windows = Windows(
        start_of(day_of(posted.get("tu_ngay", ""), what=_("Ngày bắt đầu tự chấm"))),
        end_of(day_of(posted.get("den_ngay", ""), what=_("Ngày hết hạn tự chấm"))),
        end_of(day_of(posted.get("tham_dinh", ""), what=_("Hạn thẩm định"))),
    )
    made = open_round(
        host=host,  # type: ignore[arg-type]
        version=use.version,
        period=year,
        windows=windows,
        with_survey=posted.get("dieu_tra") == "co",
        dispute_times=int_of(posted.get("so_lan", "1"), what=_("Số lần kiến nghị")),
        by=person_of(request),
        now=timezone.now(),
    )
    messages.success(request, _("Đã mở đợt chấm điểm và báo cho các xã, phường."))
    return HttpResponseRedirect(made.get_absolute_url())


def round_or_404(request: HttpRequest, pk: int) -> Round:
    """The round, for whoever runs it."""
    found = Round.objects.select_related("host", "framework", "opened_by").filter(pk=pk).first()
    if found is None or not request.rights.can(Right.SCORE_ROUND, found.host):  # type: ignore[attr-defined]
        raise Http404
    return found


@requires(Right.SCORE_ROUND)
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: progress of the units and the next step."""
    one = round_or_404(request, pk)
    sample = sample_of(one)
    state = RoundState(one.state)
    context: Context = {
        "verifies": request.rights.any(Right.SCORE_VERIFY),  # type: ignore[attr-defined]
        "heading": _("Đợt chấm điểm năm %(year)s") % {"year": one.period},
        "round": one,
        "framework": one.framework.framework,
        "state": state.value,
        "state_word": ROUND_WORDS[state],
        "progress": progress_of(one),
        "words": ASSESSMENT_WORDS,
        "shapes": ASSESSMENT_SHAPES,
        "reopenings": [
            (row, LOCK_TITLES[row.kind])  # type: ignore[index]
            for row in Reopening.objects.filter(assessment__round=one, agreed_at__isnull=True).select_related(
                "assessment__unit"
            )
        ],
        "sample": sample,
        "samples": one.samples.count(),
        "sample_words": SAMPLE_WORDS,
        "base": f"/lam-viec/cham-diem/{one.framework_code}/{one.period}/",
        "crumbs": [
            (_("Chấm điểm"), "/lam-viec/cham-diem/"),
            (_("Đợt chấm điểm"), "/lam-viec/cham-diem/dot/"),
        ],
    }
    return page(request, "scoring/round.html", context)


def _done(request: HttpRequest, one: Round, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(one.get_absolute_url())


@require_POST
@requires(Right.SCORE_ROUND)
@answers_locks
def round_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """“Kết thúc đợt thẩm định”, “Chốt kết luận”, “Công bố”."""
    one, person, now = round_or_404(request, pk), person_of(request), timezone.now()
    match step:
        case "ket-thuc":
            day = day_or_none(request.POST.get("kien_nghi_den", ""), what=_("Hạn kiến nghị"))
            until = end_of(day) if day else None
            end_verification(round=one, dispute_until=until, by=person, now=now)
            return _done(request, one, _("Đã kết thúc đợt thẩm định; các xã, phường xem được điểm và lý do."))
        case "ket-luan":
            conclude_round(round=one, by=person, now=now)
            return _done(request, one, _("Đã chốt kết luận."))
        case "cong-bo":
            publish_round(round=one, published_as=request.POST.get("quyet_dinh", ""), by=person, now=now)
            return _done(request, one, _("Đã công bố; từ nay không ai sửa được các số của đợt này."))
    raise Http404


@require_POST
@requires(Right.SCORE_ROUND)
@answers_locks
def round_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """“Rút mẫu”."""
    one, posted = round_or_404(request, pk), request.POST
    sizes = Sizes(
        int_of(posted.get("nguy_co", ""), what=_("Số tiêu chí theo lý do")),
        int_of(posted.get("ngau_nhien", ""), what=_("Số tiêu chí ngẫu nhiên")),
    )
    made = draw_sample(
        round=one,
        sizes=sizes,
        seed=posted.get("hat_giong", ""),
        why=posted.get("ly_do", ""),
        by=person_of(request),
        now=timezone.now(),
    )
    said = _("Đã rút mẫu %(n)s tiêu chí, hạt giống %(seed)s.") % {"n": made.items.count(), "seed": made.seed}
    return _done(request, one, said)


@require_POST
@requires(Right.SCORE_ROUND)
@answers_locks
def round_reopening(request: HttpRequest, pk: int, which: int) -> HttpResponse:
    """The second person agrees, or does not."""
    one, person, now = round_or_404(request, pk), person_of(request), timezone.now()
    found = Reopening.objects.filter(pk=which, assessment__round=one).first()
    if found is None:
        raise Http404
    if request.POST.get("viec") == "dong-y":
        until = end_of(day_of(request.POST.get("den_ngay", ""), what=_("Ngày mở đến")))
        agree_reopening(reopening=found, until=until, by=person, now=now)
        return _done(request, one, _("Đã đồng ý mở lại."))
    refuse_reopening(reopening=found, why=request.POST.get("ly_do", ""), by=person, now=now)
    return _done(request, one, _("Đã trả lời: không mở lại."))


@requires(Right.SCORE_ROUND)
@answers_locks
def round_survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Survey points of one unit, criterion by criterion, with their source."""
    one = round_or_404(request, pk)
    units = [row.assessment.unit for row in progress_of(one)]
    unit = next((u for u in units if str(u.pk) == request.GET.get("xa", "")), units[0] if units else None)
    rows = survey_rows(one, unit)
    error = ""
    if request.method == "POST":
        try:
            for row in rows:
                _survey_of(request, row)
        except InputError as found:
            error = str(found)
        if not error:
            messages.success(request, _("Đã ghi điểm điều tra xã hội học."))
            return HttpResponseRedirect(f"{request.path}?xa={unit.pk if unit else ''}")
        rows = survey_rows(one, unit)
    context = {
        "heading": _("Điểm điều tra xã hội học"),
        "round": one,
        "units": units,
        "unit": unit,
        "rows": [(row, request.POST.get(f"diem_{row.pk}", "") if error else None) for row in rows],
        "source": request.POST.get("nguon", "")
        or next((row.survey_source for row in rows if row.survey_source), ""),
        "error": error,
        "failed": bool(error),
        "names": {leaf.code: leaf.name for leaf in one.framework.framework.leaves()},
        "crumbs": [(_("Đợt chấm điểm"), one.get_absolute_url())],
    }
    return page(request, "scoring/round_survey.html", context, status=422 if error else 200)


def _survey_of(request: HttpRequest, row: CriterionScore) -> None:
    typed = request.POST.get(f"diem_{row.pk}", "").strip()
    if not typed:
        return
    points = points_of(typed)
    source = request.POST.get("nguon", "")
    if row.survey_points == points and row.survey_source == source.strip():
        return
    enter_survey(score=row, points=points, source=source, by=person_of(request), now=timezone.now())


@requires(Right.SCORE_ROUND, Right.SCORE_VERIFY)
def round_error(request: HttpRequest, pk: int) -> HttpResponse:
    """“Xem sai số ước tính”: what the sample says of the rest."""
    one = Round.objects.select_related("host", "framework").filter(pk=pk).first()
    rights = request.rights  # type: ignore[attr-defined]
    if one is None or not (
        rights.can(Right.SCORE_ROUND, one.host) or rights.can(Right.SCORE_VERIFY, one.host)
    ):
        raise Http404
    verdict = verdict_on(one)
    if verdict is None:
        reason = _("Đợt này chưa rút mẫu nên chưa nêu được sai số.")
        return refused(request, Refusal(_("Chưa có mẫu"), reason), status=404)
    context = {
        "heading": _("Sai số ước tính"),
        "round": one,
        "verdict": verdict,
        "estimate": verdict.estimate,
        "items": list(verdict.sample.items.select_related("score__assessment__unit")),
        "sample_words": SAMPLE_WORDS,
        "at": today(),
        "crumbs": [
            (_("Thẩm định"), f"/lam-viec/cham-diem/{one.framework_code}/{one.period}/tham-dinh/")
            if rights.any(Right.SCORE_VERIFY)
            else (_("Đợt chấm điểm"), one.get_absolute_url())
        ],
    }
    return page(request, "scoring/round_error.html", context)
