"""Which criteria to verify, drawn so that anybody can draw them again, and what the sample says of the rest.

Two parts: items with stated reasons for doubt, all looked at, so without error; and a simple random sample of the
rest. The draw: each item's key is joined with the printed seed as `seed|key`, the items stand in the order of the
SHA-256 of that text, the first n are the sample (a random sort, as good as the seed is random). `sha256sum` repeats it.

Estimates of the rest: W. G. Cochran, Sampling Techniques, 3rd ed. 1977, sections 2.6-2.8 (total, its standard
error with the finite population correction, t interval), and for "how many may be wrong" the exact hypergeometric
limit (same book, 3.7).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import comb, sqrt
from statistics import median


class Reason(StrEnum):
    """Why an item stands in the sample."""

    YEARS = "years"  # adjusted in years before
    SIGNATURE = "signature"  # evidence missing or not sufficient
    UNUSUAL = "unusual"  # unlike the computation or unlike other units
    RANDOM = "random"


@dataclass(frozen=True)
class Item:
    """One criterion of one unit. `key` is "unit code/criterion code"; `points` and `maximum` None where unknown."""

    key: str
    criterion: str
    points: Decimal | None
    maximum: Decimal | None
    computed: Decimal | None = None
    adjusted_before: int = 0  # in how many of the years before it was adjusted
    evidence_short: bool = False  # a required line without a document that meets it


@dataclass(frozen=True)
class Drawn:
    """One item of the sample with its reasons."""

    key: str
    reasons: tuple[Reason, ...]

    @property
    def random(self) -> bool:
        """Whether it was drawn by chance, so that it speaks for the rest."""
        return self.reasons == (Reason.RANDOM,)


@dataclass(frozen=True)
class Draw:
    """A sample: the seed, what was drawn in order, and how many items the random part was drawn from."""

    seed: str
    items: tuple[Drawn, ...]
    population: int
    rest: int = 0

    @property
    def random(self) -> tuple[Drawn, ...]:
        """The random part."""
        return tuple(item for item in self.items if item.random)


@dataclass(frozen=True)
class Sizes:
    """How many items to draw. `odd` is the modified z-score beyond which a value is unlike those of other units."""

    risk: int
    chance: int
    odd: Decimal = field(default=Decimal("3.5"))


ENOUGH_UNITS = 5  # below that, a median of the others says nothing


def order_of(seed: str, key: str) -> str:
    """The place of an item in the draw."""
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def draw(items: Iterable[Item], *, seed: str, sizes: Sizes) -> Draw:
    """The sample of these items. The same items, seed and sizes give the same sample, in whatever order they come.

    Items with reasons are taken by number of reasons, then by points at stake, then by the draw, up to
    `sizes.risk`; those beyond it fall back into the rest that chance draws from.
    """
    known = sorted(items, key=lambda item: order_of(seed, item.key))
    odd = _unusual(known, sizes.odd)
    reasons = {item.key: _reasons(item, item.key in odd) for item in known}
    doubtful = sorted(
        (item for item in known if reasons[item.key]),
        key=lambda item: (-len(reasons[item.key]), -(item.points or 0), order_of(seed, item.key)),
    )[: max(0, sizes.risk)]
    taken = {item.key for item in doubtful}
    rest = [item for item in known if item.key not in taken]
    by_chance = [Drawn(item.key, (Reason.RANDOM,)) for item in rest[: max(0, sizes.chance)]]
    by_risk = [Drawn(item.key, reasons[item.key]) for item in doubtful]
    return Draw(seed, (*by_risk, *by_chance), len(known), len(rest))


def _reasons(item: Item, odd: bool) -> tuple[Reason, ...]:
    found = []
    if item.adjusted_before:
        found.append(Reason.YEARS)
    if item.evidence_short:
        found.append(Reason.SIGNATURE)
    above = item.computed is not None and item.points is not None and item.points > item.computed
    if above or odd:
        found.append(Reason.UNUSUAL)
    return tuple(found)


def _unusual(items: Sequence[Item], limit: Decimal) -> set[str]:
    """Items far above what other units gave themselves on the same criterion, by the modified z-score.

    0.6745 (x - median) / median absolute deviation > limit (B. Iglewicz and D. Hoaglin, How to Detect and Handle
    Outliers, 1993, with 3.5). Where more than half of the units agree to the digit the deviation is 0 and nothing
    is called unusual by it.
    """
    by_criterion: dict[str, list[Item]] = {}
    for item in items:
        if item.points is not None:
            by_criterion.setdefault(item.criterion, []).append(item)
    found = set()
    for group in by_criterion.values():
        if len(group) < ENOUGH_UNITS:
            continue
        points = [item.points for item in group if item.points is not None]
        middle = median(points)
        spread = median(abs(value - middle) for value in points)
        if spread:
            found |= {
                item.key
                for item in group
                if item.points is not None and Decimal("0.6745") * (item.points - middle) / spread > limit
            }
    return found


@dataclass(frozen=True)
class Estimate:
    """What the random part says of the rest that nobody looked at, and what the doubtful part found.

    Points of over-claim: self-score minus verified. `total` ± `margin` is for all N items of the rest, the sampled
    ones included; `low`..`high` the interval at `confidence` (two-sided). `wrong_most` is how many of the N may be
    wrong at most, with `confidence` (one-sided). `certain` is the over-claim found in the doubtful part, exactly.
    """

    population: int
    sampled: int
    confidence: Decimal
    mean: float
    deviation: float
    total: float
    error: float  # standard error of the total
    margin: float
    wrong: int
    wrong_most: int
    certain: Decimal
    certain_items: int

    @property
    def low(self) -> float:
        """Lower end for the total of the rest."""
        return self.total - self.margin

    @property
    def high(self) -> float:
        """Upper end for the total of the rest."""
        return self.total + self.margin


def estimate(
    differences: Sequence[Decimal],
    *,
    population: int,
    confidence: Decimal = Decimal("0.95"),
    certain: Sequence[Decimal] = (),
) -> Estimate | None:
    """The estimate from the differences found in the random sample; None with fewer than two of them.

    Raises ValueError where the sample is larger than the population.
    """
    n = len(differences)
    if n > population:
        raise ValueError("the sample cannot be larger than what it was drawn from")
    if n < 2:
        return None
    values = [float(value) for value in differences]
    mean = sum(values) / n
    deviation = sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
    error = population * deviation / sqrt(n) * sqrt(1 - n / population)
    wrong = sum(value != 0 for value in differences)
    return Estimate(
        population=population,
        sampled=n,
        confidence=confidence,
        mean=mean,
        deviation=deviation,
        total=population * mean,
        error=error,
        margin=_t(n - 1, confidence) * error,
        wrong=wrong,
        wrong_most=most_wrong(population, n, wrong, confidence),
        certain=sum(certain, Decimal(0)),
        certain_items=len(certain),
    )


def _t(freedom: int, confidence: Decimal) -> float:
    from scipy.special import stdtrit  # a heavy import that only this needs

    return float(stdtrit(freedom, 0.5 + float(confidence) / 2))


def most_wrong(population: int, sampled: int, found: int, confidence: Decimal) -> int:
    """The largest number K of wrong items among `population` that finding at most `found` of `sampled` allows.

    P(X <= found | K) > 1 - confidence, X hypergeometric; exact.
    """
    whole = comb(population, sampled)
    alpha = 1 - confidence
    most = found
    for wrong in range(found, population - (sampled - found) + 1):
        ways = sum(comb(wrong, k) * comb(population - wrong, sampled - k) for k in range(found + 1))
        if Decimal(ways) <= alpha * whole:
            break
        most = wrong
    return most
