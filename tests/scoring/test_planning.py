"""W19: what first, from the run in force to drafts of next year's plan."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cast import NOW, Cast
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.scoring.models import ChosenPlan, LedgerEntry, PriorityEstimate, UnitDays
from thuocdo.scoring.rules.ledger.states import Origin
from thuocdo.scoring.rules.priorities.replay import replays

CARD = "/lam-viec/cham-diem/par-index-commune/2025/"
HOME = "/lam-viec/cham-diem/par-index-commune/uu-tien/"
KEY = "?ky=2025"
WORK = f"{HOME}viec/{KEY}&viec=tc%3A3.2"


@pytest.fixture
def page(client: Client, cast: Cast, version: FrameworkVersion) -> Client:
    client.force_login(cast.person("coordinator"))
    client.post(f"{CARD}so-do/ho_so_dung_han/", {"dat": "2.089", "tong": "2.141", "nguon": "Sổ hồ sơ"})
    client.post(f"{CARD}so-do/xin_loi/", {"dat": "0", "tong": "52", "nguon": "Sổ xin lỗi"})
    return client


def _estimated(page: Client, cast: Cast) -> str:
    unit = cast.unit("one_stop").pk
    page.post(f"{HOME}ngay-cong/{KEY}", {f"ngay.{unit}": "10"})
    page.post(WORK, {f"ngay.{unit}": "4,5", "chac_chan": "80", "quyet": "free"})
    return page.get(f"{HOME}{KEY}").content.decode()


def test_without_estimates_nothing_is_ranked_and_nothing_is_hidden(page: Client) -> None:
    """Every criterion that lacks points stands in the list, and the page says how many wait for an estimate."""
    text = page.get(f"{HOME}{KEY}").content.decode()
    assert "việc chưa ước lượng công sức nên chưa xếp được." in text
    assert "3.2 " in text
    assert "0 việc, thêm được nhiều nhất" in text


def test_an_estimated_work_within_the_days_is_chosen(page: Client, cast: Cast) -> None:
    """4,5 days of 10: chosen with its 3 points; certain 0 and expected 2,40 at 80 %."""
    text = _estimated(page, cast)
    assert "1 việc, thêm được nhiều nhất <b>3,00</b>" in text
    assert "Chắc chắn: 0,00" in text
    assert "2,40" in text
    assert "ước lượng của đơn vị" in text


def test_too_few_days_say_which_unit_lacks_how_many(page: Client, cast: Cast) -> None:
    """With 4 days the work is out: half a day is missing at the unit, and one day more would buy it."""
    _estimated(page, cast)
    unit = cast.unit("one_stop")
    answer = page.post(f"{HOME}ngay-cong/{KEY}", {f"ngay.{unit.pk}": "4"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert f"{unit.name} thiếu 0,5 ngày" in text
    assert "+3,00" in text
    assert UnitDays.objects.filter(unit=unit).count() == 2


def test_the_chosen_set_becomes_drafts_that_replay_and_export(page: Client, cast: Cast) -> None:
    """Kept once for next year with all its inputs; the same again is the same; the workbook holds the work."""
    _estimated(page, cast)
    for _ in range(2):
        assert page.post(f"{HOME}chon/{KEY}").status_code == 302
    plan = ChosenPlan.objects.get()
    assert (plan.for_year, plan.works) == ("2026", 1)
    assert replays(plan.inputs, plan.result)
    answer = page.get(f"{HOME}chon/{plan.pk}/{KEY}")
    cells = [cell.value for row in load_workbook(BytesIO(answer.content)).active for cell in row]
    assert any("3.2 " in str(value) for value in cells)


def test_wrong_estimates_are_answered_and_kept_on_the_form(page: Client, cast: Cast) -> None:
    """A word for a number, 120 %, a day that is none: 422 with the sentence; the field keeps what was typed."""
    unit = cast.unit("one_stop").pk
    good = {f"ngay.{unit}": "2", "chac_chan": "80", "quyet": "free"}
    for wrong in ({f"ngay.{unit}": "hai"}, {"chac_chan": "120"}, {"han": "31/02/2026"}, {"diem": "nhiều"}):
        answer = page.post(WORK, good | wrong)
        assert answer.status_code == 422
        assert next(iter(wrong.values())) in answer.content.decode()
    assert not PriorityEstimate.objects.exists()


def test_who_only_reads_writes_nothing(page: Client, cast: Cast) -> None:
    """A leader reads the page; estimates, days and drafts are refused with the unit that may."""
    reader = Client()
    reader.force_login(cast.person("leader"))
    unit = cast.unit("one_stop").pk
    assert reader.get(f"{HOME}{KEY}").status_code == 200
    assert reader.post(WORK, {f"ngay.{unit}": "2", "chac_chan": "80", "quyet": "free"}).status_code == 403
    assert reader.post(f"{HOME}ngay-cong/{KEY}", {f"ngay.{unit}": "2"}).status_code == 403
    assert reader.post(f"{HOME}chon/{KEY}").status_code in (403, 422)
    assert not PriorityEstimate.objects.exists()
    assert not UnitDays.objects.exists()


def test_unknown_works_and_foreign_units(page: Client, cast: Cast) -> None:
    """A work that is not in the list is not found; days for another commune's office are refused."""
    assert page.get(f"{HOME}viec/{KEY}&viec=tc%3A99").status_code == 404
    foreign = cast.unit("other_office").pk
    assert page.post(f"{HOME}ngay-cong/{KEY}", {f"ngay.{foreign}": "3"}).status_code == 422
    assert page.get(f"{HOME}?ky=2025&dv=99002").status_code == 404


def test_an_open_loss_of_the_ledger_is_a_work_and_pays_no_more_than_the_criterion_lacks(
    page: Client, cast: Cast
) -> None:
    """Its remedy stands in the list with its points; with the criterion's own work the sum stays at 3,00."""
    unit = cast.unit("one_stop")
    loss = LedgerEntry.objects.create(
        authority=cast.unit("commune"),
        year=2025,
        framework_code="par-index-commune",
        criterion="3.2",
        points=3,
        shortcoming="52 hồ sơ quá hạn",
        remedy="Đôn đốc hồ sơ sắp đến hạn hằng ngày",
        lead=unit,
        origin=str(next(iter(Origin))),
        created_at=NOW,
    )
    _estimated(page, cast)
    good = {f"ngay.{unit.pk}": "1", "chac_chan": "100", "quyet": "free"}
    assert page.post(f"{HOME}viec/{KEY}&viec=dm%3A{loss.pk}", good).status_code == 302
    text = page.get(f"{HOME}{KEY}").content.decode()
    assert "Đôn đốc hồ sơ sắp đến hạn hằng ngày" in text
    assert "1 việc, thêm được nhiều nhất <b>3,00</b>" in text
    assert "Chắc chắn: 3,00" in text


def test_with_many_works_other_days_are_asked_unit_by_unit(
    page: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the bound the page names each unit that has days with a link, which answers for that unit alone."""
    monkeypatch.setattr("thuocdo.scoring.views.planning.MARGINS_UP_TO", 0)
    for key in ("office", "economy"):
        page.post(f"{HOME}ngay-cong/{KEY}", {f"ngay.{cast.unit(key).pk}": "10"})
    links = dict(page.get(HOME + KEY).context["margin_links"])
    assert set(links) == {cast.unit("office").name, cast.unit("economy").name}
    answer = page.get(links[cast.unit("office").name])
    assert {row["unit"] for row in answer.context["margins"]} == {cast.unit("office").name}
