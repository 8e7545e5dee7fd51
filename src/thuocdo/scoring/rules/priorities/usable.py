"""Which works can be done at all, and why the others cannot. Nothing is dropped without a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.priorities.model import Candidate, Decision, Problem, Verdict, Why
from thuocdo.scoring.rules.priorities.program import closure


def check(problem: Problem) -> None:
    """Raise InputError, with the sentence, where the problem contradicts itself."""
    keys = {candidate.key for candidate in problem.candidates}
    if len(keys) != len(problem.candidates):
        raise InputError("Hai việc có cùng mã.")
    for candidate in problem.candidates:
        _check_candidate(candidate, keys)
    for award in problem.awards:
        if not award.members or not award.members <= keys:
            raise InputError(f"Mức điểm “{award.label}” phải gắn với các việc có trong danh sách.")
        if award.points < 0 or award.least < 0 or any(amount < 0 for amount in award.amounts.values()):
            raise InputError(f"Mức điểm “{award.label}”: điểm và số lượng không thể âm.")
    for capacity in problem.capacities:
        held = [capacity.days, *(days for _, days in capacity.until)]
        if min(held) < 0:
            raise InputError(f"Ngày công của {capacity.label} không thể âm.")
        if [*capacity.until] != sorted(capacity.until, key=lambda pair: (pair[0], pair[1])) or max(
            held
        ) > capacity.days:
            raise InputError(f"Ngày công cộng dồn của {capacity.label} phải tăng dần theo ngày.")


def _check_candidate(candidate: Candidate, keys: set[str]) -> None:
    if candidate.points is not None and candidate.points < 0:
        raise InputError(f"“{candidate.label}”: điểm có thể thêm không thể âm.")
    if any(days < 0 for days in candidate.effort.values()):
        raise InputError(f"“{candidate.label}”: công sức không thể âm.")
    if not 0 <= candidate.chance <= 1:
        raise InputError(f"“{candidate.label}”: mức chắc chắn phải từ 0 đến 100 %.")
    if not candidate.needs <= keys:
        raise InputError(f"“{candidate.label}” cần làm trước một việc không có trong danh sách.")


def unusable(problem: Problem) -> dict[str, Verdict]:
    """The verdicts of the works that cannot be considered, by key."""
    by_key = {candidate.key: candidate for candidate in problem.candidates}
    known = {capacity.unit for capacity in problem.capacities}
    in_awards = {key for award in problem.awards for key in award.members}
    needed = {key for candidate in problem.candidates for key in candidate.needs}
    out: dict[str, Verdict] = {}
    for candidate in problem.candidates:
        if why := _why_not(candidate, problem, known, candidate.key in in_awards | needed):
            out[candidate.key] = Verdict(candidate.key, False, why)
    for candidate in problem.candidates:
        if candidate.key in out:
            continue
        blocked = sorted(key for key in closure([candidate.key], by_key) - {candidate.key} if key in out)
        if blocked:
            out[candidate.key] = Verdict(candidate.key, False, Why.NEEDS_OUT, tuple(blocked))
    return out


def _why_not(candidate: Candidate, problem: Problem, known: set[str], helps: bool) -> Why | None:
    if candidate.decision is Decision.NEVER:
        return Why.NEVER
    if candidate.last_day is not None and candidate.last_day < problem.today:
        return Why.TOO_LATE
    if not candidate.effort:
        return Why.UNESTIMATED
    if any(days and unit not in known for unit, days in candidate.effort.items()):
        return Why.NO_FIGURE
    if candidate.points is None and not helps and candidate.decision is Decision.FREE:
        return Why.POINTS_UNKNOWN
    return None


def demands(problem: Problem, out: Mapping[str, Verdict]) -> tuple[str, ...]:
    """Why works that the office demands cannot be considered, one sentence each; empty where all can."""
    words = {
        Why.TOO_LATE: "đã quá hạn còn kịp",
        Why.UNESTIMATED: "chưa ước lượng công sức",
        Why.NO_FIGURE: "có đơn vị chưa ghi ngày công có thể dùng",
        Why.NEEDS_OUT: "cần một việc khác không thể làm",
    }
    return tuple(
        f"Việc phải làm “{c.label}” {words[out[c.key].why]}."
        for c in problem.candidates
        if c.decision is Decision.MUST and c.key in out
    )


def sums(problem: Problem, keys: frozenset[str]) -> tuple[Decimal, dict[str, Decimal]]:
    """Points won if all of `keys` succeed (caps applied), and the load by unit: exact, without the program."""
    capped = {cap.criterion: cap.most for cap in problem.caps}
    paid: dict[str, Decimal] = {}
    total = Decimal(0)
    parts = [(c.criterion, c.points or Decimal(0)) for c in problem.candidates if c.key in keys]
    parts += [(a.criterion, a.points) for a in problem.awards if won(a.needs, a.amounts, a.least, keys)]
    for criterion, points in parts:
        if criterion in capped:
            paid[criterion] = paid.get(criterion, Decimal(0)) + points
        else:
            total += points
    load: dict[str, Decimal] = {}
    for candidate in problem.candidates:
        if candidate.key in keys:
            for unit, days in candidate.effort.items():
                load[unit] = load.get(unit, Decimal(0)) + days
    return total + sum((min(capped[c], p) for c, p in paid.items()), Decimal(0)), load


def won(needs: frozenset[str], amounts: Mapping[str, Decimal], least: Decimal, keys: frozenset[str]) -> bool:
    """Whether an award is won by these works."""
    return needs <= keys and sum((a for k, a in amounts.items() if k in keys), Decimal(0)) >= least
