"""When a printed number is the published one: one place for the linter and for the check of a plan's claims."""

from __future__ import annotations

from enum import StrEnum

SCORE_CLOSE = 0.0006
"""Scores are printed with four decimals, sometimes as the sum of rounded parts."""
CHANGE_WRONG = 0.0151
"""A difference of two scores rounded to two decimals is off by at most 0.01, and half a hundredth of printing."""
CHANGE_EXACT = 0.005


class Change(StrEnum):
    RIGHT = "right"
    ROUNDED = "rounded"  # taken between rounded scores, off by a hundredth
    WRONG = "wrong"


def score_is(said: float, published: float, decimals: int = 4) -> bool:
    """Whether a printed score is the published one, printed with so many decimals."""
    room = SCORE_CLOSE if decimals >= 4 else 0.5 * 10**-decimals + SCORE_CLOSE / 10
    return abs(said - published) <= room


def change_is(said: float, published: float) -> Change:
    """Whether a stated change of points is the difference of the published scores."""
    off = abs(said - published)
    if off > CHANGE_WRONG:
        return Change.WRONG
    if off > CHANGE_EXACT and abs(round(published, 2) - said) > 0.001:
        return Change.ROUNDED
    return Change.RIGHT


def decimals_of(value: float) -> int:
    """How many decimals a number was printed with at least: 5.47 -> 2, 43.6223 -> 4."""
    text = f"{value:.6f}".rstrip("0")
    return len(text.partition(".")[2])


def comma(value: float, decimals: int = 4) -> str:
    """1.5 -> "1,5000": as plans print it."""
    return f"{value:.{decimals}f}".replace(".", ",")


def signed(value: float, decimals: int = 2) -> str:
    """0.17 -> "tăng 0,17"; -0.2 -> "giảm 0,20"."""
    return ("tăng " if value >= 0 else "giảm ") + comma(abs(value), decimals)
