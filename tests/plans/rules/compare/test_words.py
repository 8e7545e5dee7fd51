"""Which words of two texts differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.plans.rules.compare import Piece, side_by_side

texts = st.text(alphabet=st.sampled_from("ab áà ,.\n"), max_size=30)


def _marked(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.differs]


@given(texts, texts)
def test_the_pieces_give_the_texts_unchanged(one: str, two: str) -> None:
    """Whatever is marked, nothing is lost, added or moved."""
    left, right = side_by_side(one, two)
    assert ("".join(p.text for p in left), "".join(p.text for p in right)) == (one, two)


@given(texts)
def test_nothing_is_marked_in_equal_texts(text: str) -> None:
    """A text beside itself has no difference."""
    left, right = side_by_side(text, text)
    assert _marked(left) == _marked(right) == []


def test_only_the_words_that_differ_are_marked() -> None:
    """Numbers, added phrases and other tone marks are marked, case and punctuation are not."""
    left, right = side_by_side(
        "Số hóa 100% hồ sơ, hoàn thành trước 30/6; báo cáo Sở.",
        "số hóa 80% hồ sơ hoàn thành trước 30/9, báo cào sở",
    )
    assert _marked(left) == ["100%", "30/6;", "cáo"]
    assert _marked(right) == ["80%", "30/9,", "cào"]


def test_words_in_a_row_are_one_mark() -> None:
    """A phrase that only one text has is one stretch with the spaces inside it."""
    left, right = side_by_side("Công khai thủ tục tại Bộ phận Một cửa", "Công khai thủ tục")
    assert _marked(left) == ["tại Bộ phận Một cửa"]
    assert _marked(right) == []
