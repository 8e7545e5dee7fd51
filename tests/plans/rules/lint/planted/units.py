"""Planted faults of names, units and responsibilities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.plans.rules.lint.planted.scene import COMMUNE, PROVINCE, Planted, Scene, built, said, target, task
from thuocdo.plans.rules.model import Duty

OLD_COMMUNE = replace(COMMUNE, issued=date(2024, 3, 5), year=2024)
TWICE = "UBND xã Mẫu An giao các thôn thực hiện. Nhân dân xã Mẫu An tham gia. Đảng ủy xã {} lãnh đạo."


def _led(unit: str) -> dict[str, object]:
    return {"tasks": (task(1, "Rà soát quy trình nội bộ", lead=(unit,)),)}


def _target_led(unit: str) -> dict[str, object]:
    return {"targets": (target(7, "Quản trị môi trường", 3.5, 3.6, 9, 8, lead=(unit,)),)}


def _duties(*units: str) -> dict[str, object]:
    leads = (target(4, "Kiểm soát tham nhũng", 6.5, 6.6, 9, 8, lead=("Thanh tra tỉnh",)),)
    return {
        "targets": leads,
        "duties": tuple(Duty(f"d{n}", unit, "Thực hiện") for n, unit in enumerate(units)),
    }


PLANTED: dict[str, Planted] = {
    "place_name_inconsistent": said(TWICE.format("Mẫu Ân"), TWICE.format("Mẫu An")),
    "place_name_case": said(TWICE.format("mẫu an"), TWICE.format("Mẫu An")),
    "unit_type_leftover": said(
        "Người dân trên địa bàn thị trấn được biết.", "Người dân trên địa bàn xã được biết."
    ),
    "village_type_leftover": said("Niêm yết tại các tổ dân phố.", "Niêm yết tại các thôn."),
    "lead_not_in_issuer": built(_led("Phòng Tư pháp huyện"), _led("Phòng Kinh tế")),
    "unknown_unit": Planted(
        Scene(head=OLD_COMMUNE, parts=_led("Văn phòng HĐND và UBND xã")),
        Scene(head=OLD_COMMUNE, parts=_led("Văn phòng - Thống kê")),
    ),
    "competence_mismatch": built(
        {"tasks": (task(1, "Nâng cấp mặt đường quốc lộ qua trung tâm xã"),)},
        {"tasks": (task(1, "Nâng cấp mặt đường liên thôn qua trung tâm xã"),)},
    ),
    "lead_competence_mismatch": built(
        _target_led("Sở Nội vụ"), _target_led("Sở Nông nghiệp và Môi trường"), head=PROVINCE
    ),
    "responsibility_gap": built(_duties("Sở Nội vụ"), _duties("Sở Nội vụ", "Thanh tra tỉnh"), head=PROVINCE),
    "unit_name_variant": built(
        {
            "tasks": (
                task(1, "Việc một", lead=("Trung tâm Phục vụ HCC",)),
                task(2, "Việc hai", lead=("Trung tâm Phục vụ hành chính công",)),
            )
        },
        {
            "tasks": (
                task(1, "Việc một", lead=("Trung tâm Phục vụ HCC",)),
                task(2, "Việc hai", lead=("Trung tâm Phục vụ HCC",)),
            )
        },
    ),
}
