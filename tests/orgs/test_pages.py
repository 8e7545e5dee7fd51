"""The pages of units, people, notices and the own account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, TODAY, Cast
from thuocdo.audit.models import Entry
from thuocdo.orgs.actions import add_alias, create_sign_in_link, merge_unit, notify
from thuocdo.orgs.models import Membership, Notice, Person, SignInLink, Unit
from thuocdo.orgs.rules.rights import Role

UNITS = "/lam-viec/quan-tri/don-vi/"
PEOPLE = "/lam-viec/quan-tri/nguoi-dung/"


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.person("administrator"))
    return client


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_every_page_of_administration_opens(admin: Client, cast: Cast) -> None:
    """Each page answers 200 with exactly one h1 and no inline script or style."""
    person, unit = cast.person("officer"), cast.unit("culture")
    pages = [
        UNITS, f"{UNITS}?q=kinh te", f"{UNITS}them/", f"{UNITS}{unit.pk}/", PEOPLE, f"{PEOPLE}moi/", f"{PEOPLE}nhap/",
        f"{PEOPLE}{person.pk}/", f"{PEOPLE}{person.pk}/thay-gi/", "/lam-viec/thong-bao/", "/tai-khoan/",
        "/tai-khoan/hai-buoc/", "/tai-khoan/mat-khau/doi/", "/tai-khoan/phien/", "/tai-khoan/khoa-truy-cap/",
    ]  # fmt: skip
    for url in pages:
        response = admin.get(url)
        html = response.content.decode()
        assert response.status_code == 200, url
        assert html.count("<h1") == 1, url
        assert not re.search(r"<script(?![^>]*(src=|application/json))|\sstyle=|<style|\son\w+=", html), url


def test_a_unit_is_added_and_found(admin: Client, cast: Cast) -> None:
    """A village added below the commune stands in its authority and is found without accents."""
    answer = admin.post(f"{UNITS}them/", {"name": "Bản Mẫu Hai", "kind": "village", "parent": "Xã Mẫu"})
    assert answer.status_code == 302
    unit = Unit.objects.get(name="Bản Mẫu Hai")
    assert unit.authority == cast.unit("commune") and unit.province == cast.unit("province")
    assert "Bản Mẫu Hai" in text_of(admin.get(f"{UNITS}?q=ban mau hai"))


def test_a_wrong_code_is_refused_beside_the_form(client: Client, cast: Cast) -> None:
    """A commune with a code of four digits is refused with the sentence that shows a right one."""
    client.force_login(cast.person("province_administrator"))
    answer = client.post(
        f"{UNITS}them/", {"name": "Xã Ba", "kind": "commune", "parent": "Tỉnh Mẫu", "code": "3390"}
    )
    assert answer.status_code == 422
    assert "Mã phải đủ 5 chữ số, giữ số 0 ở đầu: 03390." in text_of(answer)
    assert not Unit.objects.filter(name="Xã Ba").exists()


def test_an_old_name_still_finds_the_unit(admin: Client, cast: Cast) -> None:
    """After a renaming the list finds the unit by its old name and says what it was."""
    unit = cast.unit("services")
    admin.post(
        f"{UNITS}{unit.pk}/",
        {"viec": "doi-ten", "name": "Trung tâm Dịch vụ công ích", "from_date": "01/07/2026"},
    )
    found = text_of(admin.get(f"{UNITS}?q=dich vu tong hop"))
    assert "Trung tâm Dịch vụ công ích" in found and "trước là" in found


def test_a_merge_is_previewed_and_moves_people(admin: Client, cast: Cast) -> None:
    """The first press only shows what moves; the second moves people and keeps the old name."""
    unit, into = cast.unit("services"), cast.unit("economy")
    Membership.objects.filter(person=cast.person("clerk")).update(unit=unit)
    data = {"viec": "sap-nhap", "into": into.name, "merge_from": "01/07/2026", "why": "Quyết định mẫu"}
    shown = admin.post(f"{UNITS}{unit.pk}/", data)
    assert "1 người" in text_of(shown)
    assert Unit.objects.get(pk=unit.pk).successor is None
    admin.post(f"{UNITS}{unit.pk}/", {**data, "xac-nhan": "1"})
    assert Unit.objects.get(pk=unit.pk).successor == into
    assert Membership.objects.filter(person=cast.person("clerk"), unit=into, ends=None).count() == 1
    assert into.names.filter(kind="former", name=unit.name).exists()


def test_a_unit_in_use_cannot_be_deleted(admin: Client, cast: Cast) -> None:
    """Deleting a unit with people says what can be done instead, and the unit stays whole."""
    unit = cast.unit("culture")
    answer = admin.post(f"{UNITS}{unit.pk}/", {"viec": "xoa"}, follow=True)
    assert "Ngừng hoạt động từ ngày" in text_of(answer)
    assert Unit.objects.get(pk=unit.pk).authority == cast.unit("commune")


def test_an_alias_can_be_taken_back(admin: Client, cast: Cast) -> None:
    """An alias chosen by mistake is removed on the unit's page."""
    unit = cast.unit("one_stop")
    alias = add_alias(unit=unit, name="Trung tâm HCC", scope=cast.unit("commune"), by=None, now=NOW)
    assert "Trung tâm HCC" in text_of(admin.get(f"{UNITS}{unit.pk}/"))
    admin.post(f"{UNITS}{unit.pk}/", {"viec": "xoa-ten", "ten": alias.pk})
    assert not unit.names.exists()


def invite(**changes: str) -> dict[str, str]:
    given = {
        "full_name": "Người Mới",
        "username": "nguoi.moi",
        "unit": "Phòng Kinh tế",
        "role": "officer",
        "starts": "01/07/2026",
    }
    return given | changes


def test_an_invitation_ends_with_a_link_shown_once(admin: Client, cast: Cast) -> None:
    """Inviting makes the account and shows a link that lets the person set a password and come in."""
    answer = admin.post(f"{PEOPLE}moi/", invite())
    found = re.search(r"/tai-khoan/lien-ket/([\w-]+)/", answer.content.decode())
    assert found
    visitor = Client()
    assert "nguoi.moi" in text_of(visitor.get(found.group()))
    entered = visitor.post(
        found.group(), {"password1": "cau-dai-de-nho-2026", "password2": "cau-dai-de-nho-2026"}
    )
    assert (entered.status_code, entered["Location"]) == (302, "/lam-viec/")
    assert visitor.get("/tai-khoan/").status_code == 200
    assert Client().get(found.group()).status_code == 410
    assert not SignInLink.objects.filter(digest__contains=found.group(1)).exists()


def test_nobody_grants_more_than_the_own_office_allows(client: Client, cast: Cast) -> None:
    """A coordinator invites officers of the own office, never an administrator and never elsewhere."""
    client.force_login(cast.person("coordinator"))
    office = "Văn phòng HĐND và UBND"
    assert client.post(f"{PEOPLE}moi/", invite(unit=office)).status_code == 200
    assert (
        client.post(f"{PEOPLE}moi/", invite(unit=office, username="hai", role="administrator")).status_code
        == 403
    )
    assert client.post(f"{PEOPLE}moi/", invite(username="ba.ba")).status_code == 422
    assert not Person.objects.filter(username__in=["hai", "ba.ba"]).exists()


def test_a_coordinator_cannot_take_over_the_administrator(client: Client, cast: Cast) -> None:
    """Somebody who also holds a role that one may not give gets no link, no new mail address, no sign-out from one."""
    boss = cast.person("administrator")
    Membership.objects.create(person=boss, unit=cast.unit("office"), role=Role.OFFICER, starts=TODAY)
    client.force_login(cast.person("coordinator"))
    for data in (
        {"viec": "lien-ket"},
        {"viec": "sua", "full_name": "X", "email": "x@mau.vn"},
        {"viec": "dang-xuat"},
    ):
        assert client.post(f"{PEOPLE}{boss.pk}/", data).status_code == 403
    assert Person.objects.get(pk=boss.pk).email == ""


def test_people_of_another_commune_do_not_exist(admin: Client, cast: Cast) -> None:
    """The administrator's list, pages and export hold nobody and no unit of the commune next door."""
    stranger, place = cast.person("other_officer"), cast.unit("other_economy")
    assert admin.get(f"{PEOPLE}{stranger.pk}/").status_code == 404
    assert admin.get(f"{PEOPLE}{stranger.pk}/thay-gi/").status_code == 404
    assert admin.get(f"{UNITS}{place.pk}/").status_code == 404
    assert "other.officer" not in text_of(admin.get(f"{PEOPLE}?tt=tat-ca"))
    assert "Bên Cạnh" not in text_of(admin.get(f"{UNITS}?q=ben canh"))


def test_reading_people_is_logged_without_their_names(admin: Client, cast: Cast) -> None:
    """Opening the list, a person and the export each leave an entry; a searched name stands there only as a hash."""
    admin.get(f"{PEOPLE}?q=cong chuc")
    admin.get(f"{PEOPLE}{cast.person('officer').pk}/")
    admin.get(f"{PEOPLE}xuat/")
    codes = list(
        Entry.objects.order_by("number")
        .filter(actor=cast.person("administrator").pk)
        .values_list("code", "after_text")
    )
    assert [code for code, _after in codes] == [
        "orgs.people.read",
        "orgs.people.read",
        "orgs.people.exported",
    ]
    assert "cong chuc" not in str(codes)


def test_a_role_ends_on_its_day(admin: Client, cast: Cast) -> None:
    """Ending a role keeps it with its last day."""
    held = cast.person("officer").memberships.get()
    admin.post(f"{PEOPLE}{held.person_id}/", {"viec": "ket-thuc", "vai": held.pk, "on": "31/12/2026"})
    held.refresh_from_db()
    assert str(held.ends) == "2026-12-31"


def test_the_preview_says_what_a_person_sees(admin: Client, cast: Cast) -> None:
    """“Người này thấy gì?” lists menu and rights of the officer and leaves out what an officer lacks."""
    seen = text_of(admin.get(f"{PEOPLE}{cast.person('officer').pk}/thay-gi/"))
    assert "Ghi kết quả, trình nhiệm vụ: đơn vị mình" in seen
    assert "Xác nhận kế hoạch thành nhiệm vụ" not in seen


def test_notices_are_read_one_by_one_or_all(client: Client, cast: Cast) -> None:
    """Opening a notice marks it and leads to its page; the bell counts what is left."""
    me = cast.person("officer")
    notify(people=[me], text="Việc một", link="/tai-khoan/", by=None, now=NOW)
    notify(people=[me, me], text="Việc hai", link="", by=None, now=NOW)
    client.force_login(me)
    assert "Thông báo (2)" in text_of(client.get("/lam-viec/thong-bao/"))
    first = Notice.objects.get(text="Việc một")
    assert client.post("/lam-viec/thong-bao/da-xem/", {"id": first.pk})["Location"] == "/tai-khoan/"
    client.post("/lam-viec/thong-bao/da-xem/")
    assert "Không có thông báo mới." in text_of(client.get("/lam-viec/thong-bao/"))


def test_one_cannot_read_or_clear_anothers_notices(client: Client, cast: Cast) -> None:
    """A number of somebody else's notice changes nothing and leads nowhere."""
    notify(people=[cast.person("officer")], text="Riêng", link="/lam-viec/", by=None, now=NOW)
    notice = Notice.objects.get()
    client.force_login(cast.person("clerk"))
    assert client.post("/lam-viec/thong-bao/da-xem/", {"id": notice.pk})["Location"] == "/lam-viec/thong-bao/"
    assert Notice.objects.get().read_at is None


def test_the_working_unit_is_switched_and_kept(client: Client, cast: Cast) -> None:
    """A person with two posts chooses where to work; a unit without a post does not exist."""
    me = cast.person("officer")
    Membership.objects.create(
        person=me, unit=cast.unit("culture"), role=Role.OFFICER, starts=TODAY.replace(year=2025)
    )
    client.force_login(me)
    url = "/lam-viec/don-vi-lam-viec/"
    back = client.post(url, {"unit": cast.unit("culture").pk, "next": "/lam-viec/thong-bao/"})
    assert back["Location"] == "/lam-viec/thong-bao/"
    assert client.get("/lam-viec/thong-bao/").wsgi_request.working_unit == cast.unit("culture")
    assert client.post(url, {"unit": cast.unit("office").pk}).status_code == 404
    assert (
        client.post(url, {"unit": cast.unit("culture").pk, "next": "https://xau.example/"})["Location"]
        == "/lam-viec/"
    )


def test_preferences_are_kept(client: Client, cast: Cast) -> None:
    """Density and single keys are stored and shape the next page."""
    client.force_login(cast.person("officer"))
    client.post("/tai-khoan/", {"compact": "on"})
    html = client.get("/tai-khoan/").content.decode()
    assert 'class="compact"' in html and 'data-single-keys="off"' in html


def test_an_administrator_is_nudged_to_a_second_factor(client: Client, cast: Cast) -> None:
    """An administrator with a password alone reads the advice; an officer does not."""
    client.force_login(cast.person("administrator"))
    assert "nên có xác thực hai bước" in text_of(client.get("/tai-khoan/"))
    client.force_login(cast.person("officer"))
    assert "nên có xác thực hai bước" not in text_of(client.get("/tai-khoan/"))


def test_the_province_reaches_units_below_but_their_people_keep_apart(client: Client, cast: Cast) -> None:
    """The province's administrator opens a commune's unit; a commune's administrator opens none of the province."""
    client.force_login(cast.person("province_administrator"))
    assert client.get(f"{UNITS}{cast.unit('culture').pk}/").status_code == 200
    assert "Xã Bên Cạnh" in text_of(client.get(UNITS))
    client.force_login(cast.person("administrator"))
    assert client.get(f"{UNITS}{cast.unit('sector').pk}/").status_code == 404


def test_merging_leaves_no_cycle_of_authorities(cast: Cast) -> None:
    """After two communes merge, every unit of the first belongs to the second authority."""
    merge_unit(unit=cast.unit("other"), into=cast.unit("commune"), from_date=TODAY, by=None, now=NOW)
    for key in ("other", "other_office", "other_economy"):
        assert Unit.objects.get(pk=cast.unit(key).pk).authority == cast.unit("commune")


def test_a_link_dies_with_the_next_one(cast: Cast) -> None:
    """Giving out a second link makes the first useless."""
    me = cast.person("officer")
    first = create_sign_in_link(person=me, by=None, now=NOW)
    create_sign_in_link(person=me, by=None, now=NOW)
    assert Client().get(f"/tai-khoan/lien-ket/{first}/").status_code == 410


def test_the_log_shows_role_and_office_of_who_acted(admin: Client, cast: Cast) -> None:
    """An entry of an act on the site carries the role and office, never the name."""
    admin.post(f"{UNITS}them/", {"name": "Bản Mẫu Ba", "kind": "village", "parent": "Xã Mẫu"})
    entry = Entry.objects.get(code="orgs.unit.created", actor=cast.person("administrator").pk)
    assert entry.actor_label == "Quản trị hệ thống, Xã Mẫu"


def test_the_first_administrator_is_told_how_to_begin(client: Client, db: None) -> None:
    """Where nobody else has an account the list explains the first steps."""
    from django.utils import timezone

    from thuocdo.orgs.actions.setup import initialise
    from thuocdo.orgs.rules.rights import UnitKind

    initialise(
        unit_name="Xã Mẫu",
        kind=UnitKind.COMMUNE,
        code="99001",
        full_name="Q",
        username="quantri",
        now=timezone.now(),
    )
    client.force_login(Person.objects.get())
    assert "Mới có mình bạn." in text_of(client.get(PEOPLE))
