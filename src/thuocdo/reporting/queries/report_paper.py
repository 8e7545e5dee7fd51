"""A report as an official document: the same words, every number printed, and an annex that says where each is from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

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
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import UnitKind
from thuocdo.registers.reports.models import Report
from thuocdo.registers.reports.rules.content import HEADING, MARK, Block, Number, plain
from thuocdo.reporting.queries.report_gathering import missing_sentence

_NUMBERED = re.compile(r"(?P<number>[IVX]+\.|\d+\.)\s+(?P<text>.+)")
_COLUMNS = (
    Column("TT", 0.5, "center"),
    Column("Số liệu", 2.2),
    Column("Giá trị", 0.9, "right"),
    Column("Nguồn", 3),
    Column("Tính đến", 1.1, "center"),
)


def paper_of(report: Report) -> OfficialDocument:
    """The report in the form of NĐ 30/2020/NĐ-CP, without number, day and name of the signer: these come at signing."""
    owner, receiver = _sides(report)
    numbers = report.read_numbers()
    blocks = report.read_blocks()
    body = tuple(_parts(blocks, numbers, missing_sentence(report.missing)))
    used = [numbers[key] for key in dict.fromkeys(_keys(blocks)) if key in numbers]
    if used:
        body += (Paragraph("Số liệu nêu trên và nguồn của từng số tại Phụ lục."),)
    return OfficialDocument(
        kind=Kind.REPORT,
        issuer=issuer_of(owner),
        superior=_superior(owner),
        place=(owner.authority or owner).name,
        symbol=f"BC-{'UBND' if owner.is_authority else '[đơn vị]'}",
        title=report.title.removeprefix("Báo cáo ").strip(),
        to=(issuer_of(receiver),) if receiver else (),
        body=body or (Paragraph("[Nội dung báo cáo]"),),
        signer=Signer(_signing(owner), "[Họ và tên]"),
        recipients=("Như trên",) if receiver else ("[Cơ quan, đơn vị nhận]",),
        filed="VT",
        annexes=(Annex("Số liệu trong báo cáo và nguồn", (_table(used),)),) if used else (),
    )


def issuer_of(unit: Unit) -> str:
    """Who issues, as in a sentence: "Ủy ban nhân dân xã Mẫu"; an office by its own name."""
    if not unit.is_authority:
        return unit.name
    return f"Ủy ban nhân dân {unit.name[:1].lower()}{unit.name[1:]}"


def _sides(report: Report) -> tuple[Unit, Unit | None]:
    if report.gathering is not None:
        return report.gathering.receiver, None
    assert report.duty is not None  # noqa: S101  (a report is of the one or the other)
    return report.duty.unit, report.duty.receiver


def _superior(unit: Unit) -> str:
    if unit.is_authority or unit.authority is None:
        return ""
    return issuer_of(unit.authority)


def _signing(unit: Unit) -> tuple[str, ...]:
    if unit.is_authority:
        return ("TM. Ủy ban nhân dân", "Chủ tịch")
    return ("Giám đốc",) if unit.kind == UnitKind.CENTRE else ("Trưởng đơn vị",)


def _parts(blocks: Sequence[Block], numbers: dict[str, Number], missing: str) -> Iterator[Part]:
    if missing:
        yield Paragraph(missing)
    for block in blocks:
        text = plain(block.text, numbers).strip()
        if not text:
            continue
        if block.kind == HEADING:
            found = _NUMBERED.fullmatch(text)
            if found is None:
                yield Heading(Level.CLAUSE, "", text)
                continue
            level = Level.CLAUSE if found["number"][0].isdigit() else Level.SECTION
            yield Heading(level, found["number"], found["text"])
        else:
            yield from (Paragraph(line.strip()) for line in text.split("\n") if line.strip())


def _keys(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from MARK.findall(block.text)


def _table(numbers: Sequence[Number]) -> Table:
    rows = [
        Row(
            (
                str(place),
                number.label,
                f"{number.shown} {number.unit}".strip(),
                number.source,
                _day(number.as_of),
            )
        )
        for place, number in enumerate(numbers, 1)
    ]
    return Table(_COLUMNS, tuple(rows))


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""
