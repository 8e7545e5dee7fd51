"""The titles that section rows set for the rows below them."""

from __future__ import annotations

from dataclasses import dataclass, field

from thuocdo.documents.rules.blocks import Block, BlockKind, Row
from thuocdo.documents.rules.wording import is_upper, split_marker
from thuocdo.plans.rules.compile.outline import Node, kind_of_marker


@dataclass(slots=True)
class Sections:
    """The open section rows of a table, widest first."""

    _open: list[tuple[float, str | None, str]] = field(default_factory=list)

    def enter(self, row: Row) -> None:
        """A section row closes those of its own rank and below."""
        filled = list(dict.fromkeys(cell.text for cell in row.cells if cell.text))
        if len(filled) > 1 and len(filled[0]) <= 7:
            marker: str | None = filled[0].rstrip(".)")
            title = filled[1]
        else:
            marker, title = split_marker(filled[0]) if filled else (None, "")
        rank = _rank(marker, title)
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()
        self._open.append((rank, marker, title))

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(marker for _, marker, _ in self._open if marker)

    @property
    def titles(self) -> tuple[str, ...]:
        """The nearest title first."""
        return tuple(title for _, _, title in reversed(self._open))


def _rank(marker: str | None, title: str) -> float:
    kind = kind_of_marker(Block(BlockKind.HEADING, title, marker=marker))
    if kind is None:
        return 1.0 if is_upper(title) else 1.5
    return Node(kind, Block(BlockKind.HEADING, title, marker=marker)).rank
