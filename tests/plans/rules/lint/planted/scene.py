"""A small plan of a fictional commune or province, with one fault planted or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.documents.parsing.text import read_text
from thuocdo.documents.rules.blocks import Block, BlockKind, Document, Source, Table
from thuocdo.plans.rules.lint import Finding, PapiPanel, lint
from thuocdo.plans.rules.model import Gap, Head, Plan, Signer, Target, Task

HEADING = "Số: 12/KH-UBND\n\nMẫu An, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\n\n"
SIGNATURE = "\n\nNơi nhận:\n\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nHọ Tên Mẫu\n"

COMMUNE = Head(
    number="12/KH-UBND",
    issued=date(2026, 3, 5),
    place="Mẫu An",
    issuer="UBND xã Mẫu An",
    level="commune",
    year=2026,
    signer=Signer(name="Họ Tên Mẫu", position="CHỦ TỊCH", on_behalf="TM. ỦY BAN NHÂN DÂN"),
)
PROVINCE = Head(
    number="12/KH-UBND",
    issued=date(2026, 3, 5),
    place="Mẫu",
    issuer="UBND tỉnh Mẫu",
    level="province",
    year=2026,
    signer=Signer(name="Họ Tên Mẫu", position="CHỦ TỊCH", on_behalf="TM. ỦY BAN NHÂN DÂN"),
)


@dataclass(frozen=True)
class Scene:
    """`body`: text between the heading and the signature; `text`: the whole text instead."""

    body: str = ""
    text: str | None = None
    head: Head = COMMUNE
    parts: dict[str, Any] = field(default_factory=dict)
    papi: PapiPanel | None = None
    parent: tuple[str, Plan] | None = None
    table: Table | None = None

    def findings(self) -> tuple[Finding, ...]:
        text = self.text if self.text is not None else HEADING + self.body + SIGNATURE
        parent = (read_text(self.parent[0].encode()), self.parent[1]) if self.parent else None
        document = read_text(text.encode())
        if self.table is not None:
            block = Block(BlockKind.TABLE, "", self.table.source, table=self.table)
            document = Document((*document.blocks, block))
        return lint(document, Plan(self.head, **self.parts), parent=parent, papi=self.papi)

    def rules(self) -> set[str]:
        return {finding.rule for finding in self.findings()}


@dataclass(frozen=True)
class Planted:
    """The same plan with the fault (`wrong`) and without it (`right`)."""

    wrong: Scene
    right: Scene


def said(wrong: str, right: str, head: Head = COMMUNE) -> Planted:
    """A fault of the running text alone."""
    return Planted(Scene(wrong, head=head), Scene(right, head=head))


def built(wrong: dict[str, Any], right: dict[str, Any], body: str = "", head: Head = COMMUNE) -> Planted:
    """A fault of the compiled plan alone."""
    return Planted(Scene(body, parts=wrong, head=head), Scene(body, parts=right, head=head))


def at(line: int) -> Source:
    return Source(line=line)


def day(text: str) -> Deadline:
    return Deadline(DeadlineKind.DATE, None, date.fromisoformat(text))


def task(number: int, text: str, **more: Any) -> Task:
    more.setdefault("lead", ("Phòng Kinh tế",))
    more.setdefault("deadline_text", "Quý IV/2026")
    more.setdefault("deadline", Deadline(DeadlineKind.QUARTER, date(2026, 10, 1), date(2026, 12, 31)))
    return Task(f"t{number}", text, source=at(100 + number), **more)


def gap(number: int, criterion: str, **more: Any) -> Gap:
    more.setdefault("field", "Cải cách thể chế")
    more.setdefault("no", str(number))
    return Gap(f"g{number}", criterion=criterion, source=at(200 + number), **more)


def target(
    dimension: int | None, name: str, base: float, aim: float, rank: int, aimed: int, **more: Any
) -> Target:
    return Target(
        dimension,
        name,
        2025,
        base,
        rank or None,
        None,
        2026,
        aim,
        aimed or None,
        target_rank_text=str(aimed) if aimed else None,
        source=at(300 + (dimension or 9)),
        **more,
    )
