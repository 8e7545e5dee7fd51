"""The tree of an index: indicators, groups of indicators, one root; and the table of values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from thuocdo.lib.errors import InputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Node:
    """One indicator or group.

    `weight`: relative among the children of one parent, >= 0. `direction`: 1 more is better, -1 less is better;
    only indicators have one. `parent`: None for the index itself.
    """

    code: str
    parent: str | None
    weight: float = 1.0
    direction: int = 1
    name: str = ""


@dataclass(frozen=True)
class Structure:
    """Built by `structure_of`. `nodes`: indicators first (in the order given), then groups, children before parents.

    `children[i]`: positions of the children of `nodes[len(leaves) + i]`. `levels[i]`: 1 for an indicator, else one
    more than its highest child (COINr's Level).
    """

    nodes: tuple[Node, ...]
    leaves: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]
    levels: tuple[int, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(node.code for node in self.nodes)

    @cached_property
    def weights(self) -> Floats:
        """Weights as given, one per node; the root's is not used."""
        return np.array([node.weight for node in self.nodes])

    @cached_property
    def directions(self) -> Floats:
        """1 or -1 for each indicator."""
        return np.array([float(node.direction) for node in self.nodes[: len(self.leaves)]])

    @property
    def top(self) -> int:
        return self.levels[-1]


def structure_of(nodes: Sequence[Node]) -> Structure:
    """Check and order a tree of nodes given in any order.

    Raises InputError: a code given twice or empty, a parent that does not exist, no root or several, a circle, a weight
    that is negative or not finite, children whose weights sum to 0, a direction other than 1 and -1.
    """
    by_code = {node.code: node for node in nodes}
    _check_nodes(nodes, by_code)
    children: dict[str, list[str]] = {node.code: [] for node in nodes}
    for node in nodes:
        if node.parent is not None:
            children[node.parent].append(node.code)
    level: dict[str, int] = {}
    waiting = [node.code for node in nodes]
    while waiting:
        ready = [code for code in waiting if all(child in level for child in children[code])]
        if not ready:
            raise InputError(f"Cấu trúc chỉ số có vòng lặp giữa các nhóm: {', '.join(waiting)}.")
        for code in ready:
            level[code] = 1 + max((level[child] for child in children[code]), default=0)
        waiting = [code for code in waiting if code not in level]
    leaves = [node.code for node in nodes if level[node.code] == 1]
    groups = sorted((node.code for node in nodes if level[node.code] > 1), key=lambda code: level[code])
    if not groups:
        raise InputError("Cấu trúc chỉ số phải có ít nhất một chỉ tiêu nằm dưới chỉ số tổng hợp.")
    order = leaves + groups
    place = {code: i for i, code in enumerate(order)}
    for code in groups:
        if sum(by_code[child].weight for child in children[code]) <= 0:
            raise InputError(f"Nhóm “{code}”: tổng quyền số của các phần tử bên trong phải lớn hơn 0.")
    return Structure(
        nodes=tuple(by_code[code] for code in order),
        leaves=tuple(leaves),
        children=tuple(tuple(place[child] for child in children[code]) for code in groups),
        levels=tuple(level[code] for code in order),
    )


def _check_nodes(nodes: Sequence[Node], by_code: dict[str, Node]) -> None:
    if len(by_code) != len(nodes):
        twice = next(n.code for i, n in enumerate(nodes) if any(m.code == n.code for m in nodes[:i]))
        raise InputError(f"Mã “{twice}” có hai lần trong cấu trúc chỉ số; mỗi mã chỉ dùng một lần.")
    for node in nodes:
        if not node.code.strip():
            raise InputError("Một chỉ tiêu hoặc nhóm trong cấu trúc chỉ số chưa có mã.")
        if node.parent is not None and node.parent not in by_code:
            raise InputError(
                f"“{node.code}” nằm trong nhóm “{node.parent}” nhưng không có nhóm nào mã như vậy."
            )
        if not math.isfinite(node.weight) or node.weight < 0:
            raise InputError(f"Quyền số của “{node.code}” là {node.weight}; nhận số từ 0 trở lên.")
        if node.direction not in (1, -1):
            raise InputError(
                f"Chiều của “{node.code}” là {node.direction}; nhận 1 (cao là tốt) hoặc -1 (thấp là tốt)."
            )
    roots = [node.code for node in nodes if node.parent is None]
    if len(roots) != 1:
        said = "không có" if not roots else f"có {len(roots)} ({', '.join(roots[:4])}…)"
        raise InputError(
            f"Cấu trúc chỉ số phải có đúng một mã không thuộc nhóm nào (chỉ số tổng hợp); ở đây {said}."
        )


@dataclass(frozen=True)
class Table:
    """Values of indicators: `values` (units x indicators), NaN where there is none."""

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Floats

    def column(self, code: str) -> Floats:
        """One indicator, (units,)."""
        return self.values[:, self.indicators.index(code)]


def columns_of(table: Table, codes: Sequence[str]) -> Floats:
    """The columns of `codes` in that order, (units x codes). Raises InputError naming the first that is not there."""
    for code in codes:
        if code not in table.indicators:
            raise InputError(
                f"Bảng số liệu không có cột “{code}”; các cột đang có: {', '.join(table.indicators[:12])}."
            )
    return table.values[:, [table.indicators.index(code) for code in codes]].astype(np.float64)
