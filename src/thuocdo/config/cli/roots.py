"""thuocdo roots import FILE.pem --date D --source TEXT; list; retire; crl FILE: whom the site trusts for signatures."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from thuocdo.lib.errors import InputError

EXAMPLE = (
    "thuocdo roots import goc.pem --date 2026-06-30 --source 'Trang của nơi cấp chứng thư'\n"
    "       thuocdo roots crl thu-hoi.crl --source 'Trang của nơi cấp chứng thư'\n"
    "       thuocdo roots list\n"
    "       thuocdo roots retire 3fa9c1… --source 'Không còn trong danh sách ngày 30/06/2026'"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=["import", "crl", "list", "retire"],
        help="import: nạp chứng thư; crl: nạp danh sách thu hồi; list: xem; retire: ngừng tin",
    )
    parser.add_argument(
        "what", metavar="TỆP", nargs="?", help="tệp cần nạp; với retire: phần đầu của dấu SHA-256"
    )
    parser.add_argument("--date", metavar="NGÀY", help="ngày của danh sách, dạng 2026-06-30")
    parser.add_argument("--source", metavar="CHỮ", default="", help="nguồn của tệp; với retire: lý do")


def run(args: argparse.Namespace) -> int:
    """0 done; 2 refused, with one sentence why."""
    from thuocdo.config.cli.init import start_django

    start_django()
    if args.action == "list":
        return _list()
    if not args.what:
        raise InputError("Hãy ghi tệp cần nạp, hoặc dấu SHA-256 của chứng thư cần ngừng.")
    if args.action == "retire":
        return _retire(args.what, args.source)
    data = _bytes(args.what)
    return _crl(data, args.source) if args.action == "crl" else _import(data, args)


def _bytes(name: str) -> bytes:
    from thuocdo.documents.signatures.trust import MAX_BYTES

    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"Không mở được tệp {name}: {error.strerror}.") from error


def _import(data: bytes, args: argparse.Namespace) -> int:
    from django.utils import timezone

    from thuocdo.documents.actions import load_roots

    try:
        day = date.fromisoformat(args.date or "")
    except ValueError as error:
        raise InputError("Hãy ghi ngày của danh sách: --date 2026-06-30.") from error
    loaded = load_roots(data=data, source=args.source, listed_on=day, by=None, now=timezone.now())
    for word, rows in (("mới", loaded.new), ("đã có", loaded.known)):
        for one in rows:
            kind = "gốc" if one.anchor else "trung gian"
            print(f"{word}: {one.subject} ({kind}, đến {one.not_after:%d/%m/%Y}, {one.fingerprint[:16]})")
    return 0


def _crl(data: bytes, source: str) -> int:
    from django.utils import timezone

    from thuocdo.documents.actions import load_revocations

    made = load_revocations(data=data, source=source, by=None, now=timezone.now())
    print(f"{made.issuer}: danh sách {made.this_update:%d/%m/%Y %H:%M}, {made.revoked} chứng thư bị thu hồi")
    return 0


def _list() -> int:
    from thuocdo.documents.models import TrustRoot
    from thuocdo.documents.queries import trust_lists

    for one in TrustRoot.objects.all():
        kind = "gốc" if one.anchor else "trung gian"
        ended = f", ngừng {one.retired_at:%d/%m/%Y}: {one.retired_why}" if one.retired_at else ""
        print(
            f"{one.fingerprint[:16]}  {one.subject} ({kind}, đến {one.not_after:%d/%m/%Y}); {one.source}, {one.listed_on:%d/%m/%Y}{ended}"
        )
    for each in trust_lists():
        print(f"thu hồi: {each.issuer}, {each.this_update:%d/%m/%Y %H:%M}, {each.revoked} chứng thư")
    return 0


def _retire(mark: str, why: str) -> int:
    from django.utils import timezone

    from thuocdo.documents.actions import retire_root
    from thuocdo.documents.models import TrustRoot

    mark = mark.strip("… ").lower()
    found = list(TrustRoot.objects.filter(fingerprint__startswith=mark)[:2]) if len(mark) >= 8 else []
    if len(found) != 1:
        raise InputError("Không có đúng một chứng thư có dấu như vậy. Hãy xem thuocdo roots list.")
    retire_root(root=found[0], why=why, by=None, now=timezone.now())
    print(f"Đã ngừng tin {found[0].subject}.")
    return 0
