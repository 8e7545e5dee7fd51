"""What accepting a suggestion writes into a row."""

from __future__ import annotations

from typing import Any

from thuocdo.plans.rules.fixing import fixed, undone

DATA: dict[str, Any] = {
    "text": "Rà soát, sử lý hồ sơ; sử lý đơn thư", "lead": ["UBND huyện", "Phòng Kinh tế"],
    "deadline_text": "Quý III /2026", "deadline": {"kind": "period", "start": "2026-07-01", "end": "2026-09-30"},
}  # fmt: skip


def fix(old: str, new: str, field: str = "") -> dict[str, str]:
    return {"old": old, "new": new, "field": field}


def test_only_the_quoted_place_changes() -> None:
    """The same wrong word elsewhere in the text stays: another finding speaks of it."""
    changed = fixed("task", DATA, "; sử lý đơn", fix("sử", "xử"))
    assert changed == {"text": "Rà soát, sử lý hồ sơ; xử lý đơn thư"}


def test_a_word_is_not_found_inside_another() -> None:
    """ "ban" in "bản" or "ban hành" in "ban hànhx" is no match of whole words."""
    data = {"text": "Lập bảng, ban hành quyết định; giao trưởng ban"}
    assert fixed("task", data, "giao trưởng ban", fix("ban", "bản")) == {
        "text": "Lập bảng, ban hành quyết định; giao trưởng bản"
    }


def test_a_unit_is_renamed_in_its_list() -> None:
    """The other names of the field stay as they are, in their order."""
    assert fixed("task", DATA, "UBND huyện", fix("UBND huyện", "UBND xã")) == {
        "lead": ["UBND xã", "Phòng Kinh tế"]
    }


def test_words_of_a_deadline_are_read_again() -> None:
    """The new words go in with kind and days as shown, so that the grammar reads them anew."""
    changed = fixed("task", DATA, "Quý III /2026", fix("III /2026", "III/2026"))
    assert changed == {
        "deadline": {"text": "Quý III/2026", "kind": "period", "start": "2026-07-01", "end": "2026-09-30"}
    }


def test_a_number_of_a_target_is_replaced_only_while_it_stands() -> None:
    """The published figure takes the place of the printed one; of a figure typed by a person it does not."""
    one = fix("43,6827", "43,6872", "baseline_score")
    assert fixed("target", {"baseline_score": 43.6827}, "43,6827", one) == {"baseline_score": 43.6872}
    assert fixed("target", {"baseline_score": 44.0}, "43,6827", one) == {}
    rank = fixed("target", {"baseline_rank": 12}, "12/61", fix("12", "13", "baseline_rank"))
    assert rank == {"baseline_rank": 13} and isinstance(rank["baseline_rank"], int)


def test_what_no_longer_stands_there_or_stands_twice_is_left_alone() -> None:
    """Nobody can tell which of two places is meant once the quote is gone; advice never changes anything."""
    assert fixed("task", DATA, "một trích dẫn khác", fix("sử", "xử")) == {}
    assert fixed("task", DATA, "một trích dẫn khác", fix("soát", "xoát")) == {
        "text": "Rà xoát, sử lý hồ sơ; sử lý đơn thư"
    }
    assert fixed("task", DATA, "Rà soát", None) == {}
    assert fixed("task", DATA, "", fix("không có", "có")) == {}


def test_putting_back_gives_the_printed_letters() -> None:
    """Thinking again about an accepted suggestion leads exactly to what was printed."""
    quote, change = "; sử lý đơn", fix("sử", "xử")
    after = {**DATA, **fixed("task", DATA, quote, change)}
    assert fixed("task", after, *undone(change, quote)) == {"text": DATA["text"]}
