"""The forms in tables: tasks and gaps, with other columns, names and orders."""

from __future__ import annotations

from tests.plangen import pools
from tests.plangen.model import Grid, GridRow, Truth
from tests.plangen.writer import Writer

TASK_COLUMNS = {
    "number": ("STT", "TT", "Số TT"),
    "component": ("Nội dung", "Lĩnh vực", "Nhóm nhiệm vụ"),
    "task": (
        "Nhiệm vụ",
        "Nhiệm vụ, giải pháp",
        "Nội dung công việc",
        "Công việc cụ thể",
        "Nhiệm vụ trọng tâm",
    ),
    "lead": ("Cơ quan chủ trì", "Đơn vị chủ trì", "Đơn vị thực hiện", "Chủ trì", "Cơ quan, đơn vị thực hiện"),
    "coordinating": ("Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp"),
    "deadline": ("Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn", "Tiến độ", "Thời gian"),
    "output": ("Sản phẩm", "Kết quả đầu ra", "Sản phẩm dự kiến"),
    "note": ("Ghi chú",),
}
ORDERS = (
    ("number", "task", "lead", "coordinating", "deadline"),
    ("number", "task", "output", "lead", "coordinating", "deadline"),
    ("task", "lead", "coordinating", "deadline"),
    ("number", "task", "deadline", "lead", "coordinating"),
    ("number", "component", "task", "lead", "coordinating", "deadline"),
    ("component", "task", "lead", "deadline"),
    ("number", "task", "lead", "deadline", "note"),
    ("number", "task", "deadline", "output", "lead"),
)


def tabular(writer: Writer) -> None:
    rng, plan = writer.rng, writer.plan
    order = rng.choice(ORDERS)
    header = [rng.choice(TASK_COLUMNS[column]) for column in order]
    if "component" in order and header[order.index("component")] == header[order.index("task")]:
        header[order.index("component")] = "Lĩnh vực"
    rows: list[GridRow] = []
    sections = rng.random() < 0.6
    split_sections = "number" in order and rng.random() < 0.4
    blank_numbers = rng.random() < 0.15
    merged = "component" in order
    number = 0
    for at, heading in enumerate(rng.sample(pools.HEADINGS, 4), 1):
        if sections and not merged:
            roman = ("I", "II", "III", "IV")[at - 1]
            if split_sections:
                rows.append(GridRow([roman, heading, *[""] * (len(order) - 2)]))
            else:
                rows.append(GridRow([f"{roman}. {heading.upper()}", *[""] * (len(order) - 1)], section=True))
        for item in range(rng.choice((2, 3, 4))):
            number += 1
            rows.append(
                _task_row(writer, order, heading if item == 0 else "", "" if blank_numbers else str(number))
            )
    grid = Grid(header, rows, numbered=rng.random() < 0.2)
    if rng.random() < 0.5:
        writer.section("NHIỆM VỤ CỤ THỂ")
        plan.elements.append(grid)
        writer.duties()
    else:
        writer.duties()
        writer.late.append(lambda: _appendix(writer, grid))


def _appendix(writer: Writer, grid: Grid) -> None:
    writer.add("PHỤ LỤC", "title")
    writer.add("BẢNG PHÂN CÔNG NHIỆM VỤ", "title")
    writer.add(f"(Kèm theo Kế hoạch của UBND {writer.plan.place})")
    writer.plan.elements.append(grid)


def _task_row(writer: Writer, order: tuple[str, ...], heading: str, number: str) -> GridRow:
    rng = writer.rng
    texts = [writer.sentence()]
    if len(writer.sentences) > 30 and rng.random() < 0.2:
        texts.append(writer.sentence())
    lead, helpers, deadline = writer.unit(), writer.units(), writer.deadline()
    known = {
        "number": number,
        "component": heading,
        "task": texts[0] if len(texts) == 1 else " ".join(f"- {text}" for text in texts),
        "lead": lead,
        "coordinating": rng.choice((", ", "; ")).join(helpers),
        "deadline": deadline,
        "output": rng.choice(pools.OUTPUTS),
        "note": "",
    }
    for text in texts:
        writer.plan.tasks.append(
            Truth(
                text, (lead,) if "lead" in order else (), helpers if "coordinating" in order else (), deadline
            )
        )
    return GridRow([known[column] for column in order])


GAP_COLUMNS = {
    "number": ("STT", "TT"),
    "field": ("Lĩnh vực", "Lĩnh vực/Tiêu chí bị mất điểm", "Lĩnh vực, tiêu chí"),
    "criterion": ("Tồn tại, hạn chế", "Hạn chế, tồn tại", "Nội dung tồn tại"),
    "cause": ("Nguyên nhân",),
    "remedy": ("Giải pháp khắc phục", "Biện pháp khắc phục", "Giải pháp khắc phục tồn tại, hạn chế"),
    "lead": ("Cơ quan chủ trì", "Đơn vị chủ trì", "Đơn vị thực hiện"),
    "coordinating": ("Cơ quan phối hợp", "Đơn vị phối hợp"),
    "deadline": ("Thời gian hoàn thành", "Thời hạn", "Thời gian thực hiện"),
}
GAP_ORDERS = (
    ("number", "field", "criterion", "cause", "remedy", "lead", "coordinating", "deadline"),
    ("number", "field", "criterion", "cause", "remedy", "lead", "deadline"),
    ("field", "criterion", "cause", "remedy", "lead", "coordinating", "deadline"),
    ("number", "criterion", "cause", "remedy", "deadline", "lead"),
    ("number", "field", "criterion", "remedy", "lead", "coordinating", "deadline"),
)


def gaps(writer: Writer) -> None:
    rng, plan = writer.rng, writer.plan
    order = rng.choice(GAP_ORDERS)
    header = [rng.choice(GAP_COLUMNS[column]) for column in order]
    rows: list[GridRow] = []
    numbered = rng.random() < 0.6
    stock = rng.sample(pools.GAPS, len(pools.GAPS))
    for at, name in enumerate(rng.sample(pools.FIELDS, 4), 1):
        for item in range(rng.choice((2, 3))):
            criterion, cause, remedy = stock.pop()
            if numbered:
                criterion = f"{item + 1}. {criterion}"
            lead, helpers, deadline = writer.unit(), writer.units(), writer.deadline()
            first = item == 0 or "field" not in order
            known = {
                "number": (str(at) if "field" in order else str(len(rows) + 1)) if first else "",
                "field": name if item == 0 else "",
                "criterion": criterion,
                "cause": cause,
                "remedy": remedy,
                "lead": lead,
                "coordinating": ", ".join(helpers),
                "deadline": deadline,
            }
            rows.append(GridRow([known[column] for column in order]))
            plan.gaps.append(Truth(criterion, (lead,), helpers if "coordinating" in order else (), deadline))
    grid = Grid(header, rows)
    writer.duties()
    writer.late.append(lambda: _gap_appendix(writer, grid))


def _gap_appendix(writer: Writer, grid: Grid) -> None:
    writer.add("PHỤ LỤC", "title")
    writer.add("TỒN TẠI, HẠN CHẾ VÀ GIẢI PHÁP KHẮC PHỤC", "title")
    writer.plan.elements.append(grid)
