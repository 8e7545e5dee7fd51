"""`thuocdo backup FILE`: everything into one file, while the site is running."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from thuocdo.config.ops.start import start

EXAMPLE = "thuocdo backup /sao-luu/thuocdo-2026-03-02.zip"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="TỆP", type=Path, help="tệp sẽ tạo; nếu là thư mục thì tên tệp đặt theo thời gian"
    )
    parser.add_argument(
        "--without-secrets",
        action="store_true",
        help="không kèm secret.key và audit.key; khi phục hồi phải tự đặt lại hai khóa này",
    )


def run(args: argparse.Namespace) -> int:
    start()
    from django.db import DatabaseError
    from django.utils import timezone

    from thuocdo.audit.actions import record
    from thuocdo.config.ops.backup import make_backup

    now = timezone.localtime()
    done = make_backup(args.file, now=now, with_secrets=not args.without_secrets)
    print(
        f"Đã sao lưu vào {done.path} ({_size(done.size)}): {done.rows} dòng dữ liệu, {done.files} tệp; đã đọc lại và khớp."
    )
    print(f"Bản ghi nhật ký cuối: {done.last_entry}.")
    if done.with_secrets:
        print("Tệp này chứa dữ liệu cá nhân và khóa bí mật: hãy cất nơi chỉ người được phép mở được.")
    try:
        after = {"rows": done.rows, "files": done.files, "size": done.size, "last": done.last_entry}
        record("config.backup.made", by=None, now=now, subject=done.path.name, after=after)
    except DatabaseError as error:
        print(f"Bản sao lưu đã xong nhưng chưa ghi được vào nhật ký: {error}", file=sys.stderr)
    return 0


def _size(size: int) -> str:
    return f"{size / 1_048_576:.1f} MB".replace(".", ",")
