"""`make bench`: measure, print, write docs/bench.md. Timings live here, never in a test's assertion.

Each measurement runs in a process of its own, so that memory and caches of one do not colour another.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.bench.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
BENCHES = (
    "compile",
    "documents",
    "evidence",
    "units",
    "tasks",
    "audit",
    "site",
    "index",
    "scoring",
    "scores",
    "priorities",
    "writing",
)


def run(name: str) -> list[Figure]:
    out = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.bench.one", name],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        check=False,
    )
    if out.returncode:
        sys.stderr.write(out.stderr[-2000:])
        return [Figure(f"{name}: không đo được", 0, "", note=out.stderr.strip().splitlines()[-1][:120])]
    return [Figure(**row) for row in json.loads(out.stdout.strip().splitlines()[-1])]


def main() -> int:
    wanted = sys.argv[1:] or list(BENCHES)
    rows: list[str] = []
    missed = 0
    for name in wanted:
        for figure in run(name):
            verdict = {True: "đạt", False: "KHÔNG ĐẠT", None: ""}[figure.met]
            missed += figure.met is False
            bound = "" if figure.bound is None else f"{'≥' if figure.more else '≤'} {figure.bound:g}"
            sys.stdout.write(
                f"{figure.name:70} {figure.value:10.3f} {figure.unit:8} {bound:10} {verdict} {figure.note}\n"
            )
            rows.append(
                f"| {figure.name} | {figure.value:.3f} {figure.unit} | {bound} {figure.unit if bound else ''} | {verdict} | {figure.note} |"
            )
    if not sys.argv[1:]:
        (ROOT / "docs" / "bench.md").write_text(
            "# Speed and size\n\n"
            "Written by `make bench`; medians of several runs after a warm-up. Shared machines are noisy: "
            "compare ratios, not digits.\n\n"
            f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}, {date.today():%Y-%m-%d}.\n\n"
            "| what | measured | promised | verdict | note |\n|---|---|---|---|---|\n"
            + "\n".join(rows)
            + "\n",
            "utf-8",
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
