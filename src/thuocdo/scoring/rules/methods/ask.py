"""What a method is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple, cast

from thuocdo.criteria.rules.model import BasisKind, Criterion, Measure, SettingRef, ZeroRule
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Cliff, NotScored, Step, Value
from thuocdo.scoring.rules.numbers import LARGEST, ZERO, shown

UNSET_ZERO = "Tổng số bằng 0 mà tiêu chí chưa chọn cách xử lý “không phát sinh”."


class UnsetError(Exception):
    """A setting that the computation has come to need is not entered. Caught by `table.evaluate`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Outcome(NamedTuple):
    """What a method found. `points` is exact (None: shown only); `excluded` says that nothing arose."""

    points: Decimal | None
    because: str
    steps: tuple[Step, ...] = ()
    cliffs: tuple[Cliff, ...] = ()
    shortfall: str = ""
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Jump:
    """The points of a rule jump at `at` from `below` to `above` (at `at` itself they are `above`)."""

    at: Decimal
    below: Decimal
    above: Decimal


@dataclass(frozen=True, slots=True)
class Curve:
    """The points of a rule along one input, as a line of corners; a jump is two corners of one x.

    `unit` is of x ("%", "hồ sơ", "ngày"); `here` is the present (x, points), None where it is not known.
    """

    unit: str
    line: tuple[tuple[Decimal, Decimal], ...]
    jumps: tuple[Jump, ...] = ()
    here: tuple[Decimal, Decimal] | None = None


class Ask(NamedTuple):
    """One criterion with everything filled in that is known.

    `inputs` and `measures` go by role; a role without a value is not in `inputs`. `params` hold numbers where
    the office has entered them and the `SettingRef` where it has not. `year` is the assessed year, `labels` are
    the Vietnamese names of the settings.
    """

    criterion: Criterion
    max: Decimal
    inputs: Mapping[str, Value]
    params: Mapping[str, object]
    measures: Mapping[str, Measure]
    year: int | None = None
    labels: Mapping[str, str] = MappingProxyType({})

    def quantity(self, name: str) -> Decimal:
        """A numeric parameter that is required. Raises UnsetError."""
        return known(self.params[name])

    def optional(self, name: str) -> Decimal | None:
        """A numeric parameter that may be left out. Raises UnsetError where it is asked for and not entered."""
        value = self.params.get(name)
        return None if value is None else known(value)

    def flag(self, name: str) -> bool:
        """A yes/no parameter, no where it is left out."""
        return bool(self.params.get(name, False))

    def points(self, number: Decimal) -> str:
        """Points as this criterion prints them."""
        return shown(number, self.criterion.rounding.places)

    def unit(self, role: str) -> str:
        """What the measure of a role counts."""
        return self.measures[role].unit or "đơn vị"

    def mark(self, name: str) -> str:
        """The sign behind a parameter: entered by the office, or stated by law."""
        given = self.criterion.params.get(name)
        if isinstance(given, SettingRef) or self.criterion.basis.kind is BasisKind.SETTING:
            return " ⚙"
        return " §" if self.criterion.basis.kind is BasisKind.LAW else ""


def known(value: object) -> Decimal:
    """A number of the set or of the office. Raises UnsetError for a setting that is not entered."""
    if isinstance(value, SettingRef):
        raise UnsetError(value.name)
    return cast(Decimal, value)


def number(ask: Ask, role: str, *, least: Decimal | None = ZERO) -> Decimal:
    """The plain number of a role. Raises InputError for another shape or a number that cannot be."""
    return checked(ask.inputs[role].value, ask.measures[role], least)


def checked(value: object, measure: Measure, least: Decimal | None = ZERO) -> Decimal:
    """`value` as a number not under `least`. Raises InputError."""
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) >= LARGEST:
        raise InputError(f"{measure.label} ({measure.name}): “{value}” không phải là một số dùng được.")
    if least is not None and value < least:
        if not least:
            raise InputError(f"{measure.label} ({shown(value)}) không thể âm.")
        raise InputError(f"{measure.label} ({shown(value)}) không thể nhỏ hơn {shown(least)}.")
    return value


def nothing_arose(ask: Ask, what: str) -> Outcome | NotScored:
    """What the criterion's rule for a zero denominator gives. `what` says what did not arise."""
    text = f"Không phát sinh {what}"
    match ask.criterion.zero:
        case ZeroRule.FULL:
            said = f"{text}; theo cách đã chọn, được đủ {ask.points(ask.max)} điểm."
            return Outcome(ask.max, said, (Step(said, ask.max),))
        case ZeroRule.ZERO:
            said = f"{text}; theo cách đã chọn, tính 0 điểm."
            return Outcome(ZERO, said, (Step(said, ZERO),))
        case ZeroRule.EXCLUDED:
            said = f"{text}; theo cách đã chọn, không tính tiêu chí này và quy đổi phần còn lại của nhóm."
            return Outcome(None, said, (Step(said),), excluded=True)
        case ZeroRule.NOT_SCORED:
            return NotScored(f"{text}; theo cách đã chọn, không chấm tiêu chí này.")
    return NotScored(UNSET_ZERO)
