"""A framework as data: a tree of criteria over named measures, with the parameters an office must enter.

Points and parameters are `Decimal` as written in the set. A quantity that no source states is a reference to
a `Setting`, never a number of our own: until an office has entered it, whatever needs it is not scored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Method(StrEnum):
    """How the points of one criterion follow from its measures. `methods.SPECS` says what each one takes."""

    YES_NO = "yes_no"
    LINEAR = "linear"
    LINEAR_FLOOR = "linear_floor"
    LINEAR_CAP = "linear_cap"
    TIERS = "tiers"
    ON_TIME = "on_time"
    COUNT = "count"
    GROWTH = "growth"
    CHAIN = "chain"
    SURVEY = "survey"
    BONUS = "bonus"
    EXTERNAL = "external"
    COMPLEMENT = "complement"
    ALL_CASES = "all_cases"
    SHOWN = "shown"  # computed and shown, carries no points (QĐ 766: 2.2, 5.1)


class Combine(StrEnum):
    """How a group gets its points from its children."""

    SUM = "sum"
    WEIGHTED_MEAN = "weighted_mean"
    MAXIMUM = "maximum"


class ZeroRule(StrEnum):
    """What a criterion does when nothing arose in the period (denominator zero)."""

    FULL = "full"
    EXCLUDED = "excluded"  # taken out, the rest of its group rescaled to the group's maximum
    ZERO = "zero"
    NOT_SCORED = "not_scored"


class MeasureKind(StrEnum):
    """What a measure's value looks like, in a file of measures and in the database."""

    YES_NO = "yes_no"  # true | false
    NUMBER = "number"  # 12.5
    RATIO = "ratio"  # {"value": 2089, "of": 2141}
    PERCENT = "percent"  # 97.57 (0-100), where only the share is known
    DATE = "date"  # "2026-03-06" | false: known not to have happened
    DATES = "dates"  # [{"due": "2026-02-28", "received": "2026-03-06" | false, "name"?: text}, ...]
    LINKS = "links"  # {"ke_hoach": true, "bien_ban": false, ...}: a link left out is not known
    ITEMS = "items"  # [{"name": text, "proven": true | false}, ...]: things counted, each with its documents


class BasisKind(StrEnum):
    """Where a rule or a figure of a set comes from."""

    LAW = "law"  # shown with §
    SETTING = "setting"  # entered by the office, shown with ⚙
    FICTION = "fiction"  # a trial set; said on every page
    PUBLISHED = "published"  # a published report or method note that is not a legal document


@dataclass(frozen=True)
class Basis:
    """A source and the days on which it holds (both inclusive; None is open)."""

    kind: BasisKind
    text: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class SettingRef:
    """A quantity of the set that the office must enter: the name of a `Setting`."""

    name: str


Quantity = Decimal | SettingRef


@dataclass(frozen=True)
class Setting:
    """A figure that no source states. `unit` is "điểm", "%", "ngày", "ngày làm việc" or free text."""

    name: str
    label: str
    label_en: str
    unit: str
    least: Decimal | None = None
    most: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Measure:
    """A named input. `unit` is what is counted ("hồ sơ", "văn bản"); `source` says which book or report has it."""

    name: str
    label: str
    label_en: str
    kind: MeasureKind
    unit: str = ""
    source: str = ""
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True)
class EvidenceRule:
    """One line of a criterion's checklist of evidence. `received_by` is "MM-DD" of the year after, or a date."""

    code: str
    label: str
    label_en: str
    kind: str = ""
    must_be_pdf: bool = False
    must_be_signed: bool = False
    received_by: str | None = None
    required: bool = True


@dataclass(frozen=True)
class Rounding:
    """Places after the decimal comma; half up, as the published tables round."""

    places: int = 2


@dataclass(frozen=True)
class Criterion:
    """A field, criterion or sub-criterion.

    A leaf has a `method`; a group has `children` and combines them. `max` is None where a leaf is only shown or
    a group's maximum is the combination of its children's. `params` holds what the method takes
    (`methods.SPECS`): quantities, text, booleans, dates or tuples of these. `inputs` maps a role of the method
    to the name of a measure.
    """

    code: str
    name: str
    name_en: str
    max: Quantity | None
    basis: Basis
    least: Quantity = Decimal(0)
    method: Method | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[EvidenceRule, ...] = ()
    owner: str = ""
    rounding: Rounding = Rounding()
    zero: ZeroRule | None = None
    weight: Decimal = Decimal(1)
    combine: Combine = Combine.SUM
    children: tuple[Criterion, ...] = ()
    note: str = ""

    def walk(self) -> Iterator[Criterion]:
        """This criterion and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Band:
    """A class of the total: from `least` percent of the maximum (inclusive) up to the next band."""

    label: str
    label_en: str
    least: Quantity


@dataclass(frozen=True)
class Framework:
    """One version of one framework. `code` and `version` identify it; `extends` names what a variant varies."""

    code: str
    version: str
    name: str
    name_en: str
    index: str  # "PAPI" | "PAR INDEX" | "SIPAS" | "QĐ 766"
    level: str  # "province" | "commune"
    total: Quantity | None
    basis: Basis
    measures: Mapping[str, Measure]
    settings: Mapping[str, Setting]
    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...] = ()
    combine: Combine = Combine.SUM
    rounding: Rounding = Rounding()
    extends: str | None = None  # "code@version"
    changes: str = ""
    comparable_with: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # contradictions in the sources, said and not resolved

    def walk(self) -> Iterator[Criterion]:
        """Every criterion, in printed order."""
        for criterion in self.criteria:
            yield from criterion.walk()

    def leaves(self) -> Iterator[Criterion]:
        """The criteria that a method scores."""
        return (criterion for criterion in self.walk() if criterion.method is not None)
