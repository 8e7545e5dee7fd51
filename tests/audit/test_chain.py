"""The chain of entries as pure values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.audit.rules import (
    GENESIS,
    Break,
    Head,
    Link,
    canonical,
    change_text,
    hash_of,
    keyed_hash,
    plain,
    verify,
)

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def chain(length: int) -> list[Link]:
    links, previous = [], GENESIS
    for number in range(1, length + 1):
        link = Link(number, AT, "a.b.done", 1, "", 2, "a.b", str(number), "", '{"x":1}', "", previous)
        link = replace(link, hash=hash_of(link))
        links.append(link)
        previous = link.hash
    return links


def test_whole_chain() -> None:
    """A chain as written is whole, and its last entry is named."""
    links = chain(5)
    found = verify(links, [Head(5, links[-1].hash), Head(2, links[1].hash)])
    assert found.whole
    assert (found.count, found.last.number) == (5, 5)
    assert verify([]).whole


@given(st.integers(1, 6), st.sampled_from(["code", "why", "subject_id", "after", "actor_label"]))
def test_altered_entry(number: int, field: str) -> None:
    """Whatever field of whichever entry is changed, that entry is named first."""
    links = chain(6)
    links[number - 1] = replace(links[number - 1], **{field: "khác"})
    found = verify(links)
    assert (found.broken, found.number) == (Break.ALTERED, number)


@given(st.integers(1, 5))
def test_altered_and_hashed_anew(number: int) -> None:
    """An entry that was changed and given a fitting hash is betrayed by the entry after it."""
    links = chain(6)
    changed = replace(links[number - 1], why="khác")
    links[number - 1] = replace(changed, hash=hash_of(changed))
    found = verify(links)
    assert (found.broken, found.number) == (Break.ALTERED, number)


@given(st.integers(1, 5))
def test_missing_entry(number: int) -> None:
    """An entry taken out of the middle or the beginning is named as missing."""
    links = chain(6)
    del links[number - 1]
    found = verify(links)
    assert (found.broken, found.number) == (Break.MISSING, number)


@given(st.integers(0, 5))
def test_cut_tail(kept: int) -> None:
    """A chain cut at its end is sound in itself; the head noted outside names the first entry that is gone."""
    links = chain(6)
    head = Head(6, links[-1].hash)
    assert verify(links[:kept]).whole
    found = verify(links[:kept], [head])
    assert (found.broken, found.number) == (Break.TAIL, kept + 1)


def test_chain_written_anew_from_somewhere() -> None:
    """A tail that was replaced by another one of the same length differs from the noted head."""
    links = chain(6)
    forged = links[:3]
    for number in range(4, 7):
        link = replace(links[number - 1], why="khác", previous=forged[-1].hash)
        forged.append(replace(link, hash=hash_of(link)))
    assert verify(forged).whole
    found = verify(forged, [Head(6, links[-1].hash)])
    assert (found.broken, found.number) == (Break.ALTERED, 6)


def test_same_instant_in_another_zone() -> None:
    """The hash depends on the instant, not on the zone in which a database gives it back."""
    link = chain(1)[0]
    elsewhere = replace(link, at=link.at.astimezone(timezone(timedelta(hours=7))))
    assert hash_of(elsewhere) == link.hash


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_canonical_form(value: object) -> None:
    """Every JSON value has one text that UTF-8 can hold and that does not depend on the order of keys."""
    text = canonical(plain(value))
    text.encode()
    if isinstance(value, dict):
        assert canonical(plain(dict(reversed(value.items())))) == text


def test_personal_values_are_hashed() -> None:
    """Values under personal keys never enter as they are, at whatever depth; equal values stay recognisable."""
    text = change_text(
        {"people": [{"full_name": "Người Mẫu", "phone": "0900000000", "role": "officer"}]}, "k" * 32
    )
    assert "Người Mẫu" not in text
    assert "0900000000" not in text
    assert keyed_hash("Người Mẫu", "k" * 32) in text
    assert '"role":"officer"' in text
    hashed = keyed_hash("a", "k" * 32)
    assert keyed_hash(hashed, "k" * 32) == hashed
    assert keyed_hash("a", "j" * 32) != hashed


def test_unknown_values_are_refused() -> None:
    """A value without an agreed form is an error at once, not a puzzle in the log."""
    with pytest.raises(TypeError):
        plain(object())
