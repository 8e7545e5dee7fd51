"""The standards a document is measured against, read from the files beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Component:
    """One component of form. Sizes in points; None where the standard says nothing."""

    name: str
    label: str  # Vietnamese, as a finding calls it
    size: Range
    writes: float  # the size that the writer uses
    source: str
    bold: bool | None = None
    italic: bool | None = False
    upper: bool | None = None
    align: str | None = None  # "center", "both", "left"
    line: str | None = None  # below it: "text" as long as the words, "part" one third to one half


@dataclass(frozen=True, slots=True)
class Paper:
    """The page. Millimetres; `number_size` in points."""

    width: float
    height: float
    top: Range
    bottom: Range
    left: Range
    right: Range
    font: str
    number_size: Range
    writes: dict[str, float]
    source: dict[str, str]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs of the body: indents in mm, gap in points, line spacing in lines."""

    indent: tuple[float, ...]
    gap: float
    lines: Range
    writes: dict[str, float]
    source: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A decree's form. `confirmed`: whether every figure was read from the decree itself."""

    id: str
    name: str
    source: str
    confirmed: bool
    page: Paper
    body: Prose
    components: dict[str, Component]
    kinds: tuple[tuple[str, str], ...]  # printed name, short name
    kinds_source: str
    table_size: float
    table_source: str
    valid_from: date | None = None

    def cite(self, place: str) -> str:
        """The full source of a place in the standard."""
        return place if place.startswith(("khuyến nghị", "NĐ", "TT")) else f"{self.source}, {place}"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _range(values: list[float]) -> Range:
    return float(values[0]), float(values[1])


@cache
def decree() -> Standard:
    """NĐ 30/2020/NĐ-CP, Phụ lục I."""
    data = _read("nd30.toml")
    page, body = data["page"], data["body"]
    sides = {side: _range(page[side]) for side in ("top", "bottom", "left", "right")}
    return Standard(
        **data["standard"],
        page=Paper(
            page["width"],
            page["height"],
            **sides,
            font=page["font"],
            number_size=_range(page["number_size"]),
            writes=page["writes"],
            source=page["source"],
        ),
        body=Prose(tuple(body["indent"]), body["gap"], _range(body["lines"]), body["writes"], body["source"]),
        components={
            name: Component(name, **{**values, "size": _range(values["size"])})
            for name, values in data["components"].items()
        },
        kinds=tuple((name, short) for name, short in data["kinds"]["names"]),
        kinds_source=data["kinds"]["source"],
        table_size=data["table"]["writes"],
        table_source=data["table"]["source"],
    )


@cache
def circular() -> Standard:
    """The A5 forms of TT 01/2018/TT-VPCP: the decree's components on small paper, with sizes of their own."""
    base, data = decree(), _read("tt01.toml")
    page, body = data["page"], data["body"]
    resized = {
        name: replace(base.components[name], size=_range(values), writes=values[2])
        for name, values in data["sizes"].items()
    }
    return replace(
        base,
        **{"valid_from": None, **data["standard"]},
        page=replace(
            base.page,
            width=page["width"],
            height=page["height"],
            top=_range(page["top"]),
            bottom=_range(page["bottom"]),
            left=_range(page["left"]),
            right=_range(page["right"]),
            number_size=_range(page["number_size"]),
            writes=page["writes"],
            source=dict.fromkeys(base.page.source, "khổ A5"),
        ),
        body=replace(base.body, gap=body["gap"], writes=body["writes"]),
        components={**base.components, **resized},
    )  # fmt: skip
