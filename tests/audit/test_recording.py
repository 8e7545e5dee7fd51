"""Actions and the entries they leave."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from thuocdo.audit import heads, queries
from thuocdo.audit.actions import personal, record, recorded, verify_log
from thuocdo.audit.models import AppendOnlyError, Entry
from thuocdo.audit.queries import EntryFilter

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@recorded
def inner(name: str, *, fail: bool = False) -> None:
    record(f"work.{name}.done", by=None, now=NOW, subject=name, unit=7)
    if fail:
        raise ValueError(name)


@recorded
def outer(*names: str, fail: bool = False) -> None:
    record("work.outer.begun", by=None, now=NOW)
    for name in names:
        inner(name)
    if fail:
        raise ValueError


def codes() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("code", flat=True))


@pytest.mark.django_db
def test_entries_come_last_and_in_order() -> None:
    """Nested actions join the outermost one; nothing is in the table before its end, then all in order."""

    @recorded
    def watching() -> None:
        inner("a")
        assert codes() == []
        inner("b")

    watching()
    assert codes() == ["work.a.done", "work.b.done"]
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_a_failed_action_leaves_nothing() -> None:
    """An exception leaves no entry, and the next action is not burdened with the queued ones."""
    with pytest.raises(ValueError):
        outer("a", fail=True)
    assert codes() == []
    outer("b")
    assert codes() == ["work.outer.begun", "work.b.done"]


@pytest.mark.django_db
def test_a_failed_part_leaves_nothing() -> None:
    """When a part fails and the whole goes on, only the part's entries are gone."""

    @recorded
    def forgiving() -> None:
        inner("a")
        with pytest.raises(ValueError):
            inner("b", fail=True)
        inner("c")

    forgiving()
    assert codes() == ["work.a.done", "work.c.done"]


@pytest.mark.django_db
def test_outside_an_action() -> None:
    """An entry recorded outside any action is written at once."""
    record("orgs.people.read", by=None, now=NOW, why="xuất danh sách")
    assert Entry.objects.get().why == "xuất danh sách"
    with pytest.raises(ValueError):
        record("read", by=None, now=NOW)


@pytest.mark.django_db
def test_entries_are_append_only() -> None:
    """Neither the model nor the database lets an entry be changed or removed."""
    inner("a")
    entry = Entry.objects.get()
    for forbidden in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(why="x"),
    ):
        with pytest.raises(AppendOnlyError):
            forbidden()
    for statement in ("UPDATE audit_entry SET why = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.get().why == ""


@pytest.mark.django_db(transaction=True)
def test_heads_stand_outside() -> None:
    """After a commit the head stands in the file; a cut tail is found with it and named."""
    outer("a", "b")
    outer("c")
    assert max(h.number for h in heads.read()) == 5
    assert verify_log(by=None, now=NOW).whole
    _tamper("DELETE FROM audit_entry WHERE number > 4")
    found = verify_log(by=None, now=NOW)
    assert (found.broken, found.broken_number) == ("tail", 5)
    assert "từ bản ghi 5" in queries.verification_sentence(found)
    assert queries.last_verification() == found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_entry SET why = 'x' WHERE number = 2", "altered"),
        ("UPDATE audit_entry SET actor = 9 WHERE number = 2", "altered"),
        ("DELETE FROM audit_entry WHERE number = 2", "missing"),
    ],
)
def test_tampering_is_found(statement: str, broken: str) -> None:
    """An entry changed or removed behind the program's back is the first that verification names."""
    outer("a", "b")
    _tamper(statement)
    found = verify_log(by=None, now=NOW)
    assert (found.broken, found.broken_number) == (broken, 2)
    assert Entry.objects.filter(code="audit.chain.verified").count() == 0


@pytest.mark.django_db(transaction=True)
def test_head_file_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of heads is shortened from its old end and keeps the newest head."""
    monkeypatch.setattr(heads, "MAX_BYTES", 2000)
    monkeypatch.setattr(heads, "KEPT_LINES", 5)
    for number in range(40):
        inner(f"n{number}")
    found = heads.read()
    assert len(found) < 30
    assert found[-1].number == 40
    assert queries.verdict().whole


@pytest.mark.django_db
def test_values_survive_the_database() -> None:
    """What was hashed is what is read back: letters, numbers, order of keys, odd characters."""
    before = {"b": 1.10, "a": "Đã ký – “số” \x00 \ud800", "z": [1, None, True], "big": 10**20, "e": 1e22}
    record("work.task.changed", by=None, now=NOW, before=before, after={"phone": "0912"})
    entry = Entry.objects.get()
    assert queries.verdict().whole
    assert entry.after == {"phone": personal("0912")}
    assert entry.before is not None
    assert entry.before["z"] == [1, None, True]


@pytest.mark.django_db
def test_filters() -> None:
    """Entries are found by unit, prefix of the code, subject and time; a prefix ends at a dot."""
    record("work.task.closed", by=None, now=NOW, unit=1, subject="x")
    record("work.tasks.imported", by=None, now=NOW.replace(day=3), unit=2)
    assert [e.unit for e in queries.entries(EntryFilter(code="work.task"))] == [1]
    assert queries.entries(EntryFilter(code="work")).count() == 2
    assert queries.entries(EntryFilter(units=[])).count() == 0
    assert queries.entries(EntryFilter(units=[2], since=NOW.replace(day=3))).count() == 1
    assert queries.entries(EntryFilter(until=NOW.replace(day=3))).get().subject_id == "x"
    assert queries.entries(EntryFilter(subject=("", "x"))).count() == 1


@pytest.mark.django_db
def test_exports() -> None:
    """Exports hold every entry; a text that a spreadsheet would run as a formula is made harmless."""
    record("work.task.closed", by=None, now=NOW, why="=HYPERLINK(1)")
    record("xyz.strange.done", by=None, now=NOW, after={"n": 1})
    table = b"".join(queries.export_csv(queries.entries())).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table
    assert "đóng nhiệm vụ" in table
    data: list[dict[str, Any]] = json.loads(b"".join(queries.export_json(queries.entries())))
    assert [row["number"] for row in data] == [2, 1]
    assert data[0]["after"] == {"n": 1}
    assert data[0]["action"] == "xyz.strange.done"
    assert json.loads(b"".join(queries.export_json(Entry.objects.none()))) == []


def _tamper(statement: str) -> None:
    from thuocdo.audit import triggers

    triggers.drop(connection)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        triggers.create(connection)
