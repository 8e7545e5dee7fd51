"""thuocdo units import FILE: load a catalogue of administrative units."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from thuocdo.config.cli.output import write_json
from thuocdo.lib.errors import InputError

EXAMPLE = "thuocdo units import danh-muc.json --mapping ten-cu.csv"
MAX_BYTES = 50_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["import"], help="import: nhập danh mục")
    parser.add_argument(
        "file", metavar="TỆP", help="danh mục đơn vị hành chính (JSON: tỉnh, trong đó có Wards)"
    )
    parser.add_argument(
        "--mapping",
        metavar="CSV",
        help="tên cũ và đơn vị đã giải thể: old_name, old_type, new_code, from, source",
    )
    parser.add_argument("--json", metavar="TỆP", help="ghi kết quả dạng JSON (- là đầu ra chuẩn)")


def run(args: argparse.Namespace) -> int:
    """Check the files whole, then write all of it or nothing."""
    from thuocdo.orgs.rules.catalogue import read_catalogue, read_mapping

    units = read_catalogue(_bytes(args.file), name=args.file)
    old_names = read_mapping(_bytes(args.mapping), name=args.mapping) if args.mapping else ()
    from thuocdo.config.cli.init import start_django

    start_django()
    from django.utils import timezone

    from thuocdo.orgs.actions.catalogue import import_catalogue

    done = import_catalogue(
        units=units, old_names=old_names, source=Path(args.file).name, by=None, now=timezone.now()
    )
    if args.json:
        write_json(asdict(done), args.json)
    text = f"{_n(done.new)} mới, {_n(done.changed)} đổi, {_n(done.kept)} giữ nguyên"
    if args.mapping:
        text += f"; {_n(done.old_names)} tên cũ mới"
    print(text, file=sys.stderr if args.json == "-" else sys.stdout)
    return 0


def _n(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _bytes(name: str) -> bytes:
    path = Path(name)
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise InputError(f"Tệp {name} lớn quá 50 MB; danh mục cả nước chỉ khoảng 2 MB.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"Không thấy tệp {name}.") from error
    except OSError as error:
        raise InputError(f"Không đọc được tệp {name} ({error.strerror}).") from error
