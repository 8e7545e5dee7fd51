"""The closed table of scoring methods: what each takes. The loader checks sets against it, scoring computes by it.

`roles` are the inputs by name with the kinds of measure they accept; `params` are the parameters by name with
their kind. A star marks what may be left out. Each method has a page `docs/methods/scoring/<name>.md`, a function in
`scoring/rules/methods/` and a test file of the same name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from thuocdo.criteria.rules.model import MeasureKind, Method


class ParamKind(StrEnum):
    """What a parameter may be. A quantity may be a number or a reference to a setting."""

    QUANTITY = "quantity"
    POINTS = "points"  # a quantity in points
    SHARE = "share"  # a quantity in percent, 0-100
    DATE = "date"  # "MM-DD" (of the assessed year, or `year_after`) or a full date, or a setting
    FLAG = "flag"
    CHOICE = "choice"
    LINKS = "links"  # ((code, label, deduction | None), ...)
    TIERS = "tiers"  # ((least value, points), ...) from high to low


@dataclass(frozen=True)
class Param:
    """One parameter. `choices` are the words a CHOICE may be."""

    kind: ParamKind
    required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spec:
    """What a method takes. `denominator` is true where "nothing arose" can happen and `zero` must be chosen."""

    roles: Mapping[str, tuple[MeasureKind, ...]]
    params: Mapping[str, Param]
    denominator: bool = False
    optional_roles: frozenset[str] = frozenset()


_SHARE = (MeasureKind.RATIO, MeasureKind.PERCENT)
_OPTIONAL_FLAG = Param(ParamKind.FLAG, required=False)

SPECS: Mapping[Method, Spec] = {
    Method.YES_NO: Spec({"done": (MeasureKind.YES_NO,)}, {}),
    Method.LINEAR: Spec({"share": _SHARE}, {}, denominator=True),
    # under `floor` percent nothing, from it on the linear points
    Method.LINEAR_FLOOR: Spec({"share": _SHARE}, {"floor": Param(ParamKind.SHARE)}, denominator=True),
    # `cap` percent already earns the maximum
    Method.LINEAR_CAP: Spec({"share": _SHARE}, {"cap": Param(ParamKind.SHARE)}, denominator=True),
    # the first tier whose least value is reached; `strict` wants more than the least value
    Method.TIERS: Spec(
        {"value": (MeasureKind.NUMBER, *_SHARE)},
        {"tiers": Param(ParamKind.TIERS), "strict": _OPTIONAL_FLAG},
        denominator=True,
    ),
    # full up to `due` (`before`: the due day itself is late) plus `grace_days`; then `late_points` if given;
    # several periods share the points equally
    Method.ON_TIME: Spec(
        {"received": (MeasureKind.DATE, MeasureKind.DATES)},
        {
            "due": Param(ParamKind.DATE, required=False),  # a DATES measure carries its own
            "year_after": _OPTIONAL_FLAG,
            "before": _OPTIONAL_FLAG,
            "grace_days": Param(ParamKind.QUANTITY, required=False),
            "late_points": Param(ParamKind.POINTS, required=False),
            "late_until": Param(ParamKind.DATE, required=False),
        },
        denominator=True,
    ),
    # full from `least` on; `pro_rata` pays for each; ITEMS count only when proven by their documents
    Method.COUNT: Spec(
        {"count": (MeasureKind.NUMBER, MeasureKind.ITEMS)},
        {"least": Param(ParamKind.QUANTITY), "pro_rata": _OPTIONAL_FLAG},
    ),
    # growth in percent on last year's value against `target`; `pro_rata` pays linearly from 0
    Method.GROWTH: Spec(
        {"now": (MeasureKind.NUMBER,), "before": (MeasureKind.NUMBER,)},
        {"target": Param(ParamKind.SHARE), "pro_rata": _OPTIONAL_FLAG},
        denominator=True,
    ),
    # all links or nothing, or each missing link deducts its points
    Method.CHAIN: Spec(
        {"links": (MeasureKind.LINKS,)},
        {"links": Param(ParamKind.LINKS), "rule": Param(ParamKind.CHOICE, choices=("all_of", "deduct"))},
    ),
    Method.SURVEY: Spec({"share": _SHARE}, {}, denominator=True),
    # `each` points per unit counted (negative for a penalty), at most `cap` in absolute value
    Method.BONUS: Spec(
        {"count": (MeasureKind.NUMBER, MeasureKind.ITEMS)},
        {"each": Param(ParamKind.POINTS), "cap": Param(ParamKind.POINTS)},
    ),
    # a value of another system on a snapshot date, on the scale `scale_least`..`scale_most`;
    # `as_points` takes the value itself as points (PAPI), else the share of the scale times the maximum
    Method.EXTERNAL: Spec(
        {"value": (MeasureKind.NUMBER, MeasureKind.PERCENT)},
        {
            "scale_least": Param(ParamKind.QUANTITY),
            "scale_most": Param(ParamKind.QUANTITY),
            "as_points": _OPTIONAL_FLAG,
            "tolerance": Param(ParamKind.QUANTITY, required=False),
        },
    ),
    # the maximum times (100 % less the bad shares); `cap` percent already earns the maximum
    Method.COMPLEMENT: Spec(
        {"bad": _SHARE, "bad_2": _SHARE, "bad_3": _SHARE},
        {"cap": Param(ParamKind.SHARE, required=False)},
        denominator=True,
        optional_roles=frozenset({"bad_2", "bad_3"}),
    ),
    # full only if every case was treated
    Method.ALL_CASES: Spec({"treated": (MeasureKind.RATIO,)}, {}, denominator=True),
    Method.SHOWN: Spec({"value": (MeasureKind.NUMBER, *_SHARE)}, {}),
}
