"""What a folder of yearly files says about itself: which codes mean which provinces."""

from __future__ import annotations

import csv
import io

from thuocdo.lib.errors import InputError
from thuocdo.plans.rules.papi import province_code, province_name

CODEBOOK = "codebook_provinces.csv"


def check_codebook(data: bytes, *, name: str = CODEBOOK) -> int:
    """Hold a folder's list of codes against ours; gives how many agree.

    Raises InputError where a code means another province: all rows would stand under wrong names.
    """
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1:]
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"Không đọc được {name}: cần tệp CSV mã UTF-8.") from error
    count = 0
    for number, row in enumerate(rows, 2):
        if len(row) < 2 or not row[0].strip():
            continue
        code, printed = row[0].strip(), row[1].strip()
        if province_code(printed) != code:
            ours = province_name(code) if province_code(code) else "không có"
            raise InputError(
                f"Tệp {name}, dòng {number}: mã {code} là “{printed}”, còn ở đây mã đó là {ours}. "
                "Chưa nhập gì, vì mọi dòng có thể đứng nhầm tên tỉnh."
            )
        count += 1
    return count
