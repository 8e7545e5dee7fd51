"""W05 Nộp tài liệu kiểm chứng: the checklist of a task, and a document for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires
from thuocdo.work.actions import evidence as actions
from thuocdo.work.actions.evidence.uses import Passage
from thuocdo.work.evidence_forms import CopyForm, PaperForm, TaskProofForm
from thuocdo.work.evidence_words import LINE_WORDS, REASON_WORDS, VERDICT_WORDS
from thuocdo.work.models import Evidence, Task
from thuocdo.work.queries.access import may
from thuocdo.work.queries.detail import find_task
from thuocdo.work.queries.evidence.checklists import Line, checklist_of
from thuocdo.work.queries.evidence.store import filing_units, find_evidence
from thuocdo.work.rules.evidence import Need
from thuocdo.work.rules.refusals import NotAllowed
from thuocdo.work.views.evidence_store import (
    criterion_choices,
    keep_upload,
    parsed_criterion,
    rights_of_request,
    who,
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.TASK_READ)
def task_proofs(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist; by POST a document for it."""
    task = _task(request, pk)
    if request.method != "POST":
        return _show(request, task)

    def act(data: dict[str, Any]) -> str:
        evidence, told = _given(request, task, data)
        actions.use_for_task(
            evidence=evidence,
            task=task,
            paper=data.get("paper"),
            period=data.get("period"),
            passage=Passage(data["pages"], data["section"]),
            **who(request),
        )
        return told

    form = _proof_form(task, request)
    return _change(request, task, "proof", form, act)


def _given(request: HttpRequest, task: Task, data: dict[str, Any]) -> tuple[Evidence, str]:
    """The document that was uploaded or named."""
    rights = rights_of_request(request)
    if not may(rights, Right.TASK_WRITE, task):
        owner = (task.lead or task.authority).name
        raise NotAllowed(
            _("Bạn không nộp được tài liệu cho nhiệm vụ này vì đơn vị phụ trách là %(unit)s.")
            % {"unit": owner},
            owner,
        )
    if data["file"] is not None:
        unit = task.lead if task.lead and rights.can(Right.TASK_WRITE, task.lead) else None
        units = filing_units(rights)
        if unit is None and not units:
            raise NotAllowed(_("Bạn không nộp được tài liệu cho đơn vị nào."), "")
        evidence, new = keep_upload(request, data["file"], unit or units[0])
        if new:
            return evidence, _("Đã nộp tài liệu; máy đang đọc số, ngày, trích yếu và kiểm tra chữ ký số.")
        return evidence, _("Tệp này đã có trong kho; đã gắn tài liệu đang có vào nhiệm vụ.")
    if data["known"]:
        known = find_evidence(rights, data["known"])
        if known is None:
            raise InputError(_("Kho không có tài liệu số %(n)s.") % {"n": data["known"]})
        return known, _("Đã gắn tài liệu vào nhiệm vụ.")
    raise InputError(_("Hãy chọn tệp, hoặc ghi số của tài liệu đã có trong kho."))


@require_POST
@requires(Right.TASK_ASSIGN)
def paper_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more line of the checklist."""
    task = _task(request, pk)

    def act(data: dict[str, Any]) -> str:
        actions.add_paper(task=task, need=Need(**data), **who(request))
        return _("Đã thêm vào danh mục.")

    return _change(request, task, "paper", PaperForm(request.POST, auto_id="gt_%s"), act)


@require_POST
@requires(Right.TASK_ASSIGN)
def papers_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist of a criterion for this task."""
    task = _task(request, pk)

    def act(data: dict[str, Any]) -> str:
        framework, year, criterion = parsed_criterion(data["criterion"])
        new = actions.copy_checklist(
            task=task, framework=framework, criterion=criterion, year=year, **who(request)
        )
        return _("Đã thêm %(n)s dòng vào danh mục.") % {"n": new}

    form = CopyForm(request.POST, choices=criterion_choices(task.authority), auto_id="lay_%s")
    return _change(request, task, "copy", form, act)


@require_POST
@requires(Right.TASK_ASSIGN)
def paper_remove(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """A line less."""
    task = _task(request, pk)
    known = task.papers.filter(pk=paper).first()
    if known is None:
        raise Http404

    def act(data: dict[str, Any]) -> str:
        actions.remove_paper(paper=known, **who(request))
        return _("Đã bỏ khỏi danh mục; tài liệu đã nộp vẫn còn.")

    return _change(request, task, "remove", forms.Form(request.POST), act)


def _task(request: HttpRequest, pk: int) -> Task:
    task = find_task(rights_of_request(request), pk)
    if task is None:
        raise Http404
    return task


def _change(
    request: HttpRequest,
    task: Task,
    which: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    address = reverse("evidence:task", args=[task.pk])
    if not form.is_valid():
        return _show(request, task, {which: form}, status=422)
    try:
        told = act(dict(form.cleaned_data))
    except NotAllowed as error:
        refusal = Refusal(_("Chưa thay đổi được"), str(error), error.owner, _("Về nhiệm vụ"), address)
        return refused(request, refusal, status=403)
    except InputError as error:
        form.add_error(None, str(error))
        return _show(request, task, {which: form}, status=422)
    messages.success(request, told)
    return redirect(address)


def _proof_form(task: Task, request: HttpRequest | None = None) -> TaskProofForm:
    papers = task.papers.filter(removed_at__isnull=True)
    periods = task.periods.order_by("-starts")
    posted = (request.POST, request.FILES) if request is not None else ()
    return TaskProofForm(*posted, papers=papers, periods=periods)


def _show(
    request: HttpRequest, task: Task, bound: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    rights = rights_of_request(request)
    bound = bound or {}
    found = checklist_of(task)
    offered: dict[str, forms.Form] = {}
    if may(rights, Right.TASK_WRITE, task):
        offered["proof"] = _proof_form(task)
    if may(rights, Right.TASK_ASSIGN, task):
        offered["paper"] = PaperForm(auto_id="gt_%s")
        offered["copy"] = CopyForm(choices=criterion_choices(task.authority), auto_id="lay_%s")
    context = {
        "heading": _("Tài liệu kiểm chứng của nhiệm vụ %(n)s") % {"n": task.number},
        "crumbs": [
            (_("Nhiệm vụ"), reverse("work:task_list")),
            (_("Nhiệm vụ %(n)s") % {"n": task.number}, task.get_absolute_url()),
            (_("Tài liệu kiểm chứng"), ""),
        ],
        "task": task,
        "found": found,
        "lines": [_line_view(line) for line in found.lines],
        "forms": {which: bound.get(which, form) for which, form in offered.items()},
        "failed": next((form for form in bound.values() if form.errors), None),
        "limit": settings.MAX_UPLOAD_MB,
    }
    return page(request, "work/evidence/task.html", context, status=status)


def _line_view(line: Line) -> dict[str, Any]:
    return {
        "line": line,
        "state": line.state,
        "words": LINE_WORDS[line.state],
        "proofs": [
            {
                "use": proof.use,
                "evidence": proof.use.evidence,
                "verdict": VERDICT_WORDS[proof.verdict],
                "code": str(proof.verdict),
                "reasons": [REASON_WORDS[code] for code in proof.reasons],
            }
            for proof in line.proofs
        ],
    }
