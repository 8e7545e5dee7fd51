"""What the pages of assessment share: answers to locks, moments and points as people type them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.lib.errors import InputError
from thuocdo.lib.text.figures import read_figure
from thuocdo.orgs.models import Person
from thuocdo.orgs.web import Refusal, refused
from thuocdo.scoring.actions.assessment.locks import LockedError
from thuocdo.scoring.models import Assessment, CriterionScore
from thuocdo.scoring.queries.assessment.assessments import assessment_of
from thuocdo.scoring.rules.assessment.states import LockKind
from thuocdo.scoring.views.common import Subject, subject_of
from thuocdo.scoring.words_assessment import LOCK_TITLES, WAYS_OUT

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def answers_locks(view: View[P]) -> View[P]:
    """A view whose actions may meet a lock (423), another's matter (403) or a mistake (422): each in words."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LockedError as error:
            return locked(request, error)
        except PermissionDenied as error:
            return refused(request, Refusal(_("Bạn không làm được việc này"), str(error)), status=403)
        except InputError as error:
            return refused(
                request,
                Refusal(_("Chưa làm được"), str(error), link=back(request), way_out=_("Quay lại")),
                status=422,
            )

    return inner


def locked(request: HttpRequest, error: LockedError) -> HttpResponse:
    """The answer to a lock: its own sentence, who can open it, and the way there."""
    lock, link, way = error.lock, "", ""
    if lock.kind is not LockKind.RIGHT and not lock.final:
        link, way = back(request, "#mo-lai"), str(WAYS_OUT[lock.kind])
    return refused(
        request, Refusal(str(LOCK_TITLES[lock.kind]), str(error), link=link, way_out=way), status=lock.status
    )


def back(request: HttpRequest, mark: str = "") -> str:
    """The page above this address: where its form stands."""
    head, found, _rest = request.path.partition("/tu-cham/")
    if found:
        return f"{head}/tu-cham/{mark}"
    head, found, _rest = request.path.partition("/tham-dinh/")
    return f"{head}/tham-dinh/{mark}" if found else "/lam-viec/cham-diem/"


def person_of(request: HttpRequest) -> Person:
    """Who is signed in."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def with_assessment(request: HttpRequest, code: str, period: str) -> tuple[Subject, Assessment]:
    """The unit's assessment, 404 where no round was opened."""
    subject = subject_of(request, code, period)
    found = assessment_of(subject.unit, code, period)
    if found is None:
        raise Http404
    return subject, found


def score_in(assessment: Assessment, which: str) -> CriterionScore:
    """One criterion of the assessment."""
    row = assessment.scores.select_related("owner").filter(code=which).first()
    if row is None:
        raise Http404
    row.assessment = assessment
    return row


def points_of(text: str, *, label: str = "") -> Decimal:
    """Points as typed: "1,20". Raises InputError."""
    number = read_figure(text.strip()) if text.strip() else None
    if number is None:
        raise InputError(_("“%(text)s” không phải là số điểm; ghi dạng 1,20.") % {"text": text[:40] or label})
    return number


def day_of(text: str, *, what: str) -> dt.date:
    """A day as typed: 28/02/2026. Raises InputError."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  (a day, not a moment)
        except ValueError:
            continue
    raise InputError(
        _("%(what)s “%(text)s” không đúng; ghi dạng 28/02/2026.") % {"what": what, "text": text[:40]}
    )


def day_or_none(text: str, *, what: str) -> dt.date | None:
    """A day, or None where the field was left empty."""
    return day_of(text, what=what) if text.strip() else None


def end_of(day: dt.date) -> dt.datetime:
    """The last minute of a day in local time."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))


def start_of(day: dt.date) -> dt.datetime:
    """The first minute of a day in local time."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(0, 0)))


def int_of(text: str, *, what: str) -> int:
    """A whole number as typed. Raises InputError."""
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= 6):
        raise InputError(_("%(what)s phải là số nguyên.") % {"what": what})
    return int(text)


Context = dict[str, Any]
