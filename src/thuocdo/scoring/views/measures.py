"""Entering measures: the list of what is wanted, and one measure with its source and history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.rules.model import Framework, Measure
from thuocdo.documents.actions import store_file
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires
from thuocdo.scoring.actions.entries import Proof, enter_measure, withdraw_measure
from thuocdo.scoring.actions.runs import run_scores
from thuocdo.scoring.forms import links_of, raw_of, shown
from thuocdo.scoring.queries import entries
from thuocdo.scoring.queries.owners import owners_by_name, users_of
from thuocdo.scoring.views.card import head_of
from thuocdo.scoring.views.common import Subject, subject_of


@requires(Right.SCORE_READ)
def measures(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Every measure of the framework: its value, its source, or that it is still wanted."""
    subject, version = _with_version(request, code, period)
    framework = version.framework
    known = {row.measure: row for row in entries.current_entries(subject.unit, code, period)}
    owners = owners_by_name([(leaf.code, leaf.owner) for leaf in framework.leaves()], subject.unit)
    rows = []
    for measure in framework.measures.values():
        users = users_of(framework, measure.name)
        rows.append(
            {
                "links": links_of(framework, measure.name),
                "measure": measure,
                "entry": known.get(measure.name),
                "unfit": entries.unfit(measure, known[measure.name]) if measure.name in known else "",
                "users": users,
                "owners": list(dict.fromkeys(owners[leaf.code].name for leaf in users)),
                "link": subject.link("measure", measure.name),
            }
        )
    wanted = request.GET.get("loc", "")
    if wanted == "thieu":
        rows = [row for row in rows if row["entry"] is None]
    context = head_of(request, subject) | {
        "heading": _("Số đo"),
        "rows": rows,
        "entered": len(known),
        "all": len(framework.measures),
        "wanted": wanted,
    }
    return page(request, "scoring/measures.html", context)


@requires(Right.SCORE_READ)
def measure(request: HttpRequest, code: str, period: str, name: str) -> HttpResponse:
    """One measure: the form for whoever may enter it, and every value it ever had."""
    subject, version = _with_version(request, code, period)
    known = version.framework.measures.get(name)
    if known is None:
        raise Http404
    if request.method == "POST":
        return _enter(request, subject, version, known)
    return _show(request, subject, version, known)


def _show(
    request: HttpRequest,
    subject: Subject,
    version: FrameworkVersion,
    known: Measure,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    framework = version.framework
    rows = list(entries.history(subject.unit, subject.code, subject.period, known.name))
    now = rows[0] if rows and rows[0].current and not rows[0].withdrawn else None
    links = links_of(framework, known.name)
    context: dict[str, Any] = head_of(request, subject) | {
        "heading": known.label,
        "measure": known,
        "kind": known.kind.value,
        "entry": now,
        "history": rows,
        "users": [(leaf, subject.link("criterion", leaf.code)) for leaf in users_of(framework, known.name)],
        "field": _typed(request, known, links) if error else shown(known, now.value if now else None, links),
        "typed": request.POST if error else {},
        "error": error,
        "failed": bool(error),
        "may_enter": _may_enter(request, subject, framework, known),
        "links": links,
        "withdraw_link": subject.link("withdraw", known.name),
    }
    context["crumbs"] = [*context["crumbs"], (_("Bảng điểm"), subject.link("card"))]
    context["crumbs"].append((_("Số đo"), subject.link("measures")))
    return page(request, "scoring/measure.html", context, status=status)


def _typed(request: HttpRequest, known: Measure, links: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """The fields as the person left them: nothing typed is lost by a mistake."""
    posted = request.POST
    field: dict[str, Any] = {
        "chosen": posted.get("gia_tri", ""),
        "text": posted.get("gia_tri", ""),
        "absent": bool(posted.get("khong_co")),
        "done": posted.get("dat", ""),
        "total": posted.get("tong", ""),
    }
    empty = shown(known, None, links)
    field["links"] = [
        {"code": link.code, "label": link.label, "chosen": posted.get(f"lien_{link.code}", "")}
        for link in empty.get("links", [])
    ]
    names, dues, got = posted.getlist("ten"), posted.getlist("han"), posted.getlist("nhan")
    proven = posted.getlist("tai_lieu")
    if dues:
        field["rows"] = [
            {"name": n, "due": d, "received": r} for n, d, r in zip(names, dues, got, strict=False)
        ]
    elif proven:
        field["rows"] = [{"name": n, "proven": p == "co"} for n, p in zip(names, proven, strict=False)]
    return field


def _enter(request: HttpRequest, subject: Subject, version: FrameworkVersion, known: Measure) -> HttpResponse:
    person, now = _person(request), timezone.now()
    links = links_of(version.framework, known.name)
    if not _may_enter(request, subject, version.framework, known):
        reason = _("Bạn xem được nhưng không nhập được số này; đơn vị phụ trách tiêu chí nhập.")
        return refused(request, Refusal(_("Chưa ghi được số đo"), reason), status=403)
    try:
        raw = raw_of(known, request.POST, links)
        as_of = request.POST.get("ngay_so_lieu", "").strip()
        upload = request.FILES.get("tep")
        file = (
            store_file(stream=cast(BinaryIO, upload), name=upload.name or "", by=person, now=now)
            if upload
            else None
        )
        proof = Proof(
            source=request.POST.get("nguon", ""),
            file=file,
            pages=request.POST.get("trang_so", ""),
            as_of=_day(as_of),
        )
        enter_measure(
            unit=subject.unit,
            version=version,
            measure=known.name,
            period=subject.period,
            raw=raw,
            proof=proof,
            by=person,
            now=now,
            why=request.POST.get("ly_do", ""),
        )
    except InputError as error:
        return _show(request, subject, version, known, error=str(error), status=422)
    _rescore(subject, version, person)
    messages.success(request, _("Đã ghi “%(label)s” và tính lại điểm.") % {"label": known.label})
    return HttpResponseRedirect(subject.link("measure", known.name))


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day, not a moment)
        except ValueError:
            continue
    raise InputError(_("Ngày của số liệu “%(text)s” không đúng; ghi dạng 28/02/2026.") % {"text": text[:40]})


@require_POST
@requires(Right.SCORE_READ)
def withdraw(request: HttpRequest, code: str, period: str, name: str) -> HttpResponse:
    """Take an entered value back, with a reason; it stays in the history."""
    subject, version = _with_version(request, code, period)
    known = version.framework.measures.get(name)
    if known is None:
        raise Http404
    person = _person(request)
    try:
        withdraw_measure(
            unit=subject.unit,
            version=version,
            measure=name,
            period=period,
            by=person,
            now=timezone.now(),
            why=request.POST.get("ly_do", ""),
        )
    except InputError as error:
        return _show(request, subject, version, known, error=str(error), status=422)
    except PermissionDenied as error:
        return refused(request, Refusal(_("Chưa rút được số đo"), str(error)), status=403)
    _rescore(subject, version, person)
    messages.success(request, _("Đã rút “%(label)s” và tính lại điểm.") % {"label": known.label})
    return HttpResponseRedirect(subject.link("measure", name))


def _rescore(subject: Subject, version: FrameworkVersion, person: Person) -> None:
    run_scores(units=[subject.unit], version=version, period=subject.period, by=person, now=timezone.now())


def _with_version(request: HttpRequest, code: str, period: str) -> tuple[Subject, FrameworkVersion]:
    subject = subject_of(request, code, period)
    if subject.version is None:
        raise Http404
    return subject, subject.version


def _person(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def _may_enter(request: HttpRequest, subject: Subject, framework: Framework, known: Measure) -> bool:
    named = [(leaf.code, leaf.owner) for leaf in users_of(framework, known.name)]
    units = [subject.unit, *owners_by_name(named, subject.unit).values()]
    return any(request.rights.can(Right.SCORE_ENTER, unit) for unit in units)  # type: ignore[attr-defined]
