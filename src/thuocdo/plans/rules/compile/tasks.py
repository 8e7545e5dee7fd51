"""Tasks in prose: lettered, bulleted and numbered actions, paragraphs, labelled groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from thuocdo.documents.rules.blocks import Source
from thuocdo.lib.text import fold
from thuocdo.plans.rules.compile.drafts import Draft
from thuocdo.plans.rules.compile.history import is_history
from thuocdo.plans.rules.compile.labelled import apply_labels, is_labelled, labelled_drafts
from thuocdo.plans.rules.compile.labels import Label, split_labels
from thuocdo.plans.rules.compile.outline import CONTAINERS, Node
from thuocdo.plans.rules.compile.sections import Role
from thuocdo.plans.rules.compile.topics import dimensions_in
from thuocdo.plans.rules.compile.wording import (
    REFERENCE,
    is_unit_name,
    starts_with_verb,
    strip_request,
    subject_of,
)

_END = re.compile(r"\s*/?\.?/\.\s*$")
_NOTE = re.compile(r"\(?(ghi chu|chu thich|luu y)\b")
_ITEMS = frozenset({"letter", "bracket", "bullet", "plus", "para"})


def clean_item(text: str) -> str:
    """The text of an item without the closing sign of the whole document ("./.")."""
    return _END.sub(".", text) if text.rstrip().endswith("/.") else text


def prose_drafts(root: Node) -> list[Draft]:
    """The tasks of all sections of tasks, in order; what stands in tables is read elsewhere."""
    return list(_walk(root))


def _walk(container: Node) -> Iterator[Draft]:
    """The drafts below a section."""
    children = [child for child in container.children if child.kind != "table"]
    if container.role is Role.TASKS and container.kind != "root" and is_labelled(children):
        yield from _labelled_section(container, children)
        return
    if container.role is Role.TASKS and names_only(container):
        return
    marked = [child for child in children if child.kind != "para"]
    notes = _notes(children)
    for child in children:
        if child in notes:
            continue
        if is_section(child, marked):
            yield from _walk(child)
        elif (child.role is Role.TASKS and container.kind not in ("root", "appendix")) or (
            child.role is Role.TASKS and container.kind == "appendix" and child.kind != "para"
        ):
            yield from _item(child, container, marked)


def _notes(children: Sequence[Node]) -> list[Node]:
    """A paragraph "Ghi chú: …" and the bullets after it tell about a table: no tasks."""
    found: list[Node] = []
    open_note = False
    for child in children:
        if child.kind == "para":
            open_note = bool(_NOTE.match(fold(child.text)))
        elif child.kind not in ("bullet", "plus"):
            open_note = False
        if open_note:
            found.append(child)
    return found


def _labelled_section(container: Node, children: Sequence[Node]) -> Iterator[Draft]:
    """A section with labelled lines; sections inside it are walked on their own."""
    run: list[Node] = []
    for child in children:
        if child.kind in CONTAINERS or (child.kind == "number" and child.children):
            yield from labelled_drafts(container, run, draft_of)
            run = []
            yield from _walk(child)
        else:
            run.append(child)
    yield from labelled_drafts(container, run, draft_of)


def is_section(node: Node, siblings: Sequence[Node]) -> bool:
    """Whether a node is a title over items, not an item."""
    if node.kind in CONTAINERS:
        return True
    if node.kind == "letter":
        return node.is_title() and _holds_actions(node)
    if node.kind != "number":
        return False
    below = [child for child in node.children if child.kind != "para"]
    if _has_points_only(node, below, siblings):
        return False
    if is_labelled(node.children):
        return True
    if below:
        return (
            node.is_title()
            or any(child.kind in ("number", "letter", "bracket") for child in below)
            or _holds_actions(node)
        )
    if node.children:
        return node.is_title()
    return node.is_title() and _title_among(node, siblings)


def _has_points_only(node: Node, below: Sequence[Node], siblings: Sequence[Node]) -> bool:
    """A numbered action whose "+" lines are its points: its neighbours are actions without any line below them."""
    if not below or len(below) < len(node.children) or any(child.kind != "plus" for child in below):
        return False
    return node.text.endswith(":") and any(
        s is not node and s.kind == "number" and not s.children for s in siblings
    )


def _title_among(node: Node, siblings: Sequence[Node]) -> bool:
    """A numbered line with nothing below it is a title where the others of its kind are."""
    if REFERENCE.search(fold(node.text)) or is_unit_name(node.text) or node.role is not Role.TASKS:
        return True
    others = [s for s in siblings if s is not node and s.kind == "number"]
    titles = sum(bool(s.children) for s in others)
    return titles > len(others) / 2 and not starts_with_verb(node.text)


def _holds_actions(node: Node) -> bool:
    """Whether the bullets below a line are actions of their own, not parts of its sentence."""
    bullets = [child for child in node.children if child.kind in ("bullet", "bracket", "plus", "letter")]
    actions = sum(starts_with_verb(child.text) or subject_of(child.text) is not None for child in bullets)
    return bool(bullets) and actions * 2 >= len(bullets) and all(len(child.text) > 15 for child in bullets)


def names_only(section: Node) -> bool:
    """A section that only lists indicators to keep or to improve ("gồm: - Quản trị môi trường.")."""
    bullets = [child for child in section.children if child.kind == "bullet"]
    if len(bullets) < 2 or not section.text.rstrip().endswith((":", "gồm")):
        return False
    return all(
        len(b.text) <= 90 and len(dimensions_in(b.text)) == 1 and not starts_with_verb(b.text[:1])
        for b in bullets
    )


def _item(node: Node, container: Node, marked: Sequence[Node]) -> Iterator[Draft]:
    """One action; a lead-in, a reference in brackets or a statement of past scores is none."""
    text = node.text
    if node.kind == "para" and not _is_task_paragraph(node, marked):
        return
    if node.kind == "number" and REFERENCE.search(fold(text)) and len(text) < 160:
        return
    if node.kind in ("letter", "number", "bracket") and not node.children and text.endswith(":"):
        return
    component, body = _component(node)
    if not body.strip():
        return
    labelled = split_labels(body)
    if labelled.text.strip() and any(label is not Label.CONTENT for label, _ in labelled.parts):
        draft = draft_of(node, container, labelled.text, component)
        apply_labels(draft, dict(labelled.parts))
        yield draft
        return
    yield draft_of(node, container, clean_item(body), component)


def _is_task_paragraph(node: Node, marked: Sequence[Node]) -> bool:
    text = node.text
    if text.startswith("(") or text.endswith(":") or is_history(text) or len(text) < 40:
        return False
    if REFERENCE.search(fold(text)) and len(text) < 200:
        return False
    # before or between numbered items a paragraph only leads to them
    return not marked or (all(child.kind == "bullet" for child in marked) and _comes_last(node))


def _comes_last(node: Node) -> bool:
    siblings = node.parent.children if node.parent else []
    return bool(siblings) and siblings.index(node) > 0 and starts_with_verb(node.text)


def _component(node: Node) -> tuple[str | None, str]:
    """A lettered title with paragraphs below it is the component of the text below; else all is text."""
    below = [line for child in node.children for line in _lines(child)]
    if node.kind in ("letter", "number") and below and node.is_title() and not node.text.endswith(":"):
        return node.text, "\n".join(below)
    return None, "\n".join([node.text, *below])


def _lines(node: Node) -> Iterator[str]:
    if node.kind == "table":
        return
    marker = f"{node.marker} " if node.kind in ("bullet", "plus") else ""
    if node.text and not (node.text.startswith("(") and node.text.endswith(")") and node.kind == "para"):
        yield f"{marker}{node.text}"
    for child in node.children:
        yield from _lines(child)


def draft_of(node: Node, container: Node, text: str, component: str | None = None) -> Draft:
    """A draft with the place of a node and the titles above its container."""
    sections = [
        above
        for above in container.ancestors()
        if above.kind in CONTAINERS or above.kind in ("number", "letter")
    ]
    titles = [section.text for section in sections if section.kind != "appendix"]
    heading = titles[0] if titles else None
    lead_in = next((c.text for c in container.children if c.kind == "para" and c.text.endswith(":")), None)
    if lead_in:
        titles.insert(1, lead_in)
    unit = next((strip_request(t).rstrip(" :.;") for t in titles[:1] if is_unit_name(t)), None)
    path = container.path()
    return Draft(
        text=text,
        path=path,
        titles=tuple(titles),
        source=source_of(node),
        key=key_of(
            (
                *path,
                *(
                    [node.marker]
                    if node.marker and node.kind in ("letter", "number", "bracket")
                    else [str(_place(node))]
                ),
            )
        ),
        heading=strip_heading(heading) if heading else None,
        component=component.rstrip(" .:;") if component else None,
        heading_unit=unit,
        lettered=node.kind == "letter",
    )


def strip_heading(title: str) -> str:
    """A heading without the signs that close it."""
    return title.rstrip(" .:;")


def _place(node: Node) -> int:
    siblings = [s for s in (node.parent.children if node.parent else []) if s.kind == node.kind]
    return siblings.index(node) + 1 if node in siblings else 1


def key_of(path: Sequence[str]) -> str:
    """The printed path as an identifier: ("III", "1", "1.1", "a") gives "III.1.1.a"."""
    parts: list[str] = []
    for name in path:
        if parts and name.startswith(f"{parts[-1]}."):
            parts[-1] = name
        else:
            parts.append(name if len(name) <= 9 else "".join(word[:1] for word in name.split()).upper())
    return ".".join(parts)


def source_of(node: Node) -> Source:
    """The place of a node's first line."""
    return node.block.source if node.block else Source()
