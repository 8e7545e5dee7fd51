"""`thuocdo serve`: the site for an office network."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from thuocdo.config.ops.server import WILDCARDS, Listening, require_free, require_pair, serve
from thuocdo.config.ops.start import require_schema, start
from thuocdo.lib.errors import InputError

EXAMPLE = "thuocdo serve --host 0.0.0.0 --port 8443 --cert may-chu.pem --key may-chu.key"
LOCAL = ("127.0.0.1", "::1", "localhost")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="H",
        help="địa chỉ nhận kết nối; 0.0.0.0 là mọi mạng (mặc định 127.0.0.1)",
    )
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="cổng (mặc định 8000)")
    parser.add_argument("--cert", type=Path, metavar="TỆP", help="chứng thư PEM, để phục vụ bằng HTTPS")
    parser.add_argument("--key", type=Path, metavar="TỆP", help="khóa riêng PEM của chứng thư")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="số tiến trình (mặc định 2)")
    parser.add_argument(
        "--threads", type=int, default=4, metavar="N", help="số luồng mỗi tiến trình (mặc định 4)"
    )


def run(args: argparse.Namespace) -> int:
    if not 1 <= args.workers <= 64 or not 1 <= args.threads <= 64:
        raise InputError("--workers và --threads nhận số từ 1 đến 64.")
    require_pair(args.cert, args.key)
    listening = Listening(args.host, args.port, args.workers, args.threads, args.cert, args.key)
    guessed = prepare_environment(listening)
    start()
    require_schema()
    require_free(args.host, args.port)
    from thuocdo.config.ops.static import ensure_collected
    from thuocdo.config.ops.upgrade import ensure_cache_table

    ensure_cache_table()
    if ensure_collected():
        print("Đã chuẩn bị các tệp tĩnh.", file=sys.stderr)
    serve(listening, lambda: _say(listening, guessed=guessed))
    return 0


def prepare_environment(listening: Listening) -> bool:
    """Settings that follow from how the site is served, where the environment does not set them itself.

    Whether names of the site were guessed from this machine's own.
    """
    if listening.cert:
        os.environ["HTTPS"] = "true"
    names = os.environ.get("ALLOWED_HOSTS")
    if not names:
        hosts = [f"[{h}]" if ":" in h else h for h in ("localhost", "127.0.0.1", "::1", *listening.hosts)]
        os.environ["ALLOWED_HOSTS"] = ",".join(dict.fromkeys(hosts))
    os.environ.setdefault(
        "SITE_URL", listening.addresses[-1 if listening.host in WILDCARDS else 0].rstrip("/")
    )
    return not names


def _say(listening: Listening, *, guessed: bool) -> None:
    print("Trang web mở tại:", *listening.addresses, sep="\n  ")
    if listening.host not in LOCAL:
        if guessed:
            print(
                "Chỉ nhận các tên và địa chỉ trên. Nếu mọi người dùng tên khác (ví dụ thuocdo.xa.lan), "
                "đặt ALLOWED_HOSTS=tên,địa-chỉ và SITE_URL=https://tên rồi chạy lại."
            )
        if not listening.cert and os.environ.get("BEHIND_PROXY", "").lower() not in (
            "1",
            "true",
            "yes",
            "on",
        ):
            print(
                "Cảnh báo: chưa có HTTPS, mật khẩu đi qua mạng không mã hóa. Dùng --cert và --key, "
                "hoặc đặt sau Caddy hay nginx với BEHIND_PROXY=1 (xem docs/guide/cai-dat.md).",
                file=sys.stderr,
            )
    from django.conf import settings

    if not settings.JOBS_IN_PROCESS:
        print("Đọc kế hoạch và các việc nền cần thêm một tiến trình: thuocdo worker")
    print("Dừng bằng Ctrl+C.", flush=True)
