"""Gathering findings: the same fault at many places is one finding with many places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thuocdo.documents.format.anatomy import Anatomy
from thuocdo.documents.format.findings import Finding, Severity
from thuocdo.documents.format.measured import Measured, Para, Place
from thuocdo.documents.format.standard import Component, Range, Standard

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_HALF = 0.26  # points: sizes come in halves


class Notes:
    """What is known of the file and what was found so far."""

    def __init__(self, measured: Measured, anatomy: Anatomy, standard: Standard) -> None:
        self.measured = measured
        self.anatomy = anatomy
        self.standard = standard
        self._found: dict[tuple[str, str], Finding] = {}

    def add(
        self,
        rule: str,
        group: str,
        message: str,
        *,
        expected: str,
        source: str,
        at: Sequence[Place] = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note one fault; `source` is a place in the standard."""
        known = self._found.get((rule, expected))
        if known:
            at = (*known.places, *at)
            message, severity = known.message, known.severity
        self._found[(rule, expected)] = Finding(
            rule, severity, group, message, expected, self.standard.cite(source), tuple(at)
        )

    def sorted(self) -> tuple[Finding, ...]:
        """Errors first, otherwise as they were found."""
        return tuple(sorted(self._found.values(), key=lambda finding: _ORDER[finding.severity]))

    def component(self, name: str) -> Component:
        return self.standard.components[name]

    def missing(self, rule: str, group: str, component: str) -> None:
        """A component that must be there and is not."""
        part = self.component(component)
        self.add(
            f"{rule}.missing",
            group,
            f"Không tìm thấy: {part.label}.",
            expected=f"Có {part.label} ở đúng vị trí",
            source=part.source,
        )

    def letters(
        self, name: str, group: str, paras: Iterable[Para], *, skip: frozenset[str] = frozenset()
    ) -> None:
        """Size, weight, slant, capitals and alignment of a component's paragraphs."""
        part = self.component(name)
        for para in paras:
            for aspect, wrong, expected in _faults(part, para):
                if aspect not in skip:
                    self.add(
                        f"{name}.{aspect}",
                        group,
                        f"{part.label}: {wrong}.",
                        expected=expected,
                        source=part.source,
                        at=[para.place],
                    )


def _faults(part: Component, para: Para) -> Iterable[tuple[str, str, str]]:
    runs = para.lettered
    if not runs:
        return
    sizes = {run.letters.size for run in runs}
    odd = sorted(size for size in sizes if not inside(size, part.size, _HALF))
    if odd:
        yield "size", f"cỡ chữ {figures(odd)}", f"Cỡ chữ {span(part.size)}"
    if part.bold is not None and any(run.letters.bold != part.bold for run in runs):
        expected = "Kiểu chữ đậm" if part.bold else "Kiểu chữ không đậm"
        yield "bold", "chữ không đậm" if part.bold else "chữ đậm", expected
    if part.italic is not None and any(run.letters.italic != part.italic for run in runs):
        expected = "Kiểu chữ nghiêng" if part.italic else "Kiểu chữ đứng"
        yield "italic", "chữ đứng" if part.italic else "chữ nghiêng", expected
    if part.upper and not para.printed.isupper():
        yield "upper", "không viết in hoa", "Chữ in hoa"
    if part.align and para.align != part.align:
        yield "align", f"{_ALIGNED.get(para.align, para.align)}", _EXPECTED[part.align]


_ALIGNED = {"left": "canh trái", "right": "canh phải", "center": "canh giữa", "both": "canh đều hai lề"}
_EXPECTED = {"left": "Canh trái", "center": "Canh giữa", "both": "Canh đều cả hai lề"}


def inside(value: float, limits: Range, slack: float) -> bool:
    """Whether a measured value lies in the range, allowing for rounding."""
    return limits[0] - slack <= value <= limits[1] + slack


def span(limits: Range, unit: str = "") -> str:
    """ "13", "12–13", "20–25 mm"."""
    low, high = (shown(value) for value in limits)
    return f"{low if low == high else f'{low}–{high}'}{f' {unit}' if unit else ''}"


def shown(value: float) -> str:
    """A figure as Vietnamese readers write it: decimal comma, no needless zeros."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def figures(values: Sequence[float]) -> str:
    """Several figures in a row."""
    return ", ".join(shown(value) for value in values)
