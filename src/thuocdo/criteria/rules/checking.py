"""What must hold in a whole set: known settings, points that add up, bands and ranges in order."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from thuocdo.criteria.rules.model import Combine, Criterion, Framework, Method, Quantity
from thuocdo.criteria.rules.params import settings_in
from thuocdo.criteria.rules.problems import printed
from thuocdo.criteria.rules.reading import Notes

# carry no points of the total: shown only, or paid outside it
_OUTSIDE = frozenset({Method.SHOWN, Method.BONUS})
# thirds and sevenths are written to six places; their sum may miss the whole by that much
_THIRDS = Decimal("0.0001")


def check(framework: Framework, notes: Notes) -> None:
    """Note every fault that concerns more than one table."""
    checker = _Checker(framework, notes)
    checker.settings()
    checker.maxima()
    checker.sums()
    checker.bands()


class _Checker:
    def __init__(self, framework: Framework, notes: Notes) -> None:
        self._framework, self._notes = framework, notes

    def _wrong(self, criterion: Criterion, key: str, text: str) -> None:
        path = self._notes.places.criterion(criterion.code)
        said = f"Tiêu chí {criterion.code}: {text}"
        self._notes.add(path, said, key, criterion.code, unless_known=True)

    def settings(self) -> None:
        """Every reference names a setting of the set."""
        known = self._framework.settings
        for criterion in self._framework.walk():
            used: list[tuple[str, object]] = [("max", criterion.max), ("least", criterion.least)]
            used += [("params", value) for value in criterion.params.values()]
            for key, value in used:
                for name in settings_in(value):
                    if name not in known:
                        self._wrong(criterion, key, f"dùng tham số “{name}” chưa được khai trong [settings].")
        for value in (self._framework.total, *(band.least for band in self._framework.bands)):
            for name in settings_in(value):
                if name not in known:
                    self._notes.add((), f"Tham số “{name}” được dùng nhưng chưa được khai trong [settings].")

    def maxima(self) -> None:
        """A scored leaf has a maximum that its parameters keep to."""
        for leaf in self._framework.leaves():
            if leaf.method is Method.SHOWN:
                if leaf.max is not None:
                    self._wrong(leaf, "max", "chỉ để theo dõi (shown) nên không ghi điểm tối đa.")
                continue
            if leaf.max is None:
                self._wrong(
                    leaf, "max", 'chưa ghi điểm tối đa; nếu do tỉnh quy định, ghi { setting = "tên" }.'
                )
            elif isinstance(leaf.max, Decimal) and isinstance(leaf.least, Decimal) and leaf.max < leaf.least:
                self._wrong(
                    leaf,
                    "max",
                    f"điểm tối đa {printed(leaf.max)} nhỏ hơn điểm thấp nhất {printed(leaf.least)}.",
                )
            for points in _points_in(leaf):
                if isinstance(leaf.max, Decimal) and points > leaf.max:
                    text = f"có mức {printed(points)} điểm, quá điểm tối đa {printed(leaf.max)}."
                    self._wrong(leaf, "params", text)
            if leaf.weight <= 0:
                self._wrong(leaf, "weight", "trọng số phải lớn hơn 0.")

    def sums(self) -> None:
        """The points of the children are the points of their group; those of all, the total."""
        off: list[tuple[Criterion, Decimal]] = []
        for group in self._framework.walk():
            if group.children and (gap := self._gap(group)) is not None:
                if group in self._framework.criteria:
                    off.append((group, gap))
                else:
                    have = group.max - gap if isinstance(group.max, Decimal) else gap
                    text = f"tổng điểm các tiêu chí con là {printed(have)}, không bằng {_of(group.max)}."
                    self._wrong(group, "max", text)
        total = self._framework.total
        for field, gap in off:
            if isinstance(total, Decimal) and self._framework.combine is Combine.SUM:
                have = total - sum((g for _, g in off), Decimal(0))
                said = f"Tổng điểm các tiêu chí là {printed(have)}, không bằng {printed(total)}."
            else:
                said = f"Tổng điểm các tiêu chí của lĩnh vực {field.code} không bằng {_of(field.max)}."
            word = "Thiếu" if gap > 0 else "Thừa"
            path = self._notes.places.criterion(field.code)
            self._notes.add(
                path, f"{said} {word} {printed(abs(gap))} ở lĩnh vực {field.code}.", "max", field.code
            )
        if isinstance(total, Decimal) and self._framework.combine is Combine.SUM:
            gap = _difference(total, self._framework.criteria)
            if gap is not None:
                text = f"Tổng điểm các lĩnh vực là {printed(total - gap)}, không bằng {printed(total)}. "
                self._notes.add((), text + f"{'Thiếu' if gap > 0 else 'Thừa'} {printed(abs(gap))}.", "total")

    def _gap(self, group: Criterion) -> Decimal | None:
        if not isinstance(group.max, Decimal) or group.combine is Combine.WEIGHTED_MEAN:
            return None
        if group.combine is Combine.MAXIMUM:
            known = [child.max for child in group.children if isinstance(child.max, Decimal)]
            gap = group.max - max(known) if len(known) == len(group.children) else Decimal(0)
            return gap or None
        return _difference(group.max, group.children)

    def bands(self) -> None:
        """Classes from high to low, in percent."""
        known = [band.least for band in self._framework.bands if isinstance(band.least, Decimal)]
        for high, low in pairwise(known):
            if high <= low:
                text = f"Mức xếp loại phải giảm dần, nhưng {printed(low)} đứng sau {printed(high)}."
                self._notes.add(("bands", 0), text)
        for least in known:
            if not 0 <= least <= 100:
                self._notes.add(("bands", 0), f"Mức xếp loại {printed(least)} phải từ 0 đến 100 (%).")


def _points_in(leaf: Criterion) -> Iterable[Decimal]:
    """Every number of points that the parameters may pay."""
    tiers = leaf.params.get("tiers")
    for tier in tiers if isinstance(tiers, tuple) else ():
        if isinstance(tier[1], Decimal):
            yield tier[1]
    late = leaf.params.get("late_points")
    if isinstance(late, Decimal):
        yield late


def counted(criterion: Criterion) -> Decimal | None:
    """The points that a criterion adds to its group's maximum: 0 outside the total, None while a setting is open."""
    if criterion.method in _OUTSIDE:
        return Decimal(0)
    if criterion.children and criterion.max is None:
        parts = [counted(child) for child in criterion.children]
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if len(known) == len(parts) else None
    return criterion.max if isinstance(criterion.max, Decimal) else None


def _difference(wanted: Decimal, children: Iterable[Criterion]) -> Decimal | None:
    """What is missing (positive) or too much; None if it adds up, or still may once the settings are entered."""
    parts = [counted(child) for child in children]
    known = sum((part for part in parts if part is not None), Decimal(0))
    if None in parts:
        return wanted - known if known > wanted else None
    gap = wanted - known
    return gap if abs(gap) >= _THIRDS else None


def _of(maximum: Quantity | None) -> str:
    return printed(maximum) if isinstance(maximum, Decimal) else "điểm do tỉnh quy định"
