"""What a digest says, who gets one, and the file that is kept of each day."""

from __future__ import annotations

import os
import stat
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.cast import NOW, TODAY, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, draft, line, until
from thuocdo.audit.actions import verify_log
from thuocdo.audit.models import Entry
from thuocdo.audit.queries import head_sentence
from thuocdo.calendars.models import CalendarDay
from thuocdo.jobs.models import Job
from thuocdo.orgs.actions import notify, update_person
from thuocdo.orgs.actions.digests import set_digest_wanted
from thuocdo.orgs.models import Digest, Notice, Person
from thuocdo.orgs.rules.digests import DigestState
from thuocdo.reporting import kept_digests
from thuocdo.reporting.actions.digest import run_digest
from thuocdo.reporting.jobs import queue_digests
from thuocdo.work.actions import open_tasks
from thuocdo.work.models import Task

__all__ = ["draft"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def tasks(cast: Cast, draft: Drafting) -> None:
    """Two tasks of the economy department: one overdue, one due on Friday; nobody is named."""
    economy = cast.unit("economy")
    made = draft(
        line("Niêm yết công khai thủ tục", economy, deadline=until("2026-07-02")),
        line("Họp dân lần hai", economy, deadline=until("2026-07-10")),
    )
    open_tasks(version=made, by=None, now=NOW)
    Notice.objects.all().delete()


def mailable(person: Person) -> Person:
    return update_person(person=person, email=f"{person.username}@mau.example", by=None, now=NOW)


def digest_of(person: Person) -> Digest:
    return Digest.objects.get(person=person)


def test_each_item_says_what_why_by_when_and_where(cast: Cast, tasks: None) -> None:
    """A digest names the overdue task, why this person reads it, its last day and one link."""
    run_digest(now=NOW)
    text = digest_of(cast.person("officer")).text
    task = Task.objects.get(text="Niêm yết công khai thủ tục")
    assert "VIỆC QUÁ HẠN (1)" in text and "VIỆC SẮP ĐẾN HẠN (1)" in text
    assert (
        "1. Niêm yết công khai thủ tục\n"
        "   Vì sao gửi bạn: Phòng Kinh tế chủ trì và chưa giao người thực hiện\n"
        "   Hạn: Thứ Năm 02/07/2026 (quá hạn 2 ngày làm việc)\n"
        f"   Mở: http://localhost:8000/lam-viec/nhiem-vu/{task.pk}/\n"
    ) in text


def test_notices_come_once_and_are_grouped_by_what_they_are_about(cast: Cast, tasks: None) -> None:
    """Notices about a task stand with the task, others together by link; tomorrow they are not told again."""
    officer = cast.person("officer")
    link = Task.objects.get(text="Họp dân lần hai").get_absolute_url()
    for text, where in (
        ("Họp dân vừa đổi hạn", link),
        ("Đã đọc kế hoạch", "/a/"),
        ("Đọc lại kế hoạch", "/a/"),
    ):
        notify(people=[officer], text=text, link=where, by=None, now=NOW)
    run_digest(now=NOW)
    text = digest_of(officer).text
    assert text.count(link) == 1 and "   – Họp dân vừa đổi hạn" in text
    assert "THÔNG BÁO MỚI (1)" in text and text.count("http://localhost:8000/a/") == 1
    run_digest(now=NOW + timedelta(days=1))
    assert "THÔNG BÁO" not in Digest.objects.get(person=officer, day=TODAY + timedelta(days=1)).text


def test_nothing_to_say_is_not_said(cast: Cast) -> None:
    """Without tasks, notices or a system to run there is no digest; a read notice is nothing new."""
    officer = cast.person("officer")
    notify(people=[officer], text="Đã xem rồi", link="", by=None, now=NOW)
    Notice.objects.update(read_at=NOW)
    run_digest(now=NOW)
    told = set(Digest.objects.values_list("person__username", flat=True))
    assert told == {"administrator", "province.administrator"}


def test_one_does_not_hear_of_own_acts_nor_of_others(cast: Cast) -> None:
    """A notice about one's own act is never made; another's notice is not in one's digest."""
    officer, clerk = cast.person("officer"), cast.person("clerk")
    notify(people=[officer, clerk], text="Việc của công chức", link="", by=officer, now=NOW)
    run_digest(now=NOW)
    assert "Việc của công chức" in digest_of(clerk).text
    assert not Digest.objects.filter(person=officer).exists()


def test_who_has_left_or_wants_none_gets_none(cast: Cast, tasks: None) -> None:
    """Ended and closed accounts and people who switched it off are left alone."""
    officer = cast.person("officer")
    set_digest_wanted(person=officer, wanted=False, now=NOW)
    Person.objects.filter(pk=cast.person("administrator").pk).update(ended_on=TODAY)
    Person.objects.filter(pk=cast.person("province_administrator").pk).update(is_active=False)
    run_digest(now=NOW)
    assert not Digest.objects.exists()
    assert Entry.objects.filter(code="orgs.preferences.changed", actor=officer.pk).count() == 1


def test_administrators_read_the_state_of_the_system_with_the_head(cast: Cast, tasks: None) -> None:
    """Backups, failed jobs, entries and the head, which the log then confirms; others read nothing of it."""
    Job.objects.create(kind="plans.read", state="failed", created_at=NOW, finished_at=NOW)
    run_digest(now=NOW)
    text = digest_of(cast.person("administrator")).text
    assert "Sao lưu: Chưa có bản sao lưu nào." in text
    assert "1 việc nền không thành công" in text
    assert "thuocdo verify --head" in text and "Hãy giữ thư này" in text
    (head,) = kept_digests.heads(_folder())
    assert head_sentence(verify_log(by=None, now=NOW), head)[0] is True
    assert f"{head.number}:{head.hash}" in text
    assert "thuocdo verify" not in digest_of(cast.person("officer")).text


def _folder() -> Path:
    from django.conf import settings

    return Path(settings.DIGEST_DIR)


def test_the_file_of_the_day_is_private_and_never_written_again(cast: Cast) -> None:
    """Mode 0600 in a folder of mode 0700, no leftovers; a second run of the day leaves it as it is."""
    run_digest(now=NOW)
    (day, path), *rest = kept_digests.days(_folder())
    assert (day, rest) == (TODAY, [])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    first = path.read_text("utf-8")
    assert first.startswith("Thước Đo, thư tổng hợp ngày 06/07/2026\n")
    run_digest(now=NOW + timedelta(hours=3))
    assert path.read_text("utf-8") == first
    assert [p.name for p in path.parent.iterdir()] == ["2026-07-06.txt"]


def test_a_file_that_fails_leaves_nothing_and_holds_nothing_up(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk leaves no half file; the digests are made all the same and the run says that the file is missing."""

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    run = run_digest(now=NOW)
    assert run.file is None and run.made == 2
    assert list(_folder().iterdir()) == []


def test_old_digests_are_removed_and_no_others(cast: Cast, settings: Any) -> None:
    """Files and rows older than the setting go; other files of the folder stay."""
    settings.DIGEST_KEEP_DAYS = 30
    for day in (TODAY - timedelta(days=31), TODAY - timedelta(days=30)):
        kept_digests.keep(_folder(), day, "cũ\n")
    (_folder() / "ghi-chu.txt").write_text("của người quản trị")
    Digest.objects.create(
        person=cast.person("officer"),
        day=TODAY - timedelta(days=31),
        state="sent",
        subject="",
        text="",
        made_at=NOW,
    )
    run_digest(now=NOW)
    assert sorted(p.name for p in _folder().iterdir()) == ["2026-06-06.txt", "2026-07-06.txt", "ghi-chu.txt"]
    assert not Digest.objects.filter(day__lt=TODAY).exists()


def test_days_off_are_quiet(cast: Cast, tasks: None) -> None:
    """Saturday and a day off from the calendar make nothing; the operator may ask for it."""
    saturday = datetime.fromisoformat("2026-07-04T08:00:00+07:00")
    assert run_digest(now=saturday).off == "Thứ Bảy"
    CalendarDay.objects.create(day=TODAY, kind="off", note="Nghỉ bù")
    assert run_digest(now=NOW).off == "Nghỉ bù"
    assert not Digest.objects.exists() and kept_digests.days(_folder()) == []
    assert run_digest(now=NOW, even_off=True).made > 0


def test_the_job_is_queued_once_from_its_hour_on(cast: Cast, settings: Any) -> None:
    """Not before 07:00, once on a working day however often it is looked at, not on a day off."""
    settings.DIGEST_HOUR = 7
    for moment, jobs in (
        ("2026-07-05T09:00", 0), ("2026-07-06T06:59", 0), ("2026-07-06T07:00", 1), ("2026-07-06T07:01", 1),
        ("2026-07-06T23:00", 1), ("2026-07-07T07:30", 2),
    ):  # fmt: skip
        queue_digests(now=datetime.fromisoformat(moment + ":00+07:00"))
        assert Job.objects.filter(kind="reporting.digest").count() == jobs, moment
        Job.objects.update(state="done")


def test_without_mail_the_site_has_it_all(cast: Cast, tasks: None, settings: Any) -> None:
    """Where no mail is set up nothing is sent or waits, and the file is there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    mailable(cast.person("officer"))
    run = run_digest(now=NOW)
    assert set(Digest.objects.values_list("state", flat=True)) == {DigestState.KEPT}
    assert run.file is not None and run.file.is_file() and mail.outbox == []


def test_each_switches_the_own_digest_on_w44(client: Client, cast: Cast) -> None:
    """The page says where it goes; the switch is kept and stands in the log."""
    officer = mailable(cast.person("officer"))
    client.force_login(officer)
    shown = client.get("/lam-viec/thong-bao/").content.decode()
    assert "Thư tổng hợp mỗi ngày lúc 07:00" in shown and "Gửi tới officer@mau.example." in shown
    client.post("/lam-viec/thong-bao/tuy-chon/", {})
    officer.refresh_from_db()
    assert officer.wants_digest is False
    client.post("/lam-viec/thong-bao/tuy-chon/", {"wants_digest": "on"})
    officer.refresh_from_db()
    assert officer.wants_digest is True


def test_a_day_that_is_none_is_no_digest(tmp_path: Path) -> None:
    """Names that are no days are passed over when kept digests are listed."""
    (tmp_path / "2026-02-31.txt").write_text("x")
    assert kept_digests.days(tmp_path) == []
    assert kept_digests.path_of(tmp_path, date(2026, 7, 6)).name == "2026-07-06.txt"


def test_the_log_page_compares_with_the_kept_digests(cast: Cast) -> None:
    """“Kiểm tra ngay” finds a log that ends before the head of a kept digest."""
    reader = Client()
    reader.force_login(cast.person("administrator"))
    assert "Chuỗi nguyên vẹn" in reader.post("/lam-viec/nhat-ky/kiem-tra/", follow=True).content.decode()
    kept_digests.keep(_folder(), TODAY, f"    thuocdo verify --head 90000:{'a' * 64}\n")
    shown = reader.post("/lam-viec/nhat-ky/kiem-tra/", follow=True).content.decode()
    assert "Nhật ký thiếu các bản ghi cuối" in shown
