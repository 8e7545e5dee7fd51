"""One lost point: what it is tied to, what remedies it, what proves it, and every step it took."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.documents.actions import store_file
from thuocdo.documents.serving import attachment
from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires, row_id
from thuocdo.scoring.actions.ledger import steps
from thuocdo.scoring.ledger_forms import LossForm, criterion_choices
from thuocdo.scoring.models import LedgerEntry, LedgerProof
from thuocdo.scoring.queries.ledger.proposals import Proposer, criterion_in
from thuocdo.scoring.queries.ledger.rows import is_late, lost_by_year, readable_entry, row_of, tasks_for
from thuocdo.scoring.rules.ledger.states import CauseClass, LossState, Origin, steps_from
from thuocdo.scoring.views.common import today
from thuocdo.scoring.views.ledger.rows import address, crumbs, person_of
from thuocdo.scoring.words_ledger import (
    CAUSE_WORDS,
    NOTE_WORDS,
    ORIGIN_WORDS,
    STATE_LOOKS,
    STATE_WORDS,
    STEP_WORDS,
)
from thuocdo.work.models import STATE_LABELS, Task
from thuocdo.work.queries.access import visible_tasks
from thuocdo.work.queries.lists import parse_day
from thuocdo.work.rules.states import TaskState

PART = "scoring/parts/loss.html"
NOTES_SHOWN = 20


@requires(Right.SCORE_READ)
def loss(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry; as a part of the list when htmx asks."""
    return show(request, entry_of(request, pk))


@requires(Right.SCORE_READ)
def loss_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the wording, points, lead or deadline."""
    entry = entry_of(request, pk)
    if not may_enter(request, entry):
        return _refused(request, PermissionDenied(_denied(entry)))
    form = LossForm(request.POST or None, authority=entry.authority, version=None, entry=entry)
    problem = ""
    if request.method == "POST" and form.is_valid():
        stamp = form.cleaned_data["stamp"]
        try:
            steps.edit_loss(
                entry=entry,
                loss=form.loss(),
                stamp=-1 if stamp is None else stamp,
                by=person_of(request),
                now=timezone.now(),
            )
        except InputError as error:
            problem = str(error)
        else:
            messages.success(request, _("Đã sửa điểm mất."))
            return HttpResponseRedirect(reverse("scoring:loss", args=[entry.pk]))
    failed = bool(problem or form.errors)
    context = {
        "heading": _("Sửa điểm mất"),
        "crumbs": crumbs(entry.authority, _chosen(request, entry), _("Sửa điểm mất")),
        "unit": entry.authority,
        "form": form,
        "entry": entry,
        "year": entry.year,
        "problem": problem,
        "failed": failed,
        "back": reverse("scoring:loss", args=[entry.pk]),
    }
    return page(request, "scoring/loss_form.html", context, status=422 if failed else 200)


@require_POST
@requires(Right.SCORE_READ)
def loss_criterion(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the proposal, choose another criterion, or take the choice back."""
    entry = entry_of(request, pk)
    code = request.POST.get("tc", "")
    version = _version(entry)
    done = _("Đã xác nhận tiêu chí %(code)s.") % {"code": code} if code else _("Đã bỏ chọn tiêu chí.")
    return _do(
        request,
        entry,
        lambda: steps.confirm_criterion(
            entry=entry,
            code=code,
            framework_code=version.code if version else "",
            by=person_of(request),
            now=timezone.now(),
        ),
        done,
    )


@require_POST
@requires(Right.SCORE_READ)
def loss_cause(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or choose the class of cause."""
    entry = entry_of(request, pk)
    given = request.POST.get("nn", "")
    chosen = CauseClass(given) if given in set(CauseClass) else None
    return _do(
        request,
        entry,
        lambda: steps.confirm_cause(
            entry=entry, cause_class=chosen, by=person_of(request), now=timezone.now()
        ),
        _("Đã ghi nhóm nguyên nhân."),
    )


@require_POST
@requires(Right.SCORE_READ)
def loss_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a task that remedies the loss, or take one off."""
    entry = entry_of(request, pk)
    number = row_id(request.POST.get("nhiem_vu", "").strip())
    task = Task.objects.filter(pk=number).select_related("authority").first() if number is not None else None
    if task is None:
        return show(request, entry, problem=_("Hãy chọn một nhiệm vụ."), status=422)
    act = steps.unlink_task if request.POST.get("go") else steps.link_task
    done = _("Đã gỡ nhiệm vụ.") if request.POST.get("go") else _("Đã gắn nhiệm vụ khắc phục.")
    return _do(
        request, entry, lambda: act(entry=entry, task=task, by=person_of(request), now=timezone.now()), done
    )


@require_POST
@requires(Right.SCORE_READ)
def loss_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a document that proves the remedy, or stop using one."""
    entry = entry_of(request, pk)
    if not may_enter(request, entry):
        return _refused(request, PermissionDenied(_denied(entry)))
    if request.POST.get("bo"):
        number = row_id(request.POST["bo"])
        proof = entry.proofs.filter(pk=number).first() if number is not None else None
        if proof is None:
            raise Http404
        why = request.POST.get("ly_do", "")
        return _do(
            request,
            entry,
            lambda: steps.give_up_proof(proof=proof, why=why, by=person_of(request), now=timezone.now()),
            _("Đã ngừng dùng tài liệu; tài liệu và lý do vẫn được giữ."),
        )
    return _do(request, entry, lambda: _add_proof(request, entry), _("Đã lưu tài liệu kiểm chứng."))


@require_POST
@requires(Right.SCORE_READ)
def loss_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Start, verify, return, reopen."""
    entry = entry_of(request, pk)
    name, why = request.POST.get("buoc", ""), request.POST.get("ly_do", "")
    return _do(
        request,
        entry,
        lambda: steps.take_loss_step(
            entry=entry, name=name, by=person_of(request), now=timezone.now(), why=why
        ),
        _("Đã đổi trạng thái."),
    )


@requires(Right.SCORE_READ)
def loss_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a proof, for whoever may read the entry."""
    proof = LedgerProof.objects.select_related("file", "entry").filter(pk=pk).first()
    if proof is None:
        raise Http404
    entry_of(request, proof.entry_id)
    return cast(HttpResponse, attachment(proof.file, proof.file_name))


def entry_of(request: HttpRequest, pk: int) -> LedgerEntry:
    """The entry, or 404 for whoever may not know it."""
    rights, own = request.rights, request.working_unit  # type: ignore[attr-defined]
    entry = readable_entry(rights, own.authority if own is not None else None, pk)
    if entry is None:
        raise Http404
    return entry


def may_enter(request: HttpRequest, entry: LedgerEntry) -> bool:
    """Whether the person decides on this entry: for the authority, or for the unit that leads the remedy."""
    rights = request.rights  # type: ignore[attr-defined]
    units = [entry.authority] + ([entry.lead] if entry.lead else [])
    return any(rights.can(Right.SCORE_ENTER, unit) for unit in units)


def show(request: HttpRequest, entry: LedgerEntry, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The page of the entry, or its part; `problem`: what was refused, with what was typed kept."""
    now = timezone.now()
    proofs = list(entry.proofs.select_related("file"))
    used = [proof for proof in proofs if proof.given_up_at is None]
    state = LossState(entry.state)
    rights = request.rights  # type: ignore[attr-defined]
    enters = may_enter(request, entry)
    refusal = steps.may_judge(person_of(request), entry, used, now)
    chosen = _chosen(request, entry)
    shape, tone = STATE_LOOKS[state]
    context: dict[str, Any] = {
        "heading": _("Điểm mất năm %(year)s") % {"year": entry.year},
        "crumbs": crumbs(entry.authority, chosen, _("Một điểm mất")),
        "unit": entry.authority,
        "entry": entry,
        "row": row_of(entry, lost_by_year(entry.authority), entry.year),
        "state": STATE_WORDS[state],
        "shape": shape,
        "tone": tone,
        "origin": ORIGIN_WORDS[Origin(entry.origin)],
        "proofs": proofs,
        "used": used,
        "may_enter": enters,
        "judges": rights.can(Right.SCORE_VERIFY, entry.authority),
        "judge_refusal": refusal,
        "steps": [
            (step, STEP_WORDS[step.name])
            for step in steps_from(state)
            if (enters if step.right is Right.SCORE_ENTER else not refusal)
        ],
        "late": is_late(entry, today()),
        "notes": [(note, NOTE_WORDS.get(note.what, note.what)) for note in entry.notes.all()[:NOTES_SHOWN]],
        "back": address("ledger", entry.authority, chosen, ky=str(entry.year)),
        "problem": problem,
        "failed": bool(problem),
        "typed": request.POST if problem else {},
        **_criterion(entry),
        **_cause(entry),
        **_tasks(request, entry, enters),
    }
    return page(request, "scoring/loss.html", context, region=PART, status=status)


def _criterion(entry: LedgerEntry) -> dict[str, Any]:
    version = _version(entry)
    told = {}
    if version is not None:
        codes = (entry.proposed, entry.proposal.get("likeliest", ""), entry.proposal.get("second", ""))
        told = {code: known.name for code in codes if code and (known := criterion_in(version, code))}
    near = [
        (code, told[code])
        for code in (entry.proposal.get("likeliest"), entry.proposal.get("second"))
        if code in told
    ]
    return {
        "version": version,
        "criteria": criterion_choices(version),
        "proposed_name": told.get(entry.proposed, ""),
        "near": near,
    }


def _cause(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "cause_words": [(cause.value, word) for cause, word in CAUSE_WORDS.items()],
        "cause": CAUSE_WORDS[CauseClass(entry.cause_class)] if entry.cause_class else "",
        "cause_proposed": CAUSE_WORDS[CauseClass(entry.cause_proposed)] if entry.cause_proposed else "",
    }


def _tasks(request: HttpRequest, entry: LedgerEntry, enters: bool) -> dict[str, Any]:
    rights = request.rights  # type: ignore[attr-defined]
    linked = visible_tasks(rights).filter(lost_points__entry=entry).select_related("lead").order_by("number")
    shown = [(task, STATE_LABELS[TaskState(task.state)]) for task in linked]
    return {
        "tasks": shown,
        "hidden_tasks": entry.remedies.count() - len(shown),
        "offered": tasks_for(entry, rights) if enters else [],
    }


def _version(entry: LedgerEntry) -> Any:
    proposer = Proposer(entry.authority, entry.year)
    return proposer.of_code(entry.framework_code) or proposer.version()


def _add_proof(request: HttpRequest, entry: LedgerEntry) -> None:
    person, now = person_of(request), timezone.now()
    upload = request.FILES.get("tep")
    if upload is None:
        raise InputError(_("Hãy chọn tệp tài liệu kiểm chứng."))
    issued = _day(request.POST.get("ngay", ""))
    stored = store_file(stream=cast(BinaryIO, upload), name=upload.name or "", by=person, now=now)
    paper = steps.ProofPaper(
        stored,
        upload.name or stored.name,
        request.POST.get("so", ""),
        issued,
        request.POST.get("trang_so", ""),
    )
    steps.add_proof(entry=entry, paper=paper, by=person, now=now)


def _day(text: str) -> date | None:
    day = parse_day(text.strip()) if text.strip() else None
    if text.strip() and day is None:
        raise InputError(_("Ngày văn bản “%(text)s” không đúng; ghi dạng 28/02/2026.") % {"text": text[:40]})
    return day


def _do(request: HttpRequest, entry: LedgerEntry, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it and go back to the entry; what is refused comes back as a sentence on its page."""
    try:
        act()
    except InputError as error:
        return show(request, entry_of(request, entry.pk), problem=str(error), status=422)
    except PermissionDenied as error:
        return _refused(request, error)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("scoring:loss", args=[entry.pk]))


def _refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return refused(request, Refusal(_("Chưa làm được"), str(error)), status=403)


def _denied(entry: LedgerEntry) -> str:
    name = entry.lead.name if entry.lead else entry.authority.name
    return _("Bạn xem được nhưng không sửa được mục này vì %(units)s phụ trách.") % {"units": name}


def _chosen(request: HttpRequest, entry: LedgerEntry) -> bool:
    own = request.working_unit  # type: ignore[attr-defined]
    return own is None or own.authority_id != entry.authority_id
