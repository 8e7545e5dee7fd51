"""Names of units that hold a comma of their own: data, and the rule that reads it.

Sources of the names: Nghị định 150/2025/NĐ-CP (departments of provinces, communes, wards, special zones) and the
decrees of the ministries for the others. "và" never separates, so only the commas inside a name are listed here.
"""

from __future__ import annotations

import re

from thuocdo.lib.text import fold

# what may follow a name's comma, by what the name begins with; folded
_NAMES: tuple[tuple[str, str], ...] = (
    ("so van hoa", "the thao"),
    ("bo van hoa", "the thao"),
    ("phong van hoa", "the thao|khoa hoc|thong tin|xa hoi"),
    ("trung tam van hoa", "the thao|thong tin|truyen thong|the duc"),
    ("phong kinh te", "ha tang"),
    ("phong lao dong", "thuong binh"),
    ("so lao dong", "thuong binh"),
    ("bo lao dong", "thuong binh"),
    ("bao va phat thanh", "truyen hinh"),
    ("dai phat thanh", "truyen hinh"),
    ("ban tuyen giao", "dan van"),
    ("ban van hoa", "xa hoi"),
    ("ban quan ly", "khai thac"),
)
# subjects that name no unit when they stand alone: after "Phòng X," they go on the name
_SUBJECTS = re.compile(
    r"(ha tang|do thi|the thao|du lich|thuong binh|kien truc|khoa hoc|cong nghe|truyen hinh|truyen thong|moi truong"
    r"|dau tu|thuong mai|thuy san|lam nghiep|tre em|gia dinh|ton giao|tai nguyen|nong nghiep|thong ke|quy hoach"
    r"|my pham|thuc pham|ky thuat|xay dung|tong hop|ke hoach)(?!.*\b(xa|phuong|huyen|tinh|thanh pho|dac khu)$)"
)
_OFFICE = re.compile(r"(phong|so|bo|ban|vu|cuc|chi cuc|trung tam|bo phan|to) \w")


def goes_on_name(name: str, piece: str) -> bool:
    """Whether a piece after a comma still belongs to the unit name before it ("Phòng Kinh tế" + "Hạ tầng và Đô thị")."""
    before, after = fold(name), fold(piece)
    if any(before.endswith(first) and re.match(then, after) for first, then in _NAMES):
        return True
    return bool(piece[:1].isupper() and _OFFICE.match(before) and _SUBJECTS.match(after))
