"""The self-score out as a workbook and in again, and the differences over the years."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.orgs.web import page, requires
from thuocdo.scoring.actions.assessment.self_import import SheetError, import_self_scores
from thuocdo.scoring.queries.assessment.self_sheet import workbook_of
from thuocdo.scoring.queries.assessment.verifying import by_criterion, by_unit, differences
from thuocdo.scoring.views.assessment.common import answers_locks, person_of, with_assessment
from thuocdo.scoring.views.card import head_of
from thuocdo.scoring.views.common import subject_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Right.SCORE_READ)
def export(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """“Xuất XLSX”."""
    _subject, assessment = with_assessment(request, code, period)
    answer = HttpResponse(workbook_of(assessment), content_type=XLSX)
    name = f"tu-cham-{assessment.unit.code or assessment.unit_id}-{period}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@requires(Right.SCORE_READ)
@answers_locks
def take_in(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """“Nhập XLSX”: all lines or none, each mistake by its cell."""
    subject, assessment = with_assessment(request, code, period)
    upload = request.FILES.get("tep")
    context = head_of(request, subject) | {
        "heading": _("Nhập bản tự chấm từ Excel"),
        "cells": (),
        "failed": True,
        "page_link": subject.link("self_score"),
    }
    try:
        if upload is None:
            raise InputError(_("Hãy chọn tệp .xlsx xuất từ trang tự chấm."))
        changed = import_self_scores(
            assessment=assessment, file=cast(BinaryIO, upload), by=person_of(request), now=timezone.now()
        )
    except SheetError as error:
        context |= {"error": str(error), "cells": error.cells}
        return page(request, "scoring/self_import.html", context, status=422)
    except InputError as error:
        context |= {"error": str(error)}
        return page(request, "scoring/self_import.html", context, status=422)
    messages.success(request, _("Đã nhập %(n)s tiêu chí từ tệp.") % {"n": changed})
    return HttpResponseRedirect(subject.link("self_score"))


@requires(Right.SCORE_READ)
def differences_page(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Self-score minus verified score over the years, by criterion, and by unit for a province."""
    subject = subject_of(request, code, period)
    if subject.version is None:
        raise Http404
    rights = request.rights  # type: ignore[attr-defined]
    units = [subject.unit]
    if subject.unit.kind == UnitKind.PROVINCE:
        reach = rights.reach(Right.SCORE_READ)
        units = list(Unit.objects.filter(reach, province=subject.unit, kind=UnitKind.COMMUNE))
    years, rows = differences(units, code, period)
    names = {leaf.code: leaf.name for leaf in subject.version.framework.leaves()}
    context = head_of(request, subject) | {
        "heading": _("Chênh lệch tự chấm và thẩm định"),
        "years": years,
        "criteria": by_criterion(rows, years, names),
        "units": by_unit(rows, years) if len(units) > 1 else [],
        "several": len(units) > 1,
        "crumbs": [(_("Chấm điểm"), "/lam-viec/cham-diem/"), (_("Bảng điểm"), subject.link("card"))],
    }
    return page(request, "scoring/differences.html", context)
