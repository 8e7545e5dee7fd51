"""Weights: as given, equal, another set, shaken, and what each indicator weighs in the whole.

Source: OECD/JRC Handbook (2008) step 6; COINr `get_eff_wts`, `get_noisy_weights`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.structure import Floats, Structure


def equal(structure: Structure) -> Floats:
    """Weight 1 for every node, (nodes,)."""
    return np.ones(len(structure.nodes))


def given(structure: Structure, changed: Mapping[str, float]) -> Floats:
    """The structure's weights with those of `changed` in their place, (nodes,).

    Raises InputError: an unknown code, a negative weight, a group whose weights sum to 0.
    """
    weights = structure.weights.copy()
    for code, weight in changed.items():
        if code not in structure.codes:
            raise InputError(f"Bộ quyền số nêu mã “{code}” không có trong cấu trúc chỉ số.")
        if not np.isfinite(weight) or weight < 0:
            raise InputError(f"Quyền số của “{code}” là {weight}; nhận số từ 0 trở lên.")
        weights[structure.codes.index(code)] = weight
    for node, kids in zip(structure.nodes[len(structure.leaves) :], structure.children, strict=True):
        if weights[list(kids)].sum() <= 0:
            raise InputError(f"Bộ quyền số: tổng quyền số trong nhóm “{node.code}” phải lớn hơn 0.")
    return weights


def effective(structure: Structure, weights: Floats | None = None) -> Floats:
    """What each node weighs in the whole index: its share among its siblings times its parent's; the root 1.

    (nodes,) or (nodes x draws), as `weights` is; None: the structure's own.
    """
    weights = structure.weights if weights is None else weights
    out = np.ones(weights.shape)
    first_group = len(structure.leaves)
    for i in reversed(range(len(structure.children))):
        kids = list(structure.children[i])
        out[kids] = weights[kids] / weights[kids].sum(axis=0) * out[first_group + i]
    return out


def shaken(structure: Structure, noise: Mapping[int, float], sets: int, rng: np.random.Generator) -> Floats:
    """`sets` sets of factors for weights, (nodes x sets): at each level of `noise` an independent uniform number of
    [1 - f, 1 + f] for every node (0 < f < 1), 1 elsewhere. Weight times factor is COINr's noisy weight.

    Raises InputError: a level without weights that matter (the root's, or above it), f outside (0, 1).
    """
    out = np.ones((len(structure.nodes), sets))
    levels = np.array(structure.levels)
    for level, share in sorted(noise.items()):
        if not 1 <= level < structure.top:
            raise InputError(
                f"Không có bậc {level} để thay đổi quyền số; chỉ số này nhận bậc từ 1 (chỉ tiêu) đến {structure.top - 1}."
            )
        if not 0 < share < 1:
            raise InputError(
                f"Mức thay đổi quyền số ở bậc {level} là {share:g}; nhận số lớn hơn 0 và nhỏ hơn 1."
            )
        here = np.flatnonzero(levels == level)
        out[here] = 1.0 + share * (2.0 * rng.random((here.size, sets)) - 1.0)
    return out
