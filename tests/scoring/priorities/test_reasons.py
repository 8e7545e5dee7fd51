"""Every work says why it is in or out; the worked example of docs/methods/priorities.md."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.priorities.model import (
    Aim,
    Award,
    Candidate,
    Cap,
    Capacity,
    Decision,
    Impossible,
    Priorities,
    Problem,
    Verdict,
    Why,
)
from thuocdo.scoring.rules.priorities.planner import prioritise
from thuocdo.scoring.rules.priorities.replay import dump_answer, dump_problem, load_problem, replays

D = Decimal
TODAY = dt.date(2026, 7, 6)
PAGE = Path(__file__).parents[3] / "docs" / "methods" / "priorities.md"


def work(key: str, points: str | None, days: str | None, **more: object) -> Candidate:
    """A work of one unit."""
    effort = {} if days is None else {"vp": D(days)}
    return Candidate(key, f"Việc {key}", None if points is None else D(points), effort, **more)  # type: ignore[arg-type]


def plan(*works: Candidate, days: str = "10", **more: object) -> Priorities:
    """The answer for works of one unit with so many days."""
    problem = Problem(works, (Capacity("vp", "Văn phòng", D(days)),), TODAY, **more)  # type: ignore[arg-type]
    answer = prioritise(problem)
    assert isinstance(answer, Priorities)
    return answer


def verdict(answer: Priorities, key: str) -> Verdict:
    return next(v for v in answer.verdicts if v.key == key)


EXAMPLE = (
    work("A", "3", "6"),
    work("B", "2", "5"),
    work("C", "1.75", "4"),
    Candidate("L1", "Kế hoạch", D(0), {"vp": D(1)}),
    Candidate("L2", "Biên bản", D(0), {"vp": D(2)}, chance=D("0.8")),
)
CHAIN = Award("chuoi", "Chuỗi hồ sơ", D("1.5"), frozenset({"L1", "L2"}))


def test_the_worked_example_of_the_page() -> None:
    """Ten days: A with C (4,75) beats A with the chain (4,50); the page prints what the planner finds."""
    answer = plan(*EXAMPLE, awards=(CHAIN,))
    said = PAGE.read_text("utf-8")
    kept = f"{', '.join(answer.choice.keys)}: {answer.choice.points} points, {answer.choice.load['vp']} days"
    assert kept == "A, C: 4.75 points, 10 days"
    assert kept in said
    one, five, absent = answer.margins
    assert (one.points, five.points, absent.points) == (D("0.25"), D("2"), D("-4.75"))
    assert re.search(r"\+1 day: \+0\.25; \+5 days: \+2; absent: −4\.75", said)


def test_points_on_a_cliff_are_not_counted_one_by_one() -> None:
    """Half of a chain wins nothing: with days for one of its two works, neither is done."""
    answer = plan(*EXAMPLE[3:], days="2", awards=(CHAIN,))
    assert answer.choice.keys == ()
    assert verdict(answer, "L1").why is Why.NO_CAPACITY
    assert verdict(answer, "L1").others == ("L2",)
    assert verdict(answer, "L1").shortages[0].days == 1


def test_a_cliff_shows_its_certain_and_its_expected_points() -> None:
    """The chain hangs on a work that succeeds four times in five: certain 0, expected 1,20, chance 0,8."""
    answer = plan(*EXAMPLE[3:], awards=(CHAIN,))
    assert answer.choice.points == D("1.5")
    assert (answer.risk.certain, answer.risk.expected) == (0, D("1.2"))
    assert answer.risk.hanging == (("chuoi", D("1.5"), D("0.8")),)


def test_a_number_to_reach_counts_only_when_reached() -> None:
    """52 dossiers are 30 and 30, or nothing; with chances 0,9 and 0,8 both must succeed: 3 x 0,72."""
    works = (work("a", "0", "2", chance=D("0.9")), work("b", "0", "2", chance=D("0.8")), work("c", "0", "2"))
    award = Award("nguong", "52 hồ sơ", D(3), amounts={"a": D(30), "b": D(30), "c": D(10)}, least=D(52))
    answer = plan(*works, awards=(award,))
    assert answer.choice.keys == ("a", "b")
    assert answer.risk.expected == D("2.16")
    assert plan(*works, days="3", awards=(award,)).choice.points == 0


def test_a_criterion_pays_no_more_than_it_lacks() -> None:
    """Two works of 2 points on a criterion that lacks 2: one is enough, the other says so."""
    answer = plan(
        work("a", "2", "1", criterion="1.1"), work("b", "2", "1", criterion="1.1"), caps=(Cap("1.1", D(2)),)
    )
    assert answer.choice.keys == ("a",)
    assert verdict(answer, "b").why is Why.NO_GAIN


def test_what_cannot_be_ranked_is_said_not_dropped() -> None:
    """Unestimated, points unknown, too late, refused, a unit without days, a needed work that is out."""
    answer = plan(
        work("u", "1", None),
        work("p", None, "1"),
        work("l", "1", "1", last_day=TODAY - dt.timedelta(days=1)),
        work("n", "1", "1", decision=Decision.NEVER),
        Candidate("f", "Việc f", D(1), {"khac": D(1)}),
        work("d", "1", "1", needs=frozenset({"u"})),
    )
    assert [v.why for v in answer.verdicts] == [
        Why.UNESTIMATED,
        Why.POINTS_UNKNOWN,
        Why.TOO_LATE,
        Why.NEVER,
        Why.NO_FIGURE,
        Why.NEEDS_OUT,
    ]
    assert answer.count(Why.UNESTIMATED) == 1


def test_an_alternative_names_the_one_that_is_in() -> None:
    """Of two ways to the same end the better is done, the other points to it."""
    answer = plan(work("a", "1", "1", alternative="x"), work("b", "2", "1", alternative="x"))
    assert answer.choice.keys == ("b",)
    assert verdict(answer, "a").why is Why.ALTERNATIVE
    assert verdict(answer, "a").others == ("b",)


def test_a_deadline_leaves_only_the_days_before_it() -> None:
    """Five days up to 31 July, ten in all: two works of four days due by then do not both fit."""
    july = dt.date(2026, 7, 31)
    works = (work("a", "2", "4", last_day=july), work("b", "1", "4", last_day=july))
    problem = Problem(works, (Capacity("vp", "Văn phòng", D(10), ((july, D(5)),)),), TODAY)
    answer = prioritise(problem)
    assert isinstance(answer, Priorities)
    assert answer.choice.keys == ("a",)
    lack = verdict(answer, "b").shortages[0]
    assert (lack.day, lack.days) == (july, D(3))


def test_the_aim_of_expected_points_prefers_what_is_likely() -> None:
    """Five points at one in ten against one point for sure, days for one of them."""
    works = (work("dream", "5", "5", chance=D("0.1")), work("sure", "1", "5"))
    assert plan(*works, days="5").choice.keys == ("dream",)
    assert plan(*works, days="5", aim=Aim.EXPECTED).choice.keys == ("sure",)


def test_demands_that_cannot_be_met_are_refused_with_numbers() -> None:
    """Two works that must be done need 14 days of 10: a sentence, no plan."""
    works = (work("a", "1", "7", decision=Decision.MUST), work("b", "1", "7", decision=Decision.MUST))
    answer = prioritise(Problem(works, (Capacity("vp", "Văn phòng", D(10)),), TODAY))
    assert isinstance(answer, Impossible)
    assert "4 ngày công" in answer.reasons[0]


def test_a_problem_that_contradicts_itself_is_refused() -> None:
    """Negative days, a chance above one, an unknown need."""
    for wrong in (
        work("a", "1", "-1"),
        work("a", "1", "1", chance=D(2)),
        work("a", "1", "1", needs=frozenset({"z"})),
    ):
        with pytest.raises(InputError):
            prioritise(Problem((wrong,), (Capacity("vp", "Văn phòng", D(1)),), TODAY))


def test_a_stored_plan_replays_to_the_letter() -> None:
    """From its text the problem is the same, and so is the answer; another answer is noticed."""
    july = dt.date(2026, 7, 31)
    problem = Problem(
        (*EXAMPLE, work("z", None, None, last_day=july)),
        (Capacity("vp", "Văn phòng", D(10), ((july, D("5.50")),)),),
        TODAY,
        (CHAIN, Award("n", "Ngưỡng", D(1), amounts={"A": D(30)}, least=D(20))),
        (Cap("1.1", D(2)),),
    )
    answer = prioritise(problem, margins=False)
    assert isinstance(answer, Priorities)
    assert load_problem(dump_problem(problem)) == problem
    assert replays(dump_problem(problem), dump_answer(answer))
    assert not replays(dump_problem(problem), dump_answer(answer).replace("5.75", "5.76"))


def test_other_days_are_tried_for_the_units_named() -> None:
    """With many works a page asks for one unit at a time; the others are left out, what is said stays the same."""
    works = (work("a", "1", "6"), work("b", "1", "6"))
    capacities = (Capacity("vp", "Văn phòng", D(10)), Capacity("kt", "Phòng Kinh tế", D(3)))
    problem = Problem(works, capacities, TODAY)
    whole, one, none = (prioritise(problem, margins=m) for m in (True, {"vp"}, {""}))
    assert isinstance(whole, Priorities) and isinstance(one, Priorities) and isinstance(none, Priorities)
    assert one.margins == tuple(m for m in whole.margins if m.unit == "vp") and len(one.margins) == 3
    assert none.margins == ()
