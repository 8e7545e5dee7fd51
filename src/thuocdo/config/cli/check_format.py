"""thuocdo check-format: whether a .docx has the form that NĐ 30/2020/NĐ-CP asks for."""

from __future__ import annotations

import argparse
from pathlib import Path

from thuocdo.config.cli.output import write_json
from thuocdo.documents.format.findings import GROUPS, Finding, Report, Severity, said
from thuocdo.documents.format.safely import check_safely

EXAMPLE = "thuocdo check-format ke-hoach.docx --json -"

_TITLES = {
    Severity.ERROR: "SAI",
    Severity.WARNING: "CẦN XEM LẠI",
    Severity.INFO: "CÒN ĐỂ TRỐNG",
}
_STATES = {
    "error": "Sai",
    "warning": "Cần xem lại",
    "info": "Còn để trống",
    "ok": "Đúng",
    "absent": "Không có",
}
_PLACES = 5  # of one finding, on the screen; the JSON has them all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="văn bản Word .docx cần kiểm tra thể thức")
    parser.add_argument("--json", metavar="OUT", help="ghi kết quả JSON ra tệp, hoặc - để in ra màn hình")


def run(args: argparse.Namespace) -> int:
    """0: nothing against the standard; 1: there is; InputError (2): the file cannot be measured."""
    report = check_safely(args.file)
    if args.json:
        write_json(report.to_json(), args.json)
    if args.json != "-":
        print(text_of(args.file.name, report))
    return 1 if any(finding.severity is Severity.ERROR for finding in report.findings) else 0


def text_of(name: str, report: Report) -> str:
    """What a person reads: the list of checks, then the findings by severity with place, measure and source."""
    kind = report.kind.capitalize() or "chưa nhận ra loại văn bản"
    lines = [f"{name}: {kind}, đo theo {report.standard}."]
    if not report.confirmed:
        lines.append(
            "⚙ Cỡ chữ và lề của mẫu này là tham số của chương trình, chưa có căn cứ pháp lý xác nhận."
        )
    lines += ["", *(f"  {label:32} {_STATES[report.status(key)]}" for key, label in GROUPS.items())]
    if not report.findings:
        return "\n".join([*lines, "", "Không có phát hiện nào."])
    for severity, title in _TITLES.items():
        group = [finding for finding in report.findings if finding.severity is severity]
        if group:
            lines += ["", f"{title}: {len(group)}"]
            lines += [line for finding in group for line in _lines(finding)]
    return "\n".join(lines)


def _lines(finding: Finding) -> list[str]:
    out = [f"- {finding.message} ({finding.rule})"]
    out += [f"    tại {said(place)}" for place in finding.places[:_PLACES]]
    if len(finding.places) > _PLACES:
        out.append(f"    và {len(finding.places) - _PLACES} chỗ nữa")
    return [*out, f"    Đúng là: {finding.expected}. Nguồn: {finding.source}."]
