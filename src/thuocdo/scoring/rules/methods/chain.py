"""Chain of evidence: all links or nothing, or each missing link deducts its points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.methods.ask import Ask, Curve, Jump, Outcome, known
from thuocdo.scoring.rules.model import Cliff, NotScored, Step
from thuocdo.scoring.rules.numbers import ZERO

_Link = tuple[str, str, object]


def score(ask: Ask) -> Outcome | NotScored:
    """P if every link is there; else 0 (`all_of`) or P less the deductions, not under 0 (`deduct`).

    A link that is not told is not known: the criterion is scored only where it makes no difference any more.
    """
    links, given = _links(ask), _given(ask)
    lost = [link for link in links if given.get(link[0]) is False]
    open_ = [link for link in links if link[0] not in given]
    worst, best = _points(ask, [*lost, *open_]), _points(ask, lost)
    if worst != best:
        named = "; ".join(label for _, label, _ in open_)
        reason = f"Chưa tính được – chưa biết có hay không: {named}."
        return NotScored(reason, (ask.criterion.inputs["links"],), worst, best)
    total, top = len(links), ask.points(ask.max)
    have = total - len(lost) - len(open_)
    # links that are neither there nor told change nothing here, so they are not counted as missing
    steps = [Step(f"có {have} trên {total} tài liệu", Decimal(have))]
    names = "; ".join(label for _, label, _ in lost)
    if not lost:
        said = f"Đủ {total} tài liệu của chuỗi, được {top} điểm."
        return Outcome(best, said, (*steps, Step(f"{top} điểm", best)), _cliffs(ask, lost))
    if ask.params["rule"] == "deduct":
        steps += [
            Step(f"thiếu {label}: −{ask.points(known(off))} điểm", -known(off)) for _, label, off in lost
        ]
        said = f"Thiếu {len(lost)} trên {total} tài liệu ({names}), còn {ask.points(best)} trên {top} điểm."
    else:
        steps.append(Step(f"thiếu {names}; phải đủ mới có điểm"))
        said = (
            f"Thiếu {len(lost)} trên {total} tài liệu ({names}) nên 0 trên {top} điểm; phải đủ mới có điểm."
        )
    steps.append(Step(f"{ask.points(best)} điểm", best))
    return Outcome(best, said, tuple(steps), _cliffs(ask, lost), f"Còn thiếu {len(lost)} tài liệu.")


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    links, top = _links(ask), ask.points(ask.max)
    if ask.params["rule"] == "all_of":
        return f"Đủ cả {len(links)} tài liệu thì được {top} điểm, thiếu một là 0 điểm."
    parts = "; ".join(f"thiếu {label} trừ {ask.points(known(off))} điểm" for _, label, off in links)
    return f"Đủ {len(links)} tài liệu được {top} điểm; {parts}."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """For `all_of`: 0 up to the last document, then the maximum. None for `deduct`: links differ in weight."""
    if ask.params["rule"] != "all_of":
        return None
    total = Decimal(len(_links(ask)))
    here = None
    if points is not None and "links" in ask.inputs:
        here = (Decimal(sum(_given(ask).values())), points)
    line = ((ZERO, ZERO), (total, ZERO), (total, ask.max))
    return Curve("tài liệu", line, (Jump(total, ZERO, ask.max),), here)


def _links(ask: Ask) -> tuple[_Link, ...]:
    return cast(tuple[_Link, ...], ask.params["links"])


def _given(ask: Ask) -> Mapping[str, bool]:
    measure, given = ask.measures["links"], ask.inputs["links"].value
    if not isinstance(given, Mapping) or not all(isinstance(there, bool) for there in given.values()):
        raise InputError(f"{measure.label} ({measure.name}): mỗi tài liệu cần có hoặc không.")
    codes = [code for code, _, _ in _links(ask)]
    for code in given:
        if code not in codes:
            raise InputError(
                f"{measure.label} ({measure.name}): không có tài liệu “{code}”; chỉ có: {', '.join(codes)}."
            )
    return given


def _points(ask: Ask, lost: list[_Link]) -> Decimal:
    if not lost:
        return ask.max
    if ask.params["rule"] == "all_of":
        return ZERO
    return min(ask.max, max(ZERO, ask.max - sum((known(off) for _, _, off in lost), ZERO)))


def _cliffs(ask: Ask, lost: list[_Link]) -> tuple[Cliff, ...]:
    if ask.params["rule"] != "all_of":
        return ()
    total, short = Decimal(len(_links(ask))), Decimal(len(lost))
    text = (
        f"Còn thiếu {len(lost)} tài liệu: đủ thì từ 0 lên {ask.points(ask.max)} điểm."
        if lost
        else f"Thiếu một tài liệu là từ {ask.points(ask.max)} xuống 0 điểm."
    )
    return (Cliff(total, ZERO, ask.max, short, "tài liệu", text),)
