"""What somebody types into an address or forges in a form never breaks a page."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.reporting.test_pages import signed_in

pytestmark = pytest.mark.django_db

HUGE, ENDLESS = "9" * 30, "9" * 5000


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("administrator", f"/lam-viec/quan-tri/nguoi-dung/?dv={HUGE}"),
        ("administrator", f"/lam-viec/quan-tri/nguoi-dung/?dv={ENDLESS}"),
        ("administrator", "/lam-viec/quan-tri/nguoi-dung/?dv=²"),
        ("administrator", "/lam-viec/nhat-ky/?den=31/12/9999"),
        ("administrator", "/lam-viec/nhat-ky/?tu=1/1/0001"),
        ("administrator", f"/lam-viec/nhat-ky/?tu={ENDLESS}/1/2026"),
        ("coordinator", f"/lam-viec/nhiem-vu/?kh={HUGE}&tu=1/1/0001&den=31/12/9999"),
    ],
)
def test_numbers_that_make_no_sense_are_left_out(cast: Cast, who: str, path: str) -> None:
    """A filter out of all bounds is as none."""
    assert signed_in(cast, who).get(path).status_code == 200


@pytest.mark.parametrize("number", [HUGE, ENDLESS, "²"])
@pytest.mark.parametrize(
    ("path", "name", "status"),
    [
        ("/lam-viec/thong-bao/da-xem/", "id", 302),
        ("/lam-viec/nhiem-vu/chuyen-don-vi/", "task", 302),
        ("/lam-viec/don-vi-lam-viec/", "unit", 404),
    ],
)
def test_forged_numbers_find_nothing(cast: Cast, path: str, name: str, status: int, number: str) -> None:
    """A row that no database can hold does not exist."""
    assert signed_in(cast, "coordinator").post(path, {name: number}).status_code == status
