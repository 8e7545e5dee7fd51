"""`thuocdo digest` and the worker that sends digests by itself, as an operator has them."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.config.places import COMMAND, Place, installed
from tests.config.test_serve import free_port

SETUP = """
from datetime import date
from django.utils import timezone
from thuocdo.orgs.actions import create_person, create_unit, notify
from thuocdo.orgs.rules.rights import Role, UnitKind
from thuocdo.calendars.models import CalendarDay
now, today = timezone.now(), timezone.localdate()
CalendarDay.objects.update_or_create(day=today, defaults={"kind": "working", "note": "Làm bù"})
unit = create_unit(name="Xã Mẫu", kind=UnitKind.COMMUNE, title="Xã", code="99001", by=None, now=now)
person = create_person(full_name="Quản trị hệ thống", username="quantri", unit=unit, role=Role.ADMINISTRATOR,
                       position="Quản trị", starts=date(2025, 7, 1), email="quantri@mau.example", by=None, now=now)
notify(people=[person], text="Đã đọc xong kế hoạch", link="/lam-viec/", by=None, now=now)
"""


class Box(Message):
    """Subjects and bodies that the server took."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[str] = []

    def handle_message(self, message: object) -> None:
        self.bodies.append(message.get_payload(decode=True).decode())  # type: ignore[attr-defined]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A real installation of one commune whose today is a working day, with the whole program."""
    made = installed(tmp_path / "var")
    made.python(SETUP)
    return made


def test_the_command_makes_keeps_and_shows(place: Place) -> None:
    """Without mail: one digest and its file; again nothing new; the kept day is shown, its head verifies."""
    data = json.loads(place.ok("digest", "--json", "-"))
    assert (data["made"], data["sent"], data["day_off"]) == (1, 0, None)
    assert "Đã lập 0 thư tổng hợp mới." in place.ok("digest")
    day = Path(data["file"]).stem
    shown = place.ok("digest", "--date", day)
    head = shown.split("--head ")[1].split()[0]
    assert "Khớp đầu chuỗi đã giữ" in place.ok("verify", "--no-files", "--head", head)


def test_wrong_days_are_refused(place: Place) -> None:
    """A text that is no day, and a day without a digest, have their sentences."""
    assert "không phải một ngày" in place.refused("digest", "--date", "20/11/2026")
    assert "Không giữ thư tổng hợp nào của ngày 01/01/2020" in place.refused("digest", "--date", "2020-01-01")


def test_the_worker_sends_by_itself(place: Place) -> None:
    """From its hour on a running worker mails the day's digest once, with nobody asking."""
    port = free_port()
    place.env |= {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "DIGEST_HOUR": "0"}
    box = Box()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    worker = subprocess.Popen([COMMAND, "worker", "--threads", "1"], env=place.env, cwd=place.var)
    try:
        until = time.monotonic() + 60
        while not box.bodies and time.monotonic() < until:
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait(timeout=30)
        server.stop()
    (body,) = box.bodies
    assert "Đã đọc xong kế hoạch" in body and "thuocdo verify --head" in body


def test_hours_that_are_none_stop_the_start(place: Place) -> None:
    """A wrong hour is said when the program starts."""
    place.env["DIGEST_HOUR"] = "24"
    assert "DIGEST_HOUR nhận giờ từ 0 đến 23" in place.refused("digest")
