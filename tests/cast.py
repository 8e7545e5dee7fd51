"""The fixed cast: a fictional province with two communes, their departments, and one person per role.

Built only by calling actions. Names of people are their roles; places do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from thuocdo.orgs.actions import create_person, create_unit
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Role, UnitKind

NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)  # Monday 6 July 2026, 08:00 in Việt Nam
TODAY = date(2026, 7, 6)
STARTS = date(2025, 7, 1)
PASSWORD = "mat-khau-mau-2026"

DEPARTMENTS = (
    ("office", "Văn phòng HĐND và UBND", UnitKind.DEPARTMENT),
    ("economy", "Phòng Kinh tế", UnitKind.DEPARTMENT),
    ("culture", "Phòng Văn hóa - Xã hội", UnitKind.DEPARTMENT),
    ("one_stop", "Trung tâm Phục vụ hành chính công", UnitKind.CENTRE),
    ("services", "Trung tâm Dịch vụ tổng hợp", UnitKind.CENTRE),
    ("front", "Ủy ban Mặt trận Tổ quốc Việt Nam", UnitKind.FRONT),
    ("village", "Bản Mẫu Một", UnitKind.VILLAGE),
)
# key -> (unit key, role, position)
PEOPLE = {
    "leader": ("commune", Role.LEADER, "Chủ tịch UBND xã"),
    "coordinator": ("office", Role.COORDINATOR, "Chánh Văn phòng HĐND và UBND"),
    "head": ("culture", Role.HEAD, "Trưởng phòng Văn hóa - Xã hội"),
    "officer": ("economy", Role.OFFICER, "Công chức Phòng Kinh tế"),
    "clerk": ("one_stop", Role.CLERK, "Công chức Bộ phận Một cửa"),
    "village_head": ("village", Role.VILLAGE_HEAD, "Trưởng bản"),
    "supervisor": ("front", Role.SUPERVISOR, "Chủ tịch Ủy ban MTTQ xã"),
    "administrator": ("commune", Role.ADMINISTRATOR, "Quản trị hệ thống"),
    "other_leader": ("other", Role.LEADER, "Chủ tịch UBND xã"),
    "other_coordinator": ("other_office", Role.COORDINATOR, "Chánh Văn phòng HĐND và UBND"),
    "other_officer": ("other_economy", Role.OFFICER, "Công chức Phòng Kinh tế"),
    "province_leader": ("province", Role.LEADER, "Chủ tịch UBND tỉnh"),
    "province_coordinator": ("sector", Role.COORDINATOR, "Chuyên viên Sở Nội vụ"),
    "verifier": ("sector", Role.VERIFIER, "Người thẩm định"),
    "province_administrator": ("province", Role.ADMINISTRATOR, "Quản trị hệ thống tỉnh"),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Units and people by key: `cast.unit("culture")`, `cast.person("leader")`."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def unit(self, key: str) -> Unit:
        return self.units[key]

    def person(self, key: str) -> Person:
        return self.people[key]


def build() -> Cast:
    """The whole cast in the database; every account has the password PASSWORD."""
    units: dict[str, Unit] = {}

    def unit(key: str, name: str, kind: UnitKind, parent: str | None = None, **more: str) -> None:
        units[key] = create_unit(
            name=name,
            kind=kind,
            parent=units[parent] if parent else None,
            by=None,
            now=NOW,
            valid_from=STARTS,
            **more,
        )

    unit("province", "Tỉnh Mẫu", UnitKind.PROVINCE, code="99", title="Tỉnh")
    unit("sector", "Sở Nội vụ", UnitKind.DEPARTMENT, "province")
    unit("commune", "Xã Mẫu", UnitKind.COMMUNE, "province", code="99001", title="Xã")
    unit("other", "Xã Bên Cạnh", UnitKind.COMMUNE, "province", code="99002", title="Xã")
    for key, name, kind in DEPARTMENTS:
        unit(key, name, kind, "commune")
    for key, name, kind in DEPARTMENTS[:2]:
        unit(f"other_{key}", name, kind, "other")
    people = {
        key: create_person(
            full_name=position,
            username=key.replace("_", "."),
            unit=units[where],
            role=role,
            position=position,
            starts=STARTS,
            by=None,
            now=NOW,
        )
        for key, (where, role, position) in PEOPLE.items()
    }
    for person in people.values():
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return Cast(units, people)
