"""A generated plan: what is printed, and the truth a careful reader would note down."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Line:
    """One paragraph; `style`: plain, bold, title (centred bold)."""

    text: str
    style: str = "plain"


@dataclass
class GridRow:
    cells: list[str]
    section: bool = False


@dataclass
class Grid:
    header: list[str]
    rows: list[GridRow]
    numbered: bool = False  # a row (1) (2) (3) under the header


@dataclass
class Truth:
    """A task or gap: its text (a gap: the criterion), units and deadline as printed."""

    text: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    deadline: str | None = None


@dataclass
class Print:
    """How the text form is printed."""

    marks: bool = False  # Markdown heading and emphasis marks
    wrap: int | None = None  # hard-wrapped at this width
    page_rows: int | None = None  # the header of a table is printed again after so many rows
    cut_rows: bool = False  # the last row of a page is cut
    pipes: bool = False  # tables as Markdown with pipes


@dataclass
class Plan:
    form: str
    seed: int
    year: int
    place: str
    elements: list[Line | Grid] = field(default_factory=list)
    tasks: list[Truth] = field(default_factory=list)
    gaps: list[Truth] = field(default_factory=list)
    duties: int = 0
    print: Print = field(default_factory=Print)
