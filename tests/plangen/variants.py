"""Forty plans of each form, each from its seed alone, with the truth that a careful reader would note down."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.plangen import pools

FORMS = ("lettered", "bulleted", "labelled", "unit_headed", "tabular", "gaps")
VARIANTS = 40


@dataclass
class Line:
    """One paragraph; `style`: plain, bold, title (centred bold)."""

    text: str
    style: str = "plain"


@dataclass
class GridRow:
    cells: list[str]
    section: bool = False


@dataclass
class Grid:
    header: list[str]
    rows: list[GridRow]
    numbered: bool = False  # a row (1) (2) (3) under the header


@dataclass
class Truth:
    """A task or gap: its text (a gap: the criterion), units and deadline as printed."""

    text: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    deadline: str | None = None


@dataclass
class Print:
    """How the text form is printed."""

    marks: bool = False  # Markdown heading and emphasis marks
    wrap: int | None = None  # hard-wrapped at this width
    page_rows: int | None = None  # the header of a table is printed again after so many rows
    cut_rows: bool = False  # the last row of a page is cut
    pipes: bool = False  # tables as Markdown with pipes


@dataclass
class Plan:
    form: str
    seed: int
    year: int
    place: str
    elements: list[Line | Grid] = field(default_factory=list)
    tasks: list[Truth] = field(default_factory=list)
    gaps: list[Truth] = field(default_factory=list)
    duties: int = 0
    print: Print = field(default_factory=Print)


def make(form: str, seed: int) -> Plan:
    """The plan of this form and seed; the same arguments give the same plan."""
    rng = random.Random(f"{form}-{seed}")  # noqa: S311  # a repeatable choice, no secret
    plan = Plan(
        form, seed, rng.choice((2024, 2025, 2026)), f"{rng.choice(pools.AREAS)} {rng.choice(pools.PLACES)}"
    )
    plan.print = Print(
        marks=rng.random() < 0.4,
        wrap=rng.choice((None, None, None, 72, 90)),
        page_rows=rng.choice((None, 3, 4, 6)),
        cut_rows=rng.random() < 0.6,
        pipes=rng.random() < 0.15,
    )
    writer = _Writer(plan, rng)
    writer.head()
    BODIES[form](writer)
    writer.foot()
    return plan


class _Writer:
    def __init__(self, plan: Plan, rng: random.Random) -> None:
        self.plan, self.rng = plan, rng
        # how sections are numbered: Roman or capitals, then 1., then 1.1. or a)
        self.top = rng.choice(("roman", "roman", "roman", "capital"))
        self.count = 0
        self.sentences = rng.sample(pools.TASKS, len(pools.TASKS))
        self.late: list[Callable[[], None]] = []

    # pieces -------------------------------------------------------------------------------------------
    def add(self, text: str, style: str = "plain") -> None:
        self.plan.elements.append(Line(text, style))

    def section(self, title: str) -> None:
        self.count += 1
        name = (
            ("I", "II", "III", "IV", "V", "VI")[self.count - 1]
            if self.top == "roman"
            else "ABCDEG"[self.count - 1]
        )
        self.add(f"{name}. {title}", "bold")

    def sentence(self) -> str:
        return self.sentences.pop()

    def unit(self) -> str:
        return self.rng.choice(pools.PLAIN_UNITS)

    def units(self) -> tuple[str, ...]:
        """Helping units, now and then with a group at the end."""
        names = self.rng.sample(pools.PLAIN_UNITS, self.rng.choice((1, 1, 2)))
        return (*names, self.rng.choice(pools.GROUPS)) if self.rng.random() < 0.4 else tuple(names)

    def deadline(self) -> str:
        return self.rng.choice(pools.DEADLINES).format(y=self.plan.year)

    # parts --------------------------------------------------------------------------------------------
    def head(self) -> None:
        rng, plan = self.rng, self.plan
        number = f"{rng.randint(1, 400):02d}/KH-UBND"
        self.add(f"Số: {number}")
        proper = plan.place.split(" ", 1)[1]
        self.add(f"{proper}, ngày {rng.randint(1, 28):02d} tháng {rng.randint(1, 4):02d} năm {plan.year}")
        self.add("KẾ HOẠCH", "title")
        topic = rng.choice(
            (
                "Nâng cao Chỉ số hiệu quả quản trị và hành chính công (PAPI)",
                "Cải cách hành chính nhà nước",
                "Khắc phục hạn chế, nâng cao Chỉ số cải cách hành chính (PAR INDEX)",
                "Chuyển đổi số",
            )
        )
        self.add(f"{topic} {plan.place} năm {plan.year}", "title")
        province = rng.choice(pools.PROVINCES)
        self.add(
            f"Căn cứ Kế hoạch số {rng.randint(400, 900)}/KH-UBND ngày 10/01/{plan.year} của UBND tỉnh {province} về nhiệm vụ năm {plan.year};"
        )
        self.add(f"UBND {plan.place} ban hành Kế hoạch như sau:")
        order = ["purpose", "requirement"]
        self.section("MỤC ĐÍCH, YÊU CẦU")
        for number_, part in enumerate(order, 1):
            self.add(
                f"{number_}. {'Mục đích' if part == 'purpose' else 'Yêu cầu'}",
                "bold" if self.plan.print.marks else "plain",
            )
            for text in pools.PURPOSES if part == "purpose" else pools.REQUIREMENTS:
                self.add(f"- {text}")

    def duties(self) -> None:
        """The part on who does what, printed before or after the tasks."""
        self.section("TỔ CHỨC THỰC HIỆN")
        for number, unit in enumerate(self.rng.sample(pools.PLAIN_UNITS, self.rng.choice((2, 3))), 1):
            self.add(f"{number}. {unit}", "bold" if self.plan.print.marks else "plain")
            for text in self.rng.sample(pools.DUTIES, self.rng.choice((1, 2))):
                self.add(f"- {text}")
                self.plan.duties += 1

    def foot(self) -> None:
        self.add(f"Trên đây là Kế hoạch năm {self.plan.year} của UBND {self.plan.place}./.")
        self.add("Nơi nhận:")
        for name in ("- UBND tỉnh;", "- Các đơn vị thuộc xã;", "- Lưu: VT."):
            self.add(name)
        self.add("TM. ỦY BAN NHÂN DÂN", "bold")
        self.add("CHỦ TỊCH", "bold")
        self.add("Họ Tên Mẫu", "bold")
        for write in self.late:
            write()


def _said(writer: _Writer) -> Truth:
    """A sentence that may name its own units and set its own deadline."""
    rng, text = writer.rng, writer.sentence()
    lead: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    deadline = None
    if rng.random() < 0.2:
        first, second = rng.sample(pools.PLAIN_UNITS, 2)
        lead = (first,)
        form = rng.choice(("giao", "bracket", "giao both"))
        if form == "giao":
            text = f"{text} Giao {first} chủ trì thực hiện."
        elif form == "bracket":
            text = f"{text.rstrip('.')} ({first} chủ trì, phối hợp với {second})."
            helpers = (second,)
        else:
            text = f"{text} Giao {first} chủ trì, phối hợp với {second} thực hiện."
            helpers = (second,)
    elif rng.random() < 0.25:
        ending = rng.choice(pools.INSIDE).format(y=writer.plan.year)
        deadline = re.sub(r"^(hoàn thành|xong) ", "", ending.strip("; .()"))
        text = text.rstrip(".") + ending
    return Truth(text, lead, helpers, deadline)


def _prose(writer: _Writer, markers: Callable[[int], str]) -> None:
    rng, plan = writer.rng, writer.plan
    before = rng.random() < 0.2
    if before:
        writer.duties()
    writer.section(
        rng.choice(
            (
                "NHIỆM VỤ VÀ GIẢI PHÁP",
                "NỘI DUNG THỰC HIỆN",
                "NHIỆM VỤ TRỌNG TÂM",
                "CÁC NHIỆM VỤ, GIẢI PHÁP CỤ THỂ",
            )
        )
    )
    deep = rng.random() < 0.35
    if not deep and plan.form == "lettered" and rng.random() < 0.2:
        # the numbered lines are the tasks
        for number in range(1, rng.choice((6, 8, 10))):
            truth = _said(writer)
            plan.tasks.append(truth)
            writer.add(f"{number}. {truth.text}")
        if not before:
            writer.duties()
        return
    for number, heading in enumerate(rng.sample(pools.HEADINGS, rng.choice((3, 4, 5))), 1):
        name = f"1.{number}" if deep else str(number)
        if deep and number == 1:
            writer.add("1. Tập trung thực hiện các nhóm nhiệm vụ sau:", "plain")
        writer.add(f"{name}. {heading}", "bold" if plan.print.marks or rng.random() < 0.5 else "plain")
        if rng.random() < 0.3:
            writer.add("Tập trung thực hiện các nội dung sau:")
        for item in range(rng.choice((2, 3, 4))):
            truth = _said(writer)
            plan.tasks.append(truth)
            writer.add(f"{markers(item)} {truth.text}")
    if not before:
        writer.duties()


def lettered(writer: _Writer) -> None:
    letters = "abcdđeghik"
    closing = writer.rng.choice((")", ")", "."))
    _prose(writer, lambda item: f"{letters[item]}{closing}")


def bulleted(writer: _Writer) -> None:
    sign = writer.rng.choice(("-", "-", "–", "•", "+"))
    _prose(writer, lambda item: sign)


LABELS = (
    ("Nội dung", "Cơ quan thực hiện", "Cơ quan phối hợp", "Thời gian thực hiện", "Sản phẩm"),
    ("Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Kết quả"),
    ("Nội dung thực hiện", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm đầu ra"),
    (
        "Công việc",
        "Đơn vị chủ trì thực hiện",
        "Phối hợp thực hiện",
        "Thời hạn hoàn thành",
        "Sản phẩm dự kiến",
    ),
)


def labelled(writer: _Writer) -> None:
    rng, plan = writer.rng, writer.plan
    writer.section(rng.choice(("NHIỆM VỤ CỤ THỂ", "NỘI DUNG THỰC HIỆN")))
    names = rng.choice(LABELS)
    style = rng.choice(("letters", "bullets", "plain", "headed", "inline"))
    for number in range(1, rng.choice((5, 6, 7)) + 1):
        text, lead, helpers, deadline = writer.sentence(), writer.unit(), writer.units(), writer.deadline()
        joint = rng.random() < 0.3
        plan.tasks.append(Truth(text, (lead,), helpers, deadline))
        led = f"{lead} chủ trì, phối hợp với {', '.join(helpers)}" if joint else lead
        parts = [
            f"{names[1]}: {led}.",
            *([] if joint else [f"{names[2]}: {', '.join(helpers)}."]),
            f"{names[3]}: {deadline}.",
        ]
        if rng.random() < 0.5:
            parts.insert(rng.randrange(len(parts) + 1), f"{names[4]}: {rng.choice(pools.OUTPUTS)}.")
        _write_labelled(writer, style, number, f"{names[0]}: {text}", text, parts)
    writer.duties()


def _write_labelled(
    writer: _Writer, style: str, number: int, content: str, text: str, parts: list[str]
) -> None:
    heading = writer.rng.choice(pools.HEADINGS)
    if style == "headed":
        # the task is the numbered line itself
        writer.add(f"{number}. {text}")
        for part in parts:
            writer.add(f"- {part}")
        return
    writer.add(f"{number}. {heading}", "bold")
    if style == "inline":
        writer.add(f"- {text} {' '.join(parts)}")
        return
    for at, part in enumerate([content, *parts]):
        sign = {"letters": f"{'abcdđe'[at]}) ", "bullets": "- ", "plain": ""}[style]
        writer.add(f"{sign}{part}")


def unit_headed(writer: _Writer) -> None:
    """Duties by unit; in some plans they are the only tasks, in some they stand in a part of tasks."""
    rng, plan = writer.rng, writer.plan
    writer.section(
        rng.choice(
            (
                "TỔ CHỨC THỰC HIỆN",
                "PHÂN CÔNG NHIỆM VỤ",
                "NHIỆM VỤ CỦA CÁC ĐƠN VỊ",
                "TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ",
            )
        )
    )
    sign = rng.choice(("-", "•", "letters"))
    ask = rng.choice(("", "", "Giao "))
    for number, unit in enumerate(rng.sample(pools.PLAIN_UNITS, rng.choice((4, 5, 6))), 1):
        writer.add(f"{number}. {ask}{unit}{rng.choice(('', ':'))}", rng.choice(("bold", "plain")))
        for item in range(rng.choice((1, 2, 3, 4))):
            text = writer.sentence()
            marker = f"{'abcdđ'[item]})" if sign == "letters" else sign
            writer.add(f"{marker} {text}")
            plan.tasks.append(Truth(text, (unit,)))


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


def tabular(writer: _Writer) -> None:
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


def _appendix(writer: _Writer, grid: Grid) -> None:
    writer.add("PHỤ LỤC", "title")
    writer.add("BẢNG PHÂN CÔNG NHIỆM VỤ", "title")
    writer.add(f"(Kèm theo Kế hoạch của UBND {writer.plan.place})")
    writer.plan.elements.append(grid)


def _task_row(writer: _Writer, order: tuple[str, ...], heading: str, number: str) -> GridRow:
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


def gaps(writer: _Writer) -> None:
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


def _gap_appendix(writer: _Writer, grid: Grid) -> None:
    writer.add("PHỤ LỤC", "title")
    writer.add("TỒN TẠI, HẠN CHẾ VÀ GIẢI PHÁP KHẮC PHỤC", "title")
    writer.plan.elements.append(grid)


BODIES: dict[str, Callable[[_Writer], None]] = {
    "lettered": lettered,
    "bulleted": bulleted,
    "labelled": labelled,
    "unit_headed": unit_headed,
    "tabular": tabular,
    "gaps": gaps,
}
