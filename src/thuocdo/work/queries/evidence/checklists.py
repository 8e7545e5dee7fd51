"""A task's checklist: which documents are there, which are missing, which have the wrong form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thuocdo.documents.queries import signature_classes
from thuocdo.documents.rules.signatures import SignatureClass
from thuocdo.work.models import Evidence, EvidenceUse, Task, TaskPaper
from thuocdo.work.rules.evidence import (
    Need,
    Paper,
    Standing,
    Verdict,
    expected_of,
    judge,
    open_lines,
)

PDF = "application/pdf"


@dataclass(frozen=True)
class Proof:
    """A document for a line, with the verdict on it and the codes of the reasons."""

    use: EvidenceUse
    verdict: Verdict
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of the checklist. `paper`: None for what "Sản phẩm" names, and for documents without a line."""

    label: str
    needed: bool
    paper: TaskPaper | None
    proofs: tuple[Proof, ...]

    @property
    def standing(self) -> Standing:
        """As the rules look at it."""
        return Standing(self.needed, tuple((proof.use.evidence_id, proof.verdict) for proof in self.proofs))

    @property
    def state(self) -> str:
        """ "met", "open" (there, but not certain), "wrong" (there, in the wrong form), "missing"."""
        verdicts = {proof.verdict for proof in self.proofs}
        if Verdict.MET in verdicts:
            return "met"
        if Verdict.UNSURE in verdicts:
            return "open"
        return "wrong" if verdicts else "missing"


@dataclass(frozen=True)
class Checklist:
    """All lines of a task."""

    lines: tuple[Line, ...]

    @property
    def needed(self) -> int:
        return sum(1 for line in self.lines if line.needed)

    @property
    def met(self) -> int:
        return self.needed - open_lines([line.standing for line in self.lines])


def checklist_of(task: Task) -> Checklist:
    """The checklist of one task; four queries."""
    return checklists_of([task])[task.pk]


def checklists_of(tasks: Iterable[Task]) -> dict[int, Checklist]:
    """The checklist of each task by key; four queries in all.

    Lines are what people have put down; a task without any has one line for each document that "Sản phẩm" names.
    Documents without a line stand last, and meet the only line where there is but one.
    """
    tasks = list(tasks)
    papers: dict[int, list[TaskPaper]] = {}
    for paper in TaskPaper.objects.filter(task__in=tasks, removed_at__isnull=True):
        papers.setdefault(paper.task_id, []).append(paper)
    uses: dict[int | None, list[EvidenceUse]] = {}
    held = (
        EvidenceUse.objects.filter(task__in=tasks, removed_at__isnull=True, evidence__retired_at__isnull=True)
        .select_related("evidence__file", "evidence__unit", "paper")
        .order_by("pk")
    )
    for use in held:
        uses.setdefault(use.task_id, []).append(use)
    classes = signature_classes({use.evidence.file_id for use in held})
    return {
        task.pk: _checklist(task, papers.get(task.pk, []), uses.get(task.pk, []), classes) for task in tasks
    }


def _checklist(
    task: Task,
    papers: list[TaskPaper],
    uses: list[EvidenceUse],
    classes: Mapping[int, SignatureClass],
) -> Checklist:
    named = () if papers else expected_of(task.output)
    by_paper: dict[int | None, list[EvidenceUse]] = {}
    known = {paper.pk for paper in papers}
    for use in uses:
        by_paper.setdefault(use.paper_id if use.paper_id in known else None, []).append(use)
    loose = by_paper.get(None, [])
    lines = [
        Line(
            paper.label,
            True,
            paper,
            _proofs(
                by_paper.get(paper.pk, []) + (loose if len(papers) == 1 else []), need_of(paper), classes
            ),
        )
        for paper in papers
    ]
    if len(named) == 1:
        return Checklist((Line(named[0], True, None, _proofs(loose, Need(named[0]), classes)),))
    # several documents are named and nothing says which of them a file is: no line counts as met by itself
    lines += [Line(label, False, None, ()) for label in named]
    if loose and len(papers) != 1:
        lines.append(Line("", False, None, _proofs(loose, Need(""), classes)))
    return Checklist(tuple(lines))


def _proofs(uses: list[EvidenceUse], need: Need, classes: Mapping[int, SignatureClass]) -> tuple[Proof, ...]:
    return tuple(Proof(use, *_judged(use.evidence, need, classes)) for use in uses)


def _judged(
    evidence: Evidence, need: Need, classes: Mapping[int, SignatureClass]
) -> tuple[Verdict, tuple[str, ...]]:
    paper = Paper(
        pdf=evidence.file.media_type == PDF,
        signature=classes.get(evidence.file_id),
        received_on=evidence.received_on,
    )
    return judge(paper, need, decision=evidence.decision, confirmed=evidence.confirmed)


def need_of(paper: TaskPaper) -> Need:
    """What a line asks for."""
    return Need(paper.label, paper.must_be_pdf, paper.must_be_signed, paper.received_by)
