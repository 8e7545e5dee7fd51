"""thuocdo lint: what is wrong, missing or contradictory in a plan."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from thuocdo.config.cli.output import write_json
from thuocdo.documents.parsing.sandbox import read_safely
from thuocdo.documents.parsing.text import read_text
from thuocdo.documents.rules.blocks import Document, Source
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.lint import Finding, Severity, lint, read_panel
from thuocdo.plans.rules.model import Plan

EXAMPLE = "thuocdo lint ke-hoach.docx --parent ke-hoach-tinh.pdf --papi data/papi/subdimensions --json -"

_TITLES = {
    Severity.ERROR: "LỖI (chứng minh được từ văn bản hoặc số liệu)",
    Severity.WARNING: "CẢNH BÁO (nhiều khả năng sai)",
    Severity.INFO: "GỢI Ý",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="kế hoạch cần kiểm tra")
    parser.add_argument("--parent", metavar="FILE", type=Path, help="kế hoạch của cấp trên để đối chiếu")
    parser.add_argument("--papi", metavar="DIR", type=Path, help="thư mục điểm PAPI theo năm (2023.csv, …)")
    parser.add_argument("--json", metavar="OUT", help="ghi kết quả JSON ra tệp, hoặc - để in ra màn hình")


def run(args: argparse.Namespace) -> int:
    """0: no finding of severity error; 1: there are; InputError (2): a file cannot be used."""
    papi = read_panel(args.papi) if args.papi else None
    document, plan = _read(args.file)
    parent = _read(args.parent) if args.parent else None
    findings = lint(_as_printed(args.file, document), plan, parent=parent, papi=papi)
    if args.json:
        write_json([finding.to_json() for finding in findings], args.json)
    if args.json != "-":
        print(report(args.file.name, findings, unit="dòng" if document.reader == "text" else "đoạn"))
    return 1 if any(finding.severity == Severity.ERROR for finding in findings) else 0


def _read(path: Path) -> tuple[Document, Plan]:
    document = read_safely(path)
    return document, compile_plan(document)


def _as_printed(path: Path, document: Document) -> Document:
    """A text file as it stands, before its tables were repaired: some faults are only visible there.

    Other kinds stay as they were read: only plain text is harmless enough to be read outside the child process.
    """
    return read_text(path.read_bytes()) if document.reader == "text" else document


def report(name: str, findings: Sequence[Finding], *, unit: str = "dòng") -> str:
    """What a person reads: by severity, each finding with its place, quote and suggestion.

    `unit`: what `Source.line` counts, lines of a text file or paragraphs of another.
    """
    if not findings:
        return f"{name}: không có phát hiện nào."
    lines = [f"{name}: {len(findings)} phát hiện."]
    for severity, title in _TITLES.items():
        group = [finding for finding in findings if finding.severity == severity]
        if group:
            lines += ["", f"{title}: {len(group)}"]
            lines += [line for finding in group for line in _lines(finding, unit)]
    return "\n".join(lines)


def _lines(finding: Finding, unit: str) -> list[str]:
    quote = " ".join(finding.quote.split())
    out = [f"- [{place(finding.source, unit)}] {finding.message} ({finding.rule})"]
    if quote:
        out.append(f"    Nguyên văn: “{quote if len(quote) <= 160 else quote[:157] + '…'}”")
    if finding.suggestion:
        out.append(f"    Đề nghị: {finding.suggestion}")
    return out


def place(source: Source, unit: str = "dòng") -> str:
    """ "dòng 54", "trang 3, bảng 1, hàng 4", "đầu văn bản"."""
    parts = [
        f"{word} {number}"
        for word, number in (
            ("trang", source.page),
            (unit, source.line),
            ("bảng", source.table),
            ("hàng", source.row),
        )
        if number is not None
    ]
    return ", ".join(parts) or "đầu văn bản"
