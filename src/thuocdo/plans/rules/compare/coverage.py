"""Which parts of an index a plan works on: tasks by PAPI sub-dimension and by PAR INDEX field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from thuocdo.lib.text import fold
from thuocdo.plans.rules.model import Gap, Plan, Task

# code -> (name, folded wording that means it). The 28 sub-dimensions in use since 2021 (papi.org.vn).
SUBDIMENSIONS: Mapping[str, tuple[str, str]] = {
    "1.1": ("Tri thức công dân", r"tri thuc (cua )?cong dan|hieu biet.{0,30}(chinh sach|phap luat)"),
    "1.2": ("Cơ hội tham gia", r"co hoi tham gia|tham gia (vao )?cac to chuc|bau cu dai bieu"),
    "1.3": (
        "Chất lượng bầu cử trưởng thôn",
        r"bau cu.{0,60}(truong (thon|ban)|to truong|chuc danh)|chat luong bau cu",
    ),
    "1.4": ("Đóng góp tự nguyện", r"dong gop tu nguyen|tu nguyen.{0,20}dong gop|khoan dong gop|muc dong gop"),
    "2.1": (
        "Tiếp cận thông tin",
        r"tiep can thong tin|luat tiep can|cung cap thong tin|cong khai.{0,40}thong tin",
    ),
    "2.2": ("Công khai danh sách hộ nghèo", r"ho (can )?ngheo"),
    "2.3": ("Công khai thu, chi ngân sách", r"thu,? ?chi|ngan sach"),
    "2.4": (
        "Công khai quy hoạch, kế hoạch sử dụng đất, giá đất",
        r"quy hoach|su dung dat|gia dat|boi thuong",
    ),
    "3.1": (
        "Mức độ và hiệu quả tiếp xúc với chính quyền",
        r"tiep xuc|tuong tac voi|doi thoai|giai trinh doi voi",
    ),
    "3.2": (
        "Giải quyết khiếu nại, tố cáo, khúc mắc",
        r"khieu nai|to cao|to giac|khuc mac|phan anh,? kien nghi",
    ),
    "3.3": (
        "Tiếp cận dịch vụ tư pháp",
        r"dich vu tu phap|tro giup phap ly|toa an|hoat dong tu phap|tiep can tu phap",
    ),
    "4.1": (
        "Kiểm soát tham nhũng trong chính quyền",
        r"tham nhung trong (chinh quyen|bo may)|cong quy|lam dung",
    ),
    "4.2": (
        "Kiểm soát tham nhũng trong cung ứng dịch vụ công",
        r"tham nhung trong (cung ung|dich vu)|nhieu.{0,60}(y te|giao duc)|(y te|giao duc).{0,40}sach nhieu",
    ),
    "4.3": ("Công bằng trong tuyển dụng vào khu vực công", r"tuyen dung|thi tuyen|xet tuyen"),
    "4.4": (
        "Quyết tâm chống tham nhũng",
        r"quyet tam (phong,? )?chong|xu ly nghiem.{0,40}tham nhung|to cao hanh vi",
    ),
    "5.1": ("Dịch vụ chứng thực, xác nhận", r"chung thuc|xac nhan"),
    "5.2": ("Thủ tục cấp giấy chứng nhận quyền sử dụng đất", r"giay chung nhan quyen|quyen su dung dat"),
    "5.3": (
        "Dịch vụ hành chính cấp xã",
        r"dich vu hanh chinh|thu tuc hanh chinh|tthc|mot cua|tra ket qua|phuc vu hanh chinh cong",
    ),
    "6.1": ("Y tế công lập", r"\by te\b|kham,? (va )?chua benh|benh vien|bao hiem y te"),
    "6.2": ("Giáo dục tiểu học công lập", r"giao duc|tieu hoc|truong hoc|truong chuan"),
    "6.3": (
        "Cơ sở hạ tầng căn bản",
        r"ha tang (can ban|co ban)|luoi dien|dien, duong|duong giao thong|nuoc sach|rac thai",
    ),
    "6.4": ("An ninh, trật tự", r"an ninh|trat tu|toi pham"),
    "7.1": ("Nghiêm túc trong bảo vệ môi trường", r"nghiem tuc trong bao ve|bao ve moi truong|o nhiem"),
    "7.2": ("Chất lượng không khí", r"khong khi|khi thai|bui min"),
    "7.3": ("Chất lượng nước", r"chat luong nuoc|nguon nuoc|tai nguyen nuoc|nuoc sinh hoat|nuoc thai"),
    "8.1": (
        "Sử dụng cổng thông tin điện tử",
        r"(su dung|tiep can|nang cao chat luong).{0,40}thong tin dien tu|dich vu cong truc tuyen",
    ),
    "8.2": ("Tiếp cận và sử dụng Internet", r"internet|bang thong rong|vien thong"),
    "8.3": (
        "Phúc đáp qua cổng thông tin điện tử",
        r"ph[uo]c dap|phan hoi|tuong tac.{0,30}nguoi dan|tiep nhan.{0,20}y kien",
    ),
}

# number -> (name, folded wording); the eight fields of commune and province sets
FIELDS: Mapping[int, tuple[str, str]] = {
    1: ("Chỉ đạo, điều hành cải cách hành chính", r"chi dao,? dieu hanh"),
    2: ("Cải cách thể chế", r"the che"),
    3: ("Cải cách thủ tục hành chính", r"thu tuc hanh chinh|tthc"),
    4: ("Cải cách tổ chức bộ máy", r"bo may"),
    5: ("Cải cách chế độ công vụ", r"cong vu"),
    6: ("Cải cách tài chính công", r"tai chinh cong"),
    7: (
        "Chuyển đổi số, chính quyền số",
        r"chuyen doi so|chinh quyen (dien tu|so)|chinh phu (dien tu|so)|hien dai hoa",
    ),
    8: ("Tác động của cải cách hành chính, mức độ hài lòng", r"tac dong|hai long|sipas"),
}


@dataclass(frozen=True)
class Coverage:
    """Ids of tasks and gaps by sub-dimension code and by field number; every code and number is a key."""

    papi: Mapping[str, tuple[str, ...]]
    par: Mapping[int, tuple[str, ...]]

    def papi_holes(self) -> tuple[str, ...]:
        """Sub-dimensions without a task."""
        return tuple(code for code, ids in self.papi.items() if not ids)

    def par_holes(self) -> tuple[int, ...]:
        """Fields without a task or gap."""
        return tuple(number for number, ids in self.par.items() if not ids)


def named_subdimensions(text: str, dimension: int | None = None) -> tuple[str, ...]:
    """The sub-dimensions that a text speaks of, among those of `dimension` where it is known."""
    folded = fold(text)
    codes = (code for code in SUBDIMENSIONS if dimension is None or code.startswith(f"{dimension}."))
    return tuple(code for code in codes if re.search(SUBDIMENSIONS[code][1], folded))


def field_number(text: str | None) -> int | None:
    """The PAR INDEX field of a heading; the most specific wording wins over "hành chính"."""
    folded = fold(text or "")
    order = (8, 1, 7, 4, 5, 6, 2, 3)
    return next((number for number in order if re.search(FIELDS[number][1], folded)), None)


def coverage(plan: Plan) -> Coverage:
    """Tasks (and gaps) of the plan laid over both indices."""
    papi: dict[str, list[str]] = {code: [] for code in SUBDIMENSIONS}
    par: dict[int, list[str]] = {number: [] for number in FIELDS}
    for task in plan.tasks:
        for code in _codes(task):
            papi[code].append(task.id)
        number = _field(task)
        if number:
            par[number].append(task.id)
    for gap in plan.gaps:
        number = field_number(gap.field)
        if number:
            par[number].append(gap.id)
    return Coverage(
        {code: tuple(ids) for code, ids in papi.items()}, {number: tuple(ids) for number, ids in par.items()}
    )


def _codes(task: Task) -> tuple[str, ...]:
    """By the name of its part where the plan is laid out so; else by all that the task speaks of."""
    if task.dimension is None:
        return ()
    named = set(named_subdimensions(task.component or "", task.dimension))
    given = {task.subdimension} if task.subdimension in SUBDIMENSIONS else set()
    said = set() if named else set(named_subdimensions(task.text, task.dimension))
    return tuple(sorted(code for code in named | given | said if code))


def _field(task: Task | Gap) -> int | None:
    if isinstance(task, Task) and task.dimension is not None:
        return None
    heading = task.heading if isinstance(task, Task) else None
    return field_number(task.field) or field_number(heading)
