"""W17 Tiêu chí: why this number, and what would change it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.criteria.queries import InForce, in_force
from thuocdo.criteria.rules.model import Criterion, Framework, SettingRef
from thuocdo.criteria.words import BASIS_MARKS, BASIS_WORDS, METHOD_WORDS
from thuocdo.lib.charts import Drawing
from thuocdo.lib.charts import Step as Tread
from thuocdo.lib.charts import steps as step_chart
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.scoring.models import Run
from thuocdo.scoring.queries.assessment.assessments import checklist, numbers_by_code
from thuocdo.scoring.queries.card import current_run, nodes_by_code, result_of
from thuocdo.scoring.queries.chances import chance_of, units_of
from thuocdo.scoring.queries.objects import opened_at
from thuocdo.scoring.queries.owners import owners_by_name
from thuocdo.scoring.rules.explain import Explanation, curve, explain
from thuocdo.scoring.rules.methods.ask import Curve
from thuocdo.scoring.rules.model import Provenance, Scored
from thuocdo.scoring.rules.replay import load_inputs
from thuocdo.scoring.views.card import head_of, page_links
from thuocdo.scoring.views.common import Subject, subject_of, today
from thuocdo.scoring.words_assessment import VERDICT_REASONS, VERDICT_WORDS

YEARS_BACK = 3


@requires(Right.SCORE_READ)
def criterion(request: HttpRequest, code: str, period: str, which: str) -> HttpResponse:
    """One criterion of the run in force: steps, chart, numbers with sources, evidence wanted, years before."""
    subject = subject_of(request, code, period)
    run = current_run(subject.unit, code, period)
    version = run.framework if run else subject.version
    if version is None:
        raise Http404
    known = next((leaf for leaf in version.framework.leaves() if leaf.code == which), None)
    if known is None:
        raise Http404
    context = head_of(request, subject) | {
        "heading": f"{known.code} {known.name}",
        "criterion": known,
        "run": run,
        "method_word": METHOD_WORDS[known.method] if known.method else "",
        "mark": BASIS_MARKS[known.basis.kind],
        "mark_word": BASIS_WORDS[known.basis.kind],
        "owner": owners_by_name([(known.code, known.owner)], subject.unit)[known.code],
        "wanted": [
            (version.framework.measures[name], subject.link("measure", name))
            for name in dict.fromkeys(known.inputs.values())
        ],
        "settings": _settings(subject, known, version.framework),
        "page_links": page_links(subject, known.code),
    }
    context |= _assessed(subject, known)
    if run is not None:
        context |= _scored(subject, run, known)
    context["crumbs"] = [(_("Chấm điểm"), reverse("scoring:index")), (_("Bảng điểm"), subject.link("card"))]
    return page(request, "scoring/criterion.html", context)


def _assessed(subject: Subject, known: Criterion) -> dict[str, object]:
    """The four numbers and the documents of a round, where one was opened."""
    own = numbers_by_code(subject.unit, subject.code, subject.period).get(known.code)
    if own is None:
        return {}
    links = own.evidence.filter(removed_at__isnull=True).select_related("file")
    return {
        "own": own,
        "own_lines": checklist(known, links, subject.period) if links else (),
        "verdicts": VERDICT_WORDS,
        "verdict_reasons": VERDICT_REASONS,
        "disputes": list(own.disputes.prefetch_related("messages")),
        "self_link": subject.link("self_score", tc=known.code),
        "differences_link": subject.link("differences"),
    }


def _scored(subject: Subject, run: Run, known: Criterion) -> dict[str, object]:
    node = nodes_by_code(result_of(run))[known.code]
    inputs = load_inputs(run.inputs)
    framework = run.framework.framework
    said = explain(framework, known.code, inputs.values, inputs.settings, year=inputs.year, scored=node)
    line = curve(framework, known.code, inputs.values, inputs.settings, year=inputs.year)
    return {
        "node": node,
        "said": said,
        "numbers": [(number, _opened(subject, number.sources)) for number in said.numbers],
        "curve": line,
        "drawing": _chart(known, line, said),
        "chance": chance_of(
            known, inputs.values, inputs.settings, period=run.period, today=today(), units=units_of(framework)
        ),
        "years": _years(subject, known.code),
        "at": timezone.localtime(run.at),
    }


def _opened(subject: Subject, sources: tuple[Provenance, ...]) -> list[tuple[Provenance, str]]:
    return [(source, opened_at(source, subject.link)) for source in sources]


def _settings(subject: Subject, known: Criterion, framework: Framework) -> list[InForce]:
    """The office's own figures that this criterion uses, entered or not."""
    names = {known.max.name} if isinstance(known.max, SettingRef) else set()
    names |= {value.name for value in known.params.values() if isinstance(value, SettingRef)}
    if not names:
        return []
    rows = in_force(subject.unit, framework, on=today())
    return [row for row in rows if row.setting.name in names]


def _years(subject: Subject, code: str) -> list[tuple[str, Scored]]:
    """The same criterion in the years before, newest first, where it was scored."""
    found = []
    for year in range(int(subject.period) - 1, int(subject.period) - 1 - YEARS_BACK, -1):
        run = current_run(subject.unit, subject.code, str(year))
        node = nodes_by_code(result_of(run)).get(code) if run else None
        if node is not None:
            found.append((str(year), node))
    return found


def _chart(known: Criterion, line: Curve | None, said: Explanation) -> Drawing | None:
    """The cliff chart: points along the input, and where the criterion stands today."""
    if line is None or len(line.line) < 2:
        return None
    low, high = float(line.line[0][0]), float(line.line[-1][0])
    if high <= low:
        return None
    return step_chart(
        "nguong",
        title=_("Điểm của tiêu chí %(code)s theo số đạt được") % {"code": known.code},
        desc=said.sentence,
        ladder=_treads(line),
        low=low,
        high=high,
        now=(float(line.here[0]), float(line.here[1])) if line.here else None,
        unit=line.unit,
    )


def _treads(line: Curve) -> list[Tread]:
    """The corners of the rule as treads: a tread is sloped where the next corner lies further on and higher."""
    corners = line.line
    after = [*corners[1:], corners[-1]]
    return [
        Tread(float(x), float(y), sloped=then_x > x and then_y != y)
        for (x, y), (then_x, then_y) in zip(corners, after, strict=True)
    ]
