"""Which choices of an index are varied, and the index run over many draws of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.aggregate import Aggregator, climb, index_scores
from thuocdo.stats.composite.build import Missing, Spec, compute, normalised, ready, treated_values
from thuocdo.stats.composite.normalise import Normaliser
from thuocdo.stats.composite.rank import ordered
from thuocdo.stats.composite.structure import Floats, Ints, Table
from thuocdo.stats.composite.treat import Treatment
from thuocdo.stats.composite.weights import shaken

BLOCK = 65_536  # scores computed at a time: fits the second-level cache
LEAST_DRAWS = 256  # but so many draws at least: each block is added to counts of units x units

TREATMENTS, NORMALISERS, AGGREGATIONS, WEIGHT_SETS = "xử lý ngoại lệ", "chuẩn hóa", "tổng hợp", "bộ quyền số"
NOISE = "dao động quyền số"

MISSING_WORDS = {
    Missing.REFUSE: "không có",
    Missing.LEAVE_OUT: "bỏ đơn vị thiếu",
    Missing.RESCALE: "chia lại quyền số trong nhóm",
}

Picked = dict[str, Ints]


@dataclass(frozen=True)
class Assumptions:
    """What is varied; a step left empty stays as in the spec. Each listed alternative is equally likely, so the spec's
    own choice takes part only if it is listed.

    `noise`: level -> f, weights times uniform [1 - f, 1 + f]. `weight_sets`: name -> (nodes,) weights.
    """

    noise: Mapping[int, float] = field(default_factory=dict)
    weight_sets: Mapping[str, Floats] = field(default_factory=dict)
    normalisers: tuple[Normaliser, ...] = ()
    aggregations: tuple[tuple[Aggregator, ...], ...] = ()
    treatments: tuple[Treatment | None, ...] = ()


@dataclass(frozen=True)
class Varied:
    """One assumption and how many draws got each alternative (for weights that shake: one line saying how)."""

    name: str
    alternatives: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Plan:
    """Everything that does not change between draws. `units`: those with an index; `nominal`: their ranks by the spec
    itself, from 1. `choices`: varied step -> words of its alternatives. `scaled[t, n]`: (units x indicators) after
    treatment t and normalisation n."""

    spec: Spec
    assumptions: Assumptions
    units: tuple[str, ...]
    nominal: Ints
    choices: Mapping[str, tuple[str, ...]]
    scaled: Mapping[tuple[int, int], Floats]
    by_level: tuple[tuple[Aggregator, ...], ...]
    weight_sets: Floats

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of what is varied, the order of the columns of a design."""
        return (*self.choices, *((NOISE,) if self.assumptions.noise else ()))

    def picked(self, design: Floats) -> Picked:
        """(draws x choices) numbers of [0, 1) as positions of alternatives, each equally likely."""
        return {
            name: (design[:, i] * len(words)).astype(np.int64)
            for i, (name, words) in enumerate(self.choices.items())
        }

    def noise(self, sets: int, rng: np.random.Generator) -> Floats:
        """(nodes x sets) factors for the weights."""
        return shaken(self.spec.structure, self.assumptions.noise, sets, rng)

    def weights(self, picked: Picked, noise: Floats, which: Ints) -> Floats:
        """(nodes x draws): the picked set of each draw times the noise set `which` (draws,)."""
        base = self.weight_sets[:, picked[WEIGHT_SETS]] if WEIGHT_SETS in picked else self.weight_sets
        return base * noise[:, which]

    def run(self, picked: Picked, weights: Floats, collect: Callable[[Ints, Ints, Ints], None]) -> None:
        """Compute every draw and hand over, block by block: positions of the draws, and `rank.ordered` of them."""
        draws = weights.shape[1]
        zero = np.zeros(draws, dtype=np.int64)
        t, n, a = (picked.get(name, zero) for name in (TREATMENTS, NORMALISERS, AGGREGATIONS))
        step = max(LEAST_DRAWS, BLOCK // len(self.units))
        for (ti, ni), leaves in self.scaled.items():
            for ai, by_level in enumerate(self.by_level):
                here = np.flatnonzero((t == ti) & (n == ni) & (a == ai))
                for start in range(0, here.size, step):
                    block = here[start : start + step]
                    scores = index_scores(
                        leaves, self.spec.structure, weights[:, block], by_level, self.spec.least
                    )
                    collect(block, *ordered(np.ascontiguousarray(scores.T)))

    def varied(self, picked: Picked, draws: int) -> tuple[Varied, ...]:
        """What was varied, with the number of draws of each alternative."""
        out = [
            Varied(
                name, tuple(zip(words, np.bincount(picked[name], minlength=len(words)).tolist(), strict=True))
            )
            for name, words in self.choices.items()
        ]
        if self.assumptions.noise:
            said = ", ".join(
                f"bậc {level}: ±{share:.0%}" for level, share in sorted(self.assumptions.noise.items())
            )
            out.append(Varied(NOISE, ((said, draws),)))
        return tuple(out)

    def fixed(self) -> tuple[str, ...]:
        """What was not varied, with the choice that stayed."""
        spec = self.spec
        stayed = {
            TREATMENTS: str(spec.treatment or "không"),
            NORMALISERS: str(spec.normaliser),
            AGGREGATIONS: ", ".join(str(how) for how in spec.by_level),
            WEIGHT_SETS: "như khai trong cấu trúc" if spec.weights is None else "như khai",
        }
        out = [f"{name}: {said}" for name, said in stayed.items() if name not in self.choices]
        if not self.assumptions.noise:
            out.append(f"{NOISE}: không")
        out += [f"chuẩn hóa riêng của {code}: {how}" for code, how in spec.own_normaliser.items()]
        out += [f"mẫu số của {code}: {size}" for code, size in spec.sizes.items()]
        out.append(f"số liệu thiếu: {MISSING_WORDS[spec.missing]}")
        return tuple(out)


def plan_of(table: Table, spec: Spec, assumptions: Assumptions) -> Plan:
    """Check what is varied and compute each treatment with each normalisation once.

    Raises InputError: nothing varied, a step with a single alternative, a combination that cannot be computed.
    """
    alternatives: dict[str, tuple[str, ...]] = {
        TREATMENTS: tuple(str(how or "không") for how in assumptions.treatments),
        NORMALISERS: tuple(str(how) for how in assumptions.normalisers),
        AGGREGATIONS: tuple(", ".join(str(h) for h in how) for how in assumptions.aggregations),
        WEIGHT_SETS: tuple(assumptions.weight_sets),
    }
    choices = {name: words for name, words in alternatives.items() if words}
    for name, words in choices.items():
        if len(words) < 2:
            raise InputError(
                f"Phân tích bất định, “{name}”: phải nêu ít nhất hai phương án, đang có {len(words)}."
            )
    if not choices and not assumptions.noise:
        raise InputError(
            "Phân tích bất định chưa nêu giả định nào thay đổi (quyền số, chuẩn hóa, tổng hợp, xử lý ngoại lệ)."
        )
    shaken(spec.structure, assumptions.noise, 1, np.random.default_rng(0))
    nominal = compute(table, spec)
    has_index = ~np.isnan(nominal.scores)
    sets = list(assumptions.weight_sets.values()) or [spec.used_weights]
    plan = Plan(
        spec=spec,
        assumptions=assumptions,
        units=tuple(unit for unit, has in zip(table.units, has_index, strict=True) if has),
        nominal=nominal.ranks[has_index].astype(np.int64),
        choices=choices,
        scaled=_scaled(table, spec, assumptions, has_index),
        by_level=assumptions.aggregations or (spec.by_level,),
        weight_sets=np.stack(sets, axis=1),
    )
    _check_combinations(plan)
    return plan


def _scaled(
    table: Table,
    spec: Spec,
    assumptions: Assumptions,
    has_index: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
) -> dict[tuple[int, int], Floats]:
    raw, reasons = ready(table, spec)
    kept = np.array([unit not in reasons for unit in table.units])
    kept_units = tuple(unit for unit in table.units if unit not in reasons)
    out: dict[tuple[int, int], Floats] = {}
    for t, treatment in enumerate(assumptions.treatments or (spec.treatment,)):
        treated, _ = treated_values(raw[kept], spec.structure.leaves, kept_units, treatment)
        for n, how in enumerate(assumptions.normalisers or (spec.normaliser,)):
            out[t, n] = normalised(treated, spec, how)[has_index[kept]]
    return out


def _check_combinations(plan: Plan) -> None:
    """Every combination once, with every set of weights: what fails here would fail in the middle of the draws."""
    for ((t, n), leaves), how in product(plan.scaled.items(), plan.by_level):
        words = [
            plan.choices[name][i] for name, i in ((TREATMENTS, t), (NORMALISERS, n)) if name in plan.choices
        ]
        said = " + ".join([*words, ", ".join(str(h) for h in how)])
        try:
            scores = climb(leaves, plan.spec.structure, plan.weight_sets, how, plan.spec.least)[-1]
        except InputError as error:
            raise InputError(f"Phân tích bất định, tổ hợp “{said}”: {error}") from None
        if np.isnan(scores).any():
            unit = plan.units[int(np.argwhere(np.isnan(scores))[0][0])]
            raise InputError(
                f"Phân tích bất định, tổ hợp “{said}”: “{unit}” không tính được chỉ số với bộ quyền số nêu ra."
            )
