"""Things counted: a plain number, or a list of which only those with their documents count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.criteria.rules.model import MeasureKind
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.methods.ask import Ask, number
from thuocdo.scoring.rules.numbers import shown


@dataclass(frozen=True, slots=True)
class Counted:
    """`counts` things count, of `all` that were named; `unproven` names those without documents."""

    counts: Decimal
    all: Decimal
    unproven: tuple[str, ...]
    unit: str

    def text(self) -> str:
        """ "2 cuộc, trong đó 1 cuộc có đủ tài liệu"."""
        if self.counts == self.all:
            return f"{shown(self.all, 6)} {self.unit}"
        return f"{shown(self.all)} {self.unit}, trong đó {shown(self.counts)} {self.unit} có đủ tài liệu"

    def lacking(self) -> str:
        """A sentence that names what has no documents, or nothing."""
        named = "; ".join(name for name in self.unproven if name)
        return f" Chưa đủ tài liệu: {named}." if named else ""


def counted(ask: Ask, role: str) -> Counted:
    """What a role counts. Raises InputError for another shape or a negative number."""
    measure = ask.measures[role]
    unit = measure.unit or "việc"
    if measure.kind is not MeasureKind.ITEMS:
        value = number(ask, role)
        return Counted(value, value, (), unit)
    items = ask.inputs[role].value
    if not isinstance(items, tuple | list):
        raise InputError(f"{measure.label} ({measure.name}): cần một danh sách.")
    proven, bare = 0, []
    for item in items:
        if not isinstance(item, Mapping) or not isinstance(item.get("proven"), bool):
            raise InputError(f"{measure.label} ({measure.name}): mỗi mục cần tên và có tài liệu hay không.")
        if item["proven"]:
            proven += 1
        else:
            bare.append(str(item.get("name", "")))
    return Counted(Decimal(proven), Decimal(len(items)), tuple(bare), unit)
