"""Documents of the checklist, and the threads of disputes."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.documents.serving import attachment
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import requires
from thuocdo.scoring.actions.assessment.disputes import open_dispute, say_in_dispute, settle_dispute
from thuocdo.scoring.actions.assessment.evidence import remove_evidence
from thuocdo.scoring.models import Assessment, CriterionScore, Dispute, EvidenceLink
from thuocdo.scoring.queries.positions import belongs
from thuocdo.scoring.views.assessment.common import (
    answers_locks,
    person_of,
    points_of,
    score_in,
    with_assessment,
)
from thuocdo.scoring.views.common import today

BASE = "/lam-viec/cham-diem"


def may_read(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether the person reads the assessment: their own authority's, or one below the province they work for."""
    rights, own = request.rights, request.working_unit  # type: ignore[attr-defined]
    home = own.authority_id if own is not None else None
    return bool(assessment.unit_id == home or rights.can(Right.SCORE_READ, assessment.unit))


@requires(Right.SCORE_READ)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for whoever may read the scores. A verifier of the same commune never gets it from the province."""
    link = EvidenceLink.objects.select_related("file", "score__assessment__unit").filter(pk=pk).first()
    if link is None or not may_read(request, link.score.assessment):
        raise Http404
    return cast(HttpResponse, attachment(link.file, link.name))


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def paper_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """“Bỏ tài liệu này”."""
    link = EvidenceLink.objects.select_related("score__assessment__unit").filter(pk=pk).first()
    if link is None or not may_read(request, link.score.assessment):
        raise Http404
    remove_evidence(link=link, by=person_of(request), now=timezone.now())
    messages.success(request, _("Đã bỏ tài liệu; bản đã nộp vẫn được lưu trong lịch sử."))
    return HttpResponseRedirect(_self_page(request, link.score))


def _self_page(request: HttpRequest, score: CriterionScore) -> str:
    one = score.assessment
    own = request.working_unit  # type: ignore[attr-defined]
    other = (
        "" if own is not None and own.authority_id == one.unit_id else f"&dv={one.unit.code or one.unit_id}"
    )
    return f"{BASE}/{one.framework_code}/{one.period}/tu-cham/?tc={score.code}{other}"


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def dispute(request: HttpRequest, code: str, period: str, which: str) -> HttpResponse:
    """“Kiến nghị xem xét lại”."""
    _subject, assessment = with_assessment(request, code, period)
    score = score_in(assessment, which)
    open_dispute(score=score, reason=request.POST.get("ly_do", ""), by=person_of(request), now=timezone.now())
    messages.success(request, _("Đã gửi kiến nghị xem xét lại tiêu chí %(code)s.") % {"code": which})
    return HttpResponseRedirect(_self_page(request, score))


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def dispute_say(request: HttpRequest, pk: int) -> HttpResponse:
    """Add to the thread, or answer it for good."""
    found = Dispute.objects.select_related("score__assessment__unit").filter(pk=pk).first()
    if found is None or not may_read(request, found.score.assessment):
        raise Http404
    person, now, posted = person_of(request), timezone.now(), request.POST
    what, text = posted.get("viec", ""), posted.get("noi_dung", "")
    score = found.score
    if what in ("giu", "doi"):
        if not request.rights.can(Right.SCORE_VERIFY, score.assessment.unit):  # type: ignore[attr-defined]
            raise PermissionDenied(_("Người thẩm định của tỉnh trả lời kiến nghị."))
        points = points_of(posted.get("diem", "")) if what == "doi" else None
        settle_dispute(dispute=found, points=points, text=text, by=person, now=now)
        messages.success(request, _("Đã trả lời kiến nghị."))
    else:
        say_in_dispute(dispute=found, text=text, by=person, now=now)
        messages.success(request, _("Đã ghi thêm vào kiến nghị."))
    one = score.assessment
    if verifies(request, one):
        return HttpResponseRedirect(f"{BASE}/{one.framework_code}/{one.period}/tham-dinh/?muc={score.pk}")
    return HttpResponseRedirect(_self_page(request, score))


def verifies(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether the person judges this unit."""
    rights = request.rights  # type: ignore[attr-defined]
    return bool(rights.can(Right.SCORE_VERIFY, assessment.unit)) and not belongs(
        person_of(request), assessment.unit, period=assessment.period, on=today()
    )
