"""The sets that ship with the program: data in `criteria/library`, one TOML file each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from thuocdo.criteria.rules.loading import load_framework
from thuocdo.criteria.rules.model import Framework
from thuocdo.lib.errors import InputError

_FOLDER = Path(__file__).resolve().parent.parent / "library"


def shipped_names() -> tuple[str, ...]:
    """The names of the shipped sets, in order of the alphabet."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def shipped_text(name: str) -> str:
    """The TOML text of a shipped set. Raises InputError for a name that is none."""
    if name not in shipped_names():
        raise InputError(f"Không có bộ tiêu chí “{name}”; có sẵn: {', '.join(shipped_names())}.")
    return (_FOLDER / f"{name}.toml").read_text("utf-8")


@cache
def shipped(name: str) -> Framework:
    """A shipped set. Raises InputError for a name that is none."""
    return load_framework(shipped_text(name), f"{name}.toml")
