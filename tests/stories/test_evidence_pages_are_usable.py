"""The pages of documents that prove, of a task's checklist and of the roots: axe, phone widths, one heading, dark."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from tests.documents.signing import armor, authority, revocations, sign
from tests.stories.conftest import new_context
from tests.stories.steps import own_page
from tests.stories.test_pages_are_usable import DESK, PHONE, SMALL, opened, sign_in
from tests.stories.usable import CONTRAST, TALL, axe, fits, frame
from thuocdo.documents.actions import load_revocations, load_roots, store_file
from thuocdo.orgs.models import Person
from thuocdo.reporting.actions import load_demo
from thuocdo.work.actions import evidence as actions
from thuocdo.work.evidence_jobs import read_evidence
from thuocdo.work.models import Task
from thuocdo.work.rules.evidence import Need

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROLES = {"dau-moi": 5, "quan-tri-tinh": 1}


def quiet(step: str, done: int = 0, total: int = 0) -> None:
    """Nobody watches."""


@pytest.fixture
def place(db: None) -> dict[str, str]:
    """The demo's data, a signed document for a task with a checklist, roots and a list."""
    now = timezone.now()
    load_demo(plans=[], now=now)
    load_roots(
        data=armor(authority().root, authority().issuer), source="Mẫu", listed_on=now.date(), by=None, now=now
    )
    load_revocations(
        data=revocations(authority().root, at=now, until=now + timedelta(days=7)),
        source="Mẫu",
        by=None,
        now=now,
    )
    task = Task.objects.filter(lead__isnull=False, is_open=True).order_by("pk").first()
    assert task and task.lead
    by = Person.objects.get(username="dau-moi")
    need = Need("Báo cáo kết quả", must_be_pdf=True, must_be_signed=True, received_by=now.date())
    paper = actions.add_paper(task=task, need=need, by=None, now=now)
    actions.add_paper(task=task, need=Need("Biểu đánh giá kèm theo"), by=None, now=now)
    # pyHanko's signer runs a loop of its own, which the browser's thread does not allow
    signed = ThreadPoolExecutor(1).submit(sign).result()
    stored = store_file(stream=io.BytesIO(signed), name="bao-cao-ky-so.pdf", by=by, now=now)
    one, _new = actions.file_evidence(file=stored, name=stored.name, unit=task.lead, by=None, now=now)
    actions.use_for_task(evidence=one, task=task, paper=paper, by=None, now=now)
    read_evidence({"version": one.versions.get().pk}, quiet)
    return {
        "kho": "/lam-viec/kiem-chung/",
        "kho-loc": "/lam-viec/kiem-chung/?q=khongco",
        "kho-them": "/lam-viec/kiem-chung/them/",
        "mot-tai-lieu": one.get_absolute_url(),
        "cua-nhiem-vu": f"/lam-viec/nhiem-vu/{task.pk}/kiem-chung/",
        "chung-thu": "/lam-viec/quan-tri/chung-thu/",
    }


@pytest.mark.parametrize("role", ROLES)
def test_evidence_pages_of_a_role(
    role: str, browser: Browser, live_server: Any, place: dict[str, str]
) -> None:
    """No serious finding by axe at 1280 and 360 px and in the dark, one h1, no sideways scroll at 360 and 320 px."""
    problems: list[str] = []
    for scheme in ("light", "dark"):
        context = new_context(browser, viewport={"width": DESK, "height": TALL}, color_scheme=scheme)
        page, site = own_page(context, problems), live_server.url
        sign_in(page, site, role)
        mine = opened(page, site, place)
        assert len(mine) >= ROLES[role], sorted(set(place) - set(mine))
        for name, address in mine.items():
            page.goto(site + address)
            if scheme == "dark":
                problems += [f"{name}, dark: {line}" for line in axe(page, CONTRAST)]
                continue
            unit = page.locator("header .unit").inner_text().split(":")[-1].strip()
            found = [*frame(page, unit), *axe(page), *fits(page, PHONE), *axe(page), *fits(page, SMALL)]
            problems += [f"{name}: {line}" for line in dict.fromkeys(found)]
            page.set_viewport_size({"width": DESK, "height": TALL})
        context.close()
    assert problems == []
