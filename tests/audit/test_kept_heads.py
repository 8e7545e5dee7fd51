"""A head copied from a digest is understood or refused in a sentence, and compared with the log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import NOW
from thuocdo.audit import triggers
from thuocdo.audit.actions import record, verify_log
from thuocdo.audit.models import Entry
from thuocdo.audit.queries import head, head_sentence
from thuocdo.audit.rules import Head, head_text, parse_head
from thuocdo.lib.errors import InputError

CODE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.mark.parametrize("text", [f"48213:{CODE}", f" 48.213 : {CODE.upper()}\n", f"“48213:{CODE}”."])
def test_a_copied_head_is_read(text: str) -> None:
    """Blanks, capitals, the dot of thousands and quotation marks around it do no harm."""
    assert parse_head(text) == Head(48213, CODE)
    assert parse_head(head_text(parse_head(text))) == Head(48213, CODE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "không phải đầu chuỗi"),
        (CODE, "Cần dạng SỐ:MÃ"),
        (f"48213:{CODE[:-1]}", "có 63 ký tự, cần đủ 64"),
        (f"48213:{CODE[:-1]}g", "không phải đầu chuỗi"),
        (f"0:{CODE}", "đánh số từ 1"),
        (f"-1:{CODE}", "không phải đầu chuỗi"),
        (f"{'9' * 40}:{CODE}", "không phải đầu chuỗi"),
    ],
)
def test_what_is_no_head_is_refused_in_a_sentence(text: str, said: str) -> None:
    """Each way of copying wrongly has its answer."""
    with pytest.raises(InputError, match=said):
        parse_head(text)


@pytest.fixture
def kept(db: None) -> Head:
    """The head after the third of five entries."""
    for number in range(1, 6):
        record("config.backup.made", by=None, now=NOW + timedelta(minutes=number), after={"n": number})
        if number == 3:
            found = head()
    assert found is not None
    return found


def test_a_kept_head_proves_what_stands_before_it(kept: Head) -> None:
    """The head of the mail is the entry of its number: nothing up to it was altered, said with number and time."""
    found = verify_log(by=None, now=NOW)
    assert head_sentence(found, kept) == (
        True,
        "Khớp đầu chuỗi đã giữ: từ bản ghi 1 đến 3 (ghi lúc 08:03 06/07/2026) không có gì bị sửa hay xóa.",
    )


def test_a_log_written_anew_is_found(kept: Head) -> None:
    """Somebody who rewrites the whole chain soundly can't match a head that lies in a mailbox."""
    from dataclasses import replace

    from django.db import connection

    from thuocdo.audit.rules import GENESIS, hash_of

    links = [entry.link for entry in Entry.objects.order_by("number")]
    triggers.drop(connection)
    previous = GENESIS
    with connection.cursor() as cursor:
        for link in links:
            forged = replace(link, previous=previous, why="đã sửa" if link.number == 2 else link.why)
            previous = hash_of(forged)
            cursor.execute(
                "UPDATE audit_entry SET why = %s, previous = %s, hash = %s WHERE number = %s",
                [forged.why, forged.previous, previous, forged.number],
            )
    triggers.create(connection)
    found = verify_log(by=None, now=NOW)
    assert found.whole  # the forgery is consistent in itself: the head file of a test is empty here
    matches, said = head_sentence(found, kept)
    assert not matches and "Bản ghi 3 không khớp mã đã đưa" in said


def test_a_cut_log_and_a_broken_one(kept: Head) -> None:
    """A head beyond the end says that entries are gone; behind a break nothing is claimed."""
    found = verify_log(by=None, now=NOW)
    matches, said = head_sentence(found, Head(4000, CODE))
    assert not matches and "không có bản ghi 4.000" in said
    found.broken, found.broken_number = "altered", 2
    assert head_sentence(found, kept)[0] is False
    found.broken_number = 5
    assert head_sentence(found, kept)[0] is True
