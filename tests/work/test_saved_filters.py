"""A person's own filters of the task list."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.work.conftest import Drafting, line
from thuocdo.audit.models import Entry
from thuocdo.lib.errors import InputError
from thuocdo.work.actions import delete_filter, open_tasks, rename_filter, save_filter
from thuocdo.work.models import SavedFilter
from thuocdo.work.rules.saved import MOST, kept_query, kept_values

pytestmark = pytest.mark.django_db
LIST = "/lam-viec/nhiem-vu/"
WANTED = "xem=tat-ca&tt=late&cs=PAPI"


def signed_in(cast: Cast, key: str = "coordinator") -> Client:
    client = Client()
    client.force_login(cast.person(key))
    return client


def test_equal_filters_are_kept_equal() -> None:
    """The order of the keys, the page, unknown keys, blanks and the usual order of rows make no difference."""
    one = kept_query(
        {"cs": "PAPI", "tt": "late", "trang": "3", "sap": "han", "la": "x", "q": " ", "xem": "tat-ca"}
    )
    assert one == kept_query(kept_values("xem=tat-ca&tt=late&cs=PAPI&utm=1")) == WANTED


def test_kept_used_renamed_and_deleted(cast: Cast, draft: Drafting) -> None:
    """One press brings the filter back; the page says which one is in force; each act is in the log."""
    economy = cast.unit("economy")
    open_tasks(version=draft(line("Việc A", economy)), by=None, now=NOW)
    client = signed_in(cast)
    saved = client.post(f"{LIST}bo-loc/luu/", {"name": "PAPI quá hạn", "query": WANTED + "&trang=2"})
    assert saved.status_code == 302 and saved.headers["Location"] == f"{LIST}?{WANTED}"
    shown = client.get(LIST).content.decode()
    assert "PAPI quá hạn" in shown and WANTED.replace("&", "&amp;") in shown
    inside = client.get(f"{LIST}?{WANTED}").content.decode()
    assert inside.count('aria-current="page"') == 2  # the menu's entry and the kept filter, no ready view
    own = SavedFilter.objects.get()
    client.post(f"{LIST}bo-loc/{own.pk}/ten/", {"name": "Trễ PAPI"})
    own.refresh_from_db()
    assert own.name == "Trễ PAPI"
    gone = client.post(f"{LIST}bo-loc/{own.pk}/xoa/", follow=True)
    assert "vẫn lọc như vậy" in gone.content.decode() and not SavedFilter.objects.exists()
    codes = (
        Entry.objects.filter(code__startswith="work.filter").order_by("number").values_list("code", flat=True)
    )
    assert list(codes) == ["work.filter.saved", "work.filter.renamed", "work.filter.deleted"]


def test_a_refused_name_stays_on_the_page(cast: Cast) -> None:
    """Nothing typed is lost: the list is filtered as before, the name is in its field with the reason under it."""
    client = signed_in(cast)
    save_filter(name="Của quý", query=WANTED, by=cast.person("coordinator"), now=NOW)
    again = client.post(f"{LIST}bo-loc/luu/", {"name": "cua QUY", "query": "xem=tat-ca&tt=done"})
    text = again.content.decode()
    assert again.status_code == 422
    assert 'value="cua QUY"' in text and "Bạn đã có bộ lọc tên “Của quý”" in text
    assert "<title>Lỗi: " in text and 'value="xem=tat-ca&amp;tt=done"' in text


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_names_must_be_names(cast: Cast, name: str) -> None:
    """An empty name or one of more than 60 letters is refused in words."""
    with pytest.raises(InputError, match="bộ lọc"):
        save_filter(name=name, query=WANTED, by=cast.person("coordinator"), now=NOW)


def test_twenty_at_most(cast: Cast) -> None:
    """The row of tabs stays readable; the sentence says what to do."""
    by = cast.person("coordinator")
    for number in range(MOST):
        save_filter(name=f"Lọc {number}", query=f"q={number}", by=by, now=NOW)
    with pytest.raises(InputError, match="Hãy xóa bớt"):
        save_filter(name="Thêm nữa", query=WANTED, by=by, now=NOW)


@pytest.mark.parametrize("act", ["ten", "xoa"])
def test_another_person_neither_sees_nor_touches_it(cast: Cast, act: str) -> None:
    """Not in the list, and by its number the same answer as for what does not exist."""
    own = save_filter(name="Riêng của tôi", query=WANTED, by=cast.person("coordinator"), now=NOW)
    client = signed_in(cast, "leader")
    assert "Riêng của tôi" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}bo-loc/{own.pk}/{act}/", {"name": "Lấy"}).status_code == 404
    for refused in (
        lambda: rename_filter(saved=own, name="Lấy", by=cast.person("leader"), now=NOW),
        lambda: delete_filter(saved=own, by=cast.person("leader"), now=NOW),
    ):
        with pytest.raises(InputError, match="Không còn bộ lọc này"):
            refused()
    own.refresh_from_db()
    assert own.name == "Riêng của tôi"


def test_two_people_may_use_the_same_name(cast: Cast) -> None:
    """Names are each person's own."""
    made: list[Any] = [
        save_filter(name="Tuần này", query=WANTED, by=cast.person(key), now=NOW)
        for key in ("leader", "officer")
    ]
    assert made[0].pk != made[1].pk


def test_a_swapped_list_brings_its_tabs_and_its_form(cast: Cast) -> None:
    """After filtering with htmx the form keeps what is in force now, not what was when the page was opened."""
    client = signed_in(cast)
    region = client.get(f"{LIST}?xem=tat-ca&tt=done&sap=han", headers={"HX-Request": "true"}).content.decode()
    assert 'value="xem=tat-ca&amp;tt=done"' in region
    assert 'id="khoi-xem"' in region and 'hx-swap-oob="true"' in region
