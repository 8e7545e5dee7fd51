"""`thuocdo migrate`: bring the database to this version; a backup first."""

from __future__ import annotations

import argparse

from thuocdo.config.ops.start import start

EXAMPLE = "thuocdo migrate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-backup", action="store_true", help="không sao lưu trước (chỉ khi vừa tự sao lưu)"
    )
    parser.add_argument(
        "--check", action="store_true", help="chỉ cho biết còn gì phải nâng cấp; mã thoát 1 nếu còn"
    )


def run(args: argparse.Namespace) -> int:
    start(secrets_needed=False)
    from django.utils import timezone

    from thuocdo.config.ops import schema
    from thuocdo.config.ops.upgrade import upgrade

    if args.check:
        found = schema.state()
        schema.refuse_newer(found)
        for app, name in found.pending:
            print(f"còn: {app}.{name}")
        if not found.pending:
            print("Cơ sở dữ liệu đã đúng phiên bản này.")
        return 1 if found.pending else 0
    done = upgrade(now=timezone.localtime(), backup_first=not args.no_backup)
    if done.backup:
        print(f"Đã sao lưu trước khi nâng cấp: {done.backup}")
    if done.fresh:
        print(f"Đã tạo cơ sở dữ liệu mới ({len(done.steps)} bước).")
    elif done.steps:
        for app, name in done.steps:
            print(f"đã nâng cấp: {app}.{name}")
    else:
        print("Cơ sở dữ liệu đã đúng phiên bản này, không có gì phải làm.")
    return 0
