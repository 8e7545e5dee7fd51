"""Every page of frameworks, scores, lost points and PAPI for each role: axe, phone widths, headings, keyboard, dark.

The place is that of `thuocdo demo` (a round that is being verified, one published), with made-up PAPI releases.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.registers.indices.tables import csv_of
from tests.stories.conftest import new_context
from tests.stories.steps import own_page, picture
from tests.stories.test_pages_are_usable import DESK, PHONE, SMALL, opened, sign_in
from tests.stories.usable import CONTRAST, TALL, axe, by_keyboard, fits, frame
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.plans.models import Plan
from thuocdo.registers.indices.actions import Incoming, import_releases
from thuocdo.reporting.actions import load_demo
from thuocdo.scoring.models import CriterionScore, LedgerEntry, Round, Run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# account of the demo -> how many of the pages it can open at least
ROLES = {"dau-moi": 22, "so-noi-vu": 25, "tham-dinh": 15, "chu-tich": 15}
IN_TIME = "3.2"


@pytest.fixture
def place(db: None) -> dict[str, str]:
    """The demo's data and three years of PAPI; gives every page by name."""
    load_demo(plans=[], now=timezone.now())
    files = [Incoming(year, f"{year}.csv", csv_of(year)) for year in (2022, 2023, 2024)]
    import_releases(files=files, by=None, now=timezone.now())
    return pages()


def pages() -> dict[str, str]:
    year = timezone.localdate().year
    last = year - 1
    home, ledger, admin = "/lam-viec/cham-diem/", "/lam-viec/diem-mat/", "/lam-viec/quan-tri"
    index = f"{home}par-index-commune/"
    card = f"{index}{last}/"
    version = FrameworkVersion.objects.get(code="par-index-commune", version="tinh-mau-2026")
    entry = LedgerEntry.objects.exclude(criterion="").order_by("-year", "pk").first()
    run = Run.objects.filter(period=str(last), unit__code="99001").order_by("-pk").first()
    going, over = Round.objects.order_by("-period")
    score = CriterionScore.objects.get(assessment__round=going, code=IN_TIME, assessment__unit__code="99001")
    plan = Plan.objects.order_by("-pk").first()
    setting = next(iter(FrameworkVersion.objects.get(code="qd-766").framework.settings))
    assert entry and run and plan
    unit = "dv=99001"
    return {
        "cham-diem": home,
        "bang-diem": f"{card}?{unit}&mo=tat-ca",
        "tieu-chi": f"{card}{IN_TIME}/?{unit}",
        "tieu-chi-chua-tinh": f"{card}1.1/?{unit}",
        "so-do": f"{card}so-do/?{unit}",
        "mot-so-do": f"{card}so-do/ho_so_dung_han/?{unit}",
        "so-do-chuoi": f"{card}so-do/chuoi_kiem_tra/?{unit}",
        "lan-chay": f"{card}lan-chay/{run.pk}/?{unit}",
        "cac-xa": f"{card}cac-xa/",
        "thu": f"{index}thu/?ky={last}&{unit}",
        "thu-mot": f"{index}thu/?ky={last}&tc={IN_TIME}&{unit}",
        "uu-tien": f"{index}uu-tien/?ky={last}&{unit}",
        "uu-tien-viec": f"{index}uu-tien/viec/?ky={last}&viec=tc%3A{IN_TIME}&{unit}",
        "tu-cham": f"{card}tu-cham/?tc={IN_TIME}&{unit}",
        "tu-cham-nam-truoc": f"{index}{last - 1}/tu-cham/?tc={IN_TIME}&{unit}",
        "tu-cham-xa-ben": f"{card}tu-cham/?dv=99002",
        "tham-dinh": f"{card}tham-dinh/?muc={score.pk}",
        "chenh-lech": f"{card}chenh-lech/?{unit}",
        "dot": f"{home}dot/",
        "dot-dang-mo": f"{home}dot/{going.pk}/",
        "dot-da-xong": f"{home}dot/{over.pk}/",
        "dot-sai-so": f"{home}dot/{going.pk}/sai-so/",
        "dot-dieu-tra": f"{home}dot/{going.pk}/dieu-tra/",
        "diem-mat": f"{ledger}?ky={last}&{unit}",
        "diem-mat-loc": f"{ledger}?ky={last}&q=khongco&{unit}",
        "diem-mat-them": f"{ledger}them/?ky={last}&{unit}",
        "mot-diem-mat": f"{ledger}{entry.pk}/",
        "mot-diem-mat-sua": f"{ledger}{entry.pk}/sua/",
        "ke-hoach-nam-sau": f"{ledger}ke-hoach-nam-sau/{year + 1}/?{unit}",
        "papi": f"{home}papi/",
        "papi-nam": f"{home}papi/2024/?tinh=P08&nd=3&bien=1",
        "papi-nhap": f"{home}papi/nhap/",
        "papi-ke-hoach": f"/lam-viec/ke-hoach/{plan.pk}/doi-chieu-papi/",
        "bo-tieu-chi": f"{admin}/bo-tieu-chi/",
        "mot-bo": f"{admin}/bo-tieu-chi/{version.pk}/",
        "nhap-bo": f"{admin}/bo-tieu-chi/nhap/",
        "tham-so": f"{admin}/tham-so/",
        "mot-tham-so": f"{admin}/tham-so/{FrameworkVersion.objects.get(code='qd-766').pk}/{setting}/",
    }


@pytest.mark.parametrize("role", ROLES)
def test_score_pages_of_a_role(role: str, browser: Browser, live_server: Any, place: dict[str, str]) -> None:
    """No serious finding by axe at 1280 and 360 px, one h1, the title, no sideways scroll at 360 and 320 px."""
    problems: list[str] = []
    context = new_context(browser, viewport={"width": DESK, "height": TALL})
    page, site = own_page(context, problems), live_server.url
    sign_in(page, site, role)
    mine = opened(page, site, place)
    assert len(mine) >= ROLES[role], sorted(set(place) - set(mine))
    for name, address in mine.items():
        page.goto(site + address)
        unit = page.locator("header .unit").inner_text().split(":")[-1].strip()
        found = [*frame(page, unit), *axe(page), *fits(page, PHONE), *axe(page), *fits(page, SMALL)]
        problems += [f"{name}: {line}" for line in dict.fromkeys(found)]
        page.set_viewport_size({"width": DESK, "height": TALL})
    context.close()
    assert problems == []


def test_dark(browser: Browser, live_server: Any, place: dict[str, str]) -> None:
    """In the dark scheme contrast holds on every page."""
    problems: list[str] = []
    context = new_context(browser, color_scheme="dark")
    page, site = own_page(context, problems), live_server.url
    sign_in(page, site, "so-noi-vu")
    for name, address in opened(page, site, place).items():
        page.goto(site + address)
        problems += [f"{name}, dark: {line}" for line in axe(page, CONTRAST)]
    context.close()
    assert problems == []


def test_by_keyboard_alone(browser: Browser, live_server: Any, place: dict[str, str]) -> None:
    """Tab goes in the order of the eye, with a visible ring that no bar covers, where people work with scores."""
    problems: list[str] = []
    context = new_context(browser)
    page, site = own_page(context, problems), live_server.url
    for role, names in (
        (
            "dau-moi",
            ("bang-diem", "tieu-chi", "mot-so-do", "thu-mot", "uu-tien", "tu-cham-nam-truoc", "diem-mat"),
        ),
        ("tham-dinh", ("tham-dinh",)),
    ):
        sign_in(page, site, role)
        for name in names:
            page.goto(site + place[name])
            problems += [f"{name}: {line}" for line in by_keyboard(page)]
    context.close()
    assert problems == []


SHOWN = {
    "dau-moi": ("bang-diem", "tieu-chi", "thu-mot", "diem-mat"),
    "tham-dinh": ("tham-dinh",),
}


def test_pictures_of_the_guide(
    browser: Browser, live_server: Any, place: dict[str, str], pictures: Path | None
) -> None:
    """The pages that docs/guide/cham-diem.md shows open for those whom it is written for."""
    context = new_context(browser)
    page: Page = context.new_page()
    for role, names in SHOWN.items():
        sign_in(page, live_server.url, role)
        for name in names:
            answer = page.goto(live_server.url + place[name].replace("&mo=tat-ca", ""))
            assert answer and answer.status == 200, name
            if name == "thu-mot":
                page.get_by_label("Số đạt").fill("2.141")
                expect(page.locator("#ket-qua")).to_contain_text("vượt ngưỡng")
            picture(page, pictures, f"{name}.png")
    context.close()
