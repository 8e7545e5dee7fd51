"""The data folder of an installation."""

from __future__ import annotations

import stat
from pathlib import Path

from thuocdo.config.secrets import ensure_secrets


def test_a_new_data_folder_is_the_owners_alone(tmp_path: Path) -> None:
    """Other accounts of the machine cannot read the database; a folder that exists keeps its permissions."""
    ensure_secrets(tmp_path / "var")
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    given = tmp_path / "given"
    given.mkdir(mode=0o750)
    ensure_secrets(given)
    assert stat.S_IMODE(given.stat().st_mode) == 0o750
