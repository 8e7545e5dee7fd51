"""thuocdo index: a composite index, its ranks, and how far they depend on the choices made."""

from __future__ import annotations

import argparse
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from thuocdo.config.cli.output import write_json
from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.build import Index, NotComputable, compute
from thuocdo.stats.composite.description import Job, plain_job, read_job
from thuocdo.stats.composite.sensitivity import Estimate, Sensitivity, rank_sensitivity
from thuocdo.stats.composite.structure import Table
from thuocdo.stats.composite.tables import read_table
from thuocdo.stats.composite.uncertainty import RankUncertainty, rank_uncertainty

EXAMPLE = "thuocdo index chi-so.toml --json ket-qua.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="mô tả chỉ số (.toml), hoặc bảng số liệu (.csv)"
    )
    parser.add_argument("--json", metavar="OUT", help="ghi kết quả JSON ra tệp, hoặc - để in ra màn hình")


def run(args: argparse.Namespace) -> int:
    """0: every unit has an index; 1: some have none, and the output says why; InputError (2): cannot be computed."""
    job = job_of(args.file)
    index = compute(job.table, job.spec)
    spread = moved = None
    if job.assumptions is not None:
        spread = rank_uncertainty(
            job.table, job.spec, job.assumptions, draws=job.draws, seed=job.seed, quantiles=job.quantiles
        )
        if job.sensitivity:
            moved = rank_sensitivity(
                job.table,
                job.spec,
                job.assumptions,
                samples=job.samples,
                bootstrap=job.bootstrap,
                seed=job.seed,
                unit=job.unit,
            )
    if args.json:
        write_json(as_data(job, index, spread, moved), args.json)
    if args.json != "-":
        print("\n".join(report(job, index, spread, moved)))
    return 1 if index.reasons else 0


def job_of(path: Path) -> Job:
    """The description in a TOML file, or the plain index of a table. Raises InputError."""
    if path.suffix.lower() == ".toml":
        return read_job(_text(path), path.name, lambda name: _table(path.parent / name))
    return plain_job(_table(path), path.stem)


def _table(path: Path) -> Table:
    return read_table(_text(path), path.name)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: không phải tệp chữ UTF-8; nhận tệp .toml hoặc .csv.") from error
    except FileNotFoundError as error:
        raise InputError(f"Không thấy tệp {path}; hãy kiểm tra lại tên và thư mục.") from error
    except OSError as error:
        raise InputError(f"Không đọc được tệp {path}: {error.strerror}.") from error


def as_data(
    job: Job, index: Index, spread: RankUncertainty | None, moved: Sensitivity | None
) -> dict[str, Any]:
    """What a program reads. Numbers that do not exist are null with a reason, never 0."""
    codes = job.spec.structure.codes
    return {
        "name": job.name,
        "steps": list(index.steps),
        "weights": {code: float(weight) for code, weight in zip(codes, index.weights, strict=True)},
        "treated": [
            {"indicator": c.indicator, "units": list(c.units), "log": c.log, "passed": c.passed}
            for c in index.changes
        ],
        "units": [
            {
                "unit": unit,
                "index": _number(index.scores[i]),
                "rank": None if unit in index.reasons else int(index.ranks[i]),
                "reason": index.reasons.get(unit),
                "indicators_available": index.available[i],
                "values": {code: _number(value) for code, value in zip(codes, index.values[i], strict=True)},
                "ranks_over_draws": _spread_of(unit, spread, job.top) if spread else None,
            }
            for i, unit in enumerate(index.units)
        ],
        "uncertainty": None
        if spread is None
        else {
            "draws": spread.draws,
            "seed": spread.seed,
            "quantiles": list(spread.quantiles),
            "varied": _varied(spread),
            "fixed": list(spread.fixed),
        },
        "sensitivity": _sensitivity(moved) if moved else None,
    }


def _number(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None


def _varied(run: RankUncertainty | Sensitivity) -> list[dict[str, Any]]:
    return [
        {"name": v.name, "alternatives": [{"choice": words, "draws": n} for words, n in v.alternatives]}
        for v in run.varied
    ]


def _spread_of(unit: str, spread: RankUncertainty, top: tuple[int, ...]) -> dict[str, Any] | None:
    if unit not in spread.units:
        return None
    i = spread.units.index(unit)
    return {
        "mean": float(spread.mean[i]),
        "median": float(spread.median[i]),
        "low": float(spread.low[i]),
        "high": float(spread.high[i]),
        "share_in_top": {str(places): float(spread.probability_top(places)[i]) for places in top},
    }


def _sensitivity(moved: Sensitivity) -> dict[str, Any]:
    found = moved.estimates
    factors = None
    if not isinstance(found, NotComputable):
        factors = {name: asdict(estimate) for name, estimate in found.items()}
    return {
        "target": "mean |rank - nominal rank|"
        if moved.unit is None
        else f"|rank - nominal rank| of {moved.unit}",
        "samples": moved.samples,
        "evaluations": moved.evaluations,
        "bootstrap": moved.bootstrap,
        "seed": moved.seed,
        "variance": moved.variance,
        "reason": found.reason if isinstance(found, NotComputable) else None,
        "factors": factors,
        "varied": _varied(moved),
        "fixed": list(moved.fixed),
    }


def report(job: Job, index: Index, spread: RankUncertainty | None, moved: Sensitivity | None) -> list[str]:
    """What a person reads: the steps, the ranking with its intervals, what was varied, what moved the ranks."""
    lines = [
        job.name,
        "",
        "Các bước:",
        *(f"  {i}. {step}" for i, step in enumerate(index.steps, start=1)),
        "",
    ]
    wide = max(len(unit) for unit in index.units)
    title = f"{'Hạng':>4}  {'Đơn vị':{wide}}  {'Điểm':>10}"
    if spread:
        title += f"  {_interval_title(spread):>18}  Trung vị"
    lines.append(title)
    last = np.where(np.isnan(index.ranks), np.inf, index.ranks)
    for i in np.argsort(last, kind="stable").tolist():
        unit = index.units[i]
        if unit in index.reasons:
            lines.append(f"{'–':>4}  {unit:{wide}}  chưa tính được: {index.reasons[unit]}")
            continue
        line = f"{int(index.ranks[i]):>4}  {unit:{wide}}  {_vn(float(index.scores[i]), 4):>10}"
        if spread:
            k = spread.units.index(unit)
            line += f"  {_vn(spread.low[k], 1):>8} – {_vn(spread.high[k], 1):<7}  {_vn(spread.median[k], 1)}"
        lines.append(line)
    if spread:
        lines += ["", f"Khoảng hạng từ {spread.draws} lượt mô phỏng, số khởi tạo {spread.seed}. Thay đổi:"]
        lines += [
            f"  - {v.name}: {'; '.join(f'{words} ({n} lượt)' for words, n in v.alternatives)}"
            for v in spread.varied
        ]
        lines += ["Giữ nguyên:", *(f"  - {said}" for said in spread.fixed)]
    if moved:
        lines += _moved_lines(moved)
    return lines


def _interval_title(spread: RankUncertainty) -> str:
    return f"hạng {spread.quantiles[0]:.0%}–{spread.quantiles[1]:.0%}"


def _moved_lines(moved: Sensitivity) -> list[str]:
    who = "trung bình các đơn vị" if moved.unit is None else moved.unit
    lines = [
        "",
        f"Độ nhạy của mức xê dịch hạng ({who}), {moved.evaluations} lượt tính: riêng / kể cả tác động chung",
    ]
    if isinstance(moved.estimates, NotComputable):
        return [*lines, f"  chưa tính được: {moved.estimates.reason}"]
    return lines + [f"  - {name}: {_shown(e)}" for name, e in moved.estimates.items()]


def _shown(estimate: Estimate) -> str:
    def one(value: float, interval: tuple[float, float] | None) -> str:
        return _vn(value, 2) + (f" [{_vn(interval[0], 2)}; {_vn(interval[1], 2)}]" if interval else "")

    return f"{one(estimate.first, estimate.first_interval)} / {one(estimate.total, estimate.total_interval)}"


def _vn(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",").replace("-", "−")
