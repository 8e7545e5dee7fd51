"""Why a province has no result in a year, where somebody has said so in public."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A stated reason and where it was stated."""

    text: str
    source: str


_BEYOND_ERROR = Reason(
    "kết quả khảo sát vượt giá trị sai số cho phép", "báo chí dẫn đơn vị công bố PAPI 2023"
)
STATED: dict[tuple[int, str], Reason] = {(2023, "P14"): _BEYOND_ERROR, (2023, "P47"): _BEYOND_ERROR}
"""(year, province) -> reason; an office may enter others, which stand above these."""

UNSTATED = "báo cáo không công bố kết quả của tỉnh năm này; lý do chưa được ghi"
