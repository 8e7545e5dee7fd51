"""Planted faults of cited documents, dates and deadlines."""

from __future__ import annotations

from datetime import date

from tests.plans.rules.lint.planted.scene import HEADING, SIGNATURE, Planted, Scene, built, day, said, task
from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.plans.rules.model import Report

CONTINUOUS = Deadline(DeadlineKind.CONTINUOUS)
QUARTERLY = Deadline(DeadlineKind.QUARTERLY, date(2026, 1, 1), date(2026, 12, 31))


def _due(text: str, deadline: Deadline) -> dict[str, object]:
    return {"tasks": (task(1, "Rà soát quy trình", deadline_text=text, deadline=deadline),)}


def _report(due: date) -> dict[str, object]:
    return _due("Trước 20/12/2026", day("2026-12-20")) | {"reports": (Report("báo cáo năm", due=due),)}


def _open(last: Deadline, text: str) -> dict[str, object]:
    rest = tuple(task(n, f"Việc {n}", deadline_text="Thường xuyên", deadline=CONTINUOUS) for n in range(1, 6))
    return {"tasks": (*rest, task(6, "Việc 6", deadline_text=text, deadline=last))}


def _owned(lead: tuple[str, ...]) -> dict[str, object]:
    bare = (task(n, f"Việc {n}", lead=lead, deadline_text=None, deadline=Deadline()) for n in range(4))
    return {"tasks": tuple(bare)}


ANNEX = "PHỤ LỤC\n\n(Kèm theo Kế hoạch số {}/KH-UBND ngày 05/3/2026 của Ủy ban nhân dân xã Mẫu An)"

PLANTED: dict[str, Planted] = {
    "impossible_citation_date": said(
        "Căn cứ Quyết định số 8/QĐ-UBND ngày 09/3/2026 của UBND tỉnh Mẫu.",
        "Căn cứ Quyết định số 8/QĐ-UBND ngày 09/2/2026 của UBND tỉnh Mẫu.",
    ),
    "weekend_date": said(
        "Căn cứ Quyết định số 8/QĐ-UBND ngày 08/02/2026 của UBND tỉnh Mẫu.",
        "Căn cứ Quyết định số 8/QĐ-UBND ngày 09/02/2026 của UBND tỉnh Mẫu.",
    ),
    "same_day_citation": said(
        "Căn cứ Công văn số 8/SNV-CCHC ngày 05/3/2026 của Sở Nội vụ.",
        "Căn cứ Công văn số 8/SNV-CCHC ngày 03/3/2026 của Sở Nội vụ.",
    ),
    "malformed_symbol": said(
        "Theo Công văn số 15/UBND-X-NC ngày 03/3/2026.", "Theo Công văn số 15/UBND-NC ngày 03/3/2026."
    ),
    "missing_number_date": Planted(
        Scene(text=HEADING.replace("12/KH", "/KH") + "Nội dung." + SIGNATURE), Scene("Nội dung.")
    ),
    "header_appendix_mismatch": said(ANNEX.format(21), ANNEX.format(12)),
    "date_format": said("Nộp trước ngày 28/11.", "Nộp trước ngày 28/11/2026."),
    "deadline_too_close": built(
        _due("Trước 06/3/2026", day("2026-03-06")), _due("Trước 30/6/2026", day("2026-06-30"))
    ),
    "deadline_before_issue": built(
        _due("Trước 31/01/2026", day("2026-01-31")), _due("Cuối các quý", QUARTERLY)
    ),
    "report_before_task_deadline": built(_report(date(2026, 12, 1)), _report(date(2026, 12, 25))),
    "unresolved_deadline": built(
        _due("Theo kế hoạch của tỉnh", Deadline(DeadlineKind.BY_PARENT, depends_on="kế hoạch của tỉnh")),
        _due("Trước 30/6/2026", day("2026-06-30")),
    ),
    "unverifiable_deadline": built(
        _open(Deadline(DeadlineKind.ANNUAL), "Hằng năm"), _open(day("2026-06-30"), "Trước 30/6/2026")
    ),
    "no_owner_no_deadline": built(_owned(()), _owned(("Phòng Kinh tế",))),
}
