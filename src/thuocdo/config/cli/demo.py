"""`thuocdo demo`: sample data and the site on this machine, in one command."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from thuocdo.config.ops.server import Listening, require_free, serve
from thuocdo.config.ops.start import start
from thuocdo.config.secrets import ensure_secrets, var_dir_of_environment
from thuocdo.lib.errors import InputError

if TYPE_CHECKING:
    from thuocdo.reporting.actions import DemoSummary

EXAMPLE = "thuocdo demo --port 8000 ke-hoach-xa.docx"
MARK = "demo.txt"
HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "plans",
        nargs="*",
        type=Path,
        metavar="KẾ_HOẠCH",
        help="kế hoạch cần nhập; không nêu thì dùng kế hoạch mẫu",
    )
    parser.add_argument(
        "--data", type=Path, metavar="THƯ_MỤC", help="nơi để dữ liệu mẫu (mặc định VAR_DIR hoặc ./var)"
    )
    parser.add_argument(
        "--port", type=int, default=8000, metavar="N", help="cổng của trang web (mặc định 8000)"
    )
    parser.add_argument("--no-serve", action="store_true", help="chỉ nạp dữ liệu, không mở trang web")


def run(args: argparse.Namespace) -> int:
    for path in args.plans:
        if not path.is_file():
            raise InputError(
                f"Không có tệp {path}. Hãy nêu kế hoạch dạng .docx, .pdf, .txt, .md, .odt hoặc ảnh quét."
            )
    if not args.no_serve:
        require_free(HOST, args.port)
    var = args.data.resolve() if args.data else var_dir_of_environment()
    _prepare(var, args.port)
    start()
    from django.utils import timezone

    from thuocdo.config.ops.upgrade import upgrade

    upgrade(now=timezone.localtime())
    from thuocdo.jobs import inprocess
    from thuocdo.reporting.actions import load_demo

    with inprocess.held():  # the web process that is started below has the threads, not this one
        summary = load_demo(plans=[path.resolve() for path in args.plans], now=timezone.now())
    listening = Listening(HOST, args.port, workers=1, threads=8)
    if args.no_serve:
        _say(summary)
        return 1 if summary.problems else 0
    from thuocdo.config.ops.static import ensure_collected

    ensure_collected()
    serve(listening, lambda: _say(summary, f"http://localhost:{args.port}"))
    return 0


def _has_tables(database: Path) -> bool:
    """Whether somebody's data may be in the file; a command that only looked leaves a file without tables."""
    if not database.is_file() or database.stat().st_size == 0:
        return False
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except sqlite3.Error:
        return True  # not a database: not ours either


def _prepare(var: Path, port: int) -> None:
    """Point the settings, which are not read yet, at the demo's own data and never at a real installation's."""
    os.environ["VAR_DIR"] = str(var)
    if os.environ.pop("DATABASE_URL", ""):
        print(
            "Bản chạy thử dùng SQLite trong thư mục dữ liệu của nó, không dùng DATABASE_URL.", file=sys.stderr
        )
    database = var / "thuocdo.sqlite3"
    if _has_tables(database) and not (var / MARK).is_file():
        raise InputError(
            f"{var} có dữ liệu không do “thuocdo demo” tạo ra. Hãy chọn thư mục khác bằng --data."
        )
    ensure_secrets(var)
    (var / MARK).write_text("Dữ liệu mẫu do “thuocdo demo” tạo ra; không dùng cho công việc thật.\n", "utf-8")
    os.environ["JOBS_IN_PROCESS"] = "1"
    os.environ["SITE_URL"] = f"http://localhost:{port}"
    for name in ("HTTPS", "BEHIND_PROXY", "ALLOWED_HOSTS"):
        os.environ.pop(name, None)


def _say(summary: DemoSummary, address: str = "") -> None:
    for line in summary.lines():
        print(line)
    if address:
        print(f"Mở trang web: {address}   (dừng bằng Ctrl+C)")
    sys.stdout.flush()
