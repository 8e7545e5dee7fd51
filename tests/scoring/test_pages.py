"""From a measure on the site to the criterion that explains it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cast import Cast
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.scoring.models import MeasureEntry

HOME = "/lam-viec/cham-diem/"
CARD = f"{HOME}par-index-commune/2025/"
MEASURE = f"{CARD}so-do/ho_so_dung_han/"
GOOD = {"dat": "2.089", "tong": "2.141", "nguon": "Sổ hồ sơ năm 2025", "trang_so": "dòng 1–2141"}


@pytest.fixture
def page(client: Client, cast: Cast, version: FrameworkVersion) -> Client:
    client.force_login(cast.person("coordinator"))
    return client


def test_before_any_run_the_card_offers_the_first_step(page: Client) -> None:
    """The list names the framework of the year; its card has no numbers yet and a button that makes them."""
    assert "2025" in page.get(HOME).content.decode()
    first = page.get(CARD).content.decode()
    assert "Tính điểm" in first
    assert page.post(f"{CARD}tinh-lai/").status_code == 302
    after = page.get(CARD).content.decode()
    assert "Đã tính <b>0,00</b>" in after
    assert "Chưa tính được" in after


def test_a_measure_entered_on_the_site_moves_the_criterion(page: Client) -> None:
    """2.089 of 2.141 typed with Vietnamese dots: the criterion says 0 points, the floor, 52 short, and the source."""
    assert page.post(MEASURE, GOOD).status_code == 302
    shown = page.get(f"{CARD}3.2/").content.decode()
    for said in ("2.089", "2.141", "97,57", "52", "Sổ hồ sơ năm 2025", "<svg"):
        assert said in shown
    assert "2.089 / 2.141" in page.get(f"{CARD}so-do/").content.decode()


def test_a_criterion_says_until_when_its_evidence_must_be_received(page: Client) -> None:
    """A limit "02-27" of the framework reads as the last day that counts, a day of the following year."""
    shown = page.get(f"{CARD}6.3/").content.decode()
    assert "nhận chậm nhất 27/02 năm sau" in shown
    assert "02-27" not in shown


def test_a_wrong_number_keeps_what_was_typed(page: Client) -> None:
    """More in time than there are: 422, one sentence, and every field as it was."""
    answer = page.post(MEASURE, GOOD | {"dat": "2.150"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "2.150) không thể lớn hơn tổng số (2.141)" in text
    assert 'value="Sổ hồ sơ năm 2025"' in text
    assert not MeasureEntry.objects.exists()


def test_a_stored_run_can_be_opened_and_checked(page: Client) -> None:
    """The page of a run says that scoring its stored inputs again gives the same."""
    page.post(MEASURE, GOOD)
    card = page.get(CARD)
    run = card.context["run"]
    assert "giống hệt" in page.get(f"{CARD}lan-chay/{run.pk}/").content.decode()


def test_every_kind_of_form_opens(page: Client, version: FrameworkVersion) -> None:
    """Whatever the kind of the measure, its page opens with a form."""
    for known in version.framework.measures.values():
        answer = page.get(f"{CARD}so-do/{known.name}/")
        assert answer.status_code == 200
        assert "Lưu số đo" in answer.content.decode()


def test_what_cannot_be_is_not_found(page: Client) -> None:
    """Unknown criteria, measures, periods and frameworks answer like pages that do not exist."""
    for path in (
        f"{CARD}99.9/",
        f"{CARD}so-do/khong_co/",
        f"{HOME}par-index-commune/hai-ngan/",
        f"{HOME}khong-co/2025/khong/",
    ):
        assert page.get(path).status_code == 404


def test_the_table_of_communes(client: Client, cast: Cast, version: FrameworkVersion) -> None:
    """The province sees its communes in groups and opens one of them; a commune sees only itself."""
    client.force_login(cast.person("coordinator"))
    client.post(MEASURE, GOOD)
    client.force_login(cast.person("province_coordinator"))
    table = client.get(f"{CARD}cac-xa/?dv=99001")
    assert "Xã Mẫu" in table.content.decode()
    assert client.get(f"{CARD}?dv=99001").status_code == 200
    client.force_login(cast.person("other_coordinator"))
    assert client.get(f"{CARD}?dv=99001").status_code == 404
    assert "Xã Mẫu" not in client.get(f"{CARD}cac-xa/").content.decode()


def test_the_scorecard_as_a_workbook(page: Client) -> None:
    """Every criterion is a row; what is not scored has no points, a range, and its reason."""
    page.post(MEASURE, GOOD)
    answer = page.get(f"{CARD}xuat/")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=5, values_only=True))
    by_code = {row[0]: row for row in rows}
    assert by_code["3.2"][3] == 0
    assert by_code["1.1"][3] is None
    assert "thiếu" in by_code["1.1"][7]
