"""Abbreviations of Vietnamese administration, as data."""

from __future__ import annotations

import re

from thuocdo.lib.text.spelling import clean, strip_accents

ABBREVIATIONS: dict[str, str] = {
    # authorities and organisations
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "MTTQVN": "Mặt trận Tổ quốc Việt Nam",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBMTTQVN": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "TTPVHCC": "Trung tâm Phục vụ hành chính công",
    "TTHCC": "Trung tâm hành chính công",
    "TTDVTH": "Trung tâm Dịch vụ tổng hợp",
    "TNCS": "Thanh niên Cộng sản",
    "LHPN": "Liên hiệp Phụ nữ",
    "CCB": "Cựu chiến binh",
    "ND": "Nông dân",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "KHCN": "Khoa học và Công nghệ",
    "KH&CN": "Khoa học và Công nghệ",
    "TN&MT": "Tài nguyên và Môi trường",
    "NN&MT": "Nông nghiệp và Môi trường",
    "TT&TT": "Thông tin và Truyền thông",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "GDĐT": "Giáo dục và Đào tạo",
    "LĐTBXH": "Lao động - Thương binh và Xã hội",
    "VHTT": "Văn hóa - Thông tin",
    "VH-TT": "Văn hóa - Thông tin",
    "VH-XH": "Văn hóa - Xã hội",
    "VHXH": "Văn hóa - Xã hội",
    "TC-KH": "Tài chính - Kế hoạch",
    "QLDA": "quản lý dự án",
    "TTND": "Thanh tra nhân dân",
    "GSĐTCĐ": "Giám sát đầu tư của cộng đồng",
    "CA": "Công an",
    "BCH": "Ban Chỉ huy",
    "BCĐ": "Ban Chỉ đạo",
    "VP": "Văn phòng",
    # work
    "CCHC": "cải cách hành chính",
    "TTHC": "thủ tục hành chính",
    "HCC": "hành chính công",
    "CĐS": "chuyển đổi số",
    "CNTT": "công nghệ thông tin",
    "VBQPPL": "văn bản quy phạm pháp luật",
    "QPPL": "quy phạm pháp luật",
    "PAKN": "phản ánh, kiến nghị",
    "DVC": "dịch vụ công",
    "DVCTT": "dịch vụ công trực tuyến",
    "DVCQG": "Dịch vụ công quốc gia",
    "KTXH": "kinh tế - xã hội",
    "KT-XH": "kinh tế - xã hội",
    "QCDC": "quy chế dân chủ",
    "QCDCCS": "quy chế dân chủ ở cơ sở",
    "PCTN": "phòng, chống tham nhũng",
    "PCTNTC": "phòng, chống tham nhũng, tiêu cực",
    "TCD": "tiếp công dân",
    "KNTC": "khiếu nại, tố cáo",
    "CBCC": "cán bộ, công chức",
    "CBCCVC": "cán bộ, công chức, viên chức",
    "CCVC": "công chức, viên chức",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "QSDĐ": "quyền sử dụng đất",
    "ANTT": "an ninh trật tự",
    "TTATXH": "trật tự, an toàn xã hội",
    "QLNN": "quản lý nhà nước",
    "TDP": "tổ dân phố",
    "NTM": "nông thôn mới",
    "NSNN": "ngân sách nhà nước",
    "NSĐP": "ngân sách địa phương",
}


def _with_plain_spellings() -> dict[str, str]:
    """Also without accents ("HDND", "CDS"), where that is no other abbreviation."""
    table = dict(ABBREVIATIONS)
    for short, full in ABBREVIATIONS.items():
        table.setdefault(strip_accents(short), full)
    return table


_TABLE = _with_plain_spellings()
_TOKENS = re.compile(
    r"(?P<symbol>\d+[\w.]*\s?/[^\s,;()]+|\d+-[A-ZĐ]+/[^\s,;()]+)"  # the number of a document stays a number
    r"|(?<![\w&])(?P<short>" + "|".join(map(re.escape, sorted(_TABLE, key=len, reverse=True))) + r")(?![\w&])"
)


def expand_abbreviations(text: str) -> str:
    """Written out: "UBND xã" -> "Ủy ban nhân dân xã", "CĐS" -> "chuyển đổi số".

    Only whole words in capitals; numbers of documents ("12/KH-UBND") stay. White space is collapsed.
    """
    return _TOKENS.sub(lambda found: found["symbol"] or _TABLE[found["short"]], clean(text))
