"""The store of documents as pages show it: lists, one document, what falls without it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from thuocdo.documents.models import SignatureCheck
from thuocdo.documents.queries import latest_check
from thuocdo.documents.rules.signatures import Report, SignatureClass
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Evidence, EvidenceUse, EvidenceVersion
from thuocdo.work.queries.access import visible_tasks
from thuocdo.work.queries.evidence.access import visible_evidence
from thuocdo.work.queries.evidence.checklists import checklists_of
from thuocdo.work.queries.evidence.criteria import leaf_of
from thuocdo.work.rules.evidence import Decision, Facts, ReadState, falls
from thuocdo.work.rules.search import search_phrases, search_words


@dataclass(frozen=True)
class StoreFilter:
    """What a reader of the store asks for; empty values narrow nothing."""

    q: str = ""
    signature: str = ""  # a SignatureClass, or "khac" for what was not checked
    state: str = ""  # "cho", "nhan", "tra", "xac-nhan", "ngung"


def filtered(rights: Rights, wanted: StoreFilter) -> QuerySet[Evidence]:
    """The documents that the person may read and asks for, newest first, with the number of their uses."""
    rows = visible_evidence(rights).select_related("unit", "file")
    rows = rows.filter(retired_at__isnull=wanted.state != "ngung")
    if wanted.q.strip():
        phrase, words = Q(), Q()
        for text in search_phrases(wanted.q):
            phrase |= Q(folded__contains=text)
        for word in search_words(wanted.q):
            words &= Q(folded__contains=word)
        rows = rows.filter(phrase | words)
    states = {
        "cho": Q(decision="", confirmed=True),
        "nhan": Q(decision=Decision.ACCEPTED),
        "tra": Q(decision=Decision.REJECTED),
        "xac-nhan": Q(confirmed=False),
    }
    if wanted.state in states:
        rows = rows.filter(states[wanted.state])
    if wanted.signature:
        checks = SignatureCheck.objects.filter(file=OuterRef("file"), latest=True)
        known = wanted.signature in {str(one) for one in SignatureClass}
        found = Exists(checks.filter(verdict=wanted.signature) if known else checks)
        rows = rows.filter(found if known else ~found)
    return rows.order_by("-added_at", "-pk")


def use_counts(evidence: list[Evidence]) -> dict[int, tuple[int, int]]:
    """How many tasks and how many criteria each document proves; one query."""
    rows = (
        EvidenceUse.objects.filter(evidence__in=evidence, removed_at__isnull=True)
        .order_by()
        .values("evidence")
        .annotate(tasks=Count("task", distinct=True), criteria=Count("pk", filter=~Q(criterion="")))
    )
    return {row["evidence"]: (row["tasks"], row["criteria"]) for row in rows}


@dataclass(frozen=True)
class UseView:
    """One thing that the document proves. `named`: False where the reader may not know the task."""

    use: EvidenceUse
    named: bool
    words: str
    alone: bool  # nothing else proves it: it falls with the document


@dataclass(frozen=True)
class StoreView:
    """One document with all that its page shows."""

    evidence: Evidence
    version: EvidenceVersion
    versions: tuple[EvidenceVersion, ...]
    read: Facts
    report: Report | None
    check: SignatureCheck | None
    uses: tuple[UseView, ...]

    @property
    def reading(self) -> bool:
        """Whether the machine is still at it."""
        return self.version.state == ReadState.READING

    @property
    def fallen(self) -> tuple[UseView, ...]:
        """What would be left without proof."""
        return tuple(use for use in self.uses if use.alone)


def find_evidence(rights: Rights, pk: int) -> Evidence | None:
    """The document, or None where the person may not know it."""
    return visible_evidence(rights).select_related("unit", "authority", "file", "owner").filter(pk=pk).first()


def store_view(evidence: Evidence, rights: Rights) -> StoreView:
    """Everything of one document."""
    versions = tuple(
        evidence.versions.select_related("file", "added_by", "confirmed_by", "decided_by").order_by("-number")
    )
    version = next(one for one in versions if one.number == evidence.version)
    check = latest_check(evidence.file)
    return StoreView(
        evidence=evidence,
        version=version,
        versions=versions,
        read=Facts.from_json(version.read),
        report=Report.from_json(check.report) if check else None,
        check=check,
        uses=_uses(evidence, rights),
    )


def _uses(evidence: Evidence, rights: Rights) -> tuple[UseView, ...]:
    rows = list(evidence.uses.filter(removed_at__isnull=True).select_related("task", "paper").order_by("pk"))
    tasks = [use.task for use in rows if use.task is not None]
    readable = set(
        visible_tasks(rights).filter(pk__in=[task.pk for task in tasks]).values_list("pk", flat=True)
    )
    lists = checklists_of(tasks)
    shared = _also_proven(evidence, rows)
    found = []
    for use in rows:
        if use.task is None:
            found.append(UseView(use, True, _criterion_words(evidence, use), use.pk not in shared))
            continue
        fallen = falls([line.standing for line in lists[use.task.pk].lines], evidence.pk)
        named = use.task.pk in readable
        found.append(UseView(use, named, use.task.text if named else "", bool(fallen)))
    return tuple(found)


def _also_proven(evidence: Evidence, uses: list[EvidenceUse]) -> set[int]:
    """The uses at criteria that another document, in use and not rejected, proves as well."""
    found = set()
    for use in uses:
        if use.task_id is None:
            others = EvidenceUse.objects.filter(
                framework=use.framework,
                criterion=use.criterion,
                year=use.year,
                removed_at__isnull=True,
                evidence__authority=evidence.authority_id,
                evidence__retired_at__isnull=True,
            ).exclude(evidence=evidence)
            if others.exclude(evidence__decision=Decision.REJECTED).exists():
                found.add(use.pk)
    return found


def _criterion_words(evidence: Evidence, use: EvidenceUse) -> str:
    leaf = leaf_of(evidence.authority, use.framework, use.criterion, use.year or 0)
    return f"{use.criterion} {leaf.name}" if leaf else use.criterion


def filing_units(rights: Rights) -> list[Unit]:
    """The units for which the person may file documents: those where the person works."""
    return [unit for unit in rights.units if rights.can(Right.TASK_WRITE, unit)]
