"""The secret files of an installation and its folders; no Django, so it runs before the settings are read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from thuocdo.lib.errors import InputError

FILES = ("secret.key", "audit.key")  # the names settings.py reads
FOLDERS = ("files", "cache")


def ensure_secrets(var_dir: Path) -> list[Path]:
    """Make the data folder and the secret files that are missing. Returns the files made.

    What exists is never written again: a new audit key would make old entries unreadable. Files are readable by
    their owner only and appear whole. Raises InputError where the folder cannot be written.
    """
    made: list[Path] = []
    try:
        var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)  # the database is nobody else's to read
        for folder in FOLDERS:
            (var_dir / folder).mkdir(exist_ok=True)
        for name in FILES:
            path = var_dir / name
            if path.exists():
                continue
            scratch = var_dir / f".{name}.{os.getpid()}"
            descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as out:
                out.write(secrets.token_urlsafe(48) + "\n")
            try:
                os.link(scratch, path)  # fails where another process was first, whose key then holds
                made.append(path)
            except FileExistsError:
                pass
            finally:
                scratch.unlink()
    except OSError as error:
        raise InputError(f"Không ghi được thư mục dữ liệu {var_dir}: {error.strerror}.") from error
    return made


def var_dir_of_environment() -> Path:
    """The folder that settings.py will use: VAR_DIR, else ./var."""
    return Path(os.environ.get("VAR_DIR", "var")).resolve()
