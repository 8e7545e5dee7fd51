"""What a new version changes, and for a plan in force what becomes of its tasks."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.plans.models import PlanRow, RowKind, VersionState
from thuocdo.plans.queries.versions import READ_STATES, Changed, version_before, version_diff
from thuocdo.plans.views.common import crumbs_of, review_or_404
from thuocdo.plans.views.review_page import address
from thuocdo.plans.words import FIELD_WORDS, HOW_WORDS

COMPARED = ("lead", "coordinating", "deadline_text", "output")


@requires(Right.PLAN_REVIEW)
@require_safe
def version_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """`?ban=` is the new version (else the newest), compared with the one whose work it continues."""
    plan, version = review_or_404(request, pk)
    if version.state not in READ_STATES:
        raise Http404
    before = version_before(version)
    wanted = request.GET.get("loai", "")
    sections = []
    if before is not None:
        for kind, label in ((RowKind.TASK, _("Nhiệm vụ")), (RowKind.GAP, _("Tồn tại, điểm mất"))):
            lines = version_diff(before, version, kind)
            counts = Counter(line.how for line in lines)
            shown = [line for line in lines if wanted in ("", line.how) and (wanted or line.how != "same")]
            sections.append(
                {
                    "label": label,
                    "kind": str(kind),
                    "lines": [_line(line) for line in shown],
                    "counts": _counted(counts),
                }
            )
    context = {
        "heading": _("Bản mới thay đổi những gì"),
        "crumbs": crumbs_of(plan, (_("Rà soát"), address(plan, "nhiem-vu")), (_("Thay đổi"), "")),
        "plan": plan,
        "version": version,
        "before": before,
        "keeps_work": before is not None
        and before.state in (VersionState.CONFIRMED, VersionState.SUPERSEDED),
        "sections": sections,
        "wanted": wanted,
        "words": HOW_WORDS,
    }
    return page(request, "plans/version_changes.html", context)


def _counted(counts: Counter[str]) -> list[dict[str, Any]]:
    return [
        {"how": how, "shape": shape, "word": word, "tone": tone, "n": counts[how]}
        for how, (shape, word, tone) in HOW_WORDS.items()
        if counts[how]
    ]


def _line(change: Changed) -> dict[str, Any]:
    shape, word, tone = HOW_WORDS[change.how]
    return {
        "change": change,
        "shape": shape,
        "word": word,
        "tone": tone,
        "terms": _terms(change.old[0], change.new[0]) if change.old and change.new else [],
        "candidates": change.candidates,
    }


def _terms(old: PlanRow, new: PlanRow) -> list[dict[str, str]]:
    """What else changed beside the text: who, by when, what comes out."""
    out = []
    for key in COMPARED:
        before, after = _text(old.data.get(key)), _text(new.data.get(key))
        if before != after:
            label = FIELD_WORDS["deadline" if key == "deadline_text" else key]
            out.append({"label": str(label), "before": before, "after": after})
    return out


def _text(value: Any) -> str:
    return "; ".join(str(part) for part in value) if isinstance(value, list) else str(value or "")
