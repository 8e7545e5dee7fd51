"""Every working page for each role: axe, phone widths, headings, keyboard, dark, English, no broken CSP.

The place is that of `thuocdo demo`, so that lists are filled, and a second version waits for review.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.stories.conftest import new_context
from tests.stories.made import silent
from tests.stories.steps import own_page, picture
from tests.stories.usable import CONTRAST, TALL, axe, by_keyboard, fits, frame
from thuocdo.orgs.models import Person, Unit
from thuocdo.plans.actions import start_import
from thuocdo.plans.jobs import read_plan
from thuocdo.plans.models import Plan, PlanRow, RowKind
from thuocdo.registers.reports.models import Duty, Gathering
from thuocdo.reporting.actions import load_demo
from thuocdo.reporting.sample import PLANS, plan_text
from thuocdo.work import actions as work
from thuocdo.work.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DESK, PHONE, SMALL = 1280, 360, 320
# account of the demo -> how many of the pages it can open at least
ROLES = {
    "dau-moi": 30,
    "chu-tich": 14,
    "cong-chuc": 8,
    "quan-tri": 12,
    "mat-tran": 5,
    "so-noi-vu": 6,
    "truong-ban": 5,
}


@pytest.fixture
def place(db: None) -> dict[str, str]:
    """The demo's data; gives every working page by name."""
    load_demo(plans=[], now=timezone.now())
    first, second = Plan.objects.order_by("pk")
    text = plan_text(PLANS[0], timezone.localdate()).replace(
        "Họp đánh giá công tác", "Mỗi quý họp đánh giá công tác"
    )
    coordinator = Person.objects.get(username="dau-moi")
    with_version = start_import(
        unit=first.unit, stream=BytesIO(text.encode()), name="ban-2.txt", as_version_of=first,
        by=coordinator, now=timezone.now(),
    )  # fmt: skip
    read_plan({"version": with_version.pk}, silent)
    return pages(first, second)


def pages(first: Plan, second: Plan) -> dict[str, str]:
    task, row = (
        Task.objects.order_by("pk").first(),
        PlanRow.objects.filter(version__plan=second, kind=RowKind.TASK).first(),
    )
    version = second.versions.get()
    assert task and row and version.job
    unit = Person.objects.get(username="cong-chuc").memberships.get().unit
    officer = Person.objects.get(username="cong-chuc")
    review = f"/lam-viec/ke-hoach/{second.pk}/ra-soat/"
    admin = "/lam-viec/quan-tri"
    return {
        "tuan-nay": "/lam-viec/",
        "nhiem-vu": "/lam-viec/nhiem-vu/?xem=tat-ca",
        "nhiem-vu-tim": "/lam-viec/nhiem-vu/?xem=tat-ca&q=thu+tuc&tt=late&dv=99001",
        "mot-nhiem-vu": f"/lam-viec/nhiem-vu/{task.pk}/",
        "nguon-nhiem-vu": f"/lam-viec/nhiem-vu/{task.pk}/nguon/",
        "cho-quyet-dinh": f"/lam-viec/nhiem-vu/cho-quyet-dinh/{first.pk}/",
        "ke-hoach": "/lam-viec/ke-hoach/",
        "nhap": "/lam-viec/ke-hoach/nhap/",
        "da-doc": f"/lam-viec/ke-hoach/nhap/{version.pk}/",
        "van-ban": f"/lam-viec/ke-hoach/ban/{version.pk}/van-ban/",
        "ban-moi": f"/lam-viec/ke-hoach/{first.pk}/ban-moi/",
        "thay-doi": f"/lam-viec/ke-hoach/{first.pk}/thay-doi/",
        "so-sanh": f"/lam-viec/ke-hoach/{second.pk}/so-sanh/",
        "ra-soat": review,
        "ra-soat-dong": f"{review}?tab=nhiem-vu&dong={row.pk}",
        "ra-soat-tach": f"{review}?tab=nhiem-vu&dong={row.pk}&tach=1",
        "ra-soat-ton-tai": f"/lam-viec/ke-hoach/{first.pk}/ra-soat/?tab=ton-tai",
        "ra-soat-thong-tin": f"{review}?tab=thong-tin",
        "ra-soat-phat-hien": f"{review}?tab=phat-hien",
        "chac-chan": f"{review}chac-chan/",
        "trang-ke-hoach": f"/lam-viec/ke-hoach/{first.pk}/",
        "trang-dang-ra-soat": f"/lam-viec/ke-hoach/{second.pk}/",
        "hoan-tat": f"/lam-viec/ke-hoach/{second.pk}/hoan-tat/",
        "dieu-hanh": "/lam-viec/dieu-hanh/",
        "don-vi": f"/lam-viec/don-vi/d{unit.pk}/",
        **report_pages(),
        **work_pages(),
        "nhat-ky": "/lam-viec/nhat-ky/",
        "tim": "/lam-viec/tim/?q=thu+tuc",
        "tim-khong-thay": "/lam-viec/tim/?q=khongcogi",
        "thong-bao": "/lam-viec/thong-bao/",
        "viec-chay": f"/lam-viec/viec-chay/{version.job.pk}/",
        "lich": f"{admin}/lich/",
        "van-hanh": "/lam-viec/van-hanh/",
        "quan-tri-don-vi": f"{admin}/don-vi/",
        "quan-tri-mot-don-vi": f"{admin}/don-vi/{unit.pk}/",
        "quan-tri-nguoi": f"{admin}/nguoi-dung/",
        "quan-tri-mot-nguoi": f"{admin}/nguoi-dung/{officer.pk}/",
        "tai-khoan": "/tai-khoan/",
    }


def report_pages() -> dict[str, str]:
    """What is due, the commune's begun report, the province's work on it, the regimes."""
    duty = Duty.objects.filter(state="draft").first()
    assert duty
    gathering = Gathering.objects.get(period=duty.period)
    home = "/lam-viec/bao-cao/"
    return {
        "bao-cao": home,
        "bao-cao-thang": f"{home}?xem=thang",
        "bao-cao-don-vi": f"{home}?xem=don-vi",
        "mot-bao-cao": f"{home}{duty.pk}/",
        "bao-cao-so-lieu": f"{home}{duty.pk}/so-lieu/",
        "tong-hop": f"{home}tong-hop/{gathering.pk}/",
        "che-do": f"{home}che-do/",
        "mot-che-do": f"{home}che-do/tai-san-cong/",
        "them-che-do": f"{home}che-do/them/",
    }


def work_pages() -> dict[str, str]:
    """A task that comes again with everything on its page, and the pages around the list."""
    task = Task.objects.filter(deadline_kind="monthly", lead__isnull=False).order_by("pk").first()
    other = Task.objects.filter(plan=task.plan, is_open=True).exclude(pk=task.pk).first() if task else None
    assert task and task.lead and task.due and other
    now, leader = timezone.now(), Person.objects.get(username="chu-tich")
    for unit in Unit.objects.filter(coordinated__task=task):
        part = work.set_part(task=task, unit=unit, text="Niêm yết ở nhà văn hóa", by=None, now=now)
        work.report_part(part=part, done=False, note="Đã treo hai bản", by=None, now=now)
    work.add_child(task=task, text="Lập biểu theo dõi", lead=task.lead, by=leader, now=now)
    work.add_block(task=task, other=other, by=None, now=now)
    period = task.periods.order_by("starts").first()
    assert period
    work.take_period_step(period=period, name="not_arisen", text="Không có hồ sơ trễ", by=leader, now=now)
    task.refresh_from_db()
    if task.due:  # in the last period of the year nothing follows
        until = task.due + timedelta(days=10)
        work.ask_extension(task=task, until=until, reason="Chờ số liệu", by=None, now=now)
    home = "/lam-viec/nhiem-vu/"
    return {
        "nhiem-vu-theo-ky": task.get_absolute_url(),
        "lich-thang": f"{home}lich/",
        "tai-cong-viec": f"{home}tai-cong-viec/",
        "vang-mat": f"{home}vang-mat/?nguoi={Person.objects.get(username='cong-chuc').pk}",
        "ngoai-ke-hoach": f"{home}ngoai-ke-hoach/",
        "cho-van-ban": f"{home}cho-van-ban/",
        "nhac-viec": f"{home}nhac-viec/",
        "lich-ical": f"{home}lich-ical/",
    }


def sign_in(page: Page, site: str, name: str) -> Person:
    """A session of that person, without the sign-in page (test_plan_story uses that)."""
    person = Person.objects.get(username=name)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    assert session.session_key
    page.context.add_cookies(
        [{"name": django_settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": site}]
    )
    return person


def opened(page: Page, site: str, place: dict[str, str]) -> dict[str, str]:
    """The pages that this person may open; the others answer 404, or 403 where the person may know of them."""
    found = {}
    for name, address in place.items():
        status = page.request.get(site + address).status
        assert status in (200, 403, 404), f"{name}: {status}"
        if status == 200:
            found[name] = address
    return found


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_role(role: str, browser: Browser, live_server: Any, place: dict[str, str]) -> None:
    """No serious finding by axe (targets of 24 px too), one h1, the title, no sideways scroll at 360 and 320 px."""
    problems: list[str] = []
    context = new_context(browser, viewport={"width": DESK, "height": TALL})
    page, site = own_page(context, problems), live_server.url
    sign_in(page, site, role)
    mine = opened(page, site, place)
    assert len(mine) >= ROLES[role], sorted(mine)
    for name, address in mine.items():
        page.goto(site + address)
        unit = page.locator("header .unit").inner_text().split(":")[-1].strip()
        found = [*frame(page, unit), *axe(page), *fits(page, PHONE), *axe(page), *fits(page, SMALL)]
        problems += [f"{name}: {line}" for line in dict.fromkeys(found)]
        page.set_viewport_size({"width": DESK, "height": TALL})
    context.close()
    assert problems == []


def test_dark_and_english(browser: Browser, live_server: Any, place: dict[str, str]) -> None:
    """In the dark scheme contrast holds; after “English” every page answers in English, units stay Vietnamese."""
    problems: list[str] = []
    context = new_context(browser, color_scheme="dark")
    page, site = own_page(context, problems), live_server.url
    sign_in(page, site, "dau-moi")
    mine = opened(page, site, place)
    for name, address in mine.items():
        page.goto(site + address)
        problems += [f"{name}, dark: {line}" for line in axe(page, CONTRAST)]
    page.goto(site + "/lam-viec/")
    page.get_by_role("button", name="English").click()
    for name, address in mine.items():
        answer = page.goto(site + address)
        if not answer or answer.status != 200 or page.locator("html").get_attribute("lang") != "en":
            problems.append(f"{name}: English answers {answer and answer.status}")
        elif "Văn phòng HĐND và UBND" not in page.locator("header").inner_text():
            problems.append(f"{name}: the unit's name was translated")
    context.close()
    assert problems == []


BY_KEYBOARD = (
    "tuan-nay", "nhiem-vu", "mot-nhiem-vu", "ke-hoach", "nhap", "ra-soat", "ra-soat-phat-hien", "trang-ke-hoach",
    "nhat-ky", "dieu-hanh",
)  # fmt: skip


def test_by_keyboard_alone(browser: Browser, live_server: Any, place: dict[str, str]) -> None:
    """Tab goes in the order of the eye, with a visible ring that no bar covers."""
    problems: list[str] = []
    context = new_context(browser)
    page, site = own_page(context, problems), live_server.url
    sign_in(page, site, "dau-moi")
    for name in BY_KEYBOARD:
        page.goto(site + place[name])
        problems += [f"{name}: {line}" for line in by_keyboard(page)]
    context.close()
    assert problems == []


def test_the_week_on_a_phone(
    browser: Browser, live_server: Any, place: dict[str, str], pictures: Path | None
) -> None:
    """On a phone the week is one column and the menu stands at the bottom of the screen."""
    context = new_context(browser, viewport={"width": PHONE, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, live_server.url, "cong-chuc")
    page.goto(live_server.url + "/lam-viec/")
    menu = page.get_by_role("navigation", name="Trình đơn chính").bounding_box()
    assert menu and menu["y"] + menu["height"] >= 738
    picture(page, pictures, "dien-thoai.png")
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_bottom_bar_has_five_places(
    browser: Browser, live_server: Any, place: dict[str, str], scripts: bool
) -> None:
    """The fifth place, "Thêm", opens the rest of the menu by touch and by keyboard, with scripts or without."""
    phone: dict[str, Any] = {
        "viewport": {"width": PHONE, "height": 740},
        "has_touch": True,
        "is_mobile": True,
    }
    context = new_context(browser, **phone, java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, live_server.url, "dau-moi")
    page.goto(live_server.url + "/lam-viec/")
    menu = page.get_by_role("navigation", name="Trình đơn chính")
    assert menu.get_by_role("link").all_inner_texts() == ["Tuần này", "Nhiệm vụ", "Kế hoạch", "Chấm điểm"]
    log = menu.get_by_role("link", name="Nhật ký")
    assert not log.is_visible()
    more = menu.get_by_text("Thêm", exact=True)
    more.tap()
    assert log.is_visible()
    more.focus()
    page.keyboard.press("Enter")
    assert not log.is_visible()
    page.keyboard.press("Enter")
    assert log.is_visible()
    if scripts:
        page.keyboard.press("Escape")
        assert not log.is_visible()
        page.keyboard.press("Enter")
    log.tap()
    page.wait_for_url("**/nhat-ky/")
    context.close()


def test_keys_on_the_comparison(browser: Browser, live_server: Any, place: dict[str, str]) -> None:
    """`a`, `o` and `p` act on the pair that has the focus, and only there; the buttons do the same."""
    context = new_context(browser)
    page = context.new_page()
    sign_in(page, live_server.url, "dau-moi")
    first, second = Plan.objects.order_by("pk").values_list("pk", flat=True)
    page.goto(f"{live_server.url}/lam-viec/ke-hoach/{second}/so-sanh/?kh={first}")
    pairs = page.locator("#khoi-so-sanh article")
    before = pairs.count()
    page.keyboard.press("a")  # no pair has the focus
    page.keyboard.press("j")
    page.keyboard.press("o")
    assert pairs.nth(0).get_by_role("combobox", name="Nhiệm vụ").evaluate("e => e === document.activeElement")
    pairs.nth(1).get_by_text("Đã có ở nhiệm vụ khác…").focus()
    page.keyboard.press("p")
    assert pairs.nth(1).get_by_role("textbox", name="Lý do").evaluate("e => e === document.activeElement")
    assert not pairs.nth(0).get_by_role("textbox", name="Lý do").is_visible()
    pairs.nth(2).get_by_text("Đã có ở nhiệm vụ khác…").focus()
    rows = PlanRow.objects.filter(version__plan=second, kind=RowKind.TASK)
    had = rows.count()
    with page.expect_response("**/quyet-dinh/"):
        page.keyboard.press("a")
    page.wait_for_function("n => document.querySelectorAll('#khoi-so-sanh article').length === n", arg=before)
    assert rows.count() == had + 1
    context.close()


def test_the_sheet_of_the_meeting_is_one_page(
    browser: Browser, live_server: Any, place: dict[str, str]
) -> None:
    """“Phiếu giao ban” prints on one A4 page, also when every part is full of long tasks."""
    context = new_context(browser)
    page = context.new_page()
    sign_in(page, live_server.url, "chu-tich")
    long = "Rà soát, công bố, công khai và niêm yết thủ tục hành chính thuộc thẩm quyền giải quyết " * 3
    tasks = list(Task.objects.order_by("pk"))
    today = timezone.localdate()
    for number in range(40):
        task = tasks[number % len(tasks)]
        task.pk, task.text, task.number = None, long, f"{number + 100}"
        task.is_open, task.lead_printed = True, "Các cơ quan, đơn vị liên quan trên địa bàn xã"
        task.state = ("open", "open", "submitted", "open")[number % 4]
        task.due = task.due_order = today + timedelta(days=(-3, 3, 9, 99)[number % 4])
        if number % 4 == 3:
            task.lead = None
        task.save(force_insert=True)
    page.goto(live_server.url + "/lam-viec/dieu-hanh/phieu-giao-ban/")
    assert page.locator("main tbody tr").count() >= 16
    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(paper) == 1
    text = paper[0].get_textpage().get_text_range()
    assert "Trình đơn" not in text and "Đăng xuất" not in text
    context.close()
