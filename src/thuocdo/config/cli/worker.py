"""`thuocdo worker`: run background jobs until told to stop."""

from __future__ import annotations

import argparse
import os
import sys

from thuocdo.config.ops.start import require_schema, start
from thuocdo.lib.errors import InputError

EXAMPLE = "thuocdo worker --threads 2"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--threads", type=int, default=2, metavar="N", help="số việc chạy cùng lúc (mặc định 2)"
    )


def run(args: argparse.Namespace) -> int:
    if not 1 <= args.threads <= 32:
        raise InputError("--threads nhận số từ 1 đến 32.")
    # A worker of its own must take messages from the queue, whatever the site's environment says.
    os.environ["JOBS_IN_PROCESS"] = "0"
    start()
    require_schema()
    from thuocdo.jobs import delivery

    print(
        f"Đang chạy việc nền với {args.threads} luồng. Dừng bằng Ctrl+C; việc đang chạy được làm nốt.",
        file=sys.stderr,
    )
    delivery.consume(threads=args.threads)
    return 0
