"""The sheet that every chart draws on."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape


class _Markup(str):
    """Text that is markup already."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished chart. `{{ drawing }}` prints it as it is: everything in it was escaped when drawn."""

    svg: str
    title: str
    desc: str

    def __html__(self) -> str:
        return self.svg

    def __str__(self) -> str:
        # a template turns what it prints into text first, and asks that text whether it may stand as it is
        return _Markup(self.svg)


@dataclass(slots=True)
class Sheet:
    """Collects marks. Sizes are pixels of the drawing; text never gets smaller than the 13 of `charts.css`.

    `name` must be unique on the page: the ids of title and description are made of it.
    """

    name: str
    width: float
    height: float
    marks: list[str] = field(default_factory=list)

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        self.marks.append(f'<line class="{kind}" x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"></line>')

    def path(self, points: list[tuple[float, float]], kind: str) -> None:
        """A broken line through the points; fewer than two draw nothing."""
        if len(points) > 1:
            way = " ".join(f"{n(x)},{n(y)}" for x, y in points)
            self.marks.append(f'<polyline class="{kind}" points="{way}"></polyline>')

    def rect(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        self.marks.append(
            f'<rect class="{kind}" x="{n(x)}" y="{n(y)}" width="{n(max(width, 0))}" height="{n(height)}"></rect>'
        )

    def dot(self, x: float, y: float, kind: str, size: float = 4) -> None:
        self.marks.append(f'<circle class="{kind}" cx="{n(x)}" cy="{n(y)}" r="{n(size)}"></circle>')

    def ring(self, x: float, y: float, kind: str) -> None:
        """A diamond: a value that stands apart by shape, not by colour alone."""
        corners = f"{n(x)},{n(y - 6)} {n(x + 6)},{n(y)} {n(x)},{n(y + 6)} {n(x - 6)},{n(y)}"
        self.marks.append(f'<polygon class="{kind}" points="{corners}"></polygon>')

    def text(self, x: float, y: float, words: str, kind: str = "words", anchor: str = "start") -> None:
        self.marks.append(
            f'<text class="{kind}" x="{n(x)}" y="{n(y)}" text-anchor="{anchor}">{escape(words)}</text>'
        )

    def finish(self, title: str, desc: str) -> Drawing:
        """The SVG: one image for a screen reader, named by its question and described by its finding."""
        ids = escape(self.name, quote=True)
        head = (
            f'<svg class="chart" role="img" aria-labelledby="{ids}-t {ids}-d" '
            f'viewBox="0 0 {n(self.width)} {n(self.height)}" width="{n(self.width)}" height="{n(self.height)}">'
            f'<title id="{ids}-t">{escape(title)}</title><desc id="{ids}-d">{escape(desc)}</desc>'
        )
        return Drawing(head + "".join(self.marks) + "</svg>", title, desc)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` as places from `start` to `end`; one value alone stands in the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def n(value: float) -> str:
    """A coordinate with at most one decimal: "12", "12.5"."""
    return f"{value:.1f}".removesuffix(".0")


def number(value: float, digits: int = 2) -> str:
    """A number as pages print it: 43.6223 -> "43,62"; minus is U+2212."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.-", ".,\u2212"))
