"""W18 Thử phương án: other numbers on a copy. Nothing here writes a measure, a setting or a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.scoring.actions.scenarios import drop_scenario, keep_scenario, share_scenario
from thuocdo.scoring.models import Run, Scenario
from thuocdo.scoring.queries.card import current_run, uses_of
from thuocdo.scoring.queries.inputs import current_inputs
from thuocdo.scoring.queries.trials import peers_of, trials_of
from thuocdo.scoring.rules.replay import Inputs, load_inputs
from thuocdo.scoring.rules.whatif import Changes, Outcome, try_out
from thuocdo.scoring.trial_form import Typed, inputs_shown, knobs_shown, stored, typed
from thuocdo.scoring.views.card import head_of
from thuocdo.scoring.views.common import Subject, authority_of, subject_of, today

COMPARED = 10  # kept trials that are scored for the table of comparison


def subject_by_key(request: HttpRequest, code: str) -> tuple[Subject, FrameworkVersion]:
    """The subject of a page whose period stands in `?ky=`; without it, the newest year in use. 404 where there is none."""
    period = request.GET.get("ky", "") or request.POST.get("ky", "")
    if not period:
        unit, _chosen = authority_of(request)
        years = [str(use.year) for use in uses_of(unit) if use.version.code == code]
        if not years:
            raise Http404
        period = next((year for year in years if current_run(unit, code, year)), years[0])
    subject = subject_of(request, code, period)
    if subject.version is None:
        raise Http404
    return subject, subject.version


def keyed(subject: Subject, name: str, *args: object, **more: str) -> str:
    """The address of a page under the framework whose period stands in `?ky=`."""
    keys = {"ky": subject.period} | (
        {"dv": subject.unit.code or str(subject.unit.pk)} if subject.chosen else {}
    )
    keys |= {key: value for key, value in more.items() if value}
    query = "&".join(f"{key}={value}" for key, value in keys.items())
    return f"{reverse(f'scoring:{name}', args=[subject.code, *args])}?{query}"


@dataclass(frozen=True)
class _Base:
    """What is real: the run in force, or the inputs as they are where nothing was run yet."""

    run: Run | None
    version: FrameworkVersion
    inputs: Inputs


def _base(subject: Subject, version: FrameworkVersion) -> _Base:
    run = current_run(subject.unit, subject.code, subject.period)
    if run is not None:
        return _Base(run, run.framework, load_inputs(run.inputs))
    now = current_inputs(subject.unit, version, subject.period, on=today())
    return _Base(None, version, Inputs("", "", int(subject.period), now.values, now.settings))


@requires(Right.SCORE_READ)
def trial(request: HttpRequest, code: str) -> HttpResponse:
    """The copy: its inputs beside the real ones, and only what they move. POST computes or keeps it."""
    subject, version = subject_by_key(request, code)
    base = _base(subject, version)
    framework = base.version.framework
    only = request.GET.get("tc", "") or request.POST.get("tc", "")
    if request.method == "POST":
        asked = typed(framework, base.inputs.values, base.inputs.settings, request.POST)
        if request.POST.get("viec") == "luu" and not asked.errors:
            return _keep(request, subject, base, asked, only)
        return _show(request, subject, base, asked.changes, only, asked=asked)
    kept = _kept(request, subject)
    try:
        changes = stored(framework, kept.changes) if kept else Changes({}, {})
    except InputError as error:
        messages.error(request, str(error))
        changes = Changes({}, {})
    return _show(request, subject, base, changes, only, kept=kept)


def _kept(request: HttpRequest, subject: Subject) -> Scenario | None:
    wanted = request.GET.get("pa", "")
    if not wanted:
        return None
    person = _person(request)
    found = (
        trials_of(subject.unit, subject.code, subject.period, person).filter(pk=row_id(wanted) or 0).first()
    )
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    subject: Subject,
    base: _Base,
    changes: Changes,
    only: str,
    *,
    asked: Typed | None = None,
    kept: Scenario | None = None,
    error: str = "",
) -> HttpResponse:
    framework = base.version.framework
    errors = dict(asked.errors) if asked else {}
    posted = request.POST if asked else None
    outcome: Outcome | None = None
    if not errors:
        try:
            outcome = _score(request, subject, base, changes)
        except InputError as fault:
            errors["*"] = str(fault)
    if error:
        errors["*"] = error
    context = head_of(request, subject) | {
        "heading": _("Thử phương án"),
        "groups": inputs_shown(
            framework, base.inputs.values, changes, posted=posted, errors=errors, only=only
        ),
        "knobs": knobs_shown(framework, base.inputs.settings, changes, posted=posted),
        "outcome": outcome,
        "lines": [row for top in outcome.moved for row in top.walk()] if outcome else [],
        "changed": bool(changes),
        "errors": errors,
        "failed": bool(errors),
        "only": only,
        "kept": kept,
        "name": request.POST.get("ten", kept.name if kept else ""),
        "mine": kept is not None and kept.owner_id == request.user.pk,
        "trials": _compared(request, subject, base),
        "here": keyed(subject, "trial", tc=only),
        "all_link": keyed(subject, "trial"),
        "run": base.run,
    }
    context["crumbs"] = [(_("Chấm điểm"), reverse("scoring:index")), (_("Bảng điểm"), subject.link("card"))]
    return page(
        request,
        "scoring/trial.html",
        context,
        region="scoring/parts/trial_result.html",
        status=422 if errors else 200,
    )


def _score(request: HttpRequest, subject: Subject, base: _Base, changes: Changes) -> Outcome:
    peers = peers_of(request.rights, subject.unit, subject.code, subject.period)  # type: ignore[attr-defined]
    framework = base.version.framework
    return try_out(
        framework, base.inputs.values, base.inputs.settings, changes, year=base.inputs.year, peers=peers
    )


def _compared(request: HttpRequest, subject: Subject, base: _Base) -> list[dict[str, Any]]:
    """The kept trials, each scored on what is real now."""
    rows = []
    framework = base.version.framework
    kept = trials_of(subject.unit, subject.code, subject.period, _person(request))
    for scenario in kept[:COMPARED]:
        row: dict[str, Any] = {
            "scenario": scenario,
            "mine": scenario.owner_id == request.user.pk,
            "open": keyed(subject, "trial", pa=str(scenario.pk)),
            "share": keyed(subject, "trial_share", scenario.pk),
            "drop": keyed(subject, "trial_drop", scenario.pk),
        }
        try:
            changes = stored(framework, scenario.changes)
            row["outcome"] = try_out(
                framework, base.inputs.values, base.inputs.settings, changes, year=base.inputs.year
            )
            row["count"] = len(changes.values) + len(changes.settings)
        except InputError as error:
            row["error"] = str(error)
        row["older"] = base.run is not None and scenario.base_id not in (None, base.run.pk)
        rows.append(row)
    return rows


def _keep(request: HttpRequest, subject: Subject, base: _Base, asked: Typed, only: str) -> HttpResponse:
    try:
        _score(request, subject, base, asked.changes)
        kept = keep_scenario(
            unit=subject.unit,
            version=base.version,
            period=subject.period,
            name=request.POST.get("ten", ""),
            changes=asked.json,
            base=base.run,
            by=_person(request),
            now=timezone.now(),
        )
    except InputError as error:
        return _show(request, subject, base, asked.changes, only, asked=asked, error=str(error))
    messages.success(
        request,
        _("Đã lưu phương án “%(name)s”. Chỉ mình bạn thấy cho đến khi chia sẻ.") % {"name": kept.name},
    )
    return HttpResponseRedirect(keyed(subject, "trial", pa=str(kept.pk)))


@require_POST
@requires(Right.SCORE_READ)
def trial_share(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Share one's own trial, or take that back."""
    subject, scenario = _own(request, code, pk)
    kept = share_scenario(
        scenario=scenario, shared=not scenario.shared, by=_person(request), now=timezone.now()
    )
    said = (
        _("Đã chia sẻ phương án “%(name)s”.")
        if kept.shared
        else _("Phương án “%(name)s” nay chỉ mình bạn thấy.")
    )
    messages.success(request, said % {"name": kept.name})
    return HttpResponseRedirect(keyed(subject, "trial"))


@require_POST
@requires(Right.SCORE_READ)
def trial_drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Drop one's own trial."""
    subject, scenario = _own(request, code, pk)
    name = scenario.name
    drop_scenario(scenario=scenario, by=_person(request), now=timezone.now())
    messages.success(request, _("Đã xóa phương án “%(name)s”.") % {"name": name})
    return HttpResponseRedirect(keyed(subject, "trial"))


def _own(request: HttpRequest, code: str, pk: int) -> tuple[Subject, Scenario]:
    subject, _version = subject_by_key(request, code)
    person = _person(request)
    scenario = trials_of(subject.unit, code, subject.period, person).filter(pk=pk, owner=person).first()
    if scenario is None:
        raise Http404
    return subject, scenario


def _person(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user
