"""W12 Sổ điểm mất: each point lost, carried until its remedy is proven; adding, and what is done to many at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.lib.charts import Bar, Drawing, bars
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires, row_id
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.plans import visible_plan
from thuocdo.scoring.actions.ledger.losses import add_loss, take_gaps
from thuocdo.scoring.actions.ledger.next_year import put_into_plan
from thuocdo.scoring.actions.ledger.steps import confirm_criterion
from thuocdo.scoring.ledger_forms import LossForm
from thuocdo.scoring.models import LedgerEntry
from thuocdo.scoring.queries.ledger.proposals import Proposer
from thuocdo.scoring.queries.ledger.rows import (
    UNCLEAR,
    CauseCount,
    LedgerFilter,
    LossRow,
    causes_of,
    in_drafts,
    is_late,
    rows_of,
    years_of,
)
from thuocdo.scoring.rules.ledger.states import CauseClass, LossState
from thuocdo.scoring.views.common import authority_of, today
from thuocdo.scoring.words_ledger import CAUSE_WORDS, STATE_LOOKS, STATE_WORDS

REGION = "scoring/parts/ledger_region.html"


@requires(Right.SCORE_READ)
def ledger(request: HttpRequest) -> HttpResponse:
    """The ledger of one authority and year: chart by cause, filters, table."""
    unit, chosen = authority_of(request)
    years = years_of(unit)
    wanted = LedgerFilter.read(request.GET.dict(), year=years[0] if years else today().year - 1)
    rows = rows_of(unit, wanted)
    every = rows_of(unit, LedgerFilter(wanted.year)) if wanted.narrows else rows
    rights = request.rights  # type: ignore[attr-defined]
    keep = {"dv": unit.code or str(unit.pk)} if chosen else {}
    context = {
        "heading": _("Sổ điểm mất"),
        "crumbs": [(_("Chấm điểm"), reverse("scoring:index")), (_("Sổ điểm mất"), "")],
        "unit": unit,
        "keep": keep,
        "home": address("ledger", unit, chosen),
        "clean": address("ledger", unit, chosen, ky=str(wanted.year)),
        "wanted": wanted,
        "years": sorted({*years, wanted.year}, reverse=True),
        "rows": [_shown(row) for row in rows],
        "all": len(every),
        "causes": [_cause(count, len(every)) for count in causes_of(every)],
        "finding": _finding(causes_of(every), len(every)),
        "drawing": _drawing(causes_of(every), len(every)),
        "open_count": sum(row.entry.state != LossState.VERIFIED for row in every),
        "repeated_count": sum(row.repeated for row in every),
        "drafts": in_drafts([row.entry for row in rows], since=today().year),
        "next_year": today().year + 1,
        "reads_plans": rights.any(Right.PLAN_READ) or rights.any(Right.PLAN_REVIEW),
        "may_enter": rights.can(Right.SCORE_ENTER, unit),
        "enters": rights.any(Right.SCORE_ENTER) and any(_may(request, row.entry) for row in rows),
        **_choices(every),
    }
    return page(request, "scoring/ledger.html", context, region=REGION)


@requires(Right.SCORE_ENTER)
def loss_add(request: HttpRequest) -> HttpResponse:
    """Add a loss by hand."""
    unit, chosen = authority_of(request, Right.SCORE_ENTER)
    asked = request.POST.get("nam", "") or request.GET.get("ky", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year - 1
    version = Proposer(unit, year).version()
    form = LossForm(request.POST or None, authority=unit, version=version)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            entry = add_loss(
                authority=unit,
                year=year,
                framework_code=version.code if version else "",
                loss=form.loss(),
                by=person_of(request),
                now=timezone.now(),
            )
        except InputError as error:
            problem = str(error)
        except PermissionDenied as error:
            return refused(request, Refusal(_("Chưa thêm được điểm mất"), str(error)), status=403)
        else:
            messages.success(request, _("Đã thêm vào Sổ điểm mất năm %(year)s.") % {"year": year})
            return HttpResponseRedirect(reverse("scoring:loss", args=[entry.pk]))
    failed = bool(problem or form.errors)
    context = {
        "heading": _("Thêm điểm mất"),
        "crumbs": crumbs(unit, chosen, _("Thêm điểm mất")),
        "unit": unit,
        "chosen": chosen,
        "form": form,
        "year": year,
        "years": range(today().year, today().year - 6, -1),
        "version": version,
        "problem": problem,
        "failed": failed,
        "back": address("ledger", unit, chosen, ky=str(year)),
    }
    return page(request, "scoring/loss_form.html", context, status=422 if failed else 200)


@require_POST
@requires(Right.SCORE_ENTER)
def losses_chosen(request: HttpRequest) -> HttpResponse:
    """What is done to the chosen rows: into next year's plan, or their proposed criteria confirmed."""
    unit, chosen = authority_of(request, Right.SCORE_ENTER)
    ids = [pk for text in request.POST.getlist("chon") if (pk := row_id(text)) is not None]
    entries = list(
        LedgerEntry.objects.filter(pk__in=ids, authority=unit, into=None).select_related("authority", "lead")
    )
    back = address("ledger", unit, chosen, ky=request.POST.get("ky", ""))
    person, now = person_of(request), timezone.now()
    try:
        if request.POST.get("viec") == "xac-nhan":
            with transaction.atomic():
                pointed = [entry for entry in entries if entry.proposed and not entry.criterion]
                for entry in pointed:
                    confirm_criterion(entry=entry, code=entry.proposed, by=person, now=now)
            said = _("Đã xác nhận tiêu chí của %(n)s mục.") % {"n": len(pointed)}
            if len(pointed) < len(entries):
                said += " " + _("%(n)s mục chưa có đề xuất hoặc đã xác nhận nên giữ nguyên.") % {
                    "n": len(entries) - len(pointed)
                }
            messages.success(request, said)
            return HttpResponseRedirect(back)
        year = today().year + 1
        put_into_plan(entries=entries, for_year=year, by=person, now=now)
    except InputError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(back)
    except PermissionDenied as error:
        return refused(request, Refusal(_("Chưa làm được"), str(error)), status=403)
    said = _("Đã đưa %(n)s mục vào dự thảo kế hoạch năm %(year)s.") % {"n": len(entries), "year": year}
    messages.success(request, said)
    return HttpResponseRedirect(next_address(unit, chosen, year))


@require_POST
@requires(Right.SCORE_ENTER)
def losses_take(request: HttpRequest, plan: int) -> HttpResponse:
    """Take the gaps of a plan into the ledger."""
    found: Plan | None = visible_plan(request.rights, plan)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    try:
        taken = take_gaps(plan=found, by=person_of(request), now=timezone.now())
    except InputError as error:
        return refused(request, Refusal(_("Chưa đưa được vào Sổ điểm mất"), str(error)), status=409)
    except PermissionDenied as error:
        return refused(request, Refusal(_("Chưa đưa được vào Sổ điểm mất"), str(error)), status=403)
    said = [_("%(n)s mục mới") % {"n": taken.new}]
    said += [_("%(n)s mục theo bản mới") % {"n": taken.kept}] if taken.kept else []
    said += [_("%(n)s mục bản mới không còn in") % {"n": taken.gone}] if taken.gone else []
    none = _("Các tồn tại của kế hoạch này đã có trong sổ.")
    changed = taken.new or taken.kept or taken.gone
    messages.success(
        request, _("Đã đưa vào Sổ điểm mất: %(n)s.") % {"n": ", ".join(said)} if changed else none
    )
    own = request.working_unit  # type: ignore[attr-defined]
    chosen = own is None or own.authority_id != found.unit_id
    return HttpResponseRedirect(address("ledger", found.unit, chosen, ky=str(found.year - 1)))


def address(name: str, unit: Unit, chosen: bool, **query: str) -> str:
    """The address of a page of the ledger that keeps the authority named in `?dv=`."""
    keys = ({"dv": unit.code or str(unit.pk)} if chosen else {}) | {k: v for k, v in query.items() if v}
    path = reverse(f"scoring:{name}")
    return f"{path}?{urlencode(keys)}" if keys else path


def next_address(unit: Unit, chosen: bool, year: int) -> str:
    """The draft of that year's plan."""
    path = reverse("scoring:next_year", args=[year])
    return f"{path}?{urlencode({'dv': unit.code or str(unit.pk)})}" if chosen else path


def crumbs(unit: Unit, chosen: bool, *words: str) -> list[tuple[str, str]]:
    """The way here: scores, the ledger, this page."""
    way = [(_("Chấm điểm"), reverse("scoring:index")), (_("Sổ điểm mất"), address("ledger", unit, chosen))]
    return [*way, *((word, "") for word in words)]


def person_of(request: HttpRequest) -> Person:
    """Who is signed in."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def _may(request: HttpRequest, entry: LedgerEntry) -> bool:
    rights = request.rights  # type: ignore[attr-defined]
    units = [entry.authority] + ([entry.lead] if entry.lead else [])
    return any(rights.can(Right.SCORE_ENTER, unit) for unit in units)


def _shown(row: LossRow) -> dict[str, Any]:
    state = LossState(row.entry.state)
    shape, tone = STATE_LOOKS[state]
    said = row.entry.cause_class or row.entry.cause_proposed
    return {
        "row": row,
        "entry": row.entry,
        "state": STATE_WORDS[state],
        "shape": shape,
        "tone": tone,
        "cause": CAUSE_WORDS[CauseClass(said)] if said else "",
        "late": is_late(row.entry, today()),
    }


def _cause(count: CauseCount, all_of: int) -> dict[str, Any]:
    word = CAUSE_WORDS[count.cause] if count.cause else _("Chưa rõ")
    return {"count": count, "word": word, "key": count.cause or UNCLEAR, "of": all_of}


def _finding(counts: list[CauseCount], all_of: int) -> str:
    """The one sentence that the chart shows."""
    most = max((one for one in counts if one.cause), key=lambda one: one.count, default=None)
    if most is None or not most.count or most.cause is None:
        return ""
    said = _("%(n)s trong %(all)s mục mất điểm vì “%(cause)s”.") % {
        "n": most.count,
        "all": all_of,
        "cause": CAUSE_WORDS[most.cause],
    }
    if most.proposed:
        said += " " + _("Trong đó %(n)s mục mới là đề xuất theo lời văn, chưa ai xác nhận.") % {
            "n": most.proposed
        }
    return said


def _drawing(counts: list[CauseCount], all_of: int) -> Drawing:
    """The losses by cause; what nobody has confirmed is drawn as an outline."""
    rows = [
        Bar(str(CAUSE_WORDS[one.cause]) if one.cause else _("Chưa rõ"), one.count, one.proposed)
        for one in counts
    ]
    return bars("nguyen-nhan", title=_("Vì sao mất điểm"), desc=_finding(counts, all_of), rows=rows)


def _choices(rows: list[LossRow]) -> dict[str, Any]:
    """What the filters offer: only what the year's losses have."""
    entries = [row.entry for row in rows]
    leads = {entry.lead.pk: entry.lead.name for entry in entries if entry.lead}
    criteria = {e.criterion: f"{e.criterion} {e.criterion_name}" for e in entries if e.criterion}
    return {
        "fields": list(dict.fromkeys(entry.field for entry in entries if entry.field)),
        "criteria": sorted(criteria.items()),
        "unclear": UNCLEAR if any(not entry.criterion for entry in entries) else "",
        "leads": sorted(leads.items(), key=lambda pair: pair[1]),
        "states": [(state.value, word) for state, word in STATE_WORDS.items()],
        "cause_choices": [(cause.value, word) for cause, word in CAUSE_WORDS.items()],
    }
