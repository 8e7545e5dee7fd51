"""What every rule may look at: the document, its plan, and facts drawn from both once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from thuocdo.documents.rules.blocks import Document, Source
from thuocdo.documents.rules.tables import repair_tables
from thuocdo.lib.text import fold, unify_tones
from thuocdo.plans.rules.lint.passages import UPPER, Passage, Word, passages_of, runs_of, words_of
from thuocdo.plans.rules.model import Gap, Plan, Target, Task
from thuocdo.plans.rules.papi import PapiPanel

UNIT_TYPES = ("đặc khu", "thị trấn", "thị xã", "thành phố", "phường", "quận", "huyện", "tỉnh", "xã")
LEVEL_OF_TYPE = {
    "đặc khu": "commune",
    "thị trấn": "commune",
    "phường": "commune",
    "xã": "commune",
    "thị xã": "district",
    "quận": "district",
    "huyện": "district",
    "tỉnh": "province",
}
# the district level ended: Luật Tổ chức chính quyền địa phương 72/2025/QH15, in force from this day
NO_DISTRICTS_FROM = date(2025, 7, 1)

PROPER_NAME = rf"[{UPPER}][^\W\d_]*(?:[ -](?!(?:UBND|HĐND)\b)[{UPPER}][^\W\d_]+)*"
_NAMED_UNIT = re.compile(rf"(?i:\b({'|'.join(UNIT_TYPES)}))\s+({PROPER_NAME})")


@dataclass(frozen=True)
class Context:
    """One plan under examination.

    `document` has its tables repaired; `given` is what the reader gave, as printed. `parent`: the superior's
    plan; `papi`: published scores by year.
    """

    document: Document
    plan: Plan
    given: Document
    parent: tuple[Document, Plan] | None = None
    papi: PapiPanel | None = None

    @staticmethod
    def of(
        document: Document,
        plan: Plan,
        *,
        parent: tuple[Document, Plan] | None = None,
        papi: PapiPanel | None = None,
    ) -> Context:
        """Repair what was not repaired yet, and keep the print beside it."""
        if parent is not None:
            parent = (repair_tables(parent[0]), parent[1])
        return Context(repair_tables(document), plan, document, parent, papi)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passages_of(self.document))

    @cached_property
    def runs(self) -> tuple[tuple[Passage, tuple[Word, ...]], ...]:
        """Syllables with nothing but blanks or hyphens between them, tone marks placed one way."""
        out = []
        for passage in self.passages:
            if not passage.shared:
                text = unify_tones(passage.text)
                out += [(passage, tuple(run)) for run in runs_of(text, words_of(text))]
        return tuple(out)

    @cached_property
    def text(self) -> str:
        """Everything printed, one passage a line."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def year(self) -> int | None:
        """The plan's year, else the year it was issued."""
        head = self.plan.document
        return head.year or (head.issued.year if head.issued else None)

    @cached_property
    def day(self) -> date | None:
        """The day by which names are judged: when issued, else New Year of the plan's year."""
        if self.plan.document.issued:
            return self.plan.document.issued
        return date(self.year, 1, 1) if self.year else None

    @cached_property
    def issuer_type(self) -> str | None:
        """ "xã", "phường", "tỉnh"...: the kind of unit that issues the plan, as printed first."""
        for text in (self.plan.document.issuer, self.plan.document.title):
            found = re.search(rf"\b({'|'.join(UNIT_TYPES)})\b", (text or "").lower())
            if found:
                return found.group(1)
        return {"province": "tỉnh", "district": "huyện", "commune": "xã"}.get(self.plan.document.level or "")

    @cached_property
    def issuer_name(self) -> str | None:
        """The issuer's proper name as the compiler read it."""
        for text in (self.plan.document.issuer, self.plan.document.title):
            for kind, name in named_units(text or ""):
                if kind == self.issuer_type:
                    return name
        return self.plan.document.place

    @cached_property
    def level(self) -> str | None:
        """ "province", "district" or "commune"."""
        return self.plan.document.level or LEVEL_OF_TYPE.get(self.issuer_type or "")

    @cached_property
    def province(self) -> str | None:
        """The key of the province whose published scores the plan speaks of; None without a panel."""
        if self.papi is None:
            return None
        head = self.plan.document
        sources = (head.issuer, head.title, *(p.text for p in self.passages[:20]))
        for text in sources:
            for _, name in named_units(text or ""):
                code = self.papi.find(name)
                if code:
                    return code
        return None

    @cached_property
    def _order(self) -> dict[tuple[int | None, ...], tuple[int, int]]:
        """Place -> (line, or that of the paragraph before where a table has none; number of the passage)."""
        order: dict[tuple[int | None, ...], tuple[int, int]] = {}
        line = 0
        for number, passage in enumerate(self.passages):
            line = passage.source.line or line
            order.setdefault(_place(passage.source), (line, number))
        return order

    def sort_key(self, source: Source) -> tuple[int, int, int, int]:
        """The place in reading order; what cannot be placed comes first, as facts of the whole document."""
        line, number = self._order.get(_place(source), (source.line or 0, -1))
        return (source.page or 0, line, number, source.row or 0)

    def passage_with(self, text: str, *, near: Source | None = None) -> Passage | None:
        """The first passage that holds `text`, on the line of `near` where possible."""
        holders = [p for p in self.passages if text in p.text]
        if near is not None:
            same = [p for p in holders if same_row(p.source, near)]
            holders = same or holders
        return holders[0] if holders else None

    @cached_property
    def start(self) -> Source:
        """Where the document begins: for findings about what is absent."""
        return self.passages[0].source if self.passages else Source()

    @cached_property
    def actions(self) -> tuple[Task | Gap, ...]:
        """Tasks and gaps: everything with a lead and a deadline."""
        return (*self.plan.tasks, *self.plan.gaps)

    def assignments(self) -> Iterator[tuple[str, str, Source]]:
        """(printed unit names of one cell, "lead" or "coordinating", source), each place once."""
        seen: set[tuple[str, tuple[int | None, ...]]] = set()
        items: tuple[Task | Gap | Target, ...] = (*self.actions, *self.plan.targets)
        for item in items:
            for role in ("lead", "coordinating"):
                text = ", ".join(getattr(item, role))
                key = (role + text, _place(item.source))
                if text and key not in seen:
                    seen.add(key)
                    yield text, role, item.source


def named_units(text: str) -> Iterator[tuple[str, str]]:
    """(type, proper name) of every "xã Mẫu", "tỉnh Mẫu" in a text."""
    for found in _NAMED_UNIT.finditer(text):
        yield found.group(1).lower(), found.group(2)


def same_row(a: Source, b: Source) -> bool:
    """Whether both stand in the same printed row or line."""
    if a.line is not None and b.line is not None:
        return a.line == b.line
    return (a.page, a.table, a.row) == (b.page, b.table, b.row)


def _place(source: Source) -> tuple[int | None, ...]:
    return (source.page, source.line, source.table, source.row)
