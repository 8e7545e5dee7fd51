"""thuocdo papi import DIR, thuocdo papi check PLAN --papi DIR: published PAPI scores, and a plan held against them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuocdo.config.cli.output import write_json
from thuocdo.lib.errors import InputError
from thuocdo.plans.rules.papi.panel import read_panel, yearly_files
from thuocdo.plans.rules.papi.reading import MAX_BYTES

if TYPE_CHECKING:
    from thuocdo.registers.indices.actions import Taken
    from thuocdo.registers.indices.rules.claims import Claim
    from thuocdo.registers.indices.rules.targets import Outcome

EXAMPLE = (
    "thuocdo papi import so-lieu-papi/\n"
    "       thuocdo papi import papi-2025.csv --year 2025 --like 2024 --source 'Báo cáo PAPI 2025'\n"
    "       thuocdo papi check ke-hoach.docx --papi so-lieu-papi/ --json -"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=["import", "check"],
        help="import: nhập số liệu; check: đối chiếu một kế hoạch với số liệu (không cần cơ sở dữ liệu)",
    )
    parser.add_argument(
        "path", metavar="ĐƯỜNG_DẪN", type=Path, help="import: thư mục hoặc một tệp CSV; check: tệp kế hoạch"
    )
    parser.add_argument(
        "--papi", metavar="THƯ_MỤC", type=Path, help="check: thư mục điểm theo năm (2023.csv, …)"
    )
    parser.add_argument(
        "--year", metavar="NĂM", type=int, help="năm của tệp CSV, khi tên tệp không phải là năm"
    )
    parser.add_argument(
        "--like",
        metavar="NĂM",
        type=int,
        help="khai cấu trúc của năm chưa biết giống năm này (chưa đối chiếu)",
    )
    parser.add_argument(
        "--source", metavar="CHỮ", default="", help="nguồn của số liệu: báo cáo, ngày công bố"
    )
    parser.add_argument("--published", metavar="NGÀY", help="ngày công bố, dạng 2025-04-15")
    parser.add_argument("--json", metavar="TỆP", help="ghi kết quả dạng JSON (- là đầu ra chuẩn)")


def run(args: argparse.Namespace) -> int:
    """import: 0 done, 2 refused. check: 0 everything agrees, 1 some claims are wrong, 2 unusable input."""
    return _import(args) if args.action == "import" else _check(args)


def _import(args: argparse.Namespace) -> int:
    files = _files(args)
    published = _day(args.published)
    from thuocdo.config.cli.init import start_django

    start_django()
    from django.utils import timezone

    from thuocdo.registers.indices.actions import Incoming, import_releases

    taken = import_releases(
        files=[Incoming(*one, like=args.like) for one in files],
        source=args.source,
        published=published,
        by=None,
        now=timezone.now(),
    )
    if args.json:
        write_json([_taken_json(one) for one in taken], args.json)
    out = sys.stderr if args.json == "-" else sys.stdout
    for one in taken:
        print(_taken_line(one), file=out)
        for remark in one.remarks:
            print(f"    ◆ {remark.text}", file=out)
    return 0


def _files(args: argparse.Namespace) -> list[tuple[int, str, bytes]]:
    from thuocdo.registers.indices.rules.folder import CODEBOOK, check_codebook

    path: Path = args.path
    if not path.exists():
        raise InputError(f"Không thấy {path}.")
    if path.is_file():
        year = args.year or (int(path.stem) if path.stem.isdigit() and len(path.stem) == 4 else None)
        if year is None or not 2000 <= year <= 2100:
            raise InputError(f"Không rõ {path.name} là số liệu năm nào; hãy thêm --year, ví dụ --year 2024.")
        return [(year, path.name, _bytes(path))]
    if args.year is not None:
        raise InputError("--year chỉ dùng khi nhập một tệp; trong thư mục, tên tệp là năm (2023.csv).")
    for folder in (path, path.parent):
        if (folder / CODEBOOK).is_file():
            check_codebook(_bytes(folder / CODEBOOK))
            break
    return [(int(file.stem), file.name, _bytes(file)) for file in yearly_files(path)]


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"Tệp {path.name} lớn quá 2 MB; một năm PAPI chỉ khoảng 20 KB.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"Không đọc được {path.name} ({error.strerror}).") from error


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"--published: “{text}” không phải ngày; cần dạng 2025-04-15.") from error


_HOW = {"new": "mới", "corrected": "bản sửa, bản cũ được giữ", "same": "đã có, không đổi gì"}


def _taken_line(one: Taken) -> str:
    release = one.release
    return (
        f"{release.year}: {_HOW[one.how]} (bản {release.version}); {release.provinces} tỉnh, thành phố, "
        f"{release.ranked} có đủ kết quả"
    )


def _taken_json(one: Taken) -> dict[str, Any]:
    release = one.release
    return {
        "year": release.year,
        "how": one.how,
        "version": release.version,
        "provinces": release.provinces,
        "ranked": release.ranked,
        "remarks": [remark.to_json() for remark in one.remarks],
    }


def _check(args: argparse.Namespace) -> int:
    from thuocdo.documents.parsing.sandbox import read_safely
    from thuocdo.plans.rules.compile import compile_plan
    from thuocdo.registers.indices.rules.claims import (
        Verdict,
        check_claims,
        is_about_papi,
        province_of_plan,
    )
    from thuocdo.registers.indices.rules.targets import check_targets, sum_up

    if args.papi is None:
        raise InputError("Cần --papi THƯ_MỤC: thư mục điểm PAPI theo năm (2023.csv, …).")
    panel = read_panel(args.papi)
    plan = compile_plan(read_safely(args.path))
    province = province_of_plan(plan, panel) if plan.document.level == "province" else None
    claims: Sequence[Claim] = ()
    outcomes: tuple[Outcome, ...] = ()
    note = ""
    if plan.document.level != "province":
        note = (
            "PAPI chỉ công bố cấp tỉnh nên không có số để đối chiếu kế hoạch này; không có điểm PAPI của xã."
        )
    elif province is None:
        note = "Không nhận ra tỉnh của kế hoạch trong số liệu PAPI."
    elif not is_about_papi(plan):
        note = "Kế hoạch này không nói về PAPI."
    else:
        claims, outcomes = check_claims(plan, panel, province), check_targets(plan, panel, province)
    total = sum_up(outcomes)
    if args.json:
        summary = {"met": total.met, "parts": total.parts, "known": total.known, "total": total.total}
        data = {
            "province": province,
            "note": note or None,
            "claims": [claim.to_json() for claim in claims],
            "outcomes": [outcome.to_json() for outcome in outcomes],
            "outcome_sum": summary,
        }
        write_json(data, args.json)
    if args.json != "-":
        print(note or report(claims, outcomes))
    return 1 if any(claim.verdict is Verdict.WRONG for claim in claims) else 0


def report(claims: Sequence[Claim], outcomes: tuple[Outcome, ...]) -> str:
    """What a person reads: claims that do not hold, how many do, targets against the outcome."""
    from thuocdo.registers.indices.rules.claims import (
        VERDICT_WORDS,
        Verdict,
        about,
        label_of,
        said_words,
    )
    from thuocdo.registers.indices.rules.targets import sum_up

    wrong = [claim for claim in claims if claim.verdict is not Verdict.RIGHT]
    lines = [f"{len(claims)} số liệu trong kế hoạch đã đối chiếu, {len(claims) - len(wrong)} đúng."]
    for claim in wrong:
        shape, word, _tone = VERDICT_WORDS[claim.verdict]
        against = f" so với {claim.against}" if claim.against else ""
        place = f"dòng {claim.source.line}: " if claim.source.line else ""
        lines.append(
            f"{shape} {word}: {place}{about(claim)} năm {claim.year}{against}, "
            f"ghi {said_words(claim)}. {claim.why}"
        )
    if outcomes:
        total = sum_up(outcomes)
        lines += [
            "",
            f"Mục tiêu năm {outcomes[0].year}: {total.met}/{total.parts} nội dung đạt; {_total(total.total)}.",
        ]
        for one in outcomes:
            state = {True: "✔ đạt", False: "✖ không đạt", None: "? chưa có kết quả"}[one.met]
            rank = f" Hạng {one.rank}/{one.of}." if one.rank else ""
            lines.append(f"  {state}: {label_of(one.dimension)}, mục tiêu {one.target_text}. {one.why}{rank}")
    return "\n".join(lines)


def _total(met: bool | None) -> str:
    return {True: "tổng điểm đạt", False: "tổng điểm không đạt", None: "tổng điểm chưa có kết quả"}[met]
