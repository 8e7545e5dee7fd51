"""An index from its description: share by size, treat, normalise, aggregate, rank. Every step taken is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.aggregate import Aggregation, Aggregator, climb
from thuocdo.stats.composite.normalise import Normalisation, Normaliser, normalise
from thuocdo.stats.composite.rank import ranks
from thuocdo.stats.composite.structure import Floats, Structure, Table, columns_of
from thuocdo.stats.composite.treat import Treatment, denominate, treat
from thuocdo.stats.composite.weights import effective


class Missing(StrEnum):
    REFUSE = "refuse"  # no index until the table is complete
    LEAVE_OUT = (
        "leave_out"  # a unit with a missing value gets no index and does not count in bounds and ranks
    )
    RESCALE = "rescale"  # the weights of what is there are rescaled (COINr), down to a least share


DEFAULT_NORMALISER = Normaliser(Normalisation.MINMAX, {"low": 0.0, "high": 100.0})
DEFAULT_MEANS = (Aggregator(Aggregation.ARITHMETIC),)


@dataclass(frozen=True)
class Spec:
    """How an index is computed.

    `own_normaliser`: indicators with a method of their own. `by_level`: methods from level 2 up, the last serves all
    above. `sizes`: indicator -> column it is divided by. `least`: with RESCALE, the share of a group's children that
    must be there. `weights`: (nodes,), None: as in the structure.
    """

    structure: Structure
    normaliser: Normaliser = DEFAULT_NORMALISER
    own_normaliser: Mapping[str, Normaliser] = field(default_factory=dict)
    by_level: tuple[Aggregator, ...] = DEFAULT_MEANS
    treatment: Treatment | None = None
    sizes: Mapping[str, str] = field(default_factory=dict)
    missing: Missing = Missing.REFUSE
    least: float = 0.5
    weights: Floats | None = None

    @property
    def used_weights(self) -> Floats:
        return self.structure.weights if self.weights is None else self.weights


@dataclass(frozen=True, slots=True)
class NotComputable:
    """Why a unit has no index: one Vietnamese clause."""

    reason: str


@dataclass(frozen=True)
class Change:
    """An indicator that treatment changed: `units` Winsorised, or the logarithm of all."""

    indicator: str
    units: tuple[str, ...]
    log: bool
    passed: bool


@dataclass(frozen=True)
class Index:
    """`values` (units x nodes): normalised indicators, then groups, the index last; NaN rows are explained in
    `reasons`. `ranks` (units,). `available` (units,): how many indicators the unit has. `weights` (nodes,): effective.
    `steps`: what was done, in order."""

    units: tuple[str, ...]
    spec: Spec
    values: Floats
    ranks: Floats
    available: tuple[int, ...]
    weights: Floats
    changes: tuple[Change, ...]
    reasons: Mapping[str, str]
    steps: tuple[str, ...]

    def column(self, code: str) -> Floats:
        """Scores of one indicator (normalised) or group, (units,)."""
        return self.values[:, self.spec.structure.codes.index(code)]

    @property
    def scores(self) -> Floats:
        return self.values[:, -1]

    def score(self, unit: str) -> float | NotComputable:
        """The index of one unit, or why it has none."""
        if unit in self.reasons:
            return NotComputable(self.reasons[unit])
        return float(self.scores[self.units.index(unit)])


def compute(table: Table, spec: Spec) -> Index:
    """The index of every unit. Raises InputError where the data do not allow a step; missing values follow
    `spec.missing`; a unit without an index is in `reasons`, its scores NaN."""
    raw, reasons = ready(table, spec)
    kept = [i for i, unit in enumerate(table.units) if unit not in reasons]
    names = tuple(table.units[i] for i in kept)
    treated, changes = treated_values(raw[kept], spec.structure.leaves, names, spec.treatment)
    scaled = normalised(treated, spec)
    used = spec.used_weights
    groups = climb(scaled, spec.structure, used[:, None], spec.by_level, spec.least)
    values = np.full((len(table.units), len(spec.structure.nodes)), np.nan)
    values[kept] = np.concatenate([scaled, *groups], axis=1)
    for i in kept:
        if np.isnan(values[i, -1]):
            reasons[table.units[i]] = f"có chưa đến {spec.least:.0%} số phần tử của một nhóm"
    return Index(
        units=table.units,
        spec=spec,
        values=values,
        ranks=ranks(values[:, -1]),
        available=tuple(int(n) for n in (~np.isnan(raw)).sum(axis=1)),
        weights=effective(spec.structure, used),
        changes=changes,
        reasons=reasons,
        steps=_steps(spec, changes, len(reasons)),
    )


def ready(table: Table, spec: Spec) -> tuple[Floats, dict[str, str]]:
    """Indicator values (units x indicators) shared by size, and the units that `spec.missing` leaves without an index.

    Raises InputError: a missing column, a value that is not finite, fewer than two units, a missing value under REFUSE.
    """
    leaves = spec.structure.leaves
    values = columns_of(table, leaves)
    if np.isinf(values).any():
        unit, column = (int(i) for i in np.argwhere(np.isinf(values))[0])
        raise InputError(f"Giá trị của “{leaves[column]}” ở “{table.units[unit]}” không phải số hữu hạn.")
    for code, size in spec.sizes.items():
        if code not in leaves:
            raise InputError(f"Mẫu số khai cho “{code}” nhưng không có chỉ tiêu nào mã như vậy.")
        column = leaves.index(code)
        values[:, column] = denominate(values[:, column], columns_of(table, [size])[:, 0], code=code)
    gone = np.isnan(values)
    reasons: dict[str, str] = {}
    if gone.any() and spec.missing is Missing.REFUSE:
        unit, column = (int(i) for i in np.argwhere(gone)[0])
        raise InputError(
            f"Thiếu {int(gone.sum())} giá trị, đầu tiên là “{leaves[column]}” của “{table.units[unit]}”; hãy bổ sung, "
            "hoặc chọn missing = “leave_out” (bỏ đơn vị thiếu) hay “rescale” (chia lại quyền số)."
        )
    for i in np.flatnonzero(gone.any(axis=1)):
        lacking = [leaves[k] for k in np.flatnonzero(gone[i])]
        if spec.missing is Missing.LEAVE_OUT or len(lacking) == len(leaves):
            more = f" và {len(lacking) - 3} chỉ tiêu khác" if len(lacking) > 3 else ""
            reasons[table.units[i]] = f"thiếu số liệu {', '.join(lacking[:3])}{more}"
    if len(table.units) - len(reasons) < 2:
        raise InputError("Cần ít nhất hai đơn vị đủ số liệu để tính chỉ số và xếp hạng.")
    return values, reasons


def treated_values(
    values: Floats, codes: tuple[str, ...], units: tuple[str, ...], how: Treatment | None
) -> tuple[Floats, tuple[Change, ...]]:
    """Every indicator treated, (units x indicators), and what changed. `how` None: nothing."""
    if how is None:
        return values, ()
    out, changes = values.copy(), []
    for k, code in enumerate(codes):
        done = treat(values[:, k], how)
        out[:, k] = done.values
        if done.units or done.log:
            changes.append(Change(code, tuple(units[i] for i in done.units), done.log, done.passed))
    return out, tuple(changes)


def normalised(values: Floats, spec: Spec, how: Normaliser | None = None) -> Floats:
    """Every indicator on its scale, (units x indicators). `how`: instead of the spec's; indicators with a method of
    their own keep it."""
    for code in spec.own_normaliser:
        if code not in spec.structure.leaves:
            raise InputError(
                f"Cách chuẩn hóa riêng khai cho “{code}” nhưng không có chỉ tiêu nào mã như vậy."
            )
    columns = [
        normalise(
            values[:, k],
            node.direction,
            spec.own_normaliser.get(node.code, how or spec.normaliser),
            node.code,
        )
        for k, node in enumerate(spec.structure.nodes[: len(spec.structure.leaves)])
    ]
    return np.stack(columns, axis=1)


def _steps(spec: Spec, changes: tuple[Change, ...], without: int) -> tuple[str, ...]:
    steps = []
    if spec.sizes:
        steps.append(
            f"chia theo quy mô: {', '.join(f'{code} / {size}' for code, size in spec.sizes.items())}"
        )
    if without:
        steps.append(f"không tính {without} đơn vị thiếu số liệu")
    if spec.missing is Missing.RESCALE:
        steps.append(
            f"giá trị thiếu: chia lại quyền số trong nhóm khi còn ít nhất {spec.least:.0%} số phần tử"
        )
    if spec.treatment is not None:
        touched = ", ".join(change.indicator for change in changes) or "không chỉ tiêu nào phải xử lý"
        steps.append(f"xử lý ngoại lệ ({spec.treatment}): {touched}")
    own = f"; riêng {', '.join(f'{code}: {how}' for code, how in spec.own_normaliser.items())}"
    steps.append(f"chuẩn hóa: {spec.normaliser}{own if spec.own_normaliser else ''}")
    steps.append(f"tổng hợp từ dưới lên: {', '.join(str(how) for how in spec.by_level)}")
    steps.append("xếp hạng: 1 là cao nhất, bằng điểm thì cùng hạng")
    return tuple(steps)
