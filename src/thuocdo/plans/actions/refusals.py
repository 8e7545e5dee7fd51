"""Why an action on a plan is refused, as errors that are answers to a person."""

# ruff: noqa: N818  # refusals are answers, not faults

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thuocdo.lib.errors import InputError
from thuocdo.plans.models import Plan, PlanRow


class NotAllowed(InputError):
    """The person may not do this with this plan. `owner`: whose plan it is."""

    def __init__(self, sentence: str, owner: str = "") -> None:
        super().__init__(sentence)
        self.owner = owner


class Locked(InputError):
    """The version is no longer under review. `owner`: who closed it; `way_out`: what can be done instead."""

    def __init__(self, sentence: str, owner: str = "", way_out: str = "") -> None:
        super().__init__(sentence)
        self.owner = owner
        self.way_out = way_out


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people changed: what each of them wants, and what it was before."""

    field: str
    mine: Any
    theirs: Any
    base: Any


class Conflict(InputError):
    """Somebody changed the row in the meantime. `mine` holds everything that was sent, so nothing is lost."""

    def __init__(
        self,
        sentence: str,
        *,
        row: PlanRow | None,
        clashes: Sequence[Clash] = (),
        mine: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.row = row
        self.clashes = tuple(clashes)
        self.mine = dict(mine or {})


class FieldError(InputError):
    """A value cannot be taken. `field`: the key of the change it came with."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class AlreadyImported(InputError):
    """The same file is in the system already, as a version of `plan`."""

    def __init__(self, sentence: str, plan: Plan) -> None:
        super().__init__(sentence)
        self.plan = plan


class NotReady(InputError):
    """The plan cannot become work yet. `rows`: those that stand in the way, in reading order."""

    def __init__(self, sentence: str, rows: Sequence[PlanRow]) -> None:
        super().__init__(sentence)
        self.rows = tuple(rows)
