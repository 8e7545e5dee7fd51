"""W18: other numbers on a copy."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from thuocdo.audit.models import Entry
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.scoring.models import MeasureEntry, Run, Scenario

CARD = "/lam-viec/cham-diem/par-index-commune/2025/"
TRIAL = "/lam-viec/cham-diem/par-index-commune/thu/?ky=2025"
GOOD = {"dat": "2.089", "tong": "2.141", "nguon": "Sổ hồ sơ năm 2025"}
FULL = {"so.ho_so_dung_han.co_mat": "1", "so.ho_so_dung_han.dat": "2.141", "so.ho_so_dung_han.tong": "2.141"}


@pytest.fixture
def page(client: Client, cast: Cast, version: FrameworkVersion) -> Client:
    client.force_login(cast.person("coordinator"))
    client.post(f"{CARD}so-do/ho_so_dung_han/", GOOD)
    return client


def test_nothing_changed_says_so(page: Client) -> None:
    """The fresh copy shows its banner, the real numbers beside the fields, and no difference."""
    text = page.get(TRIAL).content.decode()
    assert "Bản thử – không thay đổi số liệu thật" in text
    assert "Chưa đổi số nào. Đổi một ô để xem điểm đổi thế nào." in text
    assert "2.089/2.141" in text


def test_all_in_time_passes_the_floor_and_writes_nothing(page: Client) -> None:
    """2.141 of 2.141: 3,00 points more over the floor, while entries and runs stay as many as before."""
    rows = (
        MeasureEntry.objects.count(),
        Run.objects.count(),
        Entry.objects.count(),
        Scenario.objects.count(),
    )
    answer = page.post(TRIAL, FULL | {"ky": "2025"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "vượt ngưỡng" in text
    assert "+3,00" in text
    assert "<html" not in text
    after = (
        MeasureEntry.objects.count(),
        Run.objects.count(),
        Entry.objects.count(),
        Scenario.objects.count(),
    )
    assert after == rows


def test_what_cannot_be_is_said_in_the_words_of_the_engine(page: Client) -> None:
    """2.150 of 2.141: 422, the sentence, and the number still in its field."""
    answer = page.post(TRIAL, FULL | {"so.ho_so_dung_han.dat": "2.150"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "(2.150) không thể lớn hơn tổng số (2.141)" in text
    assert 'value="2.150"' in text


def test_an_emptied_field_takes_the_number_away(page: Client) -> None:
    """Without the input the criterion is not scored: its lack is named and the total is not lowered silently."""
    emptied = {"so.ho_so_dung_han.co_mat": "1", "so.ho_so_dung_han.dat": "", "so.ho_so_dung_han.tong": ""}
    text = page.post(TRIAL, emptied).content.decode()
    assert "Chưa tính được" in text


def test_a_kept_trial_is_private_until_shared(page: Client, cast: Cast) -> None:
    """Its owner opens it again with its numbers; others find nothing until it is shared, and may never drop it."""
    answer = page.post(TRIAL, FULL | {"viec": "luu", "ten": "Đúng hạn hết"})
    assert answer.status_code == 302
    kept = Scenario.objects.get()
    assert "Đúng hạn hết" in page.get(answer.headers["Location"]).content.decode()
    other = Client()
    other.force_login(cast.person("leader"))
    assert "Đúng hạn hết" not in other.get(TRIAL).content.decode()
    assert other.get(f"{TRIAL}&pa={kept.pk}").status_code == 404
    base = "/lam-viec/cham-diem/par-index-commune/thu/"
    assert page.post(f"{base}{kept.pk}/chia-se/?ky=2025").status_code == 302
    assert "Đúng hạn hết" in other.get(TRIAL).content.decode()
    assert other.post(f"{base}{kept.pk}/xoa/?ky=2025").status_code == 404
    assert page.post(f"{base}{kept.pk}/xoa/?ky=2025").status_code == 302
    assert not Scenario.objects.exists()


def test_a_trial_without_name_or_change_is_not_kept(page: Client) -> None:
    """422 with one sentence; nothing is stored."""
    for posted, said in (
        (FULL | {"viec": "luu", "ten": " "}, "đặt tên"),
        ({"viec": "luu", "ten": "Không gì"}, "Chưa đổi số nào"),
    ):
        answer = page.post(TRIAL, posted)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not Scenario.objects.exists()


def test_another_commune_is_not_found(client: Client, cast: Cast, version: FrameworkVersion) -> None:
    """Numbers of a commune are tried by those who may read them."""
    client.force_login(cast.person("other_coordinator"))
    assert client.get(f"{TRIAL}&dv=99001").status_code == 404
