"""A plan that came as paper: recognised page by page, its rows framed on the page, letters in doubt shown as printed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from tests.cast import NOW, Cast
from tests.plans import scans
from tests.plans.conftest import Sign
from thuocdo.documents.parsing.limits import Step
from thuocdo.plans import actions
from thuocdo.plans.jobs import read_plan
from thuocdo.plans.models import PlanVersion

pytestmark = pytest.mark.ocr
STEPS = list[tuple[str, int, int]]


def imported(cast: Cast, content: bytes, name: str, steps: STEPS | None = None) -> PlanVersion:
    told = steps if steps is not None else []
    version = actions.start_import(
        unit=cast.unit("commune"),
        stream=io.BytesIO(content),
        name=name,
        by=cast.person("coordinator"),
        now=NOW,
    )
    read_plan({"version": version.pk}, lambda step, done=0, total=0: told.append((step, done, total)))
    return PlanVersion.objects.select_related("plan__unit").get(pk=version.pk)


def test_a_scan_with_a_spoilt_page_and_its_replacement(cast: Cast, sign: Sign, tmp_path: Path) -> None:
    """Progress counts the pages, the spoilt one is told, and its photo completes the plan without losing the review."""
    pictures = scans.pictures_of(scans.paper())
    spoilt = [scans.spoilt(p) if n == 1 else p for n, p in enumerate(pictures)]
    steps: STEPS = []
    version = imported(cast, scans.scanned(spoilt, tmp_path / "quet.pdf"), "quet.pdf", steps)
    assert [(done, total) for step, done, total in steps if step == Step.OCR] == [(n, 4) for n in range(5)]
    assert [*version.summary["unread"], *version.summary["empty"]] == [2]
    client = sign("coordinator")
    assert "Tải trang thay thế" in client.get(f"/lam-viec/ke-hoach/nhap/{version.pk}/").content.decode()
    row = version.rows.filter(kind="task").order_by("position")[0]
    actions.confirm_row(
        row=row, changes={"output": "Đã so với bản giấy"}, by=cast.person("coordinator"), now=NOW
    )
    pages = {2: actions.Upload(io.BytesIO(scans.photo(pictures[1], turn=0.8)), "chup-trang-2.png")}
    made = actions.replace_pages(version=version, pages=pages, by=cast.person("coordinator"), now=NOW)
    read_plan({"version": made.pk}, lambda *_: None)
    made.refresh_from_db()
    assert made.summary["tasks"] == 14 and made.summary["unread"] == made.summary["empty"] == []
    kept = made.rows.get(kind="task", text=row.text)
    assert (kept.state, kept.data["output"]) == ("confirmed", "Đã so với bản giấy")


def test_a_photo_frames_the_row_and_shows_letters_in_doubt(cast: Cast, sign: Sign) -> None:
    """The page image carries a frame; an unsure field shows what was read and the printed place, cut from the page."""
    picture = scans.pictures_of(scans.paper())[2]
    version = imported(cast, scans.photo(picture, turn=1.2), "anh-chup.png")
    client = sign("coordinator")
    unsure = [row for row in version.rows.filter(kind__in=["task", "gap"]) if "reading" in row.doubts]
    assert unsure
    hinted = 0
    for row in unsure:
        page = client.get(f"/lam-viec/ke-hoach/{version.plan_id}/ra-soat/?tab=nhiem-vu&dong={row.pk}")
        text = page.content.decode()
        assert re.search(r'<rect x="\d+" y="\d+"', text)
        for hint in page.context["source"].hints.values():
            hinted += 1
            x, y, width, height = hint.crop
            assert 0 <= x < x + width <= hint.size[0] and 0 <= y < y + height <= hint.size[1]
            assert (
                hint.percent < 82
                and f'viewBox="{x} {y} {width} {height}"' in text
                and "Chữ chưa chắc" in text
            )
    assert hinted
    image = client.get(f"/lam-viec/ke-hoach/ban/{version.pk}/trang/1/")
    assert image.status_code == 200 and image.content[:4] == b"\x89PNG"


def test_what_a_person_has_compared_is_no_longer_in_doubt(cast: Cast, sign: Sign) -> None:
    """After confirmation the row shows no letters in doubt."""
    picture = scans.pictures_of(scans.paper())[2]
    version = imported(cast, scans.photo(picture, turn=1.2), "anh-chup.png")
    row = next(row for row in version.rows.filter(kind__in=["task", "gap"]) if "reading" in row.doubts)
    actions.confirm_row(row=row, by=cast.person("coordinator"), now=NOW)
    page = sign("coordinator").get(
        f"/lam-viec/ke-hoach/{version.plan_id}/ra-soat/?tab=nhiem-vu&dong={row.pk}"
    )
    assert not page.context["source"].hints and "Chữ chưa chắc" not in page.content.decode()
