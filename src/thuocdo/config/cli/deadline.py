"""`thuocdo deadline "Quý III/2026 và thường xuyên" --issued 2026-06-16`: the deadline grammar alone."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date, datetime
from typing import Any

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.grammar import parse_deadline, read_back
from thuocdo.calendars.rules.seed import FIRST_YEAR, LAST_YEAR, shipped_calendar
from thuocdo.calendars.rules.working_days import Count, WorkingCalendar, count_working_days
from thuocdo.config.cli.output import write_json
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean, fold

EXAMPLE = 'thuocdo deadline "Quý III/2026 và thường xuyên" --issued 2026-06-16 --json -'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="CỤM_TỪ", help='cụm từ chỉ thời hạn, ví dụ "Trước 31/12/2026"')
    parser.add_argument("--issued", metavar="NGÀY", help="ngày ban hành kế hoạch, dạng 2026-06-16")
    parser.add_argument("--year", type=int, metavar="NĂM", help="năm của kế hoạch, cho cụm từ không ghi năm")
    parser.add_argument(
        "--today", metavar="NGÀY", help="tính số ngày còn lại từ ngày này (mặc định: hôm nay)"
    )
    parser.add_argument("--json", metavar="TỆP", help='ghi kết quả dạng JSON; "-" là ra màn hình')


def run(args: argparse.Namespace) -> int:
    text: str = args.text
    issued = _day("--issued", args.issued)
    # the machine's own date is what "days left" means to whoever types the command
    today = _day("--today", args.today) or datetime.now().astimezone().date()
    year: int | None = args.year
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(f"--year: nhận năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
    # only a count of working days needs the days off, which take a while to load
    calendar = _calendar(issued or today, today, ahead=2) if "lam viec" in fold(text) else None
    deadline = parse_deadline(text, year=year, issued=issued, calendar=calendar)
    left = _left(deadline, today)
    if args.json:
        write_json(_data(deadline, text, left), args.json)
    else:
        print("\n".join(_lines(deadline, text, left)))
    if deadline.kind is DeadlineKind.NONE and clean(text):
        _hint(text, year, issued, today)
        return 1
    return 0


def _day(name: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise InputError(
        f"{name}: “{value}” không phải là ngày; hãy ghi theo dạng năm-tháng-ngày, ví dụ 2026-06-16."
    )


def _calendar(first: date, last: date, ahead: int = 0) -> WorkingCalendar:
    low, high = min(first.year, last.year), max(first.year, last.year) + ahead
    return shipped_calendar(range(max(low, FIRST_YEAR), min(high, LAST_YEAR) + 1))


def _left(deadline: Deadline, today: date) -> Count | None:
    if deadline.kind is not DeadlineKind.DATE or deadline.end is None:
        return None
    return count_working_days(_calendar(today, deadline.end), today, deadline.end)


def _data(deadline: Deadline, text: str, left: Count | None) -> dict[str, Any]:
    data = {**deadline.to_json(), "read_back": read_back(deadline, text)}
    if left:
        data |= {
            "working_days_left": left.days,
            "counted_from": left.first.isoformat(),
            "provisional": left.provisional,
        }
    return data


def _lines(deadline: Deadline, text: str, left: Count | None) -> list[str]:
    lines = [read_back(deadline, text)]
    if left:
        said = f"Còn {left.days} ngày làm việc" if left.days >= 0 else f"Đã quá {-left.days} ngày làm việc"
        lines.append(f"{said}, tính từ {left.first:%d/%m/%Y}{' (tạm tính)' if left.provisional else ''}.")
    return lines


def _hint(text: str, year: int | None, issued: date | None, today: date) -> None:
    """Say what is missing when only the year is."""
    if year or issued:
        return
    if parse_deadline(text, year=today.year).kind is not DeadlineKind.NONE:
        print(f"Cụm từ không ghi năm: hãy thêm --year {today.year} hoặc --issued.", file=sys.stderr)
