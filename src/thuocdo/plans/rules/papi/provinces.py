"""Surveyed provinces: the 63 of the years up to 2024, and the 34 that exist since 1 July 2025.

They are two sets. A province of today may bear the name of one of the 63 that was smaller: its key differs
("P21" and "T33"), so that no score of a former province passes for one of today, and nothing is averaged.
"""

from __future__ import annotations

import re

from thuocdo.lib.text import fold

LAST_OF_63 = 2024
"""The last survey year with the 63 provinces; set by Nghị quyết 202/2025/QH15, in force from 12/6/2025."""

# in the order of the panel's codes P01..P63
_FORMER = (
    "Hà Nội", "Hà Giang", "Cao Bằng", "Bắc Kạn", "Tuyên Quang", "Lào Cai", "Điện Biên", "Lai Châu",
    "Sơn La", "Yên Bái", "Hòa Bình", "Thái Nguyên", "Lạng Sơn", "Quảng Ninh", "Bắc Giang", "Phú Thọ",
    "Vĩnh Phúc", "Bắc Ninh", "Hải Dương", "Hải Phòng", "Hưng Yên", "Thái Bình", "Hà Nam", "Nam Định",
    "Ninh Bình", "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Bình", "Quảng Trị", "Thừa Thiên Huế", "Đà Nẵng",
    "Quảng Nam", "Quảng Ngãi", "Bình Định", "Phú Yên", "Khánh Hòa", "Ninh Thuận", "Bình Thuận", "Kon Tum",
    "Gia Lai", "Đắk Lắk", "Đắk Nông", "Lâm Đồng", "Bình Phước", "Tây Ninh", "Bình Dương", "Đồng Nai",
    "Bà Rịa - Vũng Tàu", "Hồ Chí Minh", "Long An", "Tiền Giang", "Bến Tre", "Trà Vinh", "Vĩnh Long",
    "Đồng Tháp", "An Giang", "Kiên Giang", "Cần Thơ", "Hậu Giang", "Sóc Trăng", "Bạc Liêu", "Cà Mau",
)  # fmt: skip
FORMER: dict[str, str] = {f"P{place:02d}": name for place, name in enumerate(_FORMER, 1)}

# official code -> name, as the catalogue of administrative units has them
_TODAY = {
    "01": "Hà Nội", "04": "Cao Bằng", "08": "Tuyên Quang", "11": "Điện Biên", "12": "Lai Châu",
    "14": "Sơn La", "15": "Lào Cai", "19": "Thái Nguyên", "20": "Lạng Sơn", "22": "Quảng Ninh",
    "24": "Bắc Ninh", "25": "Phú Thọ", "31": "Hải Phòng", "33": "Hưng Yên", "37": "Ninh Bình",
    "38": "Thanh Hóa", "40": "Nghệ An", "42": "Hà Tĩnh", "44": "Quảng Trị", "46": "Huế", "48": "Đà Nẵng",
    "51": "Quảng Ngãi", "52": "Gia Lai", "56": "Khánh Hòa", "66": "Đắk Lắk", "68": "Lâm Đồng",
    "75": "Đồng Nai", "79": "Hồ Chí Minh", "80": "Tây Ninh", "82": "Đồng Tháp", "86": "Vĩnh Long",
    "91": "An Giang", "92": "Cần Thơ", "96": "Cà Mau",
}  # fmt: skip
TODAY: dict[str, str] = {f"T{code}": name for code, name in _TODAY.items()}
PROVINCES = FORMER


def _key(name: str) -> str:
    plain = re.sub(r"^(tinh|thanh pho|tp\.?)\s+", "", fold(name))
    return re.sub(r"[^a-z]", "", plain)


_CODES = {_key(name): code for code, name in FORMER.items()}
_CODES |= {"dacnong": "P43", "daknong": "P43", "daclac": "P42", "hue": "P31", "hcmc": "P50"}
_CODES |= {"hochiminhcity": "P50", "thuathienhue": "P31"}
_TODAY_CODES = {_key(name): code for code, name in TODAY.items()}
_TODAY_CODES |= {"daclac": "T66", "hochiminhcity": "T79", "thuathienhue": "T46"}


def province_code(name: str) -> str | None:
    """ "Lai Châu", "tỉnh LAI CHAU", "P08" -> "P08"; None for a name that is none of the 63."""
    text = name.strip()
    if text in FORMER:
        return text
    return _CODES.get(_key(text))


def today_code(name: str) -> str | None:
    """ "Lai Châu", "12", "T12" -> "T12"; None for a name that is none of the 34."""
    text = name.strip()
    if text in TODAY or f"T{text}" in TODAY:
        return text if text in TODAY else f"T{text}"
    return _TODAY_CODES.get(_key(text))


def province_key(name: str, year: int) -> str | None:
    """The key of a province in the panel of that year, by its printed name or code; None for an unknown one."""
    return province_code(name) if year <= LAST_OF_63 else today_code(name)


def expected_keys(year: int) -> dict[str, str]:
    """The provinces that the survey of a year should have: key -> name."""
    return FORMER if year <= LAST_OF_63 else TODAY


def province_name(key: str) -> str:
    """ "P08" -> "Lai Châu"; a key that is no code comes back as it is."""
    return FORMER.get(key) or TODAY.get(key, key)


def plain_key(name: str) -> str:
    """The name without accents, blanks and "tỉnh": the key of a province that is in neither set."""
    return _key(name)


def keys_of_name(name: str) -> tuple[str, ...]:
    """Both keys a name may have: that of the former province first, then that of today's. Empty: no province."""
    return tuple(key for key in (province_code(name), today_code(name)) if key)
