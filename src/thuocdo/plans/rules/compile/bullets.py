"""The actions of one table cell: its bullets, or all of it."""

from __future__ import annotations

import re

from thuocdo.documents.rules.wording import BULLETS

# a bullet at the start of a line, or inside a line after the end of a sentence
_LINE = re.compile(rf"(?:^|\n)\s*[{re.escape(BULLETS)}]\s*(?=\S)")
_INSIDE = re.compile(r"(?<=[.;:])\s+[-–•+]\s+(?=[A-ZĐÀ-Ỹ“\"])")
_NUMBERED = re.compile(r"(?:^|\n)\s*(?:\d{1,2}|[a-zđ])[.)]\s+(?=\S)")


def actions_in(cell: str) -> list[str]:
    """The separate actions of a task cell, without markers.

    Words before the first bullet that end with a colon only lead to it; a bullet that ends with a colon takes
    the bullets after it as its own points.
    """
    marks = sorted({m.start(): m.end() for m in (*_LINE.finditer(cell), *_INSIDE.finditer(cell))}.items())
    if not marks:
        numbered = [(m.start(), m.end()) for m in _NUMBERED.finditer(cell)]
        marks = numbered if len(numbered) > 1 else []
    if not marks:
        return [one_text(cell)] if cell.strip() else []
    parts = [cell[: marks[0][0]]]
    for at, (_, end) in enumerate(marks):
        parts.append(cell[end : marks[at + 1][0] if at + 1 < len(marks) else len(cell)])
    return _grouped([part.strip() for part in parts])


def one_text(cell: str) -> str:
    """A cell that is one text, without a marker of its own."""
    return _NUMBERED.sub("", cell, count=1).strip() if _NUMBERED.match(cell) else cell.strip()


def _grouped(parts: list[str]) -> list[str]:
    intro, bullets = parts[0], parts[1:]
    actions: list[str] = []
    open_list = False
    for bullet in bullets:
        if open_list:
            actions[-1] = f"{actions[-1]}\n- {bullet}"
        else:
            actions.append(bullet)
            open_list = bullet.endswith(":") and len(bullets) > 1
    if intro and not intro.endswith(":"):
        # a sentence of its own before the bullets
        return [intro, *actions]
    return actions or ([intro] if intro else [])
