"""A backup names files below its own folders only."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from thuocdo.config.ops import archive
from thuocdo.lib.errors import InputError


def forged(path: Path, name: str) -> Path:
    """A backup that holds one member, with a manifest that agrees."""
    said = {name: {"size": 2, "sha256": hashlib.sha256(b"hi").hexdigest()}}
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(name, b"hi")
        file.writestr(archive.MANIFEST, json.dumps({"format": archive.FORMAT, "members": said}))
    return path


@pytest.mark.parametrize(
    "name", ["/etc/x", "../x", "files/../x", "files//etc/x", "files/./x", "files/", "other/x", "tables/a/b"]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    """However a name would leave the folder it is unpacked into, the backup counts as damaged."""
    with archive.reading(forged(tmp_path / "b.zip", name)) as found, pytest.raises(InputError):
        found.check()


@pytest.mark.parametrize("name", ["files/ab/cd/abcd", "tables/orgs_unit.jsonl", "secrets/audit.key"])
def test_usual_names_pass(tmp_path: Path, name: str) -> None:
    """What a backup writes is read back."""
    with archive.reading(forged(tmp_path / "b.zip", name)) as found:
        found.check()
