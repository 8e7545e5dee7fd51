"""What PAPI consisted of in a year, and whether two years can be compared.

Sources: papi.org.vn (6 dimensions before 2018; note on the 2018 page that it cannot be compared with earlier
years; 29 sub-dimensions in 2019 and 2020), meanings of the panel's columns before 2018 checked against the
published tables of 2011-2016. docs/methods/papi-years.md tells which is which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from thuocdo.lib.text import fold
from thuocdo.plans.rules.papi.provinces import LAST_OF_63

TOTAL = 0
"""The "dimension" of the total score."""

FIRST, LAST = 2011, LAST_OF_63
"""The years whose structure is known; a later one must be declared (`structure_of(year, like=...)`)."""

DIMENSIONS = {
    1: "Tham gia của người dân ở cấp cơ sở",
    2: "Công khai, minh bạch",
    3: "Trách nhiệm giải trình với người dân",
    4: "Kiểm soát tham nhũng trong khu vực công",
    5: "Thủ tục hành chính công",
    6: "Cung ứng dịch vụ công",
    7: "Quản trị môi trường",
    8: "Quản trị điện tử",
}
_DIMENSION_WORDS = (
    (4, "tham nhung"),
    (3, "giai trinh"),
    (1, "tham gia"),
    (8, "quan tri dien tu"),
    (7, "moi truong"),
    (5, "thu tuc hanh chinh"),
    (6, "cung ung dich vu"),
    (2, "cong khai"),
)

_NAMES = {
    "SC11": "Tri thức công dân",
    "SC12": "Cơ hội tham gia bầu cử",
    "SC13": "Chất lượng bầu cử trưởng thôn, tổ trưởng tổ dân phố",
    "SC14": "Đóng góp tự nguyện",
    "SC21": "Tiếp cận thông tin",
    "SC22": "Công khai, minh bạch danh sách hộ nghèo",
    "SC23": "Công khai, minh bạch thu, chi ngân sách cấp xã",
    "SC24": "Công khai, minh bạch quy hoạch, kế hoạch sử dụng đất, khung giá đất",
    "SC31": "Tương tác với chính quyền địa phương",
    "SC32": "Giải đáp, giải quyết khiếu nại, tố cáo, khúc mắc của người dân",
    "SC33": "Tiếp cận dịch vụ tư pháp",
    "SC41": "Kiểm soát tham nhũng trong chính quyền địa phương",
    "SC42": "Kiểm soát tham nhũng trong cung ứng dịch vụ công",
    "SC43": "Công bằng trong tuyển dụng nhân lực vào khu vực công",
    "SC44": "Quyết tâm chống tham nhũng của chính quyền địa phương",
    "SC51": "Dịch vụ chứng thực, xác nhận",
    "SC52": "Cấp giấy phép xây dựng",
    "SC53": "Cấp giấy chứng nhận quyền sử dụng đất",
    "SC54": "Dịch vụ hành chính cấp xã, phường",
    "SC61": "Y tế công lập",
    "SC62": "Giáo dục tiểu học công lập",
    "SC63": "Cơ sở hạ tầng căn bản",
    "SC64": "An ninh, trật tự tại địa bàn khu dân cư",
    "SC71": "Nghiêm túc trong bảo vệ môi trường",
    "SC72": "Chất lượng không khí",
    "SC73": "Chất lượng nước",
    "SC81": "Sử dụng cổng thông tin điện tử của chính quyền địa phương",
    "SC82": "Tiếp cận và sử dụng Internet tại địa phương",
    "SC83": "Phúc đáp của chính quyền qua cổng thông tin điện tử",
}
COLUMNS = tuple(_NAMES)
# before 2018 the second dimension began with poor households; the file's columns were filled from the left
_BEFORE_2018 = {"SC21": _NAMES["SC22"], "SC22": _NAMES["SC23"], "SC23": _NAMES["SC24"]}
_INSPECTION, _COMMUNITY = "Ban Thanh tra nhân dân", "Ban Giám sát đầu tư của cộng đồng"
_TO_2015 = {"SC32": _INSPECTION, "SC33": _COMMUNITY}
_2016_2017 = {"SC33": _INSPECTION}


@dataclass(frozen=True, slots=True)
class Column:
    """A sub-dimension of one year: the file's column, the report's code, what it meant that year."""

    name: str  # "SC53"
    code: str  # "5.2" since 2021, "5.3" before
    dimension: int
    label: str


@dataclass(frozen=True, slots=True)
class Structure:
    """What PAPI consisted of in a year. `declared`: taken over by a person from another year, not verified."""

    year: int
    columns: tuple[Column, ...]
    declared: str = ""

    @property
    def dimensions(self) -> tuple[int, ...]:
        return tuple(sorted({column.dimension for column in self.columns}))

    def of(self, dimension: int) -> tuple[Column, ...]:
        """The sub-dimensions of a dimension."""
        return tuple(column for column in self.columns if column.dimension == dimension)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def scale(self, dimension: int) -> tuple[float, float]:
        """Lowest and highest points: of a dimension 1..10, of the total one to ten per dimension."""
        return (
            (1.0, 10.0) if dimension != TOTAL else (float(len(self.dimensions)), 10.0 * len(self.dimensions))
        )

    def part_scale(self, dimension: int) -> tuple[float, float]:
        """Lowest and highest points of one sub-dimension: 1/k..10/k where the dimension has k of them."""
        count = len(self.of(dimension)) or 1
        return 1 / count, 10 / count

    def to_json(self) -> dict[str, Any]:
        """For storing beside a release; `structure_from_json` gives it back."""
        return {
            "year": self.year,
            "declared": self.declared,
            "columns": [[c.name, c.code, c.dimension, c.label] for c in self.columns],
        }


def structure_from_json(data: Mapping[str, Any]) -> Structure:
    """The structure that `Structure.to_json` wrote."""
    columns = tuple(Column(name, code, int(number), label) for name, code, number, label in data["columns"])
    return Structure(int(data["year"]), columns, str(data.get("declared", "")))


def structure_of(year: int, *, like: int | None = None) -> Structure | None:
    """The structure of a year; None for one that is not known and not declared to be `like` another.

    A declared structure says so: it is shown as unverified, and never compared with years before it.
    """
    if FIRST <= year <= LAST:
        return _known(year)
    if like is None or not FIRST <= like <= LAST:
        return None
    model = _known(like)
    return Structure(year, model.columns, f"khai theo cấu trúc năm {like}, chưa đối chiếu với báo cáo")


def _known(year: int) -> Structure:
    labels = dict(_NAMES)
    if year < 2018:
        labels |= _BEFORE_2018 | (_TO_2015 if year <= 2015 else _2016_2017)
    absent = _absent(year)
    columns, places = [], dict.fromkeys(DIMENSIONS, 0)
    for name in COLUMNS:
        if name not in absent:
            dimension = int(name[2])
            places[dimension] += 1
            columns.append(Column(name, f"{dimension}.{places[dimension]}", dimension, labels[name]))
    return Structure(year, tuple(columns))


def _absent(year: int) -> frozenset[str]:
    if year < 2018:
        return frozenset({"SC24", "SC71", "SC72", "SC73", "SC81", "SC82", "SC83"})
    if year == 2018:
        return frozenset({"SC83"})
    return frozenset({"SC52"}) if year >= 2021 else frozenset()


class Grade(StrEnum):
    SAME = "same"
    CAUTION = "caution"  # comparable as a whole, something inside changed
    BROKEN = "broken"  # not like for like


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two years can be compared, and the sentence that says why not."""

    grade: Grade
    note: str = ""


def compare(before: Structure, after: Structure, dimension: int = TOTAL, column: str = "") -> Comparison:
    """Two years of a dimension, of one sub-dimension (`column`), or of the total. The order does not matter."""
    if before.year > after.year:
        before, after = after, before
    if before.year < 2018 <= after.year:
        return Comparison(
            Grade.BROKEN,
            "từ năm 2018 PAPI có 8 nội dung thay cho 6; cơ quan công bố ghi không so được với các năm trước",
        )
    if before.year <= LAST_OF_63 < after.year:
        return Comparison(
            Grade.BROKEN,
            "từ năm 2025 còn 34 tỉnh, thành phố và chính quyền hai cấp; chưa có căn cứ để so với các năm trước",
        )
    if column:
        return _compare_part(before, after, column)
    if dimension != TOTAL:
        note = _difference(before, after, dimension)
        return Comparison(Grade.BROKEN, note) if note else Comparison(Grade.SAME)
    if before.dimensions != after.dimensions:
        return Comparison(Grade.BROKEN, "số nội dung khác nhau")
    notes = [_difference(before, after, number) for number in before.dimensions]
    found = "; ".join(note for note in notes if note)
    return Comparison(Grade.CAUTION, found) if found else Comparison(Grade.SAME)


def _compare_part(before: Structure, after: Structure, name: str) -> Comparison:
    old, new = before.column(name), after.column(name)
    if old is None or new is None:
        return Comparison(
            Grade.BROKEN, f"nội dung thành phần này không có năm {(before if old is None else after).year}"
        )
    if old.label != new.label:
        return Comparison(
            Grade.BROKEN, f"năm {before.year} cột này là “{old.label}”, năm {after.year} là “{new.label}”"
        )
    counts = len(before.of(old.dimension)), len(after.of(new.dimension))
    if counts[0] != counts[1]:
        return Comparison(
            Grade.BROKEN,
            f"thang điểm đổi vì nội dung {old.dimension} có {counts[0]} rồi {counts[1]} nội dung thành phần",
        )
    return Comparison(Grade.SAME)


def _difference(before: Structure, after: Structure, dimension: int) -> str:
    old = {column.label for column in before.of(dimension)}
    new = {column.label for column in after.of(dimension)}
    if old == new:
        return ""
    parts = [f"thêm {_quoted(new - old)}"] if new - old else []
    parts += [f"bỏ {_quoted(old - new)}"] if old - new else []
    return f"nội dung {dimension} {', '.join(parts)} (giữa {before.year} và {after.year})"


def _quoted(labels: Iterable[str]) -> str:
    return ", ".join(f"“{label}”" for label in sorted(labels))


def dimension_named(text: str) -> int | None:
    """The PAPI dimension that a short name means ("Công khai trong việc ra quyết định" -> 2)."""
    folded = fold(text)
    return next((number for number, words in _DIMENSION_WORDS if words in folded), None)
