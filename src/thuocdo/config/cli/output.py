"""How commands write what a program reads."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from thuocdo.lib.errors import InputError


def write_json(data: Any, target: str) -> None:
    """Write `data` as JSON to a file, or to standard output for "-". The file appears whole or not at all."""
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if target == "-":
        sys.stdout.write(text)
        return
    path = Path(target)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        # mkstemp makes a private file; a result is read by others, as any new file is
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except OSError as error:
        raise InputError(f"Không ghi được tệp {target}: {error.strerror}.") from error
