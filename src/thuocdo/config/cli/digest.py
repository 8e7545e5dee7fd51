"""`thuocdo digest`: make and mail the digest of today now, or show the one kept of a day."""

from __future__ import annotations

import argparse
from datetime import date

from thuocdo.config.cli.output import write_json
from thuocdo.config.ops.start import require_schema, start
from thuocdo.lib.errors import InputError

EXAMPLE = "thuocdo digest --date 2026-11-20"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--date", metavar="NGÀY", help="chỉ in thư tổng hợp đã giữ của ngày này (2026-11-20), không gửi gì"
    )
    parser.add_argument("--even-off", action="store_true", help="lập cả khi hôm nay là ngày nghỉ")
    parser.add_argument("--json", metavar="TỆP", help="ghi kết quả dạng JSON vào tệp, “-” là ra màn hình")


def run(args: argparse.Namespace) -> int:
    wanted = _day(args.date) if args.date else None
    start()
    if wanted is not None:
        return _show(wanted, args.json)
    require_schema()
    from django.utils import timezone

    from thuocdo.reporting.actions.digest import run_digest

    done = run_digest(now=timezone.now(), even_off=args.even_off)
    mailed = done.mailed
    if args.json:
        data = {
            "made": done.made,
            "sent": mailed.sent,
            "refused": mailed.refused,
            "waiting": mailed.failed,
            "file": str(done.file) if done.file else None,
            "day_off": done.off or None,
        }
        write_json(data, args.json)
    if args.json != "-":
        if done.off:
            print(f"Hôm nay là ngày nghỉ ({done.off}): không lập thư tổng hợp. Vẫn lập thì thêm --even-off.")
        else:
            print(f"Đã lập {done.made} thư tổng hợp mới.")
        print(f"Gửi được {mailed.sent}, địa chỉ không nhận {mailed.refused}, sẽ gửi lại {mailed.failed}.")
        if done.file:
            print(f"Bản giữ trên máy này: {done.file}")
        elif not done.off:
            print("Chưa ghi được tệp vào thư mục digests; kiểm tra quyền ghi của VAR_DIR.")
    return 1 if mailed.refused or mailed.failed or (not done.off and done.file is None) else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"--date “{text}” không phải một ngày. Viết năm-tháng-ngày, ví dụ 2026-11-20."
        ) from error


def _show(day: date, target: str | None) -> int:
    from django.conf import settings

    from thuocdo.reporting.kept_digests import path_of

    path = path_of(settings.DIGEST_DIR, day)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise InputError(
            f"Không giữ thư tổng hợp nào của ngày {day:%d/%m/%Y} trong {settings.DIGEST_DIR}."
        ) from error
    except OSError as error:
        raise InputError(f"Không đọc được {path}: {error.strerror}.") from error
    if target:
        write_json({"date": day.isoformat(), "file": str(path), "text": text}, target)
    if target != "-":
        print(text, end="")
    return 0
