"""Planted faults of numbering, tables, rows of gaps, signature, coverage and the superior's plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.plans.rules.lint.planted.scene import (
    COMMUNE,
    HEADING,
    SIGNATURE,
    Planted,
    Scene,
    at,
    built,
    day,
    gap,
    said,
    task,
)
from thuocdo.documents.rules.blocks import Cell, Row, Table
from thuocdo.plans.rules.compare.coverage import SUBDIMENSIONS
from thuocdo.plans.rules.model import Plan, Signer, Task

HEADER = "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n"
ROWS = "".join(
    f"{n}\tTổ chức đợt kiểm tra thứ {n} tại các thôn trong xã\tPhòng Kinh tế\tQuý IV/2026\n"
    for n in range(1, 6)
)
WHOLE = "6\tTổ chức đợt kiểm tra thứ 6 tại các thôn trong xã\tPhòng Kinh tế\tQuý IV/2026\n"
CUT = (
    "6\tTổ chức đợt kiểm tra thứ 6 tại các\tPhòng\tQuý IV/2026\n\n" + HEADER + "\tthôn trong xã\tKinh tế\t\n"
)


def _moved(shifted: bool) -> Scene:
    cells = tuple(Cell(text) for text in ("1", "Tổ chức kiểm tra", "Phòng Kinh tế"))
    row = Row(cells, at(50), shifted=shifted)
    return Scene("Nội dung.", table=Table(("TT", "Nhiệm vụ", "Cơ quan chủ trì"), (row,), 1, at(49)))


TWIN = "Chưa cung cấp được văn bản giao nhiệm vụ của cấp trên trong năm"


def _groups(second: tuple[int, ...]) -> dict[str, object]:
    first = tuple(gap(n, f"{n}. Việc") for n in (1, 2))
    other = tuple(gap(n, f"{n}. Việc", field="Cải cách thủ tục hành chính") for n in second)
    last = (gap(1, "1. Việc", field="Cải cách tài chính công"),)
    return {"gaps": (*first, *other, *last)}


def _gap(**more: str) -> dict[str, object]:
    return {"gaps": (gap(1, more.pop("criterion", "Tỷ lệ hồ sơ số hóa còn thấp"), **more),)}


def _component(code: str) -> Task:
    return task(
        int(code.replace(".", "")), "Tuyên truyền", component=SUBDIMENSIONS[code][0], dimension=int(code[0])
    )


def _laid_out(without: str) -> dict[str, object]:
    return {"tasks": tuple(_component(code) for code in SUBDIMENSIONS if code != without)}


BASIS = "Thực hiện Kế hoạch số 9/KH-UBND ngày {} của UBND tỉnh Mẫu, UBND xã Mẫu An ban hành kế hoạch."
COPIED = {
    "tasks": tuple(task(n, "Tăng cường tuyên truyền, phổ biến pháp luật cho người dân") for n in range(12))
}

ASKED = "Hoàn thành số hóa 100% hồ sơ hộ tịch của các xã trước thời hạn và báo cáo kết quả về Sở Tư pháp"
ABOVE = (ASKED, Plan(COMMUNE, tasks=(task(1, ASKED, deadline_text="30/6/2026", deadline=day("2026-06-30")),)))


def _below(text: str, end: str) -> Scene:
    due = date.fromisoformat(end)
    own = (task(1, text, deadline_text=f"{due:%d/%m/%Y}", deadline=day(end)),)
    return Scene("Nội dung.", parts={"tasks": own}, parent=ABOVE)


PLANTED: dict[str, Planted] = {
    "numbering_gap": built(_groups((3, 4)), _groups((1, 2))),
    "table_column_shift": Planted(_moved(True), _moved(False)),
    "page_break_merge": said(HEADER + ROWS + CUT, HEADER + ROWS + WHOLE),
    "cause_equals_problem": built(
        _gap(criterion=f"1. {TWIN}", cause=TWIN), _gap(criterion=TWIN, cause="Thiếu người")
    ),
    "cause_is_rule": built(
        _gap(cause="Điểm đánh giá được tính như sau: từ 50% trở lên 1 điểm"),
        _gap(cause="Cán bộ mới nhận việc"),
    ),
    "solution_mismatch": built(_gap(remedy="Đẩy mạnh giải ngân vốn"), _gap(remedy="Đẩy mạnh số hóa hồ sơ")),
    "merged_criteria": built(
        _gap(criterion="1. Mức độ hài lòng\nvề thái độ phục vụ\nvề thời gian\nvề cơ sở vật chất"),
        _gap(criterion="1. Mức độ hài lòng về thái độ phục vụ"),
    ),
    "signature_block": Planted(
        Scene(
            text=HEADING + "Nội dung.\n\nCHỦ TỊCH\n\nNơi nhận:\n\n- Lưu: VT.\n\nHọ Tên Mẫu\n",
            head=replace(COMMUNE, signer=Signer(name="Họ Tên Mẫu", position="CHỦ TỊCH")),
        ),
        Scene(text=HEADING + "Nội dung." + SIGNATURE),
    ),
    "coverage_gap": built(_laid_out("6.2"), _laid_out("")),
    "low_localisation": Planted(
        Scene(BASIS.format("03/3/2026"), parts=COPIED), Scene(BASIS.format("03/02/2026"), parts=COPIED)
    ),
    "cascade_missing": Planted(
        _below("Sửa chữa nhà văn hóa thôn và tặng quà cho học sinh giỏi", "2026-06-30"),
        _below(ASKED, "2026-06-30"),
    ),
    "cascade_weakened": Planted(_below(ASKED, "2026-12-31"), _below(ASKED, "2026-06-15")),
}
