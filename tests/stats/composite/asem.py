"""The ASEM index of the reference folder: COINr's own tables, read for comparison."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from thuocdo.stats.composite.structure import Floats, Node, Structure, Table, structure_of


def table(shared: Path, name: str) -> Table:
    """One of raw, treated, normalised, aggregated."""
    rows = _rows(shared, f"asem_{name}")
    values = [[float("nan") if cell in ("NA", "") else float(cell) for cell in row[1:]] for row in rows[1:]]
    return Table(tuple(row[0] for row in rows[1:]), tuple(rows[0][1:]), np.array(values))


def sobol(shared: Path) -> Floats:
    """The fixed design: three inputs and the output, (1000 x 4)."""
    return np.array(_rows(shared, "sobol_design")[1:], dtype=float)


def _rows(shared: Path, name: str) -> list[list[str]]:
    return list(csv.reader((shared / "reference" / f"coinr_{name}.csv").read_text("utf-8").splitlines()))


def meta(shared: Path) -> list[dict[str, str]]:
    with (shared / "reference" / "coinr_asem_meta.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def structure(shared: Path) -> Structure:
    return structure_of(
        [
            Node(
                row["iCode"],
                None if row["Parent"] == "NA" else row["Parent"],
                float(row["Weight"]),
                int(row["Direction"]),
            )
            for row in meta(shared)
            if row["Type"] in ("Indicator", "Aggregate")
        ]
    )


def oracle(shared: Path) -> Any:
    return json.loads((shared / "reference" / "coinr_oracle.json").read_text("utf-8"))


def furthest(left: Floats, right: Floats) -> float:
    """Largest absolute difference; NaN anywhere fails the comparison."""
    return float(np.abs(np.asarray(left) - np.asarray(right)).max())


def rank_means(shared: Path) -> dict[str, float]:
    """Mean rank of each country over the 100 draws of COINr's vignette."""
    rows = _rows(shared, "vignette_UA_rankstats")
    return {row[0]: float(row[2]) for row in rows[1:]}
