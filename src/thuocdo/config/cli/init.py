"""thuocdo init: the first unit and the administrator of a real installation."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from thuocdo.config.ops.start import start
from thuocdo.config.secrets import ensure_secrets, var_dir_of_environment
from thuocdo.lib.errors import InputError

EXAMPLE = (
    'thuocdo init --unit "xã Mẫu" --kind commune --code 99001 --province "tỉnh Mẫu" --province-code 99 '
    '--admin "Nguyễn Văn A" --username quantri'
)
Ask = Callable[[str], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", metavar="TÊN", help="tên đơn vị đầu tiên, ví dụ: xã Mẫu")
    parser.add_argument(
        "--kind", choices=["commune", "province"], help="cấp: commune (xã, phường, đặc khu), province (tỉnh)"
    )
    parser.add_argument("--code", metavar="MÃ", help="mã đơn vị: 5 chữ số (xã) hoặc 2 chữ số (tỉnh)")
    parser.add_argument("--province", metavar="TÊN", help="tỉnh chứa xã này (không bắt buộc)")
    parser.add_argument("--province-code", metavar="MÃ", help="mã 2 chữ số của tỉnh đó")
    parser.add_argument(
        "--phone", metavar="SỐ", default="", help="điện thoại của đơn vị, hiện ở trang đăng nhập"
    )
    parser.add_argument("--admin", metavar="HỌ TÊN", help="họ và tên người quản trị")
    parser.add_argument("--username", metavar="TÊN", help="tên đăng nhập của người quản trị")


def run(args: argparse.Namespace) -> int:
    """Ask what is missing where somebody sits at the terminal; print the one-time link."""
    ask: Ask | None = input if sys.stdin.isatty() else None
    if ask is None:
        for option in ("kind", "unit", "code", "admin", "username"):
            _value(getattr(args, option), f"--{option}", "", None)
    ensure_secrets(var_dir_of_environment())
    start_django(migrate=True)
    from thuocdo.orgs.models import Person, Unit

    if Person.objects.exists() or Unit.objects.filter(memberships__isnull=False).exists():
        raise InputError(
            "Nơi này đã khởi tạo rồi. Thêm người ở trang Người dùng; mất tài khoản quản trị thì phục hồi bản sao lưu."
        )
    kind = _value(args.kind, "--kind", "Cấp (commune hoặc province): ", ask)
    unit = _value(args.unit, "--unit", "Tên đơn vị: ", ask)
    code = _value(args.code, "--code", "Mã đơn vị: ", ask)
    admin = _value(args.admin, "--admin", "Họ và tên người quản trị: ", ask)
    username = _value(args.username, "--username", "Tên đăng nhập: ", ask)
    province = (args.province, args.province_code) if args.province else None
    token = _create(unit, kind, code, args.phone, admin, username, province)
    from django.conf import settings

    print(f"Đã tạo {unit} và người quản trị {username}.")
    print("Mở liên kết này một lần (trong 72 giờ) để đặt mật khẩu:")
    print(f"{settings.SITE_URL}/tai-khoan/lien-ket/{token}/")
    return 0


def _value(given: str | None, option: str, question: str, ask: Ask | None) -> str:
    value = (given or "").strip()
    while not value and ask:
        value = ask(question).strip()
    if not value:
        raise InputError(f"Thiếu {option}. Ví dụ: {EXAMPLE}")
    return value


def _create(
    unit: str,
    kind: str,
    code: str,
    phone: str,
    admin: str,
    username: str,
    province: tuple[str, str | None] | None,
) -> str:
    from django.utils import timezone

    from thuocdo.orgs.actions.setup import initialise
    from thuocdo.orgs.rules.rights import UnitKind

    if kind not in (UnitKind.COMMUNE, UnitKind.PROVINCE):
        raise InputError("Cấp phải là commune (xã, phường, đặc khu) hoặc province (tỉnh, thành phố).")
    return initialise(
        unit_name=unit, kind=UnitKind(kind), code=code, phone=phone, full_name=admin, username=username,
        province=province, now=timezone.now(),
    )  # fmt: skip


def start_django(*, migrate: bool = False) -> None:
    """Load the settings; with `migrate` bring the database up to this version, else say how where it is not."""
    from django.utils import timezone

    start(secrets_needed=False)
    from django.db import Error, connection

    from thuocdo.config.ops.upgrade import upgrade

    try:
        if migrate:
            upgrade(now=timezone.now())
        elif "orgs_unit" not in connection.introspection.table_names():
            raise InputError(
                "Cơ sở dữ liệu chưa có. Hãy chạy: thuocdo init (nơi cài thật) hoặc thuocdo demo (xem thử)."
            )
    except Error as error:
        raise InputError(f"Không mở được cơ sở dữ liệu: {str(error).splitlines()[0]}.") from error
