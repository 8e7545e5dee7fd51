"""What a section is about, told by its title."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from thuocdo.lib.text import fold


class Role(StrEnum):
    PURPOSE = "purpose"
    REQUIREMENT = "requirement"
    GOALS = "goals"
    TASKS = "tasks"
    FUNDING = "funding"
    DUTIES = "duties"
    REPORTS = "reports"
    BACKGROUND = "background"
    OTHER = "other"


_TASKS = re.compile(
    r"nhiem vu|giai phap|noi dung|cong viec|hoat dong|bien phap|trong tam|tien do thuc hien|phan cong nhiem vu|(cac|mot so|nhung) viec\b|viec (can|phai) lam"
)
_TITLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.DUTIES, re.compile(r"(to chuc (trien khai )?thuc hien|trach nhiem (cua |thuc hien|to chuc)|phan cong (trach nhiem|to chuc|thuc hien$))")),
    (Role.PURPOSE, re.compile(r"(muc dich|muc dich,? y nghia)")),
    (Role.REQUIREMENT, re.compile(r"(yeu cau|quan diem|nguyen tac|pham vi|doi tuong)")),
    (Role.FUNDING, re.compile(r"((nguon )?kinh phi|nguon luc tai chinh|du toan)")),
    (Role.REPORTS, re.compile(r"(che do )?(thong tin,? )?bao cao\b|che do bao cao")),
    (Role.BACKGROUND, re.compile(r"(tinh hinh|danh gia (tinh hinh|ket qua|thuc trang)|ket qua (thuc hien|dat duoc|nam|chi so)|thuc trang|dac diem|can cu|co so phap ly|ton tai|nhung han che)")),
    (Role.GOALS, re.compile(r"(muc tieu|chi tieu)")),
)  # fmt: skip


@lru_cache(maxsize=4096)
def role_of(title: str, *, parent: Role = Role.OTHER, titled: bool = True, opening: bool = False) -> Role:
    """The role of a section from its title and the role of the section above it.

    In the part of duties every title names a unit or a subject of it, so only reports and money stand out;
    `opening`: only what may begin a plan's first section.
    """
    folded = fold(title)
    if not titled or len(folded) > 250:
        return parent
    found = next((role for role, pattern in _TITLES if pattern.match(folded)), None)
    if found is Role.GOALS and re.search(r"nhiem vu|giai phap", folded):
        found = Role.TASKS
    if found is Role.BACKGROUND and re.search(r"nhiem vu|giai phap", folded) and "ton tai" not in folded:
        found = Role.TASKS
    if found is None and _TASKS.search(folded) and len(folded) < 160:
        found = Role.TASKS
    if opening:
        return found if found in (Role.PURPOSE, Role.GOALS, Role.TASKS) and _starts(folded) else Role.OTHER
    return _within(parent, found, folded)


def _starts(folded: str) -> bool:
    return bool(re.match(r"(muc dich|muc tieu|nhiem vu|noi dung|yeu cau|quan diem)", folded))


# below a part of one role, which titles may open a part of another, and how long they may be
_MAY_OPEN: dict[Role, tuple[frozenset[Role], int]] = {
    Role.TASKS: (frozenset({Role.PURPOSE, Role.REQUIREMENT, Role.GOALS, Role.FUNDING, Role.REPORTS}), 60),
    Role.DUTIES: (frozenset({Role.FUNDING, Role.REPORTS}), 40),
    Role.PURPOSE: (frozenset({Role.REQUIREMENT, Role.GOALS}), 250),
    Role.GOALS: (frozenset({Role.TASKS, Role.REQUIREMENT}), 120),
    Role.REQUIREMENT: (frozenset(), 0),
    Role.FUNDING: (frozenset(), 0),
    Role.REPORTS: (frozenset(), 0),
    Role.BACKGROUND: (frozenset(), 0),
}


def _within(parent: Role, found: Role | None, folded: str) -> Role:
    if found is None:
        return parent
    if parent is Role.TASKS and found is Role.DUTIES and len(folded) < 30:
        # a longer title ("Tổ chức thực hiện tốt nhiệm vụ …") is a group of tasks
        return found
    allowed, length = _MAY_OPEN.get(parent, (frozenset(Role), 250))
    return found if found in allowed and len(folded) < length else parent
