"""Exact arithmetic and how numbers are printed: half-up rounding, decimal comma, dots between thousands."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

ZERO = Decimal(0)
HUNDRED = Decimal(100)

# Quotients are computed with 44 digits. An exact 2.125 that went through a division as 2.12499... is 2.125 again
# before it is rounded: what lies closer than a 10^-20 to a tie is one. So the order of operations moves no point.
EXACT = Context(prec=44, rounding=ROUND_HALF_UP)
_NOISE = Decimal(1).scaleb(-20)
_PLACES = tuple(Decimal(1).scaleb(-places) for places in range(13))

LARGEST = Decimal(10) ** 15  # no office counts further; keeps every computation inside 44 digits


def divide(number: Decimal, by: Decimal) -> Decimal:
    """`number` / `by` with 44 digits."""
    return EXACT.divide(number, by)


def snapped(number: Decimal) -> Decimal:
    """The number with the noise of a division taken off (20 places)."""
    return EXACT.quantize(number, _NOISE)


def rounded(number: Decimal, places: int) -> Decimal:
    """Half up to `places` (0-12): 2.125 is 2.13 and -2.125 is -2.13, as the published tables round."""
    return EXACT.quantize(EXACT.add(number, _NOISE if number >= 0 else -_NOISE), _PLACES[places])


# the same maxima, limits and counts are printed for every unit of a province
@lru_cache(maxsize=8192)
def shown(number: Decimal, places: int = 2) -> str:
    """As a Vietnamese paper prints it, without idle zeros: 2.141 or 97,57 or 3."""
    text = f"{abs(rounded(number, places)):f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    if len(whole) > 3:
        whole = f"{int(whole):,}".replace(",", ".")
    said = f"{whole},{rest}" if rest else whole
    return f"−{said}" if number < 0 and said != "0" else said


@lru_cache(maxsize=8192)
def share_shown(percent: Decimal, against: Decimal | None = None) -> str:
    """A percentage with two places, or as many more as tell it from `against` (99,996% is not 100%)."""
    for places in (2, 4, 6, 8, 12):
        text = shown(percent, places)
        if against is None or percent == against or text != shown(against, places):
            break
    return f"{text}%"
