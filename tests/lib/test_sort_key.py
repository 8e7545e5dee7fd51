"""Vietnamese order."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.lib.text import sort_key

ORDERED = [
    "9 Tháng 5", "10 Tháng 3", "An", "Ăn", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Bà Rịa", "Bắc Giang", "Bắc Kạn", "Bằng",
    "Châu", "Da", "Dân", "Đa", "Đà Nẵng", "Em", "Êm", "Giang", "hòa", "Hòa", "Huế", "Lai Châu", "Lê Lợi", "Lễ Môn", "Ngọc", "Oanh",
    "Ông", "Ơn", "Phường 2", "Phường 10", "Quý", "Tú", "Tư", "Văn phòng", "Xã Mẫu", "Ý Yên",
]  # fmt: skip


def test_the_alphabet_then_the_tones_then_the_case() -> None:
    """Names come in the order of a Vietnamese dictionary."""
    shuffled = [*ORDERED[1::2], *ORDERED[::2]]
    assert sorted(shuffled, key=sort_key) == ORDERED
    assert all(sort_key(a) < sort_key(b) for a, b in pairwise(ORDERED))


def test_old_and_new_tone_placement_stand_together() -> None:
    """ "Hoà" and "Hòa" have the same place."""
    assert sort_key("Hoà Bình") == sort_key("Hòa Bình")


@given(st.text())
def test_the_key_is_safe_under_any_collation(text: str) -> None:
    """Only digits and single lower-case letters, so a database's own collation can't reorder keys."""
    key = sort_key(text)
    assert all(c.isdigit() or "a" <= c <= "z" for c in key)
    assert key.isascii()
    assert not any(a.isalpha() and b.isalpha() for a, b in pairwise(key))


@given(st.lists(st.text(alphabet="aăâbdđeêoôơuưàáạẢỮNg 129-", max_size=12), max_size=12))
def test_sqlite_orders_the_keys_like_python(names: list[str]) -> None:
    """The database's ORDER BY on the column gives Python's order of the keys."""
    with sqlite3.connect(":memory:") as database:
        database.execute("create table n (k text)")
        database.executemany("insert into n values (?)", [(sort_key(name),) for name in names])
        rows = [row[0] for row in database.execute("select k from n order by k")]
    database.close()
    assert rows == sorted(map(sort_key, names))
