"""Tasks survive a new version of the plan."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.plans.rules.matching import Item, match_rows
from thuocdo.work.rules.continuity import Continuity, continue_tasks

TEXTS = (
    "Công khai danh sách hộ nghèo, hộ cận nghèo tại nhà văn hóa bản",
    "Tổ chức đối thoại giữa Chủ tịch UBND xã với Nhân dân",
    "Niêm yết quy hoạch, kế hoạch sử dụng đất hằng năm",
    "Kiểm tra việc giải quyết thủ tục hành chính tại Bộ phận Một cửa",
    "Rà soát hòm thư góp ý, đường dây nóng tiếp nhận phản ánh, kiến nghị",
)


def decide(old: list[str], new: list[str], chosen: dict[int, int] | None = None) -> Continuity:
    """Tasks are numbered from 1, rows from 101."""
    matching = match_rows([Item(text) for text in old], [Item(text) for text in new])
    tasks, rows = [n + 1 for n in range(len(old))], [n + 101 for n in range(len(new))]
    return continue_tasks(rows, tasks, chosen or {}, matching)


@given(st.permutations(range(len(TEXTS))))
def test_reordering_keeps_every_task(order: list[int]) -> None:
    """Whatever the new order, each row continues the task with its text."""
    found = decide(list(TEXTS), [TEXTS[n] for n in order])
    assert found.kept == {101 + place: 1 + n for place, n in enumerate(order)}
    assert not found.new and not found.doubtful and not found.vanished


def test_rewording_keeps_the_task() -> None:
    """A few other words do not make another task."""
    reworded = TEXTS[1] + " định kỳ"
    assert decide(list(TEXTS), [*TEXTS[2:], reworded, TEXTS[0]]).kept[104] == 2


def test_splitting_keeps_the_task_under_its_first_part() -> None:
    """One half carries the work on, the other half is a new task that knows where it comes from."""
    whole = "Niêm yết công khai thu, chi ngân sách tại trụ sở; lập sổ theo dõi ý kiến của Nhân dân về thu, chi ngân sách"
    halves = [
        "Niêm yết công khai thu, chi ngân sách tại trụ sở",
        "Lập sổ theo dõi ý kiến của Nhân dân về thu, chi ngân sách",
    ]
    found = decide([whole, TEXTS[0]], [*halves, TEXTS[0]])
    assert sorted(found.kept.values()) == [1, 2]
    assert list(found.parts.values()) == [1]
    assert not found.vanished


def test_a_task_that_vanished_waits_for_a_person() -> None:
    """A task without a row is never dropped by the program, and a strange row is simply new."""
    found = decide(list(TEXTS[:3]), [TEXTS[0], TEXTS[1], "Lắp đặt wifi miễn phí tại nhà văn hóa"])
    assert found.vanished == {3: ()} and found.new == (103,)


def test_the_review_stands_above_the_likeness_of_texts() -> None:
    """Where a person tied a row to a task, the text no longer matters."""
    found = decide([TEXTS[0], TEXTS[1]], [TEXTS[1], "Việc khác hẳn"], chosen={102: 2})
    assert found.kept[102] == 2


@given(st.lists(st.sampled_from(TEXTS), max_size=7), st.lists(st.sampled_from(TEXTS), max_size=7))
def test_every_row_and_every_task_has_one_fate(old: list[str], new: list[str]) -> None:
    """Repeated texts, fewer or more of them: nothing is lost and nothing is taken twice."""
    found = decide(old, new)
    fates = [*found.kept, *found.parts, *found.new, *found.doubtful]
    assert sorted(fates) == [n + 101 for n in range(len(new))]
    assert sorted([*found.kept.values(), *found.vanished]) == [n + 1 for n in range(len(old))]
