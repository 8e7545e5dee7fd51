"""The whole list of provinces and communes into an empty database, and once more without change."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.database import on_both
from tests.bench.figures import Figure

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "admin-units-2026.json"


def figures() -> list[Figure]:
    if not FILE.is_file():
        return [Figure("import of 3,355 units: ../shared is not there", 0, "s")]
    return on_both("units", _measure)


def _measure(label: str) -> list[Figure]:
    from django.utils import timezone

    from thuocdo.orgs.actions.catalogue import import_catalogue
    from thuocdo.orgs.rules.catalogue import read_catalogue

    def load() -> tuple[float, int]:
        began = time.perf_counter()
        units = read_catalogue(FILE.read_bytes(), name=FILE.name)
        done = import_catalogue(units=units, old_names=(), source=FILE.name, by=None, now=timezone.now())
        return time.perf_counter() - began, done.new

    first, new = load()
    second, again = load()
    return [
        Figure(f"import of the list of units, {label}", first, "s", 3.0, note=f"{new} new"),
        Figure(f"the same again, {label}", second, "s", note=f"{again} new"),
    ]
