"""Whether a criterion's target can still be reached in its period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from types import MappingProxyType

from thuocdo.criteria.rules.model import Criterion, Framework, Method, SettingRef
from thuocdo.lib.text.figures import print_figure
from thuocdo.scoring.rules.model import Value
from thuocdo.scoring.rules.reach import Chance, Reach, count_chance, floor_chance
from thuocdo.scoring.rules.tree import Settings

HUNDRED = Decimal(100)
# measures of what was done in time: what was late once stays late, everything else can still be made good
IN_TIME = "dung_han"


def chance_of(
    known: Criterion,
    values: Mapping[str, Value],
    settings: Settings,
    *,
    period: str,
    today: dt.date,
    units: Mapping[str, str] = MappingProxyType({}),
) -> Chance | None:
    """The answer of W17's “Còn kịp không”; None where the question makes no sense or nothing is known yet.

    `units` names what each measure counts (`units_of`). The period is the calendar year. What is over is over: no
    chance is computed for a past year.
    """
    start, end = dt.date(int(period), 1, 1), dt.date(int(period), 12, 31)
    if today < start:
        return None
    if today > end:
        return Chance(Reach.UNKNOWN, f"Kỳ đã hết ngày {end:%d/%m/%Y}.", until=end)
    match known.method:
        case Method.LINEAR_FLOOR | Method.ALL_CASES:
            name = known.inputs["share" if known.method is Method.LINEAR_FLOOR else "treated"]
            value = values.get(name)
            if value is None or value.of is None or not isinstance(value.value, Decimal):
                return None
            floor = HUNDRED if known.method is Method.ALL_CASES else _resolved(known, "floor", settings)
            if name.endswith(IN_TIME):
                return floor_chance(
                    value=value.value, of=value.of, floor=floor, start=start, today=today, end=end,
                    unit=units.get(name, "hồ sơ"),
                )  # fmt: skip
            return _still_open(value.value, value.of, floor, units.get(name, ""), end)
        case Method.COUNT:
            value = values.get(known.inputs["count"])
            if value is None:
                return None
            have = value.value
            if isinstance(have, tuple):
                have = Decimal(sum(bool(item["proven"]) for item in have))
            if not isinstance(have, Decimal):
                return None
            least = _resolved(known, "least", settings)
            unit = units.get(known.inputs["count"], "việc")
            return count_chance(have=have, least=least, start=start, today=today, end=end, unit=unit)
    return None


def _resolved(known: Criterion, name: str, settings: Settings) -> Decimal | None:
    given = known.params[name]
    if isinstance(given, SettingRef):
        given = settings.get(given.name)
    return given if isinstance(given, Decimal) else None


def _still_open(value: Decimal, of: Decimal, floor: Decimal | None, unit: str, end: dt.date) -> Chance:
    """What is still lacking where it can be made good until the last day; no rate is assumed."""
    if floor is None:
        return Chance(Reach.UNKNOWN, "Chưa biết: ngưỡng chưa được nhập.")
    short = (of * floor / HUNDRED).to_integral_value(ROUND_CEILING) - value
    if short <= 0:
        return Chance(Reach.OPEN, f"Đã đạt mức {print_figure(floor)}%.", Decimal(0), end, end)
    counted = f"{print_figure(short)} {unit}".strip()
    return Chance(Reach.OPEN, f"Còn kịp: còn thiếu {counted} đến {end:%d/%m/%Y}.", short, end, end)


def units_of(framework: Framework) -> dict[str, str]:
    """What each measure of the framework counts."""
    return {name: measure.unit for name, measure in framework.measures.items()}
