"""The actions of one table cell: its bullets, or all of it."""

from __future__ import annotations

import re

from thuocdo.documents.rules.wording import BULLETS
from thuocdo.plans.rules.compile.wording import starts_with_verb

# a bullet at the start of a line, or inside a line after the end of a sentence
_LINE = re.compile(rf"(?:^|\n)\s*[{re.escape(BULLETS)}]\s*(?=\S)")
_INSIDE = re.compile(r"(?<=[.;:])\s+[-–•+]\s+(?=[A-ZĐÀ-Ỹ“\"])")
_LEADS = re.compile(
    r"(sau|gồm|như|cụ thể|sau đây|là|hành vi|nội dung|nhiệm vụ|yêu cầu|việc)\s*:$", re.IGNORECASE
)
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
    intro, bullets = parts[0], [piece for part in parts[1:] for piece in _unmarked(part, len(parts) > 2)]
    actions: list[str] = []
    open_list = False
    for at, bullet in enumerate(bullets):
        if open_list:
            actions[-1] = f"{actions[-1]}\n- {bullet}"
        else:
            actions.append(bullet)
            open_list = bullet.endswith(":") and _leads_list(bullet, bullets[at + 1 :])
    if intro and not intro.endswith(":"):
        # a sentence of its own before the bullets
        return [intro, *actions]
    return actions or ([intro] if intro else [])


def _leads_list(bullet: str, following: list[str]) -> bool:
    """Whether the bullets after a colon are its points; actions after it show a misread semicolon."""
    return bool(_LEADS.search(bullet)) or not all(starts_with_verb(other) for other in following)


def _unmarked(part: str, several: bool) -> list[str]:
    """A bullet whose next line is a sentence of its own: recognition lost the hyphen before it."""
    lines = part.split("\n")
    pieces = [lines[0]]
    for line in lines[1:]:
        if (
            several
            and pieces[-1].rstrip().endswith((".", ";"))
            and line[:1].isupper()
            and starts_with_verb(line)
        ):
            pieces.append(line)
        else:
            pieces[-1] = f"{pieces[-1]}\n{line}"
    return pieces
