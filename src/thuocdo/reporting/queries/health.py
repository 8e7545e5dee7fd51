"""Whether the installation is well: backups, queue, disk, chain, stored files, program; each light with its words."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.models import Entry
from thuocdo.audit.queries import last_verification, verification_sentence
from thuocdo.jobs.queries import counts, unfinished
from thuocdo.jobs.rules import JobState
from thuocdo.orgs.queries.digests import mail_works, undelivered
from thuocdo.orgs.rules.digests import DigestState

OLD_BACKUP = timedelta(days=7)
OLD_CHECK = timedelta(days=7)
STUCK = timedelta(minutes=30)
LOW_DISK = 0.1  # share of the disk that should stay free


@dataclass(frozen=True, slots=True)
class Light:
    """One line of the page. `tone`: ok, warn or late; `repair`: what to do, with the command."""

    name: str
    said: str
    tone: str
    repair: str = ""

    @property
    def shape(self) -> str:
        return {"ok": "✔", "warn": "◆", "late": "▲"}[self.tone]


def lights(*, now: datetime) -> list[Light]:
    """Every light, in the order of the page."""
    return [_backup(now), _queue(now), _disk(), _mail(), _chain(now), _program()]


def _when(at: datetime) -> str:
    return timezone.localtime(at).strftime("%H:%M %d/%m/%Y")


def _backup(now: datetime) -> Light:
    made = Entry.objects.filter(code="config.backup.made").order_by("-number").first()
    proven = Entry.objects.filter(code="config.backup.restored").order_by("-number").first()
    name = _("Sao lưu")
    repair = _("Bấm “Sao lưu ngay” hoặc chạy: thuocdo backup TỆP, rồi chép tệp sang máy khác.")
    if made is None:
        return Light(name, _("Chưa có bản sao lưu nào."), "late", repair)
    said = _("Bản gần nhất lúc %(when)s (%(file)s).") % {"when": _when(made.at), "file": made.subject_id}
    if proven is not None:
        said += " " + _("Lần phục hồi gần nhất: %(when)s.") % {"when": _when(proven.at)}
    if now - made.at > OLD_BACKUP:
        return Light(name, said, "warn", repair)
    return Light(name, said, "ok")


def _queue(now: datetime) -> Light:
    number = counts()
    stuck = unfinished().filter(created_at__lt=now - STUCK).count()
    name = _("Việc nền")
    said = _("%(queued)s đang chờ, %(running)s đang chạy, %(failed)s không thành công.") % {
        "queued": number[JobState.QUEUED],
        "running": number[JobState.RUNNING],
        "failed": number[JobState.FAILED],
    }
    if stuck:
        repair = _("%(n)s việc chờ quá 30 phút. Kiểm tra tiến trình thuocdo worker có đang chạy.") % {
            "n": stuck
        }
        return Light(name, said, "late", repair)
    return Light(name, said, "ok")


def _disk() -> Light:
    folder = Path(settings.VAR_DIR)
    use = shutil.disk_usage(folder if folder.exists() else folder.parent)
    said = _("Còn %(free)s GB trống trên %(total)s GB.") % {
        "free": f"{use.free / 1e9:.1f}".replace(".", ","),
        "total": f"{use.total / 1e9:.1f}".replace(".", ","),
    }
    if use.free < LOW_DISK * use.total:
        return Light(_("Đĩa"), said, "late", _("Dọn bớt hoặc thêm đĩa; đĩa đầy thì không ghi được nữa."))
    return Light(_("Đĩa"), said, "ok")


def _mail() -> Light:
    """Whether mail is set up, and how many of the digests' mails did not arrive."""
    name = _("Thư")
    if not mail_works():
        said = _("Chưa cài gửi thư: thư tổng hợp chỉ được giữ thành tệp trên máy chủ.")
        return Light(name, said, "warn", _("Đặt EMAIL_URL trong thiết lập của máy chủ."))
    refused = undelivered().filter(state=DigestState.REFUSED).values("person").distinct().count()
    waiting = undelivered().exclude(state=DigestState.REFUSED).count()
    bad = _("Thư không tới được %(n)s địa chỉ.") % {"n": refused} if refused else ""
    mend = _("Sửa địa chỉ ở trang “Người dùng”.") if refused else ""
    if waiting:
        said = _("%(n)s thư chưa gửi được, đang thử lại; không thư nào bị mất.") % {"n": waiting}
        repair = _("Kiểm tra máy chủ thư và EMAIL_URL: thuocdo doctor")
        return Light(name, f"{said} {bad}".strip(), "late", f"{repair} {mend}".strip())
    if refused:
        return Light(name, bad, "warn", mend)
    return Light(name, _("Không có thư nào chưa tới."), "ok")


def _chain(now: datetime) -> Light:
    name, repair = _("Chuỗi nhật ký"), _("Bấm “Kiểm tra ngay”, hoặc chạy: thuocdo verify")
    last = last_verification()
    if last is None:
        return Light(name, _("Chưa kiểm tra lần nào."), "warn", repair)
    if not last.whole:
        repair = _("Không sửa gì thêm; báo người quản trị và giữ nguyên bản sao lưu gần nhất.")
        return Light(name, verification_sentence(last), "late", repair)
    tone = "warn" if now - last.at > OLD_CHECK else "ok"
    return Light(name, verification_sentence(last), tone, repair if tone == "warn" else "")


def _program() -> Light:
    said = _("Thước Đo %(version)s trên %(database)s.") % {
        "version": version("thuocdo"),
        "database": {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(
            connection.vendor, connection.vendor
        ),
    }
    return Light(_("Phiên bản"), said, "ok")
