"""The command `thuocdo`: one subcommand per module of this folder, loaded only when called.

A command module offers `EXAMPLE: str`, `add_arguments(parser)` and `run(args) -> int` (the exit status:
0 done, 1 done but the input has errors that the output lists, 2 the input cannot be used).
Results go to standard output, messages to standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from thuocdo.lib.errors import InputError

# name -> (module, what it does); order of `thuocdo --help`
COMMANDS: dict[str, tuple[str, str]] = {
    "compile": ("compile", "đọc một kế hoạch (Word, PDF, bản quét, văn bản) thành dữ liệu"),
    "deadline": ("deadline", "hiểu một cụm từ chỉ thời hạn"),
    "lint": ("lint", "tìm chỗ sai, thiếu, mâu thuẫn trong một kế hoạch"),
    "check-format": ("check_format", "đo thể thức của một văn bản Word theo Nghị định 30/2020/NĐ-CP"),
    "score": ("score", "tính điểm theo một bộ tiêu chí, hoặc xem bộ đó cần gì"),
    "papi": ("papi", "nhập số liệu PAPI đã công bố; đối chiếu một kế hoạch với số liệu"),
    "index": ("index", "tính chỉ số tổng hợp, xếp hạng và khoảng hạng"),
    "demo": ("demo", "dựng cơ sở dữ liệu mẫu và mở trang web"),
    "init": ("init", "tạo đơn vị đầu tiên và người quản trị của một nơi cài đặt thật"),
    "units": ("units", "nhập danh mục đơn vị hành chính"),
    "roots": ("roots", "chứng thư gốc để kiểm tra chữ ký số"),
    "serve": ("serve", "mở trang web cho mạng của cơ quan"),
    "worker": ("worker", "chạy các việc nền"),
    "migrate": ("migrate", "nâng cấp cơ sở dữ liệu (sao lưu trước)"),
    "digest": ("digest", "lập và gửi thư tổng hợp trong ngày"),
    "doctor": ("doctor", "kiểm tra máy này còn thiếu gì"),
    "verify": ("verify", "kiểm tra nhật ký và các tệp đã lưu"),
    "backup": ("backup", "sao lưu vào một tệp"),
    "restore": ("restore", "phục hồi từ một tệp sao lưu"),
}


def parser_of(name: str | None = None) -> argparse.ArgumentParser:
    """The parser of the whole program; only the named command's own arguments are loaded."""
    parser = argparse.ArgumentParser(
        prog="thuocdo", description="Thước Đo: kế hoạch, công việc, minh chứng, điểm số."
    )
    commands = parser.add_subparsers(dest="command", metavar="LỆNH")
    for command, (module, about) in COMMANDS.items():
        if command != name:
            commands.add_parser(command, help=about)
            continue
        loaded = import_module(f"thuocdo.config.cli.{module}")
        sub = commands.add_parser(
            command,
            help=about,
            description=about[0].upper() + about[1:] + ".",
            epilog=f"Ví dụ: {loaded.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        loaded.add_arguments(sub)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is also the process's."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = next((a for a in arguments if not a.startswith("-")), None)
    parser = parser_of(name)
    args = parser.parse_args(arguments)
    if args.command is None:
        parser.print_help()
        return 2
    command = import_module(f"thuocdo.config.cli.{COMMANDS[args.command][0]}")
    try:
        return int(command.run(args))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130


def entry() -> None:
    """The console script."""
    sys.exit(main())
