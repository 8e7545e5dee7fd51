"""`thuocdo doctor`: what is missing on this machine, and how to get it."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from thuocdo.config.cli.output import write_json
from thuocdo.config.ops import checks
from thuocdo.config.ops.start import start
from thuocdo.config.secrets import var_dir_of_environment
from thuocdo.lib.errors import InputError

EXAMPLE = "thuocdo doctor"
SIGNS = {checks.State.GOOD: "  tốt ", checks.State.LACKING: " nên  ", checks.State.MISSING: " THIẾU"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", metavar="TỆP", help="ghi kết quả dạng JSON vào tệp, “-” là ra màn hình")


def run(args: argparse.Namespace) -> int:
    found = list(checks.of_machine(var_dir_of_environment()))
    try:
        start(secrets_needed=False)
        found += checks.of_program()
    except InputError as error:
        found.append(
            checks.Finding("Thiết lập", checks.State.MISSING, str(error), "Sửa biến môi trường rồi chạy lại")
        )
    missing = [f for f in found if f.state is checks.State.MISSING]
    if args.json:
        write_json([asdict(f) for f in found], args.json)
    if args.json != "-":
        for finding in found:
            print(f"[{SIGNS[finding.state]}] {finding.name}: {finding.seen}")
            if finding.remedy:
                print(f"{'':9} → {finding.remedy}")
        print(f"Còn thiếu {len(missing)} thứ bắt buộc." if missing else "Không thiếu thứ gì bắt buộc.")
    return 1 if missing else 0
