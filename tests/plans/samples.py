"""A small fictional plan as text, and the same plan after its office has changed it."""

from __future__ import annotations

HEAD = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ MẪU\tĐộc lập - Tự do - Hạnh phúc

Số: {number}

Xã Mẫu, ngày 05 tháng 01 năm 2026

KẾ HOẠCH

Nâng cao Chỉ số cải cách hành chính (PAR INDEX) xã Mẫu năm 2026

Căn cứ Quyết định số 15/QĐ-UBND ngày 02/01/2026 của UBND tỉnh Mẫu, UBND xã Mẫu ban hành kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

- Nâng cao chất lượng phục vụ người dân và tổ chức.

II. MỤC TIÊU

- Chỉ số PAR INDEX của xã xếp loại tốt trở lên.

III. TỔ CHỨC THỰC HIỆN

1. Phòng Văn hóa - Xã hội theo dõi, đôn đốc việc thực hiện; báo cáo kết quả về UBND xã trước ngày 10/12/2026.

Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- UBND tỉnh;\tCHỦ TỊCH
- Lưu: VT.

BIỂU NHIỆM VỤ

STT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian thực hiện
"""
ROWS = (
    (
        "Rà soát, công khai đầy đủ thủ tục hành chính tại Bộ phận Một cửa; cập nhật mã định danh hồ sơ trên trang thông tin của xã.",
        "Trung tâm Phục vụ hành chính công", "Phòng Văn hóa - Xã hội", "Quý I/2026",
    ),
    (
        "Tổ chức đối thoại giữa lãnh đạo Ủy ban nhân dân xã với người dân ít nhất hai lần trong năm.",
        "Văn phòng HĐND và UBND", "Các cơ quan, đơn vị liên quan", "Trước ngày 30/11/2026",
    ),
    (
        "Kiểm tra việc thực hiện cải cách hành chính tại các đơn vị trực thuộc và báo cáo kết quả.",
        "Các cơ quan, đơn vị liên quan", "", "Thường xuyên",
    ),
    (
        "Niêm yết danh sách hộ nghèo, hộ cận nghèo tại nhà văn hóa các bản đúng quy định.",
        "Phòng Kinh tế", "Bản Mẫu Một", "Hằng quý",
    ),
    (
        "Bồi dưỡng kỹ năng giao tiếp cho công chức trực tiếp tiếp nhận hồ sơ của người dân.",
        "Ban Sáng kiến Mẫu", "", "Trước ngày 30/6/2026",
    ),
)  # fmt: skip


def plan_text(rows: tuple[tuple[str, str, str, str], ...] = ROWS, number: str = "10/KH-UBND") -> bytes:
    """The plan as a text file."""
    lines = [f"{n}\t" + "\t".join(row) for n, row in enumerate(rows, 1)]
    return (HEAD.format(number=number) + "\n".join(lines) + "\n").encode()
