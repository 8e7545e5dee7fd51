"""What was measured on a Word file. Lengths in millimetres, letters and gaps in points."""

from __future__ import annotations

from dataclasses import dataclass, field

POINT = 25.4 / 72  # millimetres


@dataclass(frozen=True, slots=True)
class Letters:
    """How a run of text looks, after all styles."""

    font: str = ""
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = "000000"
    capitals: bool = False  # printed in capitals whatever was typed


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that looks the same from end to end."""

    text: str
    letters: Letters


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: counted from 1 as a reader counts. Paragraphs in tables carry the cell instead."""

    section: int = 1
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `room` is the width it has, in points; `rules` the lengths of the lines drawn in or below it."""

    text: str
    runs: tuple[Stretch, ...]
    place: Place
    align: str = "left"
    first: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    lines: float | None = 1.0  # of line spacing; None where it is fixed in points
    exact: float | None = None
    room: float = 0.0
    rules: tuple[float, ...] = ()
    own_page_field: bool = False
    frame_align: str = ""
    mixed_gap: bool = False  # no gap to neighbours of the same style
    style: str = ""

    @property
    def in_table(self) -> bool:
        return self.place.table is not None

    @property
    def printed(self) -> str:
        """The text as it is seen: capitals where the letters say so."""
        return "".join(run.text.upper() if run.letters.capitals else run.text for run in self.runs).strip()

    @property
    def lettered(self) -> tuple[Stretch, ...]:
        """The runs in which there is something to see."""
        return tuple(run for run in self.runs if any(sign.isalnum() for sign in run.text))


@dataclass(frozen=True, slots=True)
class Numbers:
    """How pages are numbered in one kind of header or footer: None where there is no number."""

    align: str
    size: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the file: its paper, and where the number of the page stands."""

    number: int
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    first_differs: bool = False
    start: int | None = None  # the number of its first page where it is set
    figures: str = "decimal"
    head: Numbers | None = None
    first_head: Numbers | None = None
    foot: Numbers | None = None
    first_foot: Numbers | None = None

    @property
    def lying(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: how many rows, how many of them are headings that repeat, how many may be cut by a page's end."""

    number: int
    section: int
    rows: int
    repeated: int
    may_split: int
    ruled: bool
    columns: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A whole file in reading order."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Para, ...]
    tables: tuple[Grid, ...] = field(default=())
