"""Published PAPI scores, and ranks as provinces compute them.

The index publishes no ranking: ranks are computed here among the provinces with a complete result of
the year, the way provinces and press do. A dimension is the plain sum of its sub-dimensions and the
total the plain sum of eight dimensions (verified against report totals, docs/methods/lint/rank_vs_data.md).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from thuocdo.lib.errors import InputError
from thuocdo.lib.text import fold

TOTAL = 0
"""The "dimension" of the total score."""

# the 63 provinces of the survey up to 2024, in the order of its codes P01..P63
_PROVINCES = [
    "Hà Nội",
    "Hà Giang",
    "Cao Bằng",
    "Bắc Kạn",
    "Tuyên Quang",
    "Lào Cai",
    "Điện Biên",
    "Lai Châu",
    "Sơn La",
    "Yên Bái",
    "Hòa Bình",
    "Thái Nguyên",
    "Lạng Sơn",
    "Quảng Ninh",
    "Bắc Giang",
    "Phú Thọ",
    "Vĩnh Phúc",
    "Bắc Ninh",
    "Hải Dương",
    "Hải Phòng",
    "Hưng Yên",
    "Thái Bình",
    "Hà Nam",
    "Nam Định",
    "Ninh Bình",
    "Thanh Hóa",
    "Nghệ An",
    "Hà Tĩnh",
    "Quảng Bình",
    "Quảng Trị",
    "Thừa Thiên Huế",
    "Đà Nẵng",
    "Quảng Nam",
    "Quảng Ngãi",
    "Bình Định",
    "Phú Yên",
    "Khánh Hòa",
    "Ninh Thuận",
    "Bình Thuận",
    "Kon Tum",
    "Gia Lai",
    "Đắk Lắk",
    "Đắk Nông",
    "Lâm Đồng",
    "Bình Phước",
    "Tây Ninh",
    "Bình Dương",
    "Đồng Nai",
    "Bà Rịa - Vũng Tàu",
    "Hồ Chí Minh",
    "Long An",
    "Tiền Giang",
    "Bến Tre",
    "Trà Vinh",
    "Vĩnh Long",
    "Đồng Tháp",
    "An Giang",
    "Kiên Giang",
    "Cần Thơ",
    "Hậu Giang",
    "Sóc Trăng",
    "Bạc Liêu",
    "Cà Mau",
]
PROVINCES: dict[str, str] = {f"P{place:02d}": name for place, name in enumerate(_PROVINCES, 1)}


def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", fold(name))


_CODES = {_key(name): code for code, name in PROVINCES.items()}
_CODES |= {"dacnong": "P43", "daknong": "P43", "daclac": "P42", "daklak": "P42", "hue": "P31", "hanoi": "P01"}


def province_code(name: str) -> str | None:
    """ "Lai Châu", "LAI CHAU", "P08" -> "P08"; None for a name that is no surveyed province."""
    if re.fullmatch(r"P\d{2}", name) and name in PROVINCES:
        return name
    return _CODES.get(_key(name))


def province_name(code: str) -> str:
    """ "P08" -> "Lai Châu"; a key that is no code comes back as it is."""
    return PROVINCES.get(code, code)


@dataclass(frozen=True)
class PapiPanel:
    """year -> province -> dimension (1..8, `TOTAL`) -> points; incomplete results are absent.

    A province is known by its survey code ("P08"), one that had none by its folded name.
    """

    scores: Mapping[int, Mapping[str, Mapping[int, float]]]

    def find(self, name: str) -> str | None:
        """The key of a province by its printed name, where the panel has it."""
        code = province_code(name) or _key(name)
        return code if any(code in by for by in self.scores.values()) else None

    def score(self, year: int, province: str, dimension: int = TOTAL) -> float | None:
        """Points, or None where the province has no complete result of that year."""
        return self.scores.get(year, {}).get(province, {}).get(dimension)

    def ranked(self, year: int, dimension: int = TOTAL) -> int:
        """How many provinces have a result."""
        return sum(dimension in by for by in self.scores.get(year, {}).values())

    def rank(self, year: int, province: str, dimension: int = TOTAL) -> int | None:
        """1 + the number of provinces with more points (so equals share the better rank)."""
        own = self.score(year, province, dimension)
        if own is None:
            return None
        return 1 + sum(by.get(dimension, own) > own for by in self.scores[year].values())

    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.scores))


def read_panel(folder: Path) -> PapiPanel:
    """Yearly CSV files ("2023.csv": Province, SC11..SC83) of a folder.

    Raises InputError naming the file and the place where it is not of that form.
    """
    files = sorted(folder.glob("[12][0-9][0-9][0-9].csv")) if folder.is_dir() else []
    if not files:
        raise InputError(f"Thư mục {folder} không có tệp điểm PAPI theo năm (ví dụ 2023.csv).")
    return PapiPanel({int(file.stem): _read_year(file) for file in files})


def _read_year(file: Path) -> dict[str, dict[int, float]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"Không đọc được {file.name}: cần tệp CSV mã UTF-8.") from error
    if not rows or "Province" not in rows[0]:
        raise InputError(f"Tệp {file.name} thiếu cột Province; cần các cột Province, SC11, …, SC83.")
    columns = [name for name in rows[0] if name and re.fullmatch(r"SC[1-8]\d", name)]
    used = [name for name in columns if any((row.get(name) or "").strip() for row in rows)]
    year: dict[str, dict[int, float]] = {}
    for number, row in enumerate(rows, 2):
        name = (row["Province"] or "").strip()
        code = province_code(name) or _key(name)
        if not code:
            raise InputError(f"Tệp {file.name}, dòng {number}: thiếu tên hoặc mã tỉnh ở cột Province.")
        year[code] = _dimensions(row, used, file, number)
    return year


def _dimensions(row: Mapping[str, str | None], used: list[str], file: Path, number: int) -> dict[int, float]:
    out: dict[int, float] = {}
    for dimension in range(1, 9):
        names = [name for name in used if name[2] == str(dimension)]
        cells = [(row.get(name) or "").strip() for name in names]
        if names and all(cells):
            try:
                out[dimension] = sum(float(cell) for cell in cells)
            except ValueError as error:
                raise InputError(f"Tệp {file.name}, dòng {number}: điểm không phải là số.") from error
    if len(out) == len({name[2] for name in used}):
        out[TOTAL] = sum(out.values())
    return out
