"""What `thuocdo doctor` looks at: the machine, the place, the database. One function a check."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from thuocdo.lib.errors import InputError


class State(StrEnum):
    GOOD = "good"
    LACKING = "lacking"  # works without; something can't be done
    MISSING = "missing"  # the program can't work without


@dataclass(frozen=True)
class Finding:
    """`remedy` is a command or a step; empty where nothing need be done."""

    name: str
    state: State
    seen: str
    remedy: str = ""


def _good(name: str, seen: str) -> Finding:
    return Finding(name, State.GOOD, seen)


def python() -> Finding:
    return _good(
        "Python", ".".join(map(str, sys.version_info[:3]))
    )  # an older one could not have started this


def sqlite() -> Finding:
    if sqlite3.sqlite_version_info < (3, 31):
        return Finding(
            "SQLite", State.MISSING, sqlite3.sqlite_version, "Cần SQLite 3.31 trở lên: nâng cấp hệ điều hành"
        )
    return _good("SQLite", sqlite3.sqlite_version)


def tesseract() -> Finding:
    name, remedy = "Nhận dạng chữ (OCR)", "apt-get install -y tesseract-ocr tesseract-ocr-vie"
    if shutil.which("tesseract") is None:
        return Finding(name, State.LACKING, "chưa có tesseract: không đọc được bản quét", remedy)
    listed = _output(["tesseract", "--list-langs"])
    if "vie" not in listed.split():
        return Finding(name, State.LACKING, "thiếu tiếng Việt: không đọc được bản quét", remedy)
    seen = (_output(["tesseract", "--version"]).splitlines() or ["tesseract"])[0]
    if seen.split()[-1] == "5.4.0":
        unfit = f"{seen} có lỗi nên ocrmypdf không dùng được: không đọc được bản quét"
        return Finding(name, State.LACKING, unfit, "Cài Tesseract bản khác 5.4.0")
    try:
        straightens = metadata.version("ocrmypdf")
    except metadata.PackageNotFoundError:
        return Finding(name, State.LACKING, "thiếu ocrmypdf: không đọc được bản quét", "make .venv/.run-done")
    return _good(name, f"{seen} + vie, ocrmypdf {straightens}")


def libreoffice() -> Finding:
    if shutil.which("soffice") is None and shutil.which("libreoffice") is None:
        seen = "chưa có: không đọc được .doc, .odt, .rtf"
        if ctypes.util.find_library("pango-1.0") is None:
            seen += "; cũng chưa có Pango: không tạo được PDF của văn bản"
        return Finding("LibreOffice", State.LACKING, seen, "apt-get install -y libreoffice-writer-nogui")
    return _good("LibreOffice", "có")


def time_zone() -> Finding:
    try:
        ZoneInfo("Asia/Ho_Chi_Minh")
    except ZoneInfoNotFoundError:
        return Finding("Múi giờ", State.MISSING, "không có dữ liệu múi giờ", "apt-get install -y tzdata")
    return _good("Múi giờ", "Asia/Ho_Chi_Minh")


def folder(var: Path) -> Finding:
    name = "Thư mục dữ liệu"
    probe = var / f".doctor-{os.getpid()}"
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        remedy = f"chown -R tài-khoản-chạy-chương-trình {var}, hoặc đặt VAR_DIR"
        return Finding(name, State.MISSING, f"không ghi được vào {var}: {error.strerror}", remedy)
    return _good(name, str(var))


def disk(var: Path) -> Finding:
    free = shutil.disk_usage(var if var.exists() else var.parent).free
    seen = f"còn {free / 2**30:.1f} GB".replace(".", ",")
    if free < 200 * 2**20:
        return Finding("Chỗ trống trên đĩa", State.MISSING, seen, f"Dọn bớt ổ đĩa chứa {var}")
    if free < 2 * 2**30:
        return Finding(
            "Chỗ trống trên đĩa", State.LACKING, seen, "Nên còn ít nhất 2 GB để sao lưu và nhận dạng bản quét"
        )
    return _good("Chỗ trống trên đĩa", seen)


def secret_keys(var: Path) -> Finding:
    missing, open_ = [], []
    for variable, file in (("SECRET_KEY", "secret.key"), ("AUDIT_KEY", "audit.key")):
        path = var / file
        if os.environ.get(variable) or os.environ.get(f"{variable}_FILE"):
            continue
        if not path.is_file():
            missing.append(file)
        elif path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            open_.append(file)
    if missing:
        return Finding(
            "Khóa bí mật",
            State.MISSING,
            f"thiếu {', '.join(missing)}",
            "thuocdo init (cài thật) hoặc thuocdo demo (chạy thử)",
        )
    if open_:
        paths = " ".join(str(var / file) for file in open_)
        return Finding(
            "Khóa bí mật",
            State.LACKING,
            f"người khác trên máy đọc được {', '.join(open_)}",
            f"chmod 600 {paths}",
        )
    return _good("Khóa bí mật", "đủ")


def database() -> Finding:
    from django.db import Error, connection

    name = "Cơ sở dữ liệu"
    try:
        if connection.vendor == "sqlite":
            path = Path(str(connection.settings_dict["NAME"]))
            return _good(name, f"SQLite, {path}" + ("" if path.is_file() else " (chưa tạo)"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int, pg_encoding_to_char(encoding) "
                           "FROM pg_database WHERE datname = current_database()")  # fmt: skip
            version, encoding = cursor.fetchone()
    except Error as error:
        remedy = "Kiểm tra DATABASE_URL; PostgreSQL trên Debian: apt-get install -y postgresql"
        return Finding(name, State.MISSING, f"không mở được: {str(error).strip().splitlines()[0]}", remedy)
    if version < 140000 or encoding != "UTF8":
        remedy = "Cần PostgreSQL 14 trở lên, cơ sở dữ liệu tạo với ENCODING 'UTF8'"
        return Finding(name, State.MISSING, f"PostgreSQL {version // 10000}, {encoding}", remedy)
    return _good(name, f"PostgreSQL {version // 10000}")


def tables() -> Finding:
    from thuocdo.config.ops import schema

    name = "Phiên bản cơ sở dữ liệu"
    try:
        found = schema.state()
        schema.refuse_newer(found)
    except InputError as error:
        return Finding(name, State.MISSING, str(error))
    if found.fresh:
        return Finding(
            name, State.MISSING, "chưa tạo bảng", "thuocdo init (cài thật) hoặc thuocdo demo (chạy thử)"
        )
    if found.pending:
        return Finding(name, State.MISSING, f"còn {len(found.pending)} bước nâng cấp", "thuocdo migrate")
    return _good(name, "đúng phiên bản chương trình")


def head_file() -> Finding:
    from django.conf import settings

    path = Path(settings.AUDIT_HEAD_FILE)
    if path.exists() and not os.access(path, os.W_OK):
        return Finding(
            "Đầu chuỗi nhật ký",
            State.LACKING,
            f"không ghi được {path}",
            f"chown tài-khoản-chạy-chương-trình {path}",
        )
    return _good("Đầu chuỗi nhật ký", str(path))


def mail() -> Finding:
    from django.conf import settings

    if "dummy" in settings.EMAIL_BACKEND:
        remedy = "Đặt EMAIL_URL=smtp+tls://người-dùng:mật-khẩu@máy-chủ:587"
        return Finding("Gửi thư", State.LACKING, "chưa cấu hình: nhắc việc chỉ hiện trên trang web", remedy)
    return _good("Gửi thư", settings.EMAIL_HOST)


def jobs() -> Finding:
    from django.conf import settings
    from django.db import Error
    from django.utils import timezone

    from thuocdo.jobs.models import Job
    from thuocdo.jobs.rules import JobState

    try:
        late = Job.objects.filter(
            state=JobState.QUEUED, created_at__lt=timezone.now() - timedelta(minutes=5)
        ).count()
    except Error:
        return Finding("Việc nền", State.LACKING, "chưa có bảng việc nền", "thuocdo migrate")
    if late:
        remedy = "systemctl start thuocdo-worker, hoặc chạy “thuocdo worker”"
        return Finding(
            "Việc nền", State.LACKING, f"{late} việc chờ quá 5 phút: không có tiến trình nào nhận", remedy
        )
    return _good("Việc nền", "chạy trong trang web" if settings.JOBS_IN_PROCESS else "không có việc chờ lâu")


def last_backup() -> Finding:
    from django.db import Error
    from django.utils import timezone

    from thuocdo.audit.queries import EntryFilter, entries

    try:
        last = entries(EntryFilter(code="config.backup.made")).first()
    except Error:
        return Finding("Sao lưu", State.LACKING, "chưa có nhật ký", "thuocdo migrate")
    if last is None:
        return Finding(
            "Sao lưu",
            State.LACKING,
            "chưa sao lưu lần nào",
            "thuocdo backup TỆP; đặt lịch hằng ngày (docs/guide/van-hanh.md)",
        )
    days = (timezone.now() - last.at).days
    if days > 7:
        return Finding(
            "Sao lưu",
            State.LACKING,
            f"lần cuối cách đây {days} ngày",
            "thuocdo backup TỆP; đặt lịch hằng ngày",
        )
    return _good("Sao lưu", f"lần cuối {timezone.localtime(last.at):%H:%M %d/%m/%Y}")


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


MACHINE: tuple[Callable[[], Finding], ...] = (python, sqlite, time_zone, tesseract, libreoffice)
PLACE: tuple[Callable[[Path], Finding], ...] = (folder, disk, secret_keys)
PROGRAM: tuple[Callable[[], Finding], ...] = (database, tables, head_file, jobs, last_backup, mail)


def of_machine(var: Path) -> Iterator[Finding]:
    """Checks that need no settings."""
    for check in MACHINE:
        yield check()
    for look in PLACE:
        yield look(var)


def of_program() -> Iterator[Finding]:
    """Checks that need Django set up; what stands on a missing database is left out."""
    for check in PROGRAM:
        found = check()
        yield found
        if found.state is State.MISSING:
            return
    from thuocdo.config.ops.trust import TRUST

    for check in TRUST:
        yield check()
