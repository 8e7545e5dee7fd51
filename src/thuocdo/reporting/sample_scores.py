"""Sample measures of the fictional communes: a year that lost points in known ways, and the year now running."""

from __future__ import annotations

from datetime import date
from typing import Any

CODE, VERSION = "par-index-commune", "tinh-mau-2026"
_LATE = "Sổ theo dõi báo cáo"
_BOOK = "Sổ hồ sơ thủ tục hành chính"
_CDS = "Báo cáo chuyển đổi số của xã"
_REPORT = "Báo cáo cải cách hành chính năm của xã"

Given = dict[str, tuple[Any, str]]  # measure -> (value, source)


def last_year(year: int) -> Given:
    """What the first commune had in `year`, the year that is over: late reports, a missing link, 52 late dossiers."""
    return {
        "bao_cao_cchc": (_quarters(year, late={3: date(year, 9, 29)}), _LATE),
        "chuoi_kiem_tra": (
            {
                "ke_hoach": True,
                "quyet_dinh": True,
                "thong_bao": True,
                "bien_ban": True,
                "bao_cao_ket_qua": True,
                "bao_cao_khac_phuc": False,
            },
            "Hồ sơ kiểm tra cải cách hành chính của xã",
        ),
        "cap_sang_kien": (1, "Quyết định công nhận sáng kiến cấp cơ sở"),
        "nhiem_vu_chuong_trinh": (
            {"value": 9, "of": 15},
            "Biểu thực hiện Chương trình công tác năm của UBND tỉnh",
        ),
        "nhiem_vu_bo_sung": ({"value": 9, "of": 15}, "Biểu theo dõi nhiệm vụ bổ sung, đột xuất"),
        "doi_thoai": ([{"name": "Đối thoại tháng 10", "proven": True}], "Biên bản đối thoại"),
        "cong_bo_vbqppl": (False, "Danh mục văn bản đã ban hành trong năm"),
        "ho_so_dung_han": ({"value": 2089, "of": 2141}, _BOOK),
        "xin_loi": ({"value": 0, "of": 52}, _BOOK),
        "pakn_xu_ly": ({"value": 46, "of": 46}, "Sổ phản ánh, kiến nghị"),
        "don_vi_tang_thu": ({"value": 0, "of": 5}, "Báo cáo thu sự nghiệp của các đơn vị"),
        "bao_cao_tu_chu": (False, "Hệ thống quản lý văn bản và điều hành"),
        "bao_cao_tai_san": (f"{year + 1}-03-06", "Ngày nhận trên hệ thống quản lý văn bản"),
        "chuyen_trach_cds": (True, "Quyết định phân công nhiệm vụ"),
        "may_tinh_attt": ({"value": 10, "of": 34}, _CDS),
        "he_thong_bao_ve": ({"value": 0, "of": 3}, _CDS),
        "van_ban_dien_tu": ({"value": 1788, "of": 1854}, _CDS),
        "dieu_tra_dich_vu": ("83.4", "Kết quả điều tra của tỉnh"),
        "htx_nam_nay": (128, _REPORT),
        "htx_nam_truoc": (121, _REPORT),
        "tthc_niem_yet": ({"value": 402, "of": 402}, _REPORT),
        "ho_so_truc_tuyen": ({"value": 1412, "of": 2141}, _BOOK),
        "quy_che_lam_viec": (True, "Quyết định ban hành quy chế làm việc"),
        "giai_ngan": ({"value": 18240, "of": 20400}, "Báo cáo giải ngân vốn đầu tư công"),
        "vi_pham": (0, "Văn bản của UBND tỉnh trong năm"),
    }


def this_year(today: date) -> Given:
    """What the first commune has so far in the year now running."""
    return {
        "ho_so_dung_han": ({"value": 1002, "of": 1020}, _BOOK),
        "xin_loi": ({"value": 13, "of": 18}, _BOOK),
        "nhiem_vu_chuong_trinh": ({"value": 11, "of": 14}, "Biểu thực hiện Chương trình công tác năm"),
        "doi_thoai": ([{"name": "Đối thoại tháng 6", "proven": True}], "Biên bản đối thoại"),
        "may_tinh_attt": ({"value": 22, "of": 34}, _CDS),
        "cong_bo_vbqppl": (False, f"Danh mục văn bản đến ngày {today:%d/%m/%Y}"),
    }


def neighbour(year: int) -> Given:
    """What the second commune had in `year`."""
    return {
        "ho_so_dung_han": ({"value": 1530, "of": 1530}, _BOOK),
        "pakn_xu_ly": ({"value": 20, "of": 21}, "Sổ phản ánh, kiến nghị"),
        "bao_cao_tai_san": (f"{year + 1}-02-20", "Ngày nhận trên hệ thống quản lý văn bản"),
        "cong_bo_vbqppl": (True, "Quyết định công bố danh mục"),
    }


def _quarters(year: int, *, late: dict[int, date]) -> list[dict[str, Any]]:
    dues = {1: date(year, 3, 15), 2: date(year, 6, 15), 3: date(year, 9, 15), 4: date(year, 12, 10)}
    return [
        {
            "name": f"Quý {quarter}/{year}",
            "due": due.isoformat(),
            "received": late.get(quarter, due).isoformat(),
        }
        for quarter, due in dues.items()
    ]
