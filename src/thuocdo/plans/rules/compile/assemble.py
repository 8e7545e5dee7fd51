"""The compiler's order of work."""

from __future__ import annotations

from collections.abc import Sequence

from thuocdo.documents.rules.blocks import Block, Document, Source
from thuocdo.lib.text import fold
from thuocdo.plans.rules.compile import citations, head, signature
from thuocdo.plans.rules.compile.columns import Layout, TableKind, layout_of
from thuocdo.plans.rules.compile.drafts import Draft, Frame, number
from thuocdo.plans.rules.compile.duties import duties_of
from thuocdo.plans.rules.compile.gaps import gaps_of
from thuocdo.plans.rules.compile.goals import goals_of
from thuocdo.plans.rules.compile.history import history_of
from thuocdo.plans.rules.compile.outline import Node, Outline, outline_of
from thuocdo.plans.rules.compile.prepare import prepare
from thuocdo.plans.rules.compile.reports import reports_of
from thuocdo.plans.rules.compile.sections import Role
from thuocdo.plans.rules.compile.table_tasks import table_drafts
from thuocdo.plans.rules.compile.targets import targets_of
from thuocdo.plans.rules.compile.tasks import prose_drafts, source_of
from thuocdo.plans.rules.compile.unit_tasks import duties_as_drafts
from thuocdo.plans.rules.model import Duty, Gap, Head, Plan, Target, Task


def compile_plan(document: Document) -> Plan:
    """The plan that a document states; nothing is invented, what is missing is None or empty. Never raises."""
    blocks = prepare(document)
    outline = outline_of(blocks)
    made = _head(outline, blocks)
    frame = Frame(made.year, made.issued, made.indices)
    tables = [
        (node, layout_of(node.block.table)) for node in outline.nodes() if node.block and node.block.table
    ]
    targets = _targets(tables, made.year)
    duties = duties_of(outline.root, frame)
    tasks, duties = _tasks(outline, tables, duties, frame)
    return Plan(
        document=made,
        goals=goals_of(outline, made.indices, made.year, has_targets=bool(targets)),
        targets=targets,
        history=history_of(blocks, made.year),
        tasks=tasks,
        gaps=_gaps(tables, frame),
        duties=duties,
        reports=reports_of(_report_texts(outline, duties), frame),
        notes=document.notes,
    )


def _head(outline: Outline, blocks: Sequence[Block]) -> Head:
    titling = head.titling_of(outline.preface)
    texts = [block.text for block in blocks if block.table is None]
    number_, issued, annex_issuer = head.annexed(texts)
    issuer = head.issuer_of(titling, annex_issuer)
    own = titling.number or number_
    bases = tuple(c for block in titling.opening for c in citations.bases_in(block.text, block.source))
    everything = [(text, source) for block in blocks for text, source in _texts(block)]
    issued = titling.issued or (issued if titling.place is None else None)
    return Head(
        type=titling.type,
        number=own,
        issued=issued,
        place=titling.place,
        issuer=issuer,
        level=head.level_of(issuer, titling.title, issued),
        title=titling.title,
        year=head.year_of(titling.title, issued, texts),
        indices=head.indices_of(titling.title, titling.opening, texts),
        legal_bases=bases,
        cited_documents=citations.others(everything, bases, own),
        signer=signature.signer_of(outline.closing),
        recipients=signature.recipients_of(outline.closing),
        funding=_funding(outline),
    )


def _texts(block: Block) -> list[tuple[str, Source]]:
    if block.table is None:
        return [(block.text, block.source)]
    return [(cell.text, cell.source) for row in block.table.rows for cell in row.cells if not cell.inherited]


def _funding(outline: Outline) -> str | None:
    """The text of the part on money, else the paragraph that speaks of it."""
    nodes = [node for node in outline.nodes() if node.role is Role.FUNDING and node.kind != "table"]
    texts = [node.text for node in nodes if node.kind not in ("roman", "capital", "part", "heading")]
    texts = [text for text in texts if len(text) > 25 and not text.endswith(":")]
    if texts:
        return "\n".join(texts)
    spoken = (
        node.text
        for node in outline.nodes()
        if fold(node.text).startswith(("kinh phi thuc hien", "nguon kinh phi"))
    )
    return next((text for text in spoken if len(text) > 60), None)


def _targets(tables: Sequence[tuple[Node, Layout]], year: int | None) -> tuple[Target, ...]:
    return tuple(
        target
        for node, layout in tables
        if layout.kind is TableKind.TARGETS and node.block and node.block.table
        for target in targets_of(node.block.table, layout, year)
    )


def _gaps(tables: Sequence[tuple[Node, Layout]], frame: Frame) -> tuple[Gap, ...]:
    gaps: list[Gap] = []
    for node, layout in tables:
        if layout.kind is TableKind.GAPS and node.block and node.block.table:
            gaps.extend(gaps_of(node.block.table, layout, frame, len(gaps) + 1))
    return tuple(gaps)


def _tasks(
    outline: Outline, tables: Sequence[tuple[Node, Layout]], duties: tuple[Duty, ...], frame: Frame
) -> tuple[tuple[Task, ...], tuple[Duty, ...]]:
    """The tasks of prose and tables; a plan that only lists duties by unit has those for its tasks."""
    drafts: list[Draft] = prose_drafts(outline.root)
    for node, layout in tables:
        if layout.kind is TableKind.TASKS and node.block and node.block.table:
            drafts.extend(table_drafts(node, node.block.table, layout))
    has_gaps = any(layout.kind is TableKind.GAPS for _, layout in tables)
    if not drafts and not has_gaps:
        drafts, duties = duties_as_drafts(duties), ()
    return number(drafts, frame), duties


def _report_texts(outline: Outline, duties: Sequence[Duty]) -> list[tuple[str, Source]]:
    """Duties, what else their part and the part on reports say, and the closing words."""
    texts = [(duty.text, duty.source) for duty in duties]
    known = [text for text, _ in texts]
    for node in outline.nodes():
        spoken = node.block is not None and node.kind != "table" and node.role in (Role.REPORTS, Role.DUTIES)
        if spoken and not any(node.text in text or text in node.text for text in known):
            texts.append((node.text, source_of(node)))
    return texts + [(block.text, block.source) for block in outline.closing if len(block.text) > 60]
