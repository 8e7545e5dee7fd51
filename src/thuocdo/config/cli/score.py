"""thuocdo score: the scores of a unit from a file of measures; `--list` says what a framework asks for."""

from __future__ import annotations

import argparse
from decimal import Decimal
from pathlib import Path
from typing import Any

from thuocdo.config.cli.output import write_json
from thuocdo.config.cli.scored import read_measures, tree_json, tree_lines
from thuocdo.criteria.rules.library import shipped, shipped_names
from thuocdo.criteria.rules.loading import load_framework
from thuocdo.criteria.rules.model import Criterion, Framework, Quantity, SettingRef
from thuocdo.criteria.rules.problems import printed
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.tree import score

EXAMPLE = "thuocdo score par-index-commune --measures so-do.json --year 2025 --json -"

MARKS = {"law": "§", "setting": "⚙", "fiction": "giả định", "published": "đã công bố"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    names = ", ".join(shipped_names())
    parser.add_argument("framework", metavar="BỘ", help=f"tệp TOML, hoặc bộ có sẵn: {names}")
    parser.add_argument("--list", action="store_true", help="in số đo, tham số và tiêu chí của bộ")
    parser.add_argument(
        "--measures", metavar="FILE", type=Path, help="tệp JSON số đo và tham số: {tên: giá trị}"
    )
    parser.add_argument(
        "--year", type=int, metavar="NĂM", help="năm đánh giá, cho hạn nộp chỉ ghi ngày và tháng"
    )
    parser.add_argument("--json", metavar="OUT", help="ghi kết quả JSON ra tệp, hoặc - để in ra màn hình")


def run(args: argparse.Namespace) -> int:
    """0: done; InputError (2): the framework or the measures cannot be used."""
    framework = framework_of(args.framework)
    if args.list == bool(args.measures):
        raise InputError(
            "Hãy ghi --measures và tên tệp số đo để tính điểm, hoặc --list để xem bộ tiêu chí cần những số đo nào."
        )
    if args.list:
        return _show(args.json, listing(framework), report(framework))
    if args.year is not None and not 1990 <= args.year <= 2200:
        raise InputError("--year: nhận năm từ 1990 đến 2200.")
    values, settings = read_measures(args.measures, framework)
    try:
        scored = score(framework, values, settings, year=args.year)
    except InputError as error:
        raise InputError(f"{args.measures}: {error}") from error
    return _show(args.json, tree_json(scored), tree_lines(scored))


def _show(target: str | None, data: dict[str, Any], lines: list[str]) -> int:
    if target:
        write_json(data, target)
    if target != "-":
        print("\n".join(lines))
    return 0


def framework_of(given: str) -> Framework:
    """The framework of a TOML file or of a shipped name. Raises InputError."""
    if given in shipped_names():
        return shipped(given)
    path = Path(given)
    if not path.is_file():
        raise InputError(
            f"Không thấy tệp “{given}”, cũng không có bộ tiêu chí tên như vậy; có sẵn: {', '.join(shipped_names())}."
        )
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{given}: không phải tệp chữ UTF-8; hãy đưa một tệp TOML.") from error
    except OSError as error:
        raise InputError(f"Không đọc được tệp {given}: {error.strerror}.") from error
    return load_framework(text, given)


def listing(framework: Framework) -> dict[str, Any]:
    """What a program reads: the measures to give, the settings to enter, the criteria as a tree."""
    return {
        "code": framework.code,
        "version": framework.version,
        "name": framework.name,
        "index": framework.index,
        "level": framework.level,
        "total": quantity_json(framework.total),
        "measures": [
            {"name": m.name, "label": m.label, "kind": m.kind.value, "unit": m.unit, "source": m.source}
            for m in framework.measures.values()
        ],
        "settings": [
            {"name": s.name, "label": s.label, "unit": s.unit, "note": s.note}
            for s in framework.settings.values()
        ],
        "criteria": [_criterion_json(criterion) for criterion in framework.criteria],
        "notes": list(framework.notes),
    }


def quantity_json(quantity: Quantity | None) -> Any:
    """A number as a number, a reference as {"setting": name}, nothing as null."""
    if isinstance(quantity, SettingRef):
        return {"setting": quantity.name}
    if quantity is None:
        return None
    return int(quantity) if quantity == quantity.to_integral_value() else float(quantity)


def _criterion_json(criterion: Criterion) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "name": criterion.name,
        "max": quantity_json(criterion.max),
        "method": criterion.method.value if criterion.method else None,
        "inputs": dict(criterion.inputs),
        "owner": criterion.owner,
        "basis": {"kind": criterion.basis.kind.value, "text": criterion.basis.text},
        "evidence": [rule.label for rule in criterion.evidence],
        "children": [_criterion_json(child) for child in criterion.children],
    }


def report(framework: Framework) -> list[str]:
    """What a person reads, line by line."""
    leaves = list(framework.leaves())
    lines = [
        f"{framework.name} ({framework.code}, phiên bản {framework.version})",
        f"{len(leaves)} tiêu chí tính điểm hoặc theo dõi, {len(framework.measures)} số đo, "
        f"{len(framework.settings)} tham số phải nhập. Tổng điểm: {_points(framework.total)}.",
        "",
        "SỐ ĐO (ghi vào tệp --measures)",
    ]
    for measure in framework.measures.values():
        unit = f", {measure.unit}" if measure.unit else ""
        lines.append(f"  {measure.name} [{measure.kind}{unit}] {measure.label}")
    if framework.settings:
        lines += ["", "THAM SỐ (không có nguồn, cơ quan phải nhập)"]
    for setting in framework.settings.values():
        note = f". {setting.note}" if setting.note else ""
        lines.append(f"  {setting.name} [{setting.unit}] {setting.label}{note}")
    lines += ["", "TIÊU CHÍ"]
    for criterion in framework.criteria:
        lines += _criterion_lines(criterion, 1)
    if framework.notes:
        lines += ["", "LƯU Ý", *(f"  - {note}" for note in framework.notes)]
    return lines


def _criterion_lines(criterion: Criterion, depth: int) -> list[str]:
    how = f" – {criterion.method}({', '.join(criterion.inputs.values())})" if criterion.method else ""
    mark = MARKS[criterion.basis.kind.value]
    lines = [f"{'  ' * depth}{criterion.code} {criterion.name}: {_points(criterion.max)}{how} [{mark}]"]
    for child in criterion.children:
        lines += _criterion_lines(child, depth + 1)
    return lines


def _points(quantity: Quantity | None) -> str:
    if isinstance(quantity, SettingRef):
        return f"điểm do tỉnh quy định ({quantity.name})"
    return "không ghi điểm" if quantity is None else f"{printed(Decimal(quantity))} điểm"
