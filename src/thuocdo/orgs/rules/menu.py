"""Which entries stand in a person's menu and where a person lands after signing in (SCREENS.md, "Menu by role")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from thuocdo.orgs.rules.rights import RIGHTS, Right, Role


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: shown to whoever holds one of `rights`, or one of `roles`."""

    label: str  # Vietnamese source text, translated where it is shown
    url: str
    key: str = ""  # second key after "g"
    rights: frozenset[Right] = frozenset()
    roles: frozenset[Role] = frozenset()


BAR = 5  # places in a phone's bottom bar
_AT_WORK = frozenset(Role) - {Role.SUPERVISOR, Role.ADMINISTRATOR}

ENTRIES: tuple[Entry, ...] = (
    Entry("Tuần này", "/lam-viec/", "t", roles=_AT_WORK),
    Entry("Nhiệm vụ", "/lam-viec/nhiem-vu/", "n", frozenset({Right.TASK_READ, Right.SUPERVISE})),
    Entry("Kế hoạch", "/lam-viec/ke-hoach/", "k", frozenset({Right.PLAN_READ})),
    Entry("Chấm điểm", "/lam-viec/cham-diem/", "c", frozenset({Right.SCORE_READ, Right.INDEX_READ})),
    Entry("Báo cáo", "/lam-viec/bao-cao/", "b", frozenset({Right.REPORT_READ, Right.REPORT_ACCEPT})),
    Entry("Kiểm chứng", "/lam-viec/kiem-chung/", "", frozenset({Right.TASK_READ, Right.SCORE_READ})),
    Entry("Thẩm định", "/lam-viec/cham-diem/tham-dinh/", "", frozenset({Right.SCORE_VERIFY})),
    Entry("Điều hành", "/lam-viec/dieu-hanh/", "", frozenset({Right.DASHBOARD})),
    Entry("Nhật ký", "/lam-viec/nhat-ky/", "", frozenset({Right.AUDIT_READ})),
    Entry("Đơn vị", "/lam-viec/quan-tri/don-vi/", "", frozenset({Right.UNIT_ADMIN})),
    Entry("Người dùng", "/lam-viec/quan-tri/nguoi-dung/", "", frozenset({Right.PEOPLE_ADMIN})),
    Entry("Lịch làm việc", "/lam-viec/quan-tri/lich/", "", frozenset({Right.CALENDAR_ADMIN})),
    Entry("Bộ tiêu chí", "/lam-viec/quan-tri/bo-tieu-chi/", "", frozenset({Right.FRAMEWORK_ADMIN})),
    Entry("Chứng thư gốc", "/lam-viec/quan-tri/chung-thu/", "", frozenset({Right.OPERATIONS})),
    Entry("Vận hành", "/lam-viec/van-hanh/", "", frozenset({Right.OPERATIONS})),
)

# First match wins: whose first question is answered where.
_LANDING: tuple[tuple[Role, str], ...] = (
    (Role.LEADER, "/lam-viec/dieu-hanh/"),
    (Role.COORDINATOR, "/lam-viec/"),
    (Role.HEAD, "/lam-viec/"),
    (Role.OFFICER, "/lam-viec/"),
    (Role.CLERK, "/lam-viec/"),
    (Role.VILLAGE_HEAD, "/lam-viec/"),
    (Role.VERIFIER, "/lam-viec/cham-diem/tham-dinh/"),
    (Role.RECEIVER, "/lam-viec/"),
    (Role.ADMINISTRATOR, "/lam-viec/van-hanh/"),
    (Role.SUPERVISOR, "/lam-viec/ke-hoach/"),
)


def menu_of(roles: Collection[Role]) -> tuple[Entry, ...]:
    """The entries that somebody with these roles can use, in their fixed order."""
    held = {right for role in roles for right in RIGHTS[role]}
    return tuple(entry for entry in ENTRIES if entry.rights & held or entry.roles & set(roles))


def bar_of(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The entries of a phone's bottom bar, and those behind its last place, "Thêm".

    The bar has five places: the first four entries and "Thêm"; with five entries or fewer each has a place.
    """
    if len(entries) <= BAR:
        return tuple(entries), ()
    return tuple(entries[: BAR - 1]), tuple(entries[BAR - 1 :])


def landing_of(roles: Collection[Role]) -> str:
    """The first page after signing in; somebody without any role sees the own account."""
    return next((url for role, url in _LANDING if role in roles), "/tai-khoan/")


def current_of(entries: Collection[Entry], path: str) -> Entry | None:
    """The entry whose page, or a page below it, has this address."""
    fitting = [e for e in entries if path == e.url or (e.url != "/lam-viec/" and path.startswith(e.url))]
    return max(fitting, key=lambda e: len(e.url), default=None)
