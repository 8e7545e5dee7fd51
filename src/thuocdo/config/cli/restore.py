"""`thuocdo restore FILE`: a backup into an empty place."""

from __future__ import annotations

import argparse
from pathlib import Path

from thuocdo.config.ops.start import start

EXAMPLE = "VAR_DIR=/srv/thuocdo-moi thuocdo restore /sao-luu/thuocdo-2026-03-02.zip"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="TỆP", type=Path, help="tệp do “thuocdo backup” tạo ra")
    parser.add_argument(
        "--check", action="store_true", help="chỉ kiểm tra tệp có nguyên vẹn không, không phục hồi"
    )


def run(args: argparse.Namespace) -> int:
    if args.check:
        from thuocdo.config.ops import archive

        with archive.reading(args.file) as backup:
            backup.check()
            print(
                f"Bản sao lưu nguyên vẹn: tạo lúc {backup.manifest['created']}, {len(backup.members)} tệp bên trong."
            )
        return 0
    start(secrets_needed=False)
    from django.utils import timezone

    from thuocdo.audit.queries import verification_sentence
    from thuocdo.config.ops.restore import restore

    done = restore(args.file, now=timezone.localtime())
    print(f"Đã phục hồi bản sao lưu tạo lúc {done.created} (phiên bản {done.program}).")
    print(
        f"{done.rows} dòng trong {done.tables} bảng và {done.files} tệp, từng bảng và từng tệp khớp mã kiểm tra."
    )
    print(verification_sentence(done.verification))
    if done.steps_added:
        print(f"Chương trình này mới hơn bản sao lưu: đã nâng cấp thêm {done.steps_added} bước.")
    print("Mọi người cần đăng nhập lại.")
    return 0 if done.verification.whole else 1
