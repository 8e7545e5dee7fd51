"""Duties: what the part "Tổ chức thực hiện" asks of each unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.lib.text import fold
from thuocdo.plans.rules.compile.drafts import Frame
from thuocdo.plans.rules.compile.outline import CONTAINERS, Node
from thuocdo.plans.rules.compile.phrases import deadline_inside, repetition_inside
from thuocdo.plans.rules.compile.sections import Role
from thuocdo.plans.rules.compile.tasks import clean_item, key_of, source_of
from thuocdo.plans.rules.compile.wording import (
    REFERENCE,
    is_unit_name,
    starts_as_unit,
    starts_with_verb,
    strip_request,
    subject_of,
)
from thuocdo.plans.rules.model import Duty

_TOPIC = re.compile(r"(ve |doi voi |cong tac |noi dung )")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])")
_PREFIX = re.compile(r"^([^:]{4,120}):\s+(\S.*)$", re.DOTALL)
_WITHIN = re.compile(r"^\(?\s*(?:thực hiện|hoàn thành|thời gian[^:]*:)?\s*", re.IGNORECASE)


def duties_of(root: Node, frame: Frame) -> tuple[Duty, ...]:
    """Every bullet, lettered line or paragraph of the part, with the unit of the heading over it."""
    made: list[Duty] = []
    for node in root.children:
        if node.role is Role.DUTIES:
            _walk(node, None, frame, made)
        elif node.kind in CONTAINERS:
            made.extend(duties_of(node, frame))
    return tuple(_unique(made))


def _walk(node: Node, unit: str | None, frame: Frame, made: list[Duty]) -> None:
    """The duties below a heading; `unit` is the one it names."""
    for child in node.children:
        if child.kind == "table" or child.role is not Role.DUTIES:
            continue
        text = child.text.strip()
        if child.kind == "para" and text.startswith("(") and text.rstrip(".").endswith(")"):
            _bracket(text, frame, made)
        elif _is_heading(child):
            named = strip_request(text).rstrip(" :.;")
            _walk(
                child,
                named if child.kind in (*CONTAINERS, "number") or is_unit_name(text) else unit,
                frame,
                made,
            )
        elif child.kind in ("letter", "bracket") and child.children and _is_topic(child):
            _walk(child, unit, frame, made)
        else:
            made.extend(_duties(child, unit, frame))
            _walk(child, unit, frame, made)


def _is_heading(node: Node) -> bool:
    if node.kind in CONTAINERS:
        return True
    if not node.children:
        return False
    if node.kind == "number":
        return node.is_title() or _titled_sentence(node)
    return node.kind in ("letter", "bracket", "bullet") and is_unit_name(node.text)


def _titled_sentence(node: Node) -> bool:
    """A heading that is a sentence about its units, with the duties in a list below."""
    below = [child for child in node.children if child.kind in ("letter", "bullet", "number")]
    return len(below) >= 2 and len(node.text) <= 250


def _is_topic(node: Node) -> bool:
    return bool(_TOPIC.match(fold(node.text))) or node.text.rstrip().endswith(":")


def _duties(node: Node, unit: str | None, frame: Frame) -> Iterator[Duty]:
    text = clean_item(node.text.strip())
    if not _says_duty(
        text, 10 if node.kind in ("bullet", "letter", "plus") and starts_with_verb(text) else 25
    ):
        return
    prefixed = _PREFIX.match(text)
    whole = prefixed is not None and is_unit_name(prefixed[1])
    parts = _split(text) if (unit is None or node.kind == "number") and not whole else [text]
    for at, part in enumerate(parts, 1):
        phrase = deadline_inside(part) or repetition_inside(part)
        deadline = frame.inside(phrase) if phrase else None
        if deadline is not None and deadline.kind is DeadlineKind.NONE:
            phrase, deadline = None, None
        yield Duty(
            id=_key(node, at if len(parts) > 1 else None),
            unit=_unit(part, unit, alone=len(parts) > 1 or unit is None),
            text=part,
            deadline_text=phrase,
            deadline=deadline,
            source=source_of(node),
        )


def _says_duty(text: str, shortest: int) -> bool:
    if len(text) < shortest or text.startswith("("):
        return False
    if REFERENCE.search(fold(text)) and len(text) < 90:
        return False
    # "Giao … có trách nhiệm:" only leads to a list, unless a whole sentence stands before
    return not text.endswith(":") or bool(_SENTENCE.search(text))


def _split(text: str) -> list[str]:
    """A sentence for each unit where one paragraph gives duties to several."""
    parts: list[str] = []
    for sentence in _SENTENCE.split(text):
        # "Các sở, ban, ngành; UBND các xã xây dựng …": a mere name before a semicolon goes on
        named = bool(parts) and parts[-1].endswith(";") and is_unit_name(parts[-1])
        if named or (parts and (subject_of(sentence) is None or not starts_as_unit(sentence))):
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts.append(sentence)
    return parts


def _unit(text: str, heading: str | None, *, alone: bool) -> str | None:
    if not alone:
        return heading
    prefixed = _PREFIX.match(text)
    if prefixed and is_unit_name(prefixed[1]):
        return strip_request(prefixed[1])
    return subject_of(text) or heading


def _bracket(text: str, frame: Frame, made: list[Duty]) -> None:
    """A bracket of its own line ("(Thực hiện trong quý II năm 2025)") dates the duty before it."""
    if not made or made[-1].deadline is not None:
        return
    phrase = _WITHIN.sub("", text.strip().rstrip(".")).strip("() .")
    deadline = frame.deadline(phrase)
    if deadline.kind is not DeadlineKind.NONE:
        made[-1] = replace(made[-1], deadline_text=phrase, deadline=deadline)


def _key(node: Node, part: int | None) -> str:
    siblings = [s for s in (node.parent.children if node.parent else []) if s.kind == node.kind]
    own = node.marker if node.marker and node.marker[0].isalnum() else str(siblings.index(node) + 1)
    path = node.parent.path() if node.parent else ()
    path = tuple(name for name in path if name not in "-–+•*")
    return key_of((*path, own, *([str(part)] if part else [])))


def _unique(duties: Sequence[Duty]) -> Iterator[Duty]:
    seen: dict[str, int] = {}
    for duty in duties:
        seen[duty.id] = seen.get(duty.id, 0) + 1
        yield replace(duty, id=f"{duty.id}-{seen[duty.id]}") if seen[duty.id] > 1 else duty
