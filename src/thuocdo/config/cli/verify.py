"""`thuocdo verify`: is the log whole, and are the stored files what they were?"""

from __future__ import annotations

import argparse
from pathlib import Path

from thuocdo.audit.rules import parse_head
from thuocdo.config.cli.output import write_json
from thuocdo.config.ops.start import require_schema, start

EXAMPLE = "thuocdo verify --backup /sao-luu/thuocdo-2026-03-02.zip"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--backup",
        action="append",
        type=Path,
        default=[],
        metavar="TỆP",
        help="đối chiếu thêm với đầu chuỗi ghi trong bản sao lưu này (dùng được nhiều lần)",
    )
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="SỐ:MÃ",
        help="đối chiếu thêm với đầu chuỗi chép từ một thư tổng hợp (dùng được nhiều lần)",
    )
    parser.add_argument("--no-files", action="store_true", help="không kiểm tra các tệp đã lưu")
    parser.add_argument("--json", metavar="TỆP", help="ghi kết quả dạng JSON vào tệp, “-” là ra màn hình")


def run(args: argparse.Namespace) -> int:
    kept = [parse_head(text) for text in args.head]
    start()
    require_schema()
    from django.utils import timezone

    from thuocdo.audit.actions import verify_log
    from thuocdo.audit.queries import head_sentence, verification_sentence
    from thuocdo.config.ops.proof import check_files, heads_of, heads_of_digests

    noted = heads_of(args.backup) + heads_of_digests()
    checked, problem = (None, "") if args.no_files else check_files()
    found = verify_log(by=None, now=timezone.now(), noted=noted, files_checked=checked, file_problem=problem)
    # a slip in copying must not leave the log marked as broken, so these are compared apart from it
    compared = [head_sentence(found, head) for head in kept]
    if args.json:
        data = {
            "whole": found.whole,
            "last_entry": found.last_number,
            "broken": found.broken or None,
            "entry": found.broken_number,
            "files_checked": found.files_checked,
            "file_problem": found.file_problem or None,
            "heads": [
                {"entry": head.number, "hash": head.hash, "matches": matches, "said": said}
                for head, (matches, said) in zip(kept, compared, strict=True)
            ],
        }
        write_json(data, args.json)
    if args.json != "-":
        print(verification_sentence(found))
        if checked is not None and not problem:
            print(f"{checked} tệp đã lưu khớp mã kiểm tra.")
        elif problem and found.broken:
            print(problem)
        for _matches, said in compared:
            print(said)
    return 0 if found.whole and all(matches for matches, _said in compared) else 1
