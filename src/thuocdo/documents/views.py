"""Whom the site trusts for signatures: the certificates of issuers and their lists of revoked ones."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thuocdo.documents.actions import load_revocations, load_roots, retire_root
from thuocdo.documents.forms import RetireForm, RevocationsForm, RootsForm
from thuocdo.documents.models import TrustRoot
from thuocdo.documents.queries import ground_now, trust_lists
from thuocdo.documents.signatures.trust import MAX_BYTES
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import Rights, may_change_shared
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires


@require_safe
@requires(Right.OPERATIONS)
def root_list(request: HttpRequest) -> HttpResponse:
    """All certificates and lists, and the forms to load more."""
    return _show(request)


@require_POST
@requires(Right.OPERATIONS)
def roots_load(request: HttpRequest) -> HttpResponse:
    """Take a file of certificates."""
    _demand_shared(request)
    form = RootsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, roots=form)
    try:
        loaded = load_roots(
            data=_bytes(form),
            source=form.cleaned_data["source"],
            listed_on=form.cleaned_data["listed_on"],
            by=_person(request),
            now=timezone.now(),
        )
    except InputError as error:
        form.add_error(None, str(error))
        return _show(request, roots=form)
    messages.success(
        request,
        _("Đã nạp %(new)s chứng thư mới, %(known)s chứng thư đã có. Các tệp đã ký đang được kiểm tra lại.")
        % {"new": len(loaded.new), "known": len(loaded.known)},
    )
    return redirect("documents:roots")


@require_POST
@requires(Right.OPERATIONS)
def revocations_load(request: HttpRequest) -> HttpResponse:
    """Take a list of revoked certificates."""
    _demand_shared(request)
    form = RevocationsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, revocations=form)
    try:
        load_revocations(
            data=_bytes(form),
            source=form.cleaned_data["source"],
            by=_person(request),
            now=timezone.now(),
        )
    except InputError as error:
        form.add_error(None, str(error))
        return _show(request, revocations=form)
    messages.success(request, _("Đã nạp danh sách thu hồi. Các tệp đã ký đang được kiểm tra lại."))
    return redirect("documents:roots")


@require_POST
@requires(Right.OPERATIONS)
def root_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Trust a certificate no more."""
    _demand_shared(request)
    root = get_object_or_404(TrustRoot, pk=pk)
    form = RetireForm(request.POST)
    try:
        if not form.is_valid():
            raise InputError(_("Hãy ghi lý do ngừng tin chứng thư này."))
        retire_root(root=root, why=form.cleaned_data["why"], by=_person(request), now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
        return _show(request, status=422)
    messages.success(request, _("Đã ngừng tin chứng thư này. Các tệp đã ký đang được kiểm tra lại."))
    return redirect("documents:roots")


def _show(
    request: HttpRequest,
    *,
    roots: RootsForm | None = None,
    revocations: RevocationsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    failed = next((form for form in (roots, revocations) if form is not None and form.errors), None)
    ground = ground_now()
    context = {
        "heading": _("Chứng thư gốc"),
        "crumbs": [(_("Quản trị"), ""), (_("Chứng thư gốc"), "")],
        "held": TrustRoot.objects.filter(retired_at__isnull=True),
        "retired": TrustRoot.objects.filter(retired_at__isnull=False),
        "lists": trust_lists(),
        "listed_on": ground.listed_on,
        "today": timezone.now(),
        "may_change": may_change_shared(_rights(request), Right.OPERATIONS),
        "roots_form": roots or RootsForm(),
        "revocations_form": revocations or RevocationsForm(auto_id="thu_hoi_%s"),
        "failed": failed,
    }
    return page(request, "documents/roots.html", context, status=422 if failed else status)


def _bytes(form: forms.Form) -> bytes:
    file = form.cleaned_data["file"]
    if file.size > MAX_BYTES:
        raise InputError(_("Tệp lớn quá %(size)s MB.") % {"size": MAX_BYTES // 1024 // 1024})
    return cast(bytes, file.read())


def _demand_shared(request: HttpRequest) -> None:
    """All authorities of the installation share the list: see may_change_shared."""
    if not may_change_shared(_rights(request), Right.OPERATIONS):
        raise Http404


def _rights(request: HttpRequest) -> Rights:
    return cast(Rights, request.rights)  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)
