"""The classes of the total: the one it has, or those it can still fall in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from thuocdo.criteria.rules.model import Band, Framework, SettingRef
from thuocdo.scoring.rules.model import Scored
from thuocdo.scoring.rules.numbers import HUNDRED


def reachable(
    framework: Framework, total: Scored, settings: Mapping[str, object]
) -> tuple[tuple[str, ...], str]:
    """The labels of the classes from the best to the worst that the total can have, and a sentence about them.

    Nothing is said of a class while a limit is not entered or the range of the total is not known. A class is
    settled only if the whole range lies in it. Compared without division: least percent x maximum.
    """
    if not framework.bands or total.max is None or total.max <= 0:
        return (), ""
    if total.least is None or total.most is None:
        return (), ""
    limits: list[tuple[Decimal, Band]] = []
    for band in framework.bands:
        least = settings.get(band.least.name) if isinstance(band.least, SettingRef) else band.least
        if not isinstance(least, Decimal):
            return (), "Chưa xếp loại: ngưỡng xếp loại chưa được nhập."
        limits.append((least, band))
    limits.sort(key=lambda limit: limit[0], reverse=True)
    best, worst = _place(limits, total.most, total.max), _place(limits, total.least, total.max)
    labels = tuple(band.label for _, band in limits[best : worst + 1])
    if worst == len(limits):
        # under the lowest limit there is no class
        labels = (*labels, "không xếp loại")
    if len(labels) == 1:
        return labels, f"Xếp loại: {labels[0]}."
    return labels, f"Chưa xếp loại được; có thể: {', '.join(labels)}."


def _place(limits: list[tuple[Decimal, Band]], points: Decimal, top: Decimal) -> int:
    for place, (least, _) in enumerate(limits):
        if points * HUNDRED >= least * top:
            return place
    return len(limits)
