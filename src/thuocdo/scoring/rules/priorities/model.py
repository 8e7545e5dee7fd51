"""What the planner takes and what it answers. Points, days and chances are exact (`Decimal`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

_SURE = Decimal(1)


class Decision(StrEnum):
    """What the office has decided of a work before anything is computed."""

    FREE = "free"
    MUST = "must"  # is done, whatever it wins
    NEVER = "never"


class Aim(StrEnum):
    """What "the most" means."""

    POINTS = "points"  # if every chosen work succeeds
    EXPECTED = "expected"  # each award weighted by the chance of the works it needs


@dataclass(frozen=True)
class Candidate:
    """One work that may be done.

    `points` are won by this work alone (None: nobody has said); points that hang on several works stand in an
    `Award` instead. `effort` is days of work by unit, the office's own estimate (empty: not estimated).
    `chance` is the probability, 0 to 1, that the work succeeds once done. Of works with the same `alternative` at
    most one is done. `needs` are works without which this one is of no use.
    """

    key: str
    label: str
    points: Decimal | None
    effort: Mapping[str, Decimal] = field(default_factory=dict)
    last_day: dt.date | None = None
    chance: Decimal = _SURE
    alternative: str = ""
    needs: frozenset[str] = frozenset()
    criterion: str = ""
    decision: Decision = Decision.FREE


@dataclass(frozen=True)
class Award:
    """Points that come all at once: when all of `needs` are done, or when `amounts` of done works reach `least`.

    `needs` is a chain of evidence or the works that lift a share over its floor; `amounts` with `least` is a number
    that must be reached ("52 hồ sơ"), each work bringing its part.
    """

    key: str
    label: str
    points: Decimal
    needs: frozenset[str] = frozenset()
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    least: Decimal = Decimal(0)
    criterion: str = ""

    @property
    def members(self) -> frozenset[str]:
        """The works that can help to win it."""
        return self.needs | frozenset(self.amounts)


@dataclass(frozen=True)
class Cap:
    """A criterion pays no more than what is still missing of it, however many works aim at it."""

    criterion: str
    most: Decimal


@dataclass(frozen=True)
class Capacity:
    """Days of work that a unit has up to the end of the period, and up to earlier days (cumulative)."""

    unit: str
    label: str
    days: Decimal
    until: tuple[tuple[dt.date, Decimal], ...] = ()

    def by(self, day: dt.date | None) -> Decimal:
        """Days of work there are up to `day`; between two known days, what is sure by the earlier one."""
        if day is None or not self.until:
            return self.days
        return max((days for known, days in self.until if known <= day), default=Decimal(0))

    def more(self, days: Decimal) -> Capacity:
        """The same unit with `days` more from the first day on."""
        return Capacity(
            self.unit, self.label, self.days + days, tuple((day, held + days) for day, held in self.until)
        )


@dataclass(frozen=True)
class Problem:
    """All that the planner knows. `today` decides which deadlines have passed."""

    candidates: tuple[Candidate, ...]
    capacities: tuple[Capacity, ...]
    today: dt.date
    awards: tuple[Award, ...] = ()
    caps: tuple[Cap, ...] = ()
    aim: Aim = Aim.POINTS


class Why(StrEnum):
    """Why a work is in or out."""

    CHOSEN = "chosen"
    MUST = "must"  # in, because the office wants it
    SUPPORT = "support"  # in: wins nothing alone, another chosen work or an award needs it
    UNESTIMATED = "unestimated"
    POINTS_UNKNOWN = "points_unknown"
    TOO_LATE = "too_late"
    NEVER = "never"
    NO_FIGURE = "no_figure"  # a unit it needs has not said how many days it has
    NEEDS_OUT = "needs_out"  # a work it needs cannot be done
    ALTERNATIVE = "alternative"
    NO_CAPACITY = "no_capacity"
    BEATEN = "beaten"  # it fits only in place of chosen works that win more
    CHAIN_SHORT = "chain_short"  # its points need works that cannot all be done
    NO_GAIN = "no_gain"  # the criterion has no more points to give


@dataclass(frozen=True)
class Shortage:
    """Days that a unit lacks up to a day (None: the whole period) for this work beside the chosen ones."""

    unit: str
    day: dt.date | None
    days: Decimal


@dataclass(frozen=True)
class Verdict:
    """What became of one candidate. `others` are keys of works that the reason names."""

    key: str
    chosen: bool
    why: Why
    others: tuple[str, ...] = ()
    shortages: tuple[Shortage, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A set of works (in the order given) with its points if all succeed and the load by unit.

    `proven`: no set wins more. False only where the time for the search ran out; then no set can win more than
    `at_most`.
    """

    keys: tuple[str, ...]
    points: Decimal
    load: Mapping[str, Decimal]
    proven: bool = True
    at_most: Decimal | None = None


@dataclass(frozen=True)
class Risk:
    """What the points of a choice are worth: `certain` if every uncertain work fails, `expected` on average.

    `expected` is None where too many uncertain works meet in one criterion to be computed exactly; `hanging` are
    the awards won (keys) whose points fall all at once, with the chance that they come.
    """

    certain: Decimal
    expected: Decimal | None
    hanging: tuple[tuple[str, Decimal, Decimal | None], ...] = ()  # award, points, chance


@dataclass(frozen=True)
class Margin:
    """What another amount of days of one unit would change. `days` None: the unit is absent."""

    unit: str
    days: Decimal | None
    points: Decimal  # gained (positive) or lost (negative)
    comes_in: tuple[str, ...]
    drops_out: tuple[str, ...]


@dataclass(frozen=True)
class Impossible:
    """The works that the office demands cannot all be done: why, in one sentence each."""

    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Priorities:
    """The whole answer; every candidate of the problem has a verdict, in the order given."""

    choice: Choice
    verdicts: tuple[Verdict, ...]
    risk: Risk
    margins: tuple[Margin, ...]

    def count(self, why: Why) -> int:
        """How many candidates have this verdict."""
        return sum(1 for verdict in self.verdicts if verdict.why is why)
