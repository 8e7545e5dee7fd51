"""Static files in the form in which they are served: hashed names, compressed; made anew only when they changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MARK = ".collected"


def ensure_collected() -> bool:
    """Bring STATIC_ROOT up to date; whether there was anything to do. Looking takes milliseconds."""
    root = Path(settings.STATIC_ROOT)
    mark = root / MARK
    print_now = fingerprint()
    if mark.is_file() and mark.read_text("utf-8") == print_now:
        return False
    # Old files stay: pages opened before an upgrade still ask for them.
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(print_now, "utf-8")
    return True


def fingerprint() -> str:
    """Names, sizes and times of all source files, and how they are made."""
    found = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda pair: pair[0]):
            seen = Path(storage.path(name)).stat()
            found.update(f"{name}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return found.hexdigest()
