"""What if: the score with some values or settings changed on a copy, and only what that moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from thuocdo.criteria.rules.model import Framework, Setting
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Cliff, Scored, Value
from thuocdo.scoring.rules.numbers import shown
from thuocdo.scoring.rules.table import Range, Standing, standings
from thuocdo.scoring.rules.tree import Settings, score

T = TypeVar("T")


@dataclass(frozen=True)
class Changes:
    """What the copy has instead. A value of None takes the number away ("if it were missing")."""

    values: Mapping[str, Value | None]
    settings: Mapping[str, Decimal | str | dt.date | None]

    def __bool__(self) -> bool:
        return bool(self.values or self.settings)


class Way(StrEnum):
    """How a limit was passed."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Jump:
    """A limit that the copy passed, where the points jump."""

    at: Decimal
    unit: str  # of the distance to it; `at` itself may be a percentage
    way: Way
    points: Decimal  # height of the jump, positive


@dataclass(frozen=True)
class Moved:
    """A node that is not as it was, with those of its children that moved too.

    `difference` is None where one of the two has no points; the ranges of `before` and `after` then say what
    can be said.
    """

    before: Scored
    after: Scored
    difference: Decimal | None
    jumps: tuple[Jump, ...]
    children: tuple[Moved, ...]

    def walk(self) -> Iterator[tuple[int, Moved]]:
        """This node and all below it, each with its depth."""
        yield 0, self
        for child in self.children:
            yield from ((depth + 1, node) for depth, node in child.walk())


@dataclass(frozen=True)
class Outcome:
    """The copy against what is real. `moved` holds the criteria of the top that changed, in printed order.

    Ranks are given only where peers are; a rank is settled when its best and worst place are one.
    """

    before: Scored
    after: Scored
    difference: Decimal | None
    moved: tuple[Moved, ...]
    rank_before: Standing | None = None
    rank_after: Standing | None = None

    @property
    def band_moved(self) -> bool:
        """Whether the classes that the total can have are others than before."""
        return self.before.bands != self.after.bands

    @property
    def counted(self) -> Decimal:
        """How the points counted so far moved: known even where the total is still a range."""
        return self.after.counted - self.before.counted

    def jumps(self) -> tuple[tuple[Moved, Jump], ...]:
        """Every limit passed, with the criterion where it lies."""
        nodes = [node for top in self.moved for _, node in top.walk()]
        return tuple((node, jump) for node in nodes for jump in node.jumps)


def try_out(
    framework: Framework,
    values: Mapping[str, Value],
    settings: Settings,
    changes: Changes,
    *,
    year: int | None = None,
    peers: Sequence[Range] = (),
) -> Outcome:
    """Score a copy of `values` and `settings` with `changes`, beside the unchanged ones.

    Nothing given is altered. `peers` are the ranges of the other units' totals (least, most; equal where exact).
    Raises InputError, with the engine's own sentence, for a value that cannot be or a name the set does not have.
    """
    for name in changes.values:
        if name not in framework.measures:
            raise InputError(f"Bộ tiêu chí không có số đo “{name}”.")
    for name, new in changes.settings.items():
        if name not in framework.settings:
            raise InputError(f"Bộ tiêu chí không có tham số “{name}”.")
        if isinstance(new, Decimal):
            check_setting(framework.settings[name], new)
    before = score(framework, values, settings, year=year)
    after = score(framework, _with(values, changes.values), _with(settings, changes.settings), year=year)
    return Outcome(
        before=before,
        after=after,
        difference=_difference(before, after),
        moved=_moved(before, after),
        rank_before=_rank(before, peers),
        rank_after=_rank(after, peers),
    )


def check_setting(setting: Setting, value: Decimal) -> None:
    """Raise InputError where the value lies outside what the setting may be."""
    if setting.least is not None and value < setting.least:
        raise InputError(f"{setting.label} ({shown(value)}) không thể nhỏ hơn {shown(setting.least)}.")
    if setting.most is not None and value > setting.most:
        raise InputError(f"{setting.label} ({shown(value)}) không thể lớn hơn {shown(setting.most)}.")


def _with(known: Mapping[str, T], changed: Mapping[str, T | None]) -> dict[str, T]:
    out = {name: value for name, value in known.items() if name not in changed}
    out.update({name: value for name, value in changed.items() if value is not None})
    return out


def _difference(before: Scored, after: Scored) -> Decimal | None:
    if before.points is None or after.points is None:
        return None
    return after.points - before.points


def _seen(node: Scored) -> tuple[object, ...]:
    """What a reader of the scorecard sees of a node."""
    return (
        node.status,
        node.max,
        node.points,
        node.least,
        node.most,
        node.because,
        node.shortfall,
        node.missing,
    )


def _moved(before: Scored, after: Scored) -> tuple[Moved, ...]:
    old = {node.code: node for node in before.children}
    found = []
    for new in after.children:
        was = old[new.code]
        below = _moved(was, new)
        if below or _seen(was) != _seen(new):
            found.append(Moved(was, new, _difference(was, new), _jumps(was, new), below))
    return tuple(found)


def _jumps(before: Scored, after: Scored) -> tuple[Jump, ...]:
    """Limits that lie on the other side of the value than before; a limit that itself was changed is none."""
    later = {(cliff.at, cliff.unit): cliff for cliff in after.cliffs}
    found = []
    for cliff in before.cliffs:
        new = later.get((cliff.at, cliff.unit))
        if new is not None and _passed(cliff) is not _passed(new):
            way = Way.UP if _passed(new) else Way.DOWN
            found.append(Jump(cliff.at, cliff.unit, way, abs(cliff.above - cliff.below)))
    return tuple(found)


def _passed(cliff: Cliff) -> bool:
    return cliff.distance <= 0


def _rank(total: Scored, peers: Sequence[Range]) -> Standing | None:
    if not peers or total.least is None or total.most is None:
        return None
    return standings([(total.least, total.most), *peers])[0]
