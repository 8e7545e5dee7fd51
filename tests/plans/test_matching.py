"""Rows of two versions belong together by text and place."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.plans.rules.matching import How, Item, carried_over, match_rows

TASKS = [
    Item(
        "Rà soát, công khai đầy đủ thủ tục hành chính tại bộ phận một cửa và trên trang thông tin điện tử",
        "Thủ tục",
    ),
    Item(
        "Tổ chức đối thoại trực tiếp giữa lãnh đạo Ủy ban nhân dân xã với người dân ít nhất hai lần",
        "Chỉ đạo",
    ),
    Item("Xây dựng kế hoạch kiểm tra công tác cải cách hành chính tại các đơn vị trực thuộc", "Chỉ đạo"),
    Item(
        "Niêm yết danh sách hộ nghèo, hộ cận nghèo tại nhà văn hóa các bản đúng thời hạn quy định",
        "Công khai",
    ),
    Item("Số hóa kết quả giải quyết hồ sơ còn hiệu lực và cập nhật vào kho dữ liệu của công dân", "Số"),
    Item("Bồi dưỡng kỹ năng giao tiếp, ứng xử cho công chức trực tiếp tiếp nhận hồ sơ", "Công vụ"),
]
WORDS = st.sampled_from(
    [
        "rà",
        "soát",
        "công",
        "khai",
        "báo",
        "cáo",
        "đối",
        "thoại",
        "kiểm",
        "tra",
        "ngân",
        "sách",
        "hộ",
        "nghèo",
        "bản",
        "đất",
        "đai",
        "môi",
        "trường",
    ]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=0, max_size=14)


def pairs(old: list[Item], new: list[Item]) -> dict[int, tuple[int, ...]]:
    return {m.old[0]: m.new for m in match_rows(old, new).matches}


@given(TEXTS, st.lists(st.sampled_from(["", "A", "B"]), min_size=14, max_size=14))
def test_identical_versions_match_one_to_one(texts: list[str], places: list[str]) -> None:
    """A version matched with itself pairs every row with its own copy, whatever is repeated in it."""
    items = [Item(text, place) for text, place in zip(texts, places, strict=False)]
    found = match_rows(items, items)
    assert [(m.old, m.new, m.how) for m in found.matches] == [
        ((n,), (n,), How.SAME) for n in range(len(items))
    ]
    assert not found.vanished and not found.added


@given(TEXTS, TEXTS)
def test_no_row_is_in_two_matches(old: list[str], new: list[str]) -> None:
    """Every old and every new row is matched once, or vanished, or added; never two of these."""
    found = match_rows([Item(t) for t in old], [Item(t) for t in new])
    olds = [n for m in found.matches for n in m.old] + list(found.vanished)
    news = [n for m in found.matches for n in m.new] + list(found.added)
    assert sorted(olds) == list(range(len(old)))
    assert sorted(news) == list(range(len(new)))


@given(st.permutations(range(len(TASKS))))
def test_reordered_rows_keep_their_identity(order: list[int]) -> None:
    """Rows in another order are the same rows; the fewest possible count as moved."""
    new = [TASKS[n] for n in order]
    found = match_rows(TASKS, new)
    assert {m.old[0]: m.new[0] for m in found.matches} == {old: place for place, old in enumerate(order)}
    assert {m.how for m in found.matches} <= {How.SAME, How.MOVED}


def test_a_reworded_row_is_still_the_row() -> None:
    """Other wording of the same task, moved by one place, is found among unchanged neighbours."""
    new = list(TASKS)
    new[1] = Item(
        "Lãnh đạo Ủy ban nhân dân xã tổ chức đối thoại trực tiếp với người dân ít nhất ba lần trong năm",
        "Chỉ đạo",
    )
    new.insert(0, Item("Ban hành quy chế tiếp nhận ý kiến góp ý của người dân qua đường dây nóng", "Chỉ đạo"))
    found = match_rows(TASKS, new)
    assert found.old_of(2) == (1,)
    assert next(m for m in found.matches if m.new == (2,)).how is How.REWORDED
    assert found.added == (0,) and not found.vanished


def test_a_split_row_gives_its_identity_to_the_longest_part() -> None:
    """One task cut in two: both new rows come from it and the longer one carries it on."""
    whole = Item(
        "Công khai thủ tục hành chính trên trang điện tử của xã; rà soát mã định danh hồ sơ và báo cáo kết quả hằng quý",
        "A",
    )
    parts = [
        Item("Công khai thủ tục hành chính trên trang điện tử của xã;", "A"),
        Item("rà soát mã định danh hồ sơ và báo cáo kết quả hằng quý", "A"),
    ]
    found = match_rows([*TASKS, whole], [*TASKS[:3], *parts, *TASKS[3:]])
    split = next(m for m in found.matches if m.how is How.SPLIT)
    assert (split.old == (6,) and set(split.new) == {3, 4} and split.new[0] == 4) or split.new[0] == 3
    assert not found.added and not found.vanished


def test_merged_rows_are_found_in_the_new_one() -> None:
    """Two tasks written as one: both old rows belong to the new one."""
    merged = Item(TASKS[2].text + "; " + TASKS[3].text, "Chỉ đạo")
    found = match_rows(TASKS, [*TASKS[:2], merged, *TASKS[4:]])
    assert set(next(m for m in found.matches if m.how is How.MERGED).old) == {2, 3}
    assert not found.vanished


def test_a_vanished_row_names_the_row_it_may_have_become() -> None:
    """What is only half alike is no match, but is offered to a person."""
    old = [
        *TASKS,
        Item("Kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính tại các bản và trường học", "Công vụ"),
    ]
    new = [*TASKS, Item("Kiểm tra đột xuất tại các bản về giờ giấc làm việc", "Công vụ")]
    found = match_rows(old, new)
    assert found.vanished == (6,) and found.added == (6,)
    assert found.candidates[6][0][0] == 6


def test_a_shuffled_and_partly_rewritten_plan_loses_nothing() -> None:
    """Order changed, one word in eight replaced: every row is found again."""
    rng = random.Random(7)  # noqa: S311 - a test needs the same numbers each time
    order = list(range(len(TASKS)))
    rng.shuffle(order)
    new = []
    for n in order:
        words = TASKS[n].text.split()
        words[3::8] = ["theo"] * len(words[3::8])
        new.append(Item(" ".join(words), TASKS[n].place))
    found = match_rows(TASKS, new)
    assert {m.old[0]: m.new[0] for m in found.matches} == {old: place for place, old in enumerate(order)}


def test_corrections_hold_where_the_new_version_prints_the_same() -> None:
    """A corrected field carries over when the new document repeats the misprint, not when it prints otherwise."""
    read = {"text": "a", "output": "Báo cao", "deadline_text": "30/6", "deadline": {"kind": "none"}}
    corrected = {**read, "output": "Báo cáo", "deadline": {"kind": "date", "end": "2026-06-30"}}
    kept = carried_over(read, corrected, read)
    assert kept["output"] == "Báo cáo" and kept["deadline"]["value"]["kind"] == "date"
    assert carried_over(read, corrected, {**read, "output": "Tờ trình", "deadline_text": "30/7"}) == {}
