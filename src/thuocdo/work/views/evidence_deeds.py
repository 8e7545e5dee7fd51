"""What can be done to a document on its page: confirm its data, replace its file, use it, decide, put it out of use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.documents.actions import store_file
from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, refused, requires
from thuocdo.work.actions import evidence as actions
from thuocdo.work.actions.evidence.uses import Passage
from thuocdo.work.evidence_forms import CriterionForm, DecideForm, FactsForm, ReplaceForm, RetireForm
from thuocdo.work.models import Evidence
from thuocdo.work.queries.evidence.access import may_keep
from thuocdo.work.rules.evidence import Decision, Facts
from thuocdo.work.rules.refusals import NotAllowed, Stale
from thuocdo.work.views.evidence_store import (
    criterion_choices,
    found,
    parsed_criterion,
    rights_of_request,
    show,
    who,
)

_DECISIONS = {"chap-nhan": Decision.ACCEPTED, "tu-choi": Decision.REJECTED}


@require_POST
@requires(Right.TASK_WRITE)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """“Xác nhận số liệu”."""

    def act(evidence: Evidence, data: dict[str, Any]) -> str:
        stamp = data.pop("stamp")
        actions.confirm_facts(evidence=evidence, facts=Facts(**data), stamp=stamp, **who(request))
        return _("Đã xác nhận số liệu của tài liệu.")

    return _change(request, pk, "facts", FactsForm(request.POST), act)


@require_POST
@requires(Right.TASK_WRITE)
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """“Thay bằng bản mới”."""

    def act(evidence: Evidence, data: dict[str, Any]) -> str:
        if not may_keep(rights_of_request(request), evidence):
            raise NotAllowed(  # before the file is kept
                _("Tài liệu này do %(unit)s giữ nên chỉ đơn vị đó sửa được.") % {"unit": evidence.unit.name},
                evidence.unit.name,
            )
        upload = data["file"]
        file = store_file(stream=cast(BinaryIO, upload), name=upload.name or "", **who(request))
        actions.replace_file(
            evidence=evidence, file=file, name=upload.name or file.name, why=data["why"], **who(request)
        )
        return _("Đã thay tệp; bản cũ vẫn được giữ trong phần các bản.")

    return _change(request, pk, "replace", ReplaceForm(request.POST, request.FILES, auto_id="thay_%s"), act)


@require_POST
@requires(Right.TASK_WRITE)
def use_criterion(request: HttpRequest, pk: int) -> HttpResponse:
    """“Gắn vào tiêu chí”."""
    choices = criterion_choices(found(request, pk).authority)

    def act(evidence: Evidence, data: dict[str, Any]) -> str:
        framework, year, criterion = parsed_criterion(data["criterion"])
        actions.use_for_criterion(
            evidence=evidence,
            framework=framework,
            criterion=criterion,
            year=year,
            passage=Passage(data["pages"], data["section"]),
            **who(request),
        )
        return _("Đã gắn tài liệu vào tiêu chí %(code)s năm %(year)s.") % {"code": criterion, "year": year}

    return _change(
        request, pk, "criterion", CriterionForm(request.POST, choices=choices, auto_id="tc_%s"), act
    )


@require_POST
@requires(Right.TASK_WRITE)
def remove(request: HttpRequest, pk: int, use: int) -> HttpResponse:
    """“Bỏ khỏi chỗ này”."""
    known = found(request, pk).uses.filter(pk=use).first()
    if known is None:
        raise Http404

    def act(evidence: Evidence, data: dict[str, Any]) -> str:
        actions.remove_use(use=known, **who(request))
        return _("Đã bỏ tài liệu khỏi chỗ đó; tài liệu vẫn ở trong kho.")

    return _change(request, pk, "remove", forms.Form(request.POST), act)


@require_POST
@requires(Right.TASK_CONFIRM)
def decide(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """“Chấp nhận” or “Từ chối”."""
    decision = _DECISIONS.get(slug)
    if decision is None:
        raise Http404

    def act(evidence: Evidence, data: dict[str, Any]) -> str:
        actions.decide(
            evidence=evidence, decision=decision, why=data["why"], stamp=data["stamp"], **who(request)
        )
        return (
            _("Đã chấp nhận tài liệu.")
            if decision is Decision.ACCEPTED
            else _("Đã từ chối tài liệu; người nộp đã được báo.")
        )

    return _change(request, pk, "decide", DecideForm(request.POST, auto_id="td_%s"), act)


@require_POST
@requires(Right.TASK_WRITE)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """“Ngừng dùng”."""

    def act(evidence: Evidence, data: dict[str, Any]) -> str:
        actions.retire(evidence=evidence, why=data["why"], **who(request))
        return _("Đã ngừng dùng tài liệu; tệp và lịch sử vẫn được giữ.")

    return _change(request, pk, "retire", RetireForm(request.POST, auto_id="ngung_%s"), act)


def _change(
    request: HttpRequest,
    pk: int,
    which: str,
    form: forms.Form,
    act: Callable[[Evidence, dict[str, Any]], str],
) -> HttpResponse:
    """Run an action with the form's data; whatever is refused comes back with everything that was typed."""
    evidence = found(request, pk)
    if not form.is_valid():
        return show(request, evidence, {which: form}, status=422)
    try:
        told = act(evidence, dict(form.cleaned_data))
    except NotAllowed as error:
        refusal = Refusal(
            _("Chưa thay đổi được"),
            str(error),
            error.owner,
            _("Về tài liệu"),
            evidence.get_absolute_url(),
        )
        return refused(request, refusal, status=403)
    except Stale as error:
        form.add_error(None, str(error))
        fresh = found(request, pk)
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["stamp"] = str(fresh.stamp)  # type: ignore[index]
        return show(request, fresh, {which: form}, status=409)
    except InputError as error:
        form.add_error(None, str(error))
        return show(request, evidence, {which: form}, status=422)
    messages.success(request, told)
    return redirect(evidence)
