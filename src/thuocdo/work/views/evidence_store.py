"""W06 Kho tài liệu kiểm chứng: the list, a new document, one document with all that it proves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.criteria.queries import frameworks_for
from thuocdo.documents.actions import store_file
from thuocdo.documents.queries import signature_classes
from thuocdo.documents.serving import attachment
from thuocdo.documents.words import CLASS_WORDS, details, headline
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, paginate, requires
from thuocdo.work.actions.evidence import file_evidence
from thuocdo.work.evidence_forms import (
    CriterionForm,
    DecideForm,
    FactsForm,
    NewForm,
    ReplaceForm,
    RetireForm,
)
from thuocdo.work.evidence_words import DECISION_WORDS, SIGNATURE_FILTERS, STATE_FILTERS
from thuocdo.work.models import Evidence
from thuocdo.work.queries.evidence.access import may_decide, may_keep
from thuocdo.work.queries.evidence.store import (
    StoreFilter,
    StoreView,
    filing_units,
    filtered,
    find_evidence,
    store_view,
    use_counts,
)
from thuocdo.work.rules.refusals import NotAllowed

HOME = "/lam-viec/kiem-chung/"
PATIENCE = timedelta(minutes=2)


def rights_of_request(request: HttpRequest) -> Rights:
    """The rights that the middleware worked out."""
    return cast(Rights, request.rights)  # type: ignore[attr-defined]


def who(request: HttpRequest) -> dict[str, Any]:
    """Who acts and when, as actions take it."""
    return {"by": cast(Person, request.user), "now": timezone.now()}


@require_safe
@requires(Right.TASK_READ, Right.SCORE_READ)
def evidence_list(request: HttpRequest) -> HttpResponse:
    """All documents that the person may read."""
    wanted = StoreFilter(
        q=request.GET.get("q", "")[:200],
        signature=request.GET.get("ck", ""),
        state=request.GET.get("tt", ""),
    )
    rights = rights_of_request(request)
    shown = paginate(request, filtered(rights, wanted))
    rows = list(shown.object_list)
    counts = use_counts(rows)
    classes = signature_classes(row.file_id for row in rows)
    context = {
        "heading": _("Tài liệu kiểm chứng"),
        "crumbs": [(_("Tài liệu kiểm chứng"), "")],
        "wanted": wanted,
        "page_obj": shown,
        "rows": [
            {
                "evidence": row,
                "tail": row.file.sha256[-8:],
                "tasks": counts.get(row.pk, (0, 0))[0],
                "criteria": counts.get(row.pk, (0, 0))[1],
                "signature": CLASS_WORDS[classes[row.file_id]] if row.file_id in classes else "",
                "decision": DECISION_WORDS[row.decision],
            }
            for row in rows
        ],
        "signatures": SIGNATURE_FILTERS,
        "states": STATE_FILTERS,
        "may_add": bool(filing_units(rights)),
        "narrowed": bool(wanted.q or wanted.signature or wanted.state),
    }
    return page(request, "work/evidence/list.html", context, region="work/evidence/list_region.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.TASK_WRITE)
def evidence_new(request: HttpRequest) -> HttpResponse:
    """A document for the store, before it is known what it proves."""
    units = filing_units(rights_of_request(request))
    if not units:
        raise Http404
    form = NewForm(request.POST or None, request.FILES or None, units=units, initial={"unit": units[0].pk})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                evidence, new = keep_upload(request, form.cleaned_data["file"], form.cleaned_data["unit"])
            except (InputError, NotAllowed) as error:
                form.add_error("file", str(error))
            else:
                told = (
                    _("Đã nhận tài liệu.")
                    if new
                    else _("Tệp này đã có trong kho; dùng lại tài liệu đang có.")
                )
                messages.success(request, told)
                return redirect(evidence)
    context = {
        "heading": _("Thêm tài liệu"),
        "crumbs": [(_("Tài liệu kiểm chứng"), HOME), (_("Thêm tài liệu"), "")],
        "form": form,
        "one_unit": len(units) == 1,
        "limit": settings.MAX_UPLOAD_MB,
    }
    return page(request, "work/evidence/new.html", context, status=status)


def keep_upload(request: HttpRequest, upload: Any, unit: Unit) -> tuple[Evidence, bool]:
    """Store the file and file it for the unit. Raises InputError and NotAllowed."""
    me = who(request)
    file = store_file(stream=cast(BinaryIO, upload), name=upload.name or "", **me)
    return file_evidence(file=file, name=upload.name or file.name, unit=unit, **me)


@require_safe
@requires(Right.TASK_READ, Right.SCORE_READ)
def evidence_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: its data, its signatures, what it proves and what falls without it."""
    return show(request, found(request, pk))


def found(request: HttpRequest, pk: int) -> Evidence:
    """The document, or 404 where the person may not know it."""
    evidence = find_evidence(rights_of_request(request), pk)
    if evidence is None:
        raise Http404
    return evidence


@require_safe
@requires(Right.TASK_READ, Right.SCORE_READ)
def version_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The file of one version."""
    version = found(request, pk).versions.select_related("file").filter(number=number).first()
    if version is None:
        raise Http404
    return cast(HttpResponse, attachment(version.file, version.name))


def show(
    request: HttpRequest, evidence: Evidence, bound: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    """The page of a document; `bound`: a form that came back with its faults."""
    rights = rights_of_request(request)
    bound = bound or {}
    view = store_view(evidence, rights)
    keeps, live = may_keep(rights, evidence), evidence.retired_at is None
    decides = live and may_decide(rights, evidence)
    # a page that renews itself would take away what is being typed: forms come when the machine is done, or is slow
    waits = view.reading and not bound and timezone.now() - view.version.added_at < PATIENCE
    context = {
        "heading": evidence.title[:120],
        "crumbs": [(_("Tài liệu kiểm chứng"), HOME), (evidence.number or _("Tài liệu"), "")],
        "evidence": evidence,
        "view": view,
        "decision": DECISION_WORDS[evidence.decision],
        "signature": _signature(view),
        "waits": waits,
        "keeps": keeps and live and not waits,
        "decides": decides,
        "own": decides and view.version.added_by_id == rights.person.pk,
        "forms": {} if waits else _forms(evidence, bound, keeps=keeps and live, decides=decides),
        "failed": next((form for form in bound.values() if form.errors), None),
        "fallen": view.fallen,
    }
    return page(
        request,
        "work/evidence/detail.html",
        context,
        region="work/evidence/detail_region.html",
        status=status,
    )


def _signature(view: StoreView) -> dict[str, Any] | None:
    if view.report is None or view.check is None:
        return None
    return {
        "headline": headline(view.report),
        "verdict": str(view.report.verdict),
        "listed_on": view.check.listed_on,
        "at": view.check.at,
        "each": [
            (one.facts.signer or one.facts.organisation, details(one)) for one in view.report.signatures
        ],
    }


def _forms(
    evidence: Evidence, bound: dict[str, forms.Form], *, keeps: bool, decides: bool
) -> dict[str, forms.Form]:
    stamp = {"stamp": evidence.stamp}
    offered: dict[str, forms.Form] = {}
    if keeps:
        offered["criterion"] = CriterionForm(choices=criterion_choices(evidence.authority), auto_id="tc_%s")
        offered["replace"] = ReplaceForm(auto_id="thay_%s")
        offered["retire"] = RetireForm(auto_id="ngung_%s")
        if not evidence.decision:
            offered["facts"] = FactsForm(
                initial=stamp
                | {
                    "kind": evidence.kind,
                    "number": evidence.number,
                    "issued_on": _shown(evidence.issued_on),
                    "issuer": evidence.issuer,
                    "title": evidence.title,
                    "received_on": _shown(evidence.received_on),
                }
            )
    if decides:
        offered["decide"] = DecideForm(initial=stamp, auto_id="td_%s")
    return {which: bound.get(which, form) for which, form in offered.items()}


def criterion_choices(authority: Unit) -> list[tuple[str, Any]]:
    """The criteria of the frameworks that the authority uses this year and the two before, by framework."""
    this_year = timezone.localdate().year
    groups: list[tuple[str, Any]] = []
    for year in (this_year, this_year - 1, this_year - 2):
        for version in frameworks_for(authority, year):
            rows = [
                (f"{version.code}|{year}|{leaf.code}", f"{leaf.code} {leaf.name}"[:110])
                for leaf in version.framework.leaves()
            ]
            groups.append((f"{version.framework.name} – {year}", rows))
    return groups


def parsed_criterion(text: str) -> tuple[str, int, str]:
    """Framework, year and criterion of a value of `criterion_choices`, which the form has checked."""
    framework, year, criterion = text.split("|")
    return framework, int(year), criterion


def _shown(day: Any) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
