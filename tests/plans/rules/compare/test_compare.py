"""A plan beside its superior's."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.plans.rules.compare import compare_plans
from thuocdo.plans.rules.model import Head, Plan, Target, Task

ASKED = "Hoàn thành số hóa 100% hồ sơ hộ tịch của các xã trước thời hạn và báo cáo kết quả về sở"


def _task(text: str, end: date | None = date(2026, 6, 30), **more: object) -> Task:
    deadline = Deadline(DeadlineKind.DATE, None, end) if end else Deadline(DeadlineKind.CONTINUOUS)
    told = f"{end:%d/%m/%Y}" if end else "Thường xuyên"
    return Task("t", text, deadline_text=told, deadline=deadline, **more)  # type: ignore[arg-type]


def _plan(*tasks: Task, targets: tuple[Target, ...] = ()) -> Plan:
    return Plan(Head(), tasks=tasks, targets=targets)


def _kinds(own: Plan, parent: Plan) -> list[str]:
    return [weak.kind for weak in compare_plans(own, parent).weakened]


def test_the_same_task_in_other_words_is_matched() -> None:
    """A task that says the same with an abbreviation and another order of words has its counterpart."""
    own = _task("Số hóa hồ sơ hộ tịch của xã đạt 100%, hoàn thành trước thời hạn và báo cáo kết quả về sở")
    result = compare_plans(_plan(own), _plan(_task(ASKED)))
    assert result.matches[0].own == own
    assert result.missing() == ()


def test_a_task_without_counterpart_is_missing_and_an_own_one_is_added() -> None:
    """What only one of the plans has is told apart."""
    other = _task("Sửa chữa nhà văn hóa thôn trước mùa mưa")
    result = compare_plans(_plan(other), _plan(_task(ASKED)))
    assert [task.text for task in result.missing()] == [ASKED]
    assert result.added == (other,)


def test_a_later_date_is_a_weakening() -> None:
    """The own deadline may not be after the superior's."""
    asked = _plan(_task(ASKED))
    assert _kinds(_plan(_task(ASKED, date(2026, 7, 1))), asked) == ["later"]
    assert _kinds(_plan(_task(ASKED, date(2026, 6, 30))), asked) == []


def test_a_date_that_became_continuous_is_a_weakening() -> None:
    """ "Thường xuyên" where the superior set a day can never fall overdue."""
    assert _kinds(_plan(_task(ASKED, None)), _plan(_task(ASKED))) == ["looser"]


def test_a_lower_share_is_a_weakening() -> None:
    """80% where the superior asks for 100%."""
    assert _kinds(_plan(_task(ASKED.replace("100", "80"))), _plan(_task(ASKED))) == ["lower_share"]


def test_lower_targets_are_weakenings() -> None:
    """Less points or a worse rank than the superior's target for the same dimension."""
    asked = Target(2, "Công khai", target_score_min=5.5, target_rank=16)
    own = Target(2, "Công khai", target_score_min=5.4, target_rank=20)
    assert _kinds(_plan(targets=(own,)), _plan(targets=(asked,))) == ["lower_score", "lower_rank"]
    assert _kinds(_plan(targets=(asked,)), _plan(targets=(own,))) == []


def test_reuse_is_whole_for_the_same_text_and_nothing_for_another() -> None:
    """The share of text taken over is 1 for a copy, 0 for another text, and unknown without text."""
    own = _plan(_task(ASKED))
    assert compare_plans(own, own).reuse == 1
    assert (
        compare_plans(
            own, _plan(_task("Sửa chữa nhà văn hóa thôn trước mùa mưa và tặng quà cho học sinh"))
        ).reuse
        == 0
    )
    assert compare_plans(_plan(), own).reuse is None


@given(
    st.lists(st.sampled_from([ASKED, "Sửa chữa nhà văn hóa thôn", "Trồng cây ven đường liên xã"]), max_size=4)
)
def test_a_plan_beside_itself_lacks_nothing(texts: list[str]) -> None:
    """Compared with itself a plan misses nothing and weakens nothing."""
    plan = _plan(*(_task(text) for text in texts))
    result = compare_plans(plan, plan)
    assert result.missing() == ()
    assert result.weakened == ()


def test_dates_of_another_year_are_not_compared() -> None:
    """Beside a plan of an earlier year a later date is no weakening."""
    before = Plan(Head(year=2025), tasks=(_task(ASKED, date(2025, 6, 30)),))
    now = Plan(Head(year=2026), tasks=(_task(ASKED, date(2026, 12, 31)),))
    assert compare_plans(now, before).weakened == ()
