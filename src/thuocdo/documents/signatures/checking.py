"""Looking at a PDF's signatures in a confined child process, as `parsing.sandbox` does for reading."""

from __future__ import annotations

import base64
import json
import mmap
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.sandbox import environment
from thuocdo.documents.rules.signatures import FileFacts
from thuocdo.documents.signatures.trust import Trust


def signatures_of(path: Path, trust: Trust, *, now: datetime, limits: Limits = DEFAULT) -> FileFacts:
    """What stands in the file; `problem` says why nothing could be found out. Raises OSError for a missing file.

    A PDF without `/ByteRange` carries no signature: the signed bytes are given by their place in the file (ISO 32000-1,
    12.8.1), so the words stand there in clear. Such a file needs no child.
    """
    if not _carries_signature(path):
        return FileFacts()
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as scratch:
        order = {
            "path": str(path.resolve()),
            "roots": trust.roots,
            "helpers": trust.helpers,
            "lists": [base64.b64encode(one).decode("ascii") for one in trust.lists],
            "now": now.isoformat(),
            "limits": limits.to_json(),
        }
        try:
            done = subprocess.run(
                # -P: the working directory of the caller is no place to import from
                [sys.executable, "-P", "-m", "thuocdo.documents.signatures.child"],
                input=json.dumps(order).encode() + b"\n",
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(scratch),
                timeout=limits.seconds,
                check=True,
            )
            return FileFacts.from_json(json.loads(done.stdout))
        except subprocess.TimeoutExpired:
            return FileFacts(problem="too_slow")
        except (subprocess.SubprocessError, ValueError, TypeError):
            return FileFacts(problem="unreadable")


def _carries_signature(path: Path) -> bool:
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return data.find(b"/ByteRange") >= 0
