"""Next year's plan as a paper: the tasks that are left, in the form of NĐ 30/2020/NĐ-CP.

The program writes the frame and the tasks; what only the office can say stands in square brackets. The table of the
annex is written so that the plan compiler reads back what went in (tests/reporting/test_next_plan.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thuocdo.documents.writing.model import (
    Annex,
    Column,
    Heading,
    Kind,
    Level,
    OfficialDocument,
    Paragraph,
    Part,
    Row,
    Signer,
    Table,
)


class Origin(StrEnum):
    """Where a line comes from."""

    LOSS = "loss"  # the ledger of lost points
    CHOSEN = "chosen"  # the planner's set of works
    UNFINISHED = "unfinished"  # a task of this year's plan that is still open
    SUPERIOR = "superior"  # asked of the communes by the superior's plan


# as bands of the annex, in this order
GROUPS = {
    Origin.LOSS: "Khắc phục nội dung mất điểm",
    Origin.CHOSEN: "Nâng điểm các tiêu chí chưa đạt tối đa",
    Origin.UNFINISHED: "Nhiệm vụ chưa hoàn thành của kế hoạch trước",
    Origin.SUPERIOR: "Nhiệm vụ theo kế hoạch của cấp trên",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One task of the draft; `source` says in words where it comes from, `link` leads there."""

    key: str
    origin: Origin
    text: str
    lead: str = ""
    coordinating: str = ""
    deadline: str = ""
    output: str = ""
    source: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the paper is written from. `issuer` as in a sentence; `goals` as the office words them."""

    year: int
    issuer: str
    place: str
    lines: tuple[Line, ...]
    goals: tuple[str, ...] = ()
    follows: str = ""  # the unit that follows the plan and sums up


_COLUMNS = (
    Column("TT", 0.6, "center"),
    Column("Nhiệm vụ", 4),
    Column("Đơn vị chủ trì", 1.7),
    Column("Đơn vị phối hợp", 1.6),
    Column("Thời hạn", 1.3),
    Column("Sản phẩm", 1.5),
)


def document_of(draft: Draft) -> OfficialDocument:
    """The Kế hoạch, without number, day and the signer's name: these come when it is issued."""
    table = Table(_COLUMNS, tuple(_rows(draft.lines)))
    return OfficialDocument(
        kind=Kind.PLAN,
        issuer=draft.issuer,
        place=draft.place,
        symbol="KH-UBND",
        title=f"Cải thiện các chỉ số PAR INDEX, SIPAS và PAPI năm {draft.year}",
        basis=("Căn cứ [tên loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu của văn bản]",),
        body=tuple(_body(draft)),
        signer=Signer(("TM. Ủy ban nhân dân", "Chủ tịch"), "[Họ và tên]"),
        recipients=("[Cơ quan cấp trên]", "Các đơn vị có tên trong Phụ lục"),
        filed="VT",
        annexes=(Annex(f"Nhiệm vụ thực hiện kế hoạch năm {draft.year}", (table,)),),
    )


def ordered(lines: Sequence[Line]) -> list[Line]:
    """The lines by group, as they are numbered in the annex."""
    places = list(GROUPS)
    return sorted(lines, key=lambda line: places.index(line.origin))


def _rows(lines: Sequence[Line]) -> Iterator[Row]:
    group: Origin | None = None
    for number, line in enumerate(ordered(lines), 1):
        if line.origin is not group:
            group = line.origin
            yield Row((GROUPS[group],), band=True)
        yield Row(
            (
                str(number), one_line(line.text), line.lead or "[đơn vị]", line.coordinating,
                line.deadline or "[thời hạn]", line.output,
            )
        )  # fmt: skip


def one_line(text: str) -> str:
    """Text without the line breaks of the paper that it was read from, and without a last full stop."""
    return " ".join(text.split()).rstrip(" .;")


def _body(draft: Draft) -> Iterator[Part]:
    lost = sum(line.origin is Origin.LOSS for line in draft.lines)
    open_tasks = sum(line.origin is Origin.UNFINISHED for line in draft.lines)
    yield Heading(Level.SECTION, "I.", "Mục đích, yêu cầu")
    aim = [f"khắc phục {lost} nội dung mất điểm"] if lost else []
    aim += [f"hoàn thành {open_tasks} nhiệm vụ còn dở của kế hoạch trước"] if open_tasks else []
    aim.append("nâng chất lượng phục vụ người dân, doanh nghiệp")
    yield Paragraph(f"1. Mục đích: {'; '.join(aim)}.")
    yield Paragraph(
        "2. Yêu cầu: mỗi nhiệm vụ có một đơn vị chủ trì, có thời hạn và sản phẩm kiểm tra được; tài liệu kiểm chứng "
        "nộp đủ, đúng hình thức, đúng hạn."
    )
    yield Heading(Level.SECTION, "II.", "Mục tiêu")
    if draft.goals:
        for number, goal in enumerate(draft.goals, 1):
            yield Paragraph(f"{number}. {one_line(goal)}.")
    else:
        yield Paragraph(f"[Mục tiêu năm {draft.year}]")
    yield Heading(Level.SECTION, "III.", "Nhiệm vụ")
    yield Paragraph("Nội dung, đơn vị chủ trì, đơn vị phối hợp, thời hạn và sản phẩm theo Phụ lục kèm theo.")
    yield Heading(Level.SECTION, "IV.", "Tổ chức thực hiện")
    duties = list(_duties(draft.lines))
    for number, duty in enumerate(duties, 1):
        yield Paragraph(f"{number}. {duty}")
    follows = draft.follows or "[Đơn vị theo dõi]"
    yield Paragraph(
        f"{len(duties) + 1}. {follows} theo dõi, đôn đốc việc thực hiện, tổng hợp kết quả báo cáo {draft.issuer}."
    )


def _duties(lines: Sequence[Line]) -> Iterator[str]:
    """What each lead unit answers for, by the numbers of the annex."""
    numbers: dict[str, list[str]] = {}
    for number, line in enumerate(ordered(lines), 1):
        if line.lead:
            numbers.setdefault(line.lead, []).append(str(number))
    for lead, own in numbers.items():
        yield (
            f"{lead} chủ trì nhiệm vụ số {', '.join(own)} tại Phụ lục, chịu trách nhiệm về kết quả và tài liệu "
            "kiểm chứng."
        )
