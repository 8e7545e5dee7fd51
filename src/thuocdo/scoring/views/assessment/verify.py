"""W21 Thẩm định: a verifier of the province accepts, adjusts with a reason, or asks for more."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.scoring.actions.assessment.verifying import (
    OWN_UNIT,
    accept_outside_sample,
    accept_score,
    adjust_score,
    ask_for_more,
    hand_over,
    undo_decision,
)
from thuocdo.scoring.models import CriterionScore, Round
from thuocdo.scoring.queries.assessment.assessments import checklist, leaves_of
from thuocdo.scoring.queries.assessment.samples import sample_of
from thuocdo.scoring.queries.assessment.verifying import (
    Entry,
    earlier_years,
    newest_round,
    other_verifiers,
    queue_of,
    round_of,
)
from thuocdo.scoring.queries.card import nodes_by_code, result_of
from thuocdo.scoring.rules.assessment.states import AdjustReason, RoundState
from thuocdo.scoring.views.assessment.common import (
    Context,
    answers_locks,
    day_of,
    end_of,
    person_of,
    points_of,
)
from thuocdo.scoring.views.card import head_of
from thuocdo.scoring.views.common import Subject, subject_of, today
from thuocdo.scoring.words_assessment import (
    ADJUST_WORDS,
    DECISION_WORDS,
    ROUND_WORDS,
    SAMPLE_WORDS,
    VERDICT_REASONS,
    VERDICT_WORDS,
)


@requires(Right.SCORE_VERIFY)
def landing(request: HttpRequest) -> HttpResponse:
    """Where a verifier arrives: the round that runs."""
    found = newest_round(request.rights)  # type: ignore[attr-defined]
    if found is None:
        return page(request, "scoring/verify_none.html", {"heading": _("Thẩm định")})
    return HttpResponseRedirect(f"/lam-viec/cham-diem/{found.framework_code}/{found.period}/tham-dinh/")


@requires(Right.SCORE_VERIFY)
def verify(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The queue and one criterion."""
    subject, round = _round(request, code, period)
    return _show(request, subject, round, row_id(request.GET.get("muc", "")))


def _round(request: HttpRequest, code: str, period: str) -> tuple[Subject, Round]:
    subject = subject_of(request, code, period)
    found = round_of(subject.unit, code, period)
    if found is None:
        raise Http404
    return subject, found


def _queue(request: HttpRequest, subject: Subject, round: Round) -> tuple[list[Entry], list[Unit]]:
    unit = subject.unit if subject.unit.pk != round.host_id else None
    rights = request.rights  # type: ignore[attr-defined]
    return queue_of(round, rights, person_of(request), on=today(), unit=unit)


def _show(
    request: HttpRequest,
    subject: Subject,
    round: Round,
    which: int | None,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    entries, own = _queue(request, subject, round)
    wanted = request.GET.get("loc", "")
    shown = [entry for entry in entries if _fits(entry, wanted)]
    current = next((entry for entry in entries if entry.score.pk == which), None)
    if current is None:
        waiting = [entry for entry in shown if not entry.score.decision and not entry.score.asked]
        current = (waiting or shown or [None])[0]  # type: ignore[list-item]
    sample = sample_of(round)
    drawn = [entry for entry in entries if entry.place]
    left = [entry for entry in entries if not entry.place and not entry.score.decision]
    rights = request.rights  # type: ignore[attr-defined]
    context = head_of(request, subject) | {
        "heading": _("Thẩm định"),
        "round": round,
        "round_word": ROUND_WORDS[RoundState(round.state)],
        "running": round.state == RoundState.OPEN.value,
        "sample": sample,
        "drawn": len(drawn),
        "drawn_done": sum(bool(entry.score.decision) for entry in drawn),
        "left": len(left),
        "all_done": sum(bool(entry.score.decision) for entry in entries),
        "entries": shown,
        "all": len(entries),
        "wanted": wanted,
        "own": own,
        "own_text": _(OWN_UNIT),
        "sample_words": SAMPLE_WORDS,
        "page_link": subject.link("verify"),
        "bulk_link": subject.link("verify_bulk"),
        "runs_round": rights.can(Right.SCORE_ROUND, round.host),
        "error": error,
        "failed": bool(error),
        "typed": request.POST if error else {},
    }
    if current is not None:
        context |= _one(request, subject, current, entries)
    context["crumbs"] = [*context["crumbs"], (_("Bảng điểm"), subject.link("card"))]
    return page(request, "scoring/verify.html", context, status=status)


def _fits(entry: Entry, wanted: str) -> bool:
    if wanted == "mau":
        return entry.place > 0
    if wanted == "chua-xem":
        return not entry.score.decision and not entry.score.asked
    if wanted == "kien-nghi":
        return entry.score.disputes.filter(closed_at__isnull=True).exists()
    return True


def _one(request: HttpRequest, subject: Subject, entry: Entry, entries: list[Entry]) -> Context:
    score = CriterionScore.objects.select_related(
        "assessment__unit", "assessment__round__framework", "run__framework", "owner", "verifier"
    ).get(pk=entry.score.pk)
    assessment = score.assessment
    unit, period = assessment.unit, assessment.period
    leaf = leaves_of(assessment.round.framework.framework)[score.code]
    links = score.evidence.filter(removed_at__isnull=True).select_related("file")
    person = person_of(request)
    at = next(i for i, one in enumerate(entries) if one.score.pk == score.pk)
    node = nodes_by_code(result_of(score.run)).get(score.code) if score.run else None
    same = score.computed is None or score.self_points == score.computed
    return {
        "entry": entry,
        "score": score,
        "leaf": leaf,
        "node": node,
        "differs": not same,
        "lines": checklist(leaf, links, period),
        "verdicts": VERDICT_WORDS,
        "verdict_reasons": VERDICT_REASONS,
        "decision_words": DECISION_WORDS,
        "adjust_words": ADJUST_WORDS,
        "years": list(earlier_years(unit, assessment.framework_code, score.code, period)[:3]),
        "others": other_verifiers(unit, person, period=period, on=today()),
        "given_away": score.verifier_id is not None and score.verifier_id != person.pk,
        "disputes": list(score.disputes.prefetch_related("messages")),
        "decide_link": subject.link("decide", str(score.pk)),
        "next_pk": entries[at + 1].score.pk if at + 1 < len(entries) else None,
        "card_of_unit": f"/lam-viec/cham-diem/{assessment.framework_code}/{period}/{score.code}/"
        f"?dv={unit.code or unit.pk}",
    }


@require_POST
@requires(Right.SCORE_VERIFY)
@answers_locks
def decide(request: HttpRequest, code: str, period: str, pk: int) -> HttpResponse:
    """One decision on one criterion, then the next in the queue."""
    subject, round = _round(request, code, period)
    entries, _own = _queue(request, subject, round)
    score = (
        CriterionScore.objects.select_related("assessment__unit")
        .filter(pk=pk, assessment__round=round)
        .first()
    )
    if score is None or not request.rights.can(Right.SCORE_VERIFY, score.assessment.unit):  # type: ignore[attr-defined]
        raise Http404
    what = request.POST.get("viec", "")
    try:
        said = _act(request, score, what)
    except InputError as error:
        return _show(request, subject, round, pk, error=str(error), status=422)
    messages.success(request, said)
    keep = what in ("hoan-tac", "chuyen")
    order = [entry.score.pk for entry in entries]
    at = order.index(pk) if pk in order else 0
    after = pk if keep or at + 1 >= len(order) else order[at + 1]
    return HttpResponseRedirect(subject.link("verify", muc=str(after)))


def _act(request: HttpRequest, score: CriterionScore, what: str) -> str:
    person, now, posted = person_of(request), timezone.now(), request.POST
    match what:
        case "chap-nhan":
            accept_score(score=score, by=person, now=now)
            return _("Đã chấp nhận %(code)s (bản nháp).") % {"code": score.code}
        case "dieu-chinh":
            if posted.get("ma_ly_do", "") not in list(AdjustReason):
                raise InputError(_("Hãy chọn nhóm lý do điều chỉnh."))
            adjust_score(
                score=score,
                points=points_of(posted.get("diem", ""), label=_("(để trống)")),
                code=AdjustReason(posted["ma_ly_do"]),
                reason=posted.get("ly_do", ""),
                by=person,
                now=now,
            )
            return _("Đã điều chỉnh %(code)s (bản nháp).") % {"code": score.code}
        case "bo-sung":
            until = end_of(day_of(posted.get("den_ngay", ""), what=_("Ngày bổ sung")))
            ask_for_more(score=score, until=until, text=posted.get("can_gi", ""), by=person, now=now)
            return _("Đã gửi yêu cầu bổ sung %(code)s.") % {"code": score.code}
        case "hoan-tac":
            undo_decision(score=score, by=person, now=now)
            return _("Đã hoàn tác quyết định của %(code)s.") % {"code": score.code}
        case "chuyen":
            to = Person.objects.filter(pk=row_id(posted.get("nguoi", "")) or 0).first()
            if to is None:
                raise InputError(_("Hãy chọn người thẩm định khác."))
            hand_over(score=score, to=to, by=person, now=now)
            return _("Đã chuyển %(code)s cho người thẩm định khác.") % {"code": score.code}
    raise InputError(_("Hãy chọn một quyết định."))


@require_POST
@requires(Right.SCORE_VERIFY)
@answers_locks
def bulk(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """“Chấp nhận theo mẫu”."""
    subject, round = _round(request, code, period)
    done = accept_outside_sample(round=round, by=person_of(request), now=timezone.now())
    messages.success(
        request,
        _("Chấp nhận theo mẫu %(done)s tiêu chí; không làm %(left)s (đang chờ bổ sung hoặc của người khác).")
        % {"done": done.accepted, "left": done.left},
    )
    return HttpResponseRedirect(subject.link("verify"))
