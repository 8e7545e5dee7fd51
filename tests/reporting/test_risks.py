"""Points that the running year may lose: on the dashboard, on a unit's page, on the sheet for the meeting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, TODAY, Cast
from tests.kept import made_once
from thuocdo.criteria.actions import choose_framework, load_shipped
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.reporting.queries.risks import boards_of, boards_of_unit
from thuocdo.scoring.actions.entries import Proof, enter_measure
from thuocdo.scoring.actions.runs import run_scores

pytestmark = pytest.mark.django_db
STEER, SHEET = "/lam-viec/dieu-hanh/", "/lam-viec/dieu-hanh/phieu-giao-ban/"


@pytest.fixture(autouse=True)
def monday(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def version(cast: Cast) -> FrameworkVersion:
    """The fictional set counts for the province's communes this year."""
    load_shipped(now=NOW)
    found = FrameworkVersion.objects.get(code="par-index-commune", version="tinh-mau-2026")
    choose_framework(unit=cast.unit("province"), year=2026, version=found, by=None, now=NOW)
    return found


def scored(cast: Cast, version: FrameworkVersion, **given: Any) -> None:
    for measure, raw in given.items():
        enter_measure(
            unit=cast.unit("commune"), version=version, measure=measure, period="2026", raw=raw,
            proof=Proof(source="Sổ"), by=None, now=NOW,
        )  # fmt: skip
    run_scores(units=[cast.unit("commune")], version=version, period="2026", by=None, now=NOW)


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_criterion_that_loses_points_is_named_with_its_last_day(
    cast: Cast, version: FrameworkVersion
) -> None:
    """700 of 1.000 procedures posted, floor 80 %: all points are at stake, and 100 more can be posted until 31 December."""
    scored(cast, version, tthc_niem_yet={"value": 700, "of": 1000})
    (board,) = boards_of(cast.unit("commune"), today=TODAY)
    (risk,) = board.risks
    assert risk.criterion.inputs["share"] == "tthc_niem_yet"
    assert risk.stake == risk.max and risk.chance is not None and not risk.lost
    assert risk.chance.last_day == date(2026, 12, 31)
    assert "còn thiếu 100 thủ tục" in risk.chance.text
    text = signed_in(cast, "leader").get(STEER).content.decode()
    assert "Nguy cơ mất điểm" in text and risk.criterion.name[:40] in text
    assert f"{risk.chance.last_day:%d/%m/%Y}" in text


def test_what_is_not_scored_is_counted_and_never_zero(cast: Cast, version: FrameworkVersion) -> None:
    """Criteria without data are told apart from those that lose points, with the most they carry."""
    scored(cast, version, ho_so_dung_han={"value": 1000, "of": 1000})
    (board,) = boards_of(cast.unit("commune"), today=TODAY)
    assert board.risks == () and board.open > 10 and board.open_points > Decimal(10)
    text = signed_in(cast, "leader").get(STEER).content.decode()
    assert f"Còn {board.open} tiêu chí chưa tính được" in text


def test_without_a_set_or_a_run_the_block_says_so(cast: Cast) -> None:
    """No set chosen, then a set without a run: two different sentences, and no figure."""
    client = signed_in(cast, "leader")
    assert "Chưa chọn bộ tiêu chí cho năm nay" in client.get(STEER).content.decode()
    load_shipped(now=NOW)
    found = FrameworkVersion.objects.get(code="par-index-commune", version="tinh-mau-2026")
    choose_framework(unit=cast.unit("province"), year=2026, version=found, by=None, now=NOW)
    assert "Năm 2026 chưa tính điểm lần nào." in client.get(STEER).content.decode()


def test_a_units_page_has_the_criteria_it_answers_for(cast: Cast, version: FrameworkVersion) -> None:
    """The one-stop shop owns the dossiers, so its page shows the points; the office next to it shows none."""
    scored(cast, version, ho_so_dung_han={"value": 900, "of": 1000})
    owner, other = cast.unit("one_stop"), cast.unit("economy")
    (board,) = boards_of_unit(owner, today=TODAY)
    assert {risk.owner for risk in board.risks} == {owner}
    assert boards_of_unit(other, today=TODAY) == []
    client = signed_in(cast, "leader")
    assert "Điểm có thể mất trong năm" in client.get(f"/lam-viec/don-vi/d{owner.pk}/").content.decode()
    assert "Điểm có thể mất" not in client.get(f"/lam-viec/don-vi/d{other.pk}/").content.decode()


def test_the_sheet_of_the_meeting_names_the_parts(cast: Cast, version: FrameworkVersion) -> None:
    """The sheet opens for who leads the authority; empty parts say so in words; nobody else gets it."""
    scored(cast, version, tthc_niem_yet={"value": 800, "of": 1000})
    page = signed_in(cast, "leader").get(SHEET)
    text = page.content.decode()
    assert "Không có việc quá hạn." in text and "Kết luận của cuộc họp" in text
    assert len(page.context["sheet"].risks) == 1
    assert "In phiếu giao ban" in signed_in(cast, "leader").get(STEER).content.decode()
    for who in ("head", "officer", "village_head", "supervisor", "administrator", "verifier"):
        assert signed_in(cast, who).get(SHEET).status_code == 404, who
