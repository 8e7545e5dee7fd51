"""The sample place: a fictional province, two communes with their offices, one account per role, two plans.

Departments of a commune: Nghị định 150/2025/NĐ-CP. Nobody and nothing here exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from thuocdo.calendars.rules.periods import Period, PeriodKind
from thuocdo.orgs.rules.rights import Role, UnitKind

PASSWORD = "thuoc-do-mau-2026"  # noqa: S105  (printed on purpose: the demo has no real data)
FOLDER = Path(__file__).parent / "sample_plans"
# the first is confirmed and worked on, the second waits for review
PLANS = ("cai-cach-hanh-chinh.txt", "papi.txt")


@dataclass(frozen=True, slots=True)
class SampleUnit:
    key: str
    name: str
    kind: UnitKind
    parent: str = ""
    code: str | None = None
    title: str = ""


COMMUNE_OFFICES = (
    ("van-phong", "Văn phòng HĐND và UBND", UnitKind.DEPARTMENT),
    ("kinh-te", "Phòng Kinh tế", UnitKind.DEPARTMENT),
    ("van-hoa", "Phòng Văn hóa - Xã hội", UnitKind.DEPARTMENT),
    ("mot-cua", "Trung tâm Phục vụ hành chính công", UnitKind.CENTRE),
    ("dich-vu", "Trung tâm Dịch vụ tổng hợp", UnitKind.CENTRE),
    ("mat-tran", "Ủy ban Mặt trận Tổ quốc Việt Nam", UnitKind.FRONT),
    ("thanh-tra-nd", "Ban Thanh tra nhân dân", UnitKind.INSPECTION),
)
PROVINCE_OFFICES = (
    ("Văn phòng UBND tỉnh", UnitKind.DEPARTMENT),
    ("Thanh tra tỉnh", UnitKind.DEPARTMENT),
    ("Sở Nội vụ", UnitKind.DEPARTMENT),
    ("Sở Tư pháp", UnitKind.DEPARTMENT),
    ("Sở Tài chính", UnitKind.DEPARTMENT),
    ("Sở Xây dựng", UnitKind.DEPARTMENT),
    ("Sở Y tế", UnitKind.DEPARTMENT),
    ("Sở Giáo dục và Đào tạo", UnitKind.DEPARTMENT),
    ("Sở Nông nghiệp và Môi trường", UnitKind.DEPARTMENT),
    ("Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT),
    ("Sở Văn hóa, Thể thao và Du lịch", UnitKind.DEPARTMENT),
    ("Sở Công Thương", UnitKind.DEPARTMENT),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", UnitKind.FRONT),
)
UNITS = (
    SampleUnit("tinh", "Tỉnh Mẫu", UnitKind.PROVINCE, code="99", title="Tỉnh"),
    SampleUnit("so-noi-vu", "Sở Nội vụ", UnitKind.DEPARTMENT, "tinh"),
    SampleUnit("so-tu-phap", "Sở Tư pháp", UnitKind.DEPARTMENT, "tinh"),
    SampleUnit("xa", "Xã Mẫu", UnitKind.COMMUNE, "tinh", "99001", "Xã"),
    *(SampleUnit(key, name, kind, "xa") for key, name, kind in COMMUNE_OFFICES),
    SampleUnit("ban-1", "Bản Mẫu Một", UnitKind.VILLAGE, "xa"),
    SampleUnit("ban-2", "Bản Mẫu Hai", UnitKind.VILLAGE, "xa"),
    SampleUnit("xa-ben", "Xã Bên Cạnh", UnitKind.COMMUNE, "tinh", "99002", "Xã"),
    *(SampleUnit(f"{key}-ben", name, kind, "xa-ben") for key, name, kind in COMMUNE_OFFICES[:4]),
)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the sample: what it is for is its position."""

    username: str
    unit: str
    role: Role
    position: str


ACCOUNTS = (
    Account("dau-moi", "van-phong", Role.COORDINATOR, "Chánh Văn phòng HĐND và UBND xã"),
    Account("chu-tich", "xa", Role.LEADER, "Chủ tịch UBND xã"),
    Account("truong-phong", "van-hoa", Role.HEAD, "Trưởng phòng Văn hóa - Xã hội"),
    Account("cong-chuc", "kinh-te", Role.OFFICER, "Công chức Phòng Kinh tế"),
    Account("mot-cua", "mot-cua", Role.CLERK, "Công chức Bộ phận Một cửa"),
    Account("truong-ban", "ban-1", Role.VILLAGE_HEAD, "Trưởng bản Mẫu Một"),
    Account("mat-tran", "mat-tran", Role.SUPERVISOR, "Chủ tịch Ủy ban MTTQ xã"),
    Account("quan-tri", "xa", Role.ADMINISTRATOR, "Quản trị hệ thống của xã"),
    Account("quan-tri-tinh", "tinh", Role.ADMINISTRATOR, "Quản trị hệ thống của tỉnh"),
    Account("so-noi-vu", "so-noi-vu", Role.COORDINATOR, "Chuyên viên Sở Nội vụ"),
    Account("tham-dinh", "so-noi-vu", Role.VERIFIER, "Người thẩm định của tỉnh"),
    Account("xa-ben", "van-phong-ben", Role.COORDINATOR, "Chánh Văn phòng xã Bên Cạnh"),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened to a task of the first plan: its number, the result noted, the steps taken since."""

    number: int
    result: str
    steps: tuple[str, ...] = ()
    reason: str = ""


PROGRESS = (
    Progress(1, "Đã có văn bản phân công theo dõi 38 tiêu chí, mỗi tiêu chí một công chức.", ("submit", "accept")),
    Progress(2, "Đã họp quý I, quý II và quý III; quý III có hai đơn vị còn việc quá hạn."),
    Progress(3, "Đã kiểm tra, lập biên bản; báo cáo khắc phục còn thiếu ký số.", ("submit", "return"),
             "Thiếu bản ký số của báo cáo khắc phục."),
    Progress(4, "Đã thông báo thời gian, nội dung đối thoại tới các bản."),
    Progress(8, "Đã gửi kiến nghị đơn giản hóa bốn thủ tục về đất đai, hộ tịch.", ("submit",)),
    Progress(11, "Đã giải ngân 71% kế hoạch vốn; hai công trình vướng mặt bằng."),
    Progress(13, "Tỷ lệ văn bản đi ký số từ đầu năm là 96%."),
)  # fmt: skip


def plan_text(name: str, today: date) -> str:
    """A sample plan with years and days that suit today: issued some weeks ago, some work overdue, some near."""
    issued = today - timedelta(days=40)
    days = {
        "basis": issued - timedelta(days=12),
        "late2": today - timedelta(days=23),
        "late": today - timedelta(days=9),
        "soon": today + timedelta(days=5),
        "next": today + timedelta(days=24),
        "report": date(today.year, 12, 20),
    }
    quarter = Period(PeriodKind.QUARTER, today.year, (today.month + 2) // 3)
    text = (FOLDER / name).read_text("utf-8")
    return text.format(
        year=today.year,
        last=today.year - 1,
        issued_day=f"{issued.day:02d}",
        issued_month=f"{issued.month:02d}" if issued.month < 3 else issued.month,
        issued_year=issued.year,
        quarter=quarter.label,
        **{key: f"{day.day:02d}/{day.month}/{day.year}" for key, day in days.items()},
    )
