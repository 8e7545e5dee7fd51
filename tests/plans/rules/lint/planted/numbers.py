"""Planted faults of numbers, targets and published scores."""

from __future__ import annotations

from tests.plans.rules.lint.planted.scene import (
    COMMUNE,
    PROVINCE,
    Planted,
    Scene,
    at,
    built,
    gap,
    said,
    target,
)
from thuocdo.plans.rules.lint import PapiPanel
from thuocdo.plans.rules.model import Goal, History

NAMES = ("Tham gia của người dân ở cấp cơ sở", "Công khai, minh bạch", "Trách nhiệm giải trình với người dân")


def _table(
    aims: tuple[float, float, float], total: float, ranks: tuple[int, int] = (20, 18)
) -> dict[str, object]:
    rows = [
        target(n, name, 5.0, aim, 20, 18) for n, (name, aim) in enumerate(zip(NAMES, aims, strict=True), 1)
    ]
    return {"targets": (*rows, target(None, "Tổng cộng", 15.0, total, *ranks))}


def _goal(text: str) -> tuple[Goal, ...]:
    return (Goal("I.1", text, "PAPI", None, at(9)),)


def _past(dimension: int, text: str, **more: object) -> History:
    return History(dimension, 2025, 5.2, text=text, source=at(40 + dimension), **more)  # type: ignore[arg-type]


def _compared(*years: int) -> str:
    return "Chỉ số đạt 5,20 điểm, " + ", ".join(f"tăng 0,10 điểm so với năm {year}" for year in years)


def _histories(last: tuple[int, ...]) -> dict[str, object]:
    full = [_past(n, _compared(2024, 2023, 2022)) for n in range(1, 5)]
    return {"history": (*full, _past(5, _compared(*last)))}


# province "mau": 2024 and 2025; two other provinces to rank against
PANEL = PapiPanel(
    {
        2024: {
            "mau": {1: 5.0, 2: 5.0, 0: 40.0},
            "mauhai": {1: 4.0, 2: 6.0, 0: 41.0},
            "mauba": {1: 6.0, 2: 4.0, 0: 39.0},
        },
        2025: {
            "mau": {1: 5.296, 2: 4.5, 0: 42.0},
            "mauhai": {1: 5.5, 2: 4.0, 0: 41.0},
            "mauba": {1: 5.6, 2: 3.9, 0: 40.0},
        },
    }
)


def _scored(wrong: dict[str, object], right: dict[str, object]) -> Planted:
    return Planted(
        Scene(head=PROVINCE, parts=wrong, papi=PANEL), Scene(head=PROVINCE, parts=right, papi=PANEL)
    )


def _based(score: float, rank: int) -> dict[str, object]:
    return {"targets": (target(1, NAMES[0], score, 5.4, rank, 1),)}


def _told(text: str) -> Scene:
    past = History(1, 2025, 5.296, text=text, source=at(7))
    return Scene(text, head=PROVINCE, parts={"history": (past,)}, papi=PANEL)


LISTED = "Các chỉ số {} điểm số năm 2025 gồm:\n\n- Công khai, minh bạch.\n\nKết thúc."

PLANTED: dict[str, Planted] = {
    "sum_mismatch": built(_table((5.1, 5.2, 5.3), 15.4), _table((5.1, 5.2, 5.3), 15.6), head=PROVINCE),
    "conflicting_target": built(
        _table((5.1, 5.2, 5.3), 15.6) | {"goals": _goal("Phấn đấu đạt từ 16,000 điểm trở lên")},
        _table((5.1, 5.2, 5.3), 15.6) | {"goals": _goal("Phấn đấu đạt từ 15,600 điểm trở lên")},
        head=PROVINCE,
    ),
    "rank_target_contradiction": built(
        _table((5.1, 5.2, 5.3), 15.6, (20, 19)) | {"goals": _goal("Phấn đấu tăng ít nhất 3 bậc")},
        _table((5.1, 5.2, 5.3), 15.6, (20, 17)) | {"goals": _goal("Phấn đấu tăng ít nhất 3 bậc")},
        head=PROVINCE,
    ),
    "score_rank_incoherent": built(
        _table((5.0, 5.2, 5.3), 15.5), _table((5.1, 5.2, 5.3), 15.6), head=PROVINCE
    ),
    "indicator_order": built(
        {"targets": tuple(target(n, str(n), 5, 5.1, 9, 8) for n in (2, 3, 4, 1))},
        {"targets": tuple(target(n, str(n), 5, 5.1, 9, 8) for n in (1, 2, 3, 4))},
        head=PROVINCE,
    ),
    "target_not_measurable": built(
        {"goals": _goal("Phấn đấu chỉ số PAPI xếp loại khá trở lên")},
        {"goals": _goal("Phấn đấu chỉ số PAPI đạt 42 điểm, xếp loại khá trở lên")},
    ),
    "selective_omission": built(_histories((2024, 2023)), _histories((2024, 2023, 2022))),
    "claim_vs_number": said(
        "Chỉ số đạt 5,20 điểm, tăng 0,05 điểm so với năm 2025, đây là mức tăng vượt bậc.",
        "Chỉ số đạt 5,20 điểm, tăng 1,50 điểm so với năm 2025, đây là mức tăng vượt bậc.",
    ),
    "score_rule_unclear": said(
        "Theo công thức: 90/100*2 = 1,8 (không có điểm).", "Theo công thức: 90/100*2 = 1,8 (đạt một phần)."
    ),
    "computation_mismatch": said("Có 12/40 hồ sơ đúng hạn, đạt 50%.", "Có 12/40 hồ sơ đúng hạn, đạt 30%."),
    "duplicated_value": built(
        {
            "gaps": (
                gap(1, "Nhiệm vụ theo chương trình đạt 7/13 việc"),
                gap(2, "Nhiệm vụ đột xuất đạt 7/13 việc"),
            )
        },
        {
            "gaps": (
                gap(1, "Nhiệm vụ theo chương trình đạt 7/13 việc"),
                gap(2, "Nhiệm vụ đột xuất đạt 8/11 việc"),
            )
        },
    ),
    "meaningless_percentage": said(
        "Kiểm tra công vụ tại 15% phòng chuyên môn.", "Kiểm tra công vụ tại 100% phòng chuyên môn.", COMMUNE
    ),
    "score_vs_data": _scored(_based(5.9, 3), _based(5.296, 3)),
    "rank_vs_data": _scored(_based(5.296, 1), _based(5.296, 3)),
    "wrong_denominator": Planted(
        Scene("Hạng 3/63 năm 2025.", head=PROVINCE, parts=_based(5.296, 3), papi=PANEL),
        Scene("Hạng 3/3 năm 2025.", head=PROVINCE, parts=_based(5.296, 3), papi=PANEL),
    ),
    "delta_mismatch": Planted(
        _told("Chỉ số đạt 5,30 điểm tăng 0,50 điểm so với năm 2024."),
        _told("Chỉ số đạt 5,30 điểm tăng 0,30 điểm so với năm 2024."),
    ),
    "rounding_of_rounded": Planted(
        _told("Chỉ số đạt 5,30 điểm tăng 0,31 điểm so với năm 2024."),
        _told("Chỉ số đạt 5,30 điểm tăng 0,30 điểm so với năm 2024."),
    ),
    "direction_mismatch": Planted(
        Scene(LISTED.format("có cải thiện"), head=PROVINCE, papi=PANEL),
        Scene(LISTED.format("sụt giảm"), head=PROVINCE, papi=PANEL),
    ),
}
