"""The five real plans through reader and compiler, in one process."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from tests.bench.figures import Figure, seconds

SEEDS = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("*.txt"))


def figures() -> list[Figure]:
    if not SEEDS:
        return [Figure("five plans compiled: ../shared is not there", 0, "s")]
    from thuocdo.documents.parsing.read import read_document
    from thuocdo.plans.rules.compile import compile_plan
    from thuocdo.plans.rules.lint import lint

    def compile_all() -> None:
        for path in SEEDS:
            compile_plan(read_document(path))

    def lint_all() -> None:
        for path in SEEDS:
            document = read_document(path)
            lint(document, compile_plan(document))

    compiled = seconds(compile_all)
    linted = seconds(lint_all, runs=3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    command = seconds(
        lambda: subprocess.run(
            [str(Path(sys.executable).parent / "thuocdo"), "compile", str(SEEDS[3]), "--json", "-"],
            capture_output=True,
            check=True,
        )
    )
    return [
        Figure("five real plans: read and compiled in one process", compiled, "s", 2.0),
        Figure("five real plans: read, compiled and linted", linted, "s"),
        Figure("peak memory of that process", peak, "MB", 300),
        Figure("thuocdo compile on the largest real plan, whole command", command, "s", 1.0),
    ]
