"""A backup asked for on the site ("Sao lưu ngay"): the job behind it (settings.JOB_HANDLERS)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record
from thuocdo.audit.official import official
from thuocdo.config.ops.backup import make_backup
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Person


class Report(Protocol):
    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


def back_up(payload: dict[str, Any], progress: Report) -> dict[str, Any]:
    """Write everything into one new file under VAR_DIR/backups, read it back, tell who asked (`payload["by"]`).

    Safe to run again: a file appears whole or not at all, and each run makes its own. Raises InputError where it
    cannot be written; then there is no file.
    """
    folder = backup_folder()
    now = timezone.localtime()
    progress(_("Ghi dữ liệu và tệp, rồi đọc lại để kiểm tra"))
    done = make_backup(folder, now=now)
    by = Person.objects.filter(pk=payload.get("by") or 0).first()
    after = {"rows": done.rows, "files": done.files, "size": done.size, "last": done.last_entry}
    record("config.backup.made", by=by, now=now, subject=done.path.name, after=after)
    if by is not None:
        text = official("Đã sao lưu vào %(file)s. Hãy chép tệp sang máy khác.", {"file": done.path})
        notify(people=[by], text=text, link="/lam-viec/van-hanh/", by=None, now=timezone.now())
    return {"file": done.path.name, "rows": done.rows, "files": done.files, "size": done.size}


def backup_folder() -> Path:
    """Where backups made on the site lie; only the program's own account may look into it."""
    folder: Path = settings.VAR_DIR / "backups"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            _("Không tạo được thư mục %(folder)s: %(why)s.") % {"folder": folder, "why": error.strerror}
        ) from error
    return folder
