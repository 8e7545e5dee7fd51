"""Goals: what the plan wants to reach, with the measure where one is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from thuocdo.lib.text import fold
from thuocdo.plans.rules.compile.outline import Node, Outline
from thuocdo.plans.rules.compile.sections import Role
from thuocdo.plans.rules.compile.tasks import key_of, names_only, source_of
from thuocdo.plans.rules.compile.topics import dimensions_in, index_of, indices_in
from thuocdo.plans.rules.model import Goal

_MINIMUM = re.compile(
    r"(?:đạt\s+)?(?:từ|trên|tối thiểu|ít nhất)\s+(\d{1,3}(?:[.,]\d+)?)\s*điểm|đạt\s+(\d{1,3}(?:[.,]\d+)?)\s*điểm",
    re.IGNORECASE,
)
_TOP = re.compile(
    r"(?:nhóm|top|tốp)\s+(\d{1,2})|(?:thứ hạng|xếp hạng|xếp thứ|vị trí)\s+(?:từ\s+)?(\d{1,2})(?!\s*[,.]?\d*\s*điểm)",
    re.IGNORECASE,
)
_GAIN = re.compile(r"tăng\s+(?:tối thiểu|ít nhất|từ)?\s*(\d{1,2})\s+(?:hạng|bậc)", re.IGNORECASE)
_GRADE = re.compile(r"xếp loại\s+(xuất sắc|tốt|khá|trung bình)", re.IGNORECASE)
_HIGHER = re.compile(r"(?:tăng|cao hơn|cải thiện)[^.;]{0,60}?so với\s+năm\s+(\d{4})", re.IGNORECASE)
_PERCENT = re.compile(r"(?:đạt|từ|trên|tối thiểu|≥|>=)\s*(\d{1,3}(?:,\d+)?)\s*%", re.IGNORECASE)
_ITEMS = frozenset({"letter", "bullet", "bracket", "para"})


def goals_of(
    outline: Outline, indices: tuple[str, ...], year: int | None, *, has_targets: bool
) -> tuple[Goal, ...]:
    """The points of the part "Mục tiêu" where it has text, else those of "Mục đích".

    Where a table sets the targets, of the purposes only those that aim ("phấn đấu") are goals.
    """
    aims = [node for node in outline.nodes() if node.role is Role.GOALS and _is_point(node)]
    if aims:
        pairs = [(node, _whole(node)) for node in aims]
    else:
        purposes = [node for node in outline.nodes() if node.role is Role.PURPOSE and _is_point(node)]
        pairs = [(node, text) for node in purposes if (text := _aim(node, has_targets))]
    pairs += [
        (node, _listed(node)) for node in outline.nodes() if node.role is Role.TASKS and names_only(node)
    ]
    return tuple(_goal(node, text, indices, year, at) for at, (node, text) in enumerate(pairs, 1))


def _is_point(node: Node) -> bool:
    if node.kind not in _ITEMS and not (node.kind == "number" and not node.children and _is_statement(node)):
        return False
    if node.parent is not None and node.parent.kind in _ITEMS:
        return False
    return (
        len(node.text) > 12
        and not node.text.startswith("(")
        and not (node.text.endswith(":") and not node.children)
    )


def _is_statement(node: Node) -> bool:
    """A numbered aim is a sentence; a short line without an end is a title."""
    return len(node.text) > 40 or (node.role is Role.GOALS and node.text.endswith((".", ";")))


def _whole(node: Node) -> str:
    return "\n".join([node.text, *(child.text for child in node.children if child.kind != "table")])


def _aim(node: Node, has_targets: bool) -> str:
    text = _whole(node)
    if not has_targets:
        return text
    if "phan dau" not in fold(text):
        return ""
    last = re.split(r"(?<=[.;])\s+(?=Phấn đấu)", text)
    return last[-1] if len(last) > 1 else text


def _listed(node: Node) -> str:
    return "\n".join([node.text, *(f"- {child.text}" for child in node.children if child.kind == "bullet")])


def _goal(node: Node, text: str, indices: tuple[str, ...], year: int | None, at: int) -> Goal:
    named = [index for index in indices_in(text[:60]) if index in indices]
    index = named[0] if len(named) == 1 else index_of(text, [], indices)
    marker = node.marker if node.marker and node.marker[0].isalnum() else str(at)
    parent = node.parent.path() if node.parent else ()
    key = key_of((*parent, marker)) if node.kind != "number" else key_of(node.path())
    return Goal(key, text, index, _target(text, year, node), source_of(node))


def _target(text: str, year: int | None, node: Node) -> dict[str, Any] | None:
    """The measure that a goal states, or None."""
    target = dict(_measures(text))
    if not target and names_only(node):
        dimensions = sorted({d for child in node.children for d in dimensions_in(child.text)})
        keep = re.match(r"(tiep tuc )?(duy tri|phat huy|giu vung|giu)", fold(node.text))
        metric = "maintain" if keep else "improve"
        target = {"metric": metric, "dimensions": dimensions}
    if not target:
        return None
    return {"year": year, **target}


def _measures(text: str) -> Iterator[tuple[str, Any]]:
    if found := _MINIMUM.search(text):
        yield "score_min", float((found[1] or found[2]).replace(",", "."))
    if found := _TOP.search(text):
        yield "rank_max", int(found[1] or found[2])
    if found := _GAIN.search(text):
        yield "rank_gain_min", int(found[1])
    if found := _GRADE.search(text):
        yield "grade_min", found[1].lower()
    if found := _HIGHER.search(text):
        yield "higher_than_year", int(found[1])
    if found := _PERCENT.search(text):
        yield "percent_min", float(found[1].replace(",", "."))
