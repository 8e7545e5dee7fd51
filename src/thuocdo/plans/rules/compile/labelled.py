"""Tasks whose parts carry labels ("Nội dung: … / Cơ quan thực hiện: … / Thời gian thực hiện: …")."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from thuocdo.plans.rules.compile.drafts import Draft
from thuocdo.plans.rules.compile.labels import Label, label_at_start, split_labels
from thuocdo.plans.rules.compile.outline import Node

_NESTED = frozenset({"letter", "bracket", "bullet", "plus", "para", "number"})
DraftOf = Callable[[Node, Node, str, str | None], Draft]


def is_labelled(children: Sequence[Node]) -> bool:
    """Whether a section's lines carry labels of attributes ("Chủ trì:", "Thời gian:")."""
    return any(
        label_at_start(line.text) not in (None, Label.CONTENT)
        for child in children
        if child.kind in _NESTED and not (child.kind == "number" and child.children)
        for line in (child, *(c for c in child.children if c.kind in _NESTED))
    )


@dataclass(slots=True)
class _Group:
    """Items that share the attributes printed after them."""

    drafts: list[Draft] = field(default_factory=list)
    values: dict[Label, str] = field(default_factory=dict)


def labelled_drafts(container: Node, children: Sequence[Node], draft_of: DraftOf) -> Iterator[Draft]:
    """The tasks of a run of labelled lines: attributes belong to the items since the attributes before."""
    if not children:
        return
    groups = [_Group()]
    for node, depth in _flat(children):
        _read(node, depth, container, groups, draft_of)
    for group in groups:
        if group.values and not group.drafts:
            group.drafts.append(draft_of(container, container.parent or container, container.text, None))
        for draft in group.drafts:
            apply_labels(draft, group.values)
            if draft.text.strip():
                yield draft


def _flat(nodes: Sequence[Node], depth: int = 0) -> Iterator[tuple[Node, int]]:
    for node in nodes:
        if node.kind in _NESTED:
            yield node, depth
            yield from _flat(node.children, depth + 1)


def _read(node: Node, depth: int, container: Node, groups: list[_Group], draft_of: DraftOf) -> None:
    labelled = split_labels(node.text)
    content = labelled.text
    starts = label_at_start(node.text)
    if starts is Label.CONTENT:
        content = labelled.parts[0][1]
    attributes = [(label, value) for label, value in labelled.parts if label is not Label.CONTENT]
    if content.strip():
        group = groups[-1]
        goes_on = (
            bool(group.drafts) and not group.values and (depth > 0 or node.kind == "para") and starts is None
        )
        if goes_on:
            group.drafts[-1].text += f"\n{content}"
        else:
            if group.values:
                groups.append(_Group())
            groups[-1].drafts.append(draft_of(node, container, content, None))
    for label, value in attributes:
        group = groups[-1]
        if label in group.values:
            group.values[label] += f"\n{value}"
        else:
            group.values[label] = value


def apply_labels(draft: Draft, values: dict[Label, str]) -> None:
    """Give a draft what its labels say."""

    def value(label: Label) -> str | None:
        text = values.get(label)
        return text.strip(" .;") if text else None

    draft.lead_text = value(Label.LEAD) or draft.lead_text
    draft.coordinating_text = value(Label.COORDINATING) or draft.coordinating_text
    draft.deadline_text = value(Label.DEADLINE) or draft.deadline_text
    draft.output = value(Label.OUTPUT) or draft.output
