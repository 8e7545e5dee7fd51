"""Two people review the same row at once: nothing is lost, nothing is overwritten unseen."""

from __future__ import annotations

import pytest

from tests.cast import NOW, Cast
from tests.plans.conftest import Sign
from tests.plans.test_review_pages import base, form_of, task
from thuocdo.plans.actions import Conflict, confirm_row, edit_row
from thuocdo.plans.models import PlanVersion, RowState


def test_different_fields_merge_silently(version: PlanVersion, cast: Cast) -> None:
    """One changes the output, the other the heading, both from the same page: both stand."""
    row = task(version, "2")
    stamp = row.version_stamp
    edit_row(row=row, changes={"output": "Biên bản"}, stamp=stamp, by=cast.person("coordinator"), now=NOW)
    edit_row(
        row=row, changes={"output": None, "heading": "Mục B"}, stamp=stamp, by=cast.person("leader"), now=NOW
    )
    row.refresh_from_db()
    assert (row.data["output"], row.data["heading"]) == ("Biên bản", "Mục B")


def test_the_same_field_is_a_conflict_that_keeps_both(version: PlanVersion, cast: Cast) -> None:
    """The second writer gets both values back; the stored one is untouched."""
    row = task(version, "2")
    stamp = row.version_stamp
    edit_row(row=row, changes={"output": "Biên bản"}, stamp=stamp, by=cast.person("coordinator"), now=NOW)
    with pytest.raises(Conflict) as refused:
        edit_row(row=row, changes={"output": "Tờ trình"}, stamp=stamp, by=cast.person("leader"), now=NOW)
    clash = refused.value.clashes[0]
    assert (clash.field, clash.mine, clash.theirs, clash.base) == ("output", "Tờ trình", "Biên bản", None)
    row.refresh_from_db()
    assert row.data["output"] == "Biên bản"


def test_nobody_confirms_what_was_not_seen(version: PlanVersion, cast: Cast) -> None:
    """A confirmation from a page that shows an older value is refused, even when it changes nothing itself."""
    row = task(version, "2")
    stamp = row.version_stamp
    edit_row(row=row, changes={"output": "Biên bản"}, stamp=stamp, by=cast.person("coordinator"), now=NOW)
    with pytest.raises(Conflict):
        confirm_row(row=row, changes={"output": None}, stamp=stamp, by=cast.person("leader"), now=NOW)
    with pytest.raises(Conflict):
        confirm_row(row=row, stamp=stamp, by=cast.person("leader"), now=NOW)
    row.refresh_from_db()
    assert row.state == RowState.PENDING


def test_the_page_shows_both_and_saves_a_combination(version: PlanVersion, sign: Sign) -> None:
    """409 with "Của bạn | Hiện tại"; the form keeps my words; choosing theirs for one field stores the rest of mine."""
    mine, theirs, row = sign("coordinator"), sign("leader"), task(version, "2")
    sent = {**form_of(mine, version, row), "output": "Bản của tôi", "heading": "Mục của tôi"}
    other = {**form_of(theirs, version, row), "output": "Bản của lãnh đạo"}
    url = f"{base(version)}dong/{row.pk}/luu/"
    assert theirs.post(url, other).status_code == 302
    response = mine.post(url, sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert all(
        words in page
        for words in (
            "Của bạn",
            "Hiện tại",
            "Bản của tôi",
            "Bản của lãnh đạo",
            "Mục của tôi",
            "Chủ tịch UBND xã",
        )
    )
    form = response.context["form"]
    assert form["output"].value() == "Bản của tôi"
    row.refresh_from_db()
    again = {**sent, "stamp": str(row.version_stamp), "theirs": "output"}
    assert mine.post(url, again).status_code == 302
    row.refresh_from_db()
    assert (row.data["output"], row.data["heading"]) == ("Bản của lãnh đạo", "Mục của tôi")


def test_a_row_says_who_is_looking_at_it(version: PlanVersion, sign: Sign) -> None:
    """The second person is told who has the row open; after five minutes of silence it is free."""
    row = task(version, "2")
    url = f"{base(version)}dong/{row.pk}/giu/"
    assert "đang xem" not in sign("coordinator").post(url).content.decode()
    assert "Chánh Văn phòng HĐND và UBND đang xem dòng này" in sign("leader").post(url).content.decode()
    row.refresh_from_db()
    from datetime import timedelta

    type(row).objects.filter(pk=row.pk).update(claimed_at=row.claimed_at - timedelta(minutes=6))
    assert "đang xem" not in sign("leader").post(url).content.decode()


def test_a_row_merged_away_answers_with_a_sentence(version: PlanVersion, sign: Sign) -> None:
    """Saving a row that another person has merged is no error page."""
    mine, row = sign("coordinator"), task(version, "2")
    sent = form_of(mine, version, row)
    sign("leader").post(f"{base(version)}dong/{row.pk}/gop/", {"tab": "nhiem-vu"})
    assert mine.post(f"{base(version)}dong/{row.pk}/luu/", {**sent, "output": "x"}).status_code in (404, 409)
