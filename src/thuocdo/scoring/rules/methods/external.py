"""A value of another system, taken as it is on a day."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome, UnsetError, number
from thuocdo.scoring.rules.model import NotScored, Step
from thuocdo.scoring.rules.numbers import ZERO, divide, shown


def score(ask: Ask) -> Outcome | NotScored:
    """The value as points, or P x (value - least) / (most - least) of its scale.

    Raises InputError for a value off the scale by more than `tolerance` (published figures are rounded). A value
    taken as points stays as published, even within the tolerance; a share of the scale stays within 0-100%.
    """
    low, high = ask.quantity("scale_least"), ask.quantity("scale_most")
    slack = ask.optional("tolerance") or ZERO
    value = number(ask, "value", least=None)
    measure = ask.measures["value"]
    if not low - slack <= value <= high + slack:
        raise InputError(
            f"{measure.label} ({shown(value, 6)}) nằm ngoài thang {shown(low, 6)}–{shown(high, 6)}."
        )
    when = _when(ask)
    taken = f"{shown(value, 6)} trên thang {shown(low, 6)}–{shown(high, 6)}{when}"
    if ask.flag("as_points"):
        said = f"Lấy {shown(value, 6)} điểm công bố (thang {shown(low, 6)}–{shown(high, 6)}){when}."
        return Outcome(value, said, (Step(taken, value),))
    if high == low:
        return NotScored("Chưa tính được – thang điểm của nguồn có cận trên bằng cận dưới.")
    inside, top = max(low, min(high, value)), ask.points(ask.max)
    points = divide(ask.max * (inside - low), high - low)
    above = f"{shown(inside, 6)} − {shown(low, 6)}" if low else shown(inside, 6)
    below = f"{shown(high, 6)} − {shown(low, 6)}" if low else shown(high, 6)
    formula = f"({above}) ÷ ({below})" if low else f"{above} ÷ {below}"
    return Outcome(
        points,
        f"Nguồn ngoài ghi {taken}, được {ask.points(points)} trên {top} điểm.",
        (Step(taken, value), Step(f"{formula} × {top} = {ask.points(points)} điểm", points)),
    )


def bounds(ask: Ask) -> tuple[Decimal | None, Decimal | None]:
    """The least and most points that any value on the scale can give."""
    if not ask.flag("as_points"):
        return ZERO, ask.max
    try:
        slack = ask.optional("tolerance") or ZERO
        return ask.quantity("scale_least") - slack, ask.quantity("scale_most") + slack
    except UnsetError:
        return None, None


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    low, high = shown(ask.quantity("scale_least"), 6), shown(ask.quantity("scale_most"), 6)
    if ask.flag("as_points"):
        return f"Lấy nguyên điểm công bố trên thang {low}–{high}."
    return f"Lấy giá trị công bố trên thang {low}–{high}, quy về {ask.points(ask.max)} điểm."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """A straight line over the scale."""
    low, high = ask.quantity("scale_least"), ask.quantity("scale_most")
    if low >= high:
        return None
    here = (
        (number(ask, "value", least=None), points) if points is not None and "value" in ask.inputs else None
    )
    ends = (low, high) if ask.flag("as_points") else (ZERO, ask.max)
    return Curve(ask.measures["value"].unit or "điểm", ((low, ends[0]), (high, ends[1])), here=here)


def _when(ask: Ask) -> str:
    days = [source.as_of for source in ask.inputs["value"].sources if source.as_of]
    return f", số liệu ngày {max(days):%d/%m/%Y}" if days else ""
