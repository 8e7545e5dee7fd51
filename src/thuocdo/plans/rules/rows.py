"""The rows that a person reviews: made from a compiled plan, edited, split, merged, judged sure or not.

A row's `data` has the keys of `plans.rules.model` (as `Plan.to_json` writes them). Nothing here touches the
document or the compiled plan; an edit gives new data and leaves the old alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum
from typing import Any

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.documents.rules.blocks import Document
from thuocdo.plans.rules.model import Plan
from thuocdo.plans.rules.reading import cells_of, certainty_by_cell

Data = dict[str, Any]

SURE_FROM = 0.8  # a field read with at least this certainty needs no look (the compiler's own line)
READ_FROM = 0.5  # below this the field counts as not read

RHYTHMS = ("monthly", "quarterly", "half_year", "by_report")

KINDS: tuple[tuple[str, str, str], ...] = (
    # kind, key in the compiled plan, key of its main text
    ("task", "tasks", "text"),
    ("gap", "gaps", "criterion"),
    ("duty", "duties", "text"),
    ("goal", "goals", "text"),
    ("target", "targets", "name"),
    ("report", "reports", "name"),
)
MAIN = {kind: key for kind, _, key in KINDS}

# what a person may change, by kind; "deadline" stands for its words, kind, first and last day
FIELDS: dict[str, tuple[str, ...]] = {
    "task": ("text", "heading", "lead", "coordinating", "deadline", "output", "index", "dimension", "subdimension", "field"),
    "gap": ("criterion", "field", "cause", "remedy", "lead", "coordinating", "deadline"),
    "duty": ("unit", "text", "deadline"),
    "goal": ("text", "index"),
    "target": (
        "name", "dimension", "baseline_year", "baseline_score", "baseline_rank", "of",
        "target_year", "target_score_min", "target_rank", "lead", "coordinating",
    ),
    "report": ("name", "period_start", "period_end", "due", "to", "via"),
}  # fmt: skip

_SENTENCE_END = re.compile(r"[.;!?…](?:[”\"’)\]]*)(?=\s)|\n")
_ABBREVIATED = re.compile(r"(?:\b(?:TP|Tp|TT|Tx|TX|Th|ThS|TS|v|tr|Q|P)|\b\d{1,2}|\b[A-ZĐ])\.$")


class Level(StrEnum):
    """How sure a field is; ABSENT: the document does not say, which is no fault of the reading."""

    SURE = "sure"
    LOOK = "look"
    UNREAD = "unread"
    ABSENT = "absent"


class Doubt(StrEnum):
    """Why a row needs a person."""

    READING = "reading"  # a field was read with little certainty
    SHIFTED = "shifted"  # cells stood one column off and were moved back
    DEADLINE = "deadline"  # the words of the deadline were not understood
    NO_LEAD = "no_lead"  # a task without any unit responsible
    GROUP = "group"  # its lead is a group name, nobody in particular is responsible
    UNIT = "unit"  # a printed name matches no unit of the tree for sure
    RHYTHM = "rhythm"  # "thường xuyên" without how often to report
    FINDING = "finding"  # an open finding of severity error stands here


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A row before it has an identity. `names`: (part, printed, is_group) of its units."""

    kind: str
    label: str
    text: str
    data: Data
    names: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class UnitMark:
    """What is known of one printed unit name of a row. `settled`: matched, or a person left it as printed."""

    part: str
    printed: str
    is_group: bool = False
    settled: bool = False
    known: bool = False  # a unit of the tree stands behind it


@dataclass(frozen=True, slots=True)
class Standing:
    """What beside its data decides whether a row needs a look."""

    units: tuple[UnitMark, ...] = ()
    rhythm: str = ""
    responsible: bool = False
    assign_later: bool = False
    errors: int = 0  # open findings of severity error


@dataclass(frozen=True, slots=True)
class Judgement:
    certainty: float
    doubts: tuple[Doubt, ...] = default(default=())

    @property
    def needs_look(self) -> bool:
        return bool(self.doubts)


def rows_of(plan: Plan, document: Document | None = None) -> tuple[RowDraft, ...]:
    """Every item of a compiled plan as a row, in reading order within its kind."""
    compiled = plan.to_json()
    shifted = _shifted_places(document) if document else frozenset()
    cells = cells_of(document) if document else {}
    rows: list[RowDraft] = []
    for kind, key, main in KINDS:
        for number, item in enumerate(compiled[key], start=1):
            data: Data = dict(item)
            source = data.get("source") or {}
            if (source.get("table"), source.get("row")) in shifted:
                data["shifted"] = True
            if "certainty" in data:
                data["certainty"] = certainty_by_cell(data, cells)
            label = str(data.get("no") or "") if kind == "gap" else ""
            rows.append(
                RowDraft(kind, label or str(number), str(data.get(main) or ""), data, names_of(kind, data))
            )
    return tuple(rows)


def names_of(kind: str, data: Mapping[str, Any]) -> tuple[tuple[str, str, bool], ...]:
    """(part, printed name, is a group) for the units that a row names."""
    if kind == "duty":
        return (("lead", data["unit"], False),) if data.get("unit") else ()
    groups = set(data.get("groups") or ())
    return tuple(
        (part, name, name in groups) for part in ("lead", "coordinating") for name in data.get(part) or ()
    )


def level(value: float) -> Level:
    """The mark for a certainty 0..1."""
    if value >= SURE_FROM:
        return Level.SURE
    return Level.LOOK if value >= READ_FROM else Level.UNREAD


def field_level(data: Mapping[str, Any], name: str) -> Level:
    """The mark beside one field of a row."""
    if name == "deadline":
        return _deadline_level(data)
    if data.get(name) in (None, "", [], ()):
        return Level.ABSENT
    return level(float((data.get("certainty") or {}).get(name, 1.0)))


def unsure_fields(
    kind: str, data: Mapping[str, Any], read: Mapping[str, Any] | None
) -> dict[str, tuple[str, ...]]:
    """The fields that were read with little certainty, with the words as they were read; none of a person's own."""
    out: dict[str, tuple[str, ...]] = {}
    certainty = data.get("certainty") or {}
    for name in FIELDS[kind]:
        keys = ("deadline", "deadline_text") if name == "deadline" else (name,)
        if read is None or min(float(certainty.get(key, 1.0)) for key in keys) >= SURE_FROM:
            continue
        value = read.get("deadline_text" if name == "deadline" else name)
        texts = value if isinstance(value, list | tuple) else [value]
        words = tuple(str(text) for text in texts if text)
        if words:
            out[name] = words
    return out


def judge(kind: str, data: Mapping[str, Any], standing: Standing) -> Judgement:
    """Whether a row can be confirmed without a look, and if not, why not."""
    # a group name is unsure as a unit, not as reading: Doubt.GROUP speaks of it
    grouped = {mark.part for mark in standing.units if mark.is_group}
    certainties = [
        float(value) for name, value in (data.get("certainty") or {}).items() if name not in grouped
    ]
    # the place as a whole counts only where nothing is known of the fields: a smudged row number is no doubt
    place = float((data.get("source") or {}).get("confidence", 1.0))
    certainty = min(certainties, default=place)
    doubts: list[Doubt] = []
    if certainty < SURE_FROM:
        doubts.append(Doubt.READING)
    if data.get("shifted"):
        doubts.append(Doubt.SHIFTED)
    if _deadline_unclear(data):
        doubts.append(Doubt.DEADLINE)
    doubts += _unit_doubts(kind, standing)
    if kind == "task" and is_continuous(data) and not standing.rhythm:
        doubts.append(Doubt.RHYTHM)
    if standing.errors:
        doubts.append(Doubt.FINDING)
    return Judgement(certainty, tuple(dict.fromkeys(doubts)))


def is_continuous(data: Mapping[str, Any]) -> bool:
    """Whether the deadline says "thường xuyên", alone or beside a date."""
    deadline = data.get("deadline") or {}
    return DeadlineKind.CONTINUOUS in (deadline.get("kind"), deadline.get("also"))


def edited(data: Mapping[str, Any], changes: Mapping[str, Any]) -> Data:
    """New data with some fields changed; what a person wrote is certain.

    A change to "lead" or "coordinating" keeps as groups only the names that are still there. "deadline" takes
    {"text": words or None, "value": DEADLINE of the contract, "by_person": True when its days were typed}.
    """
    out: Data = dict(data)
    certainty = dict(out.get("certainty") or {})
    for name, value in changes.items():
        if name == "deadline":
            out["deadline_text"] = value["text"]
            out["deadline"] = value["value"]
            out["deadline_by_person"] = bool(value.get("by_person"))
            certainty.pop("deadline_text", None)
        else:
            out[name] = value
        certainty.pop(name, None)
    if "groups" in out:
        present = {*(out.get("lead") or ()), *(out.get("coordinating") or ())}
        out["groups"] = [name for name in out["groups"] if name in present]
    out["certainty"] = certainty
    return out


def sentence_ends(text: str) -> tuple[int, ...]:
    """Places where a text may be cut in two: after a sentence, a clause closed by ";" or a line; never at an end."""
    places = []
    for found in _SENTENCE_END.finditer(text):
        end = found.end()
        if found.group() != "\n" and _ABBREVIATED.search(text[max(0, end - 6) : end]):
            continue
        if text[:end].strip() and text[end:].strip():
            places.append(end)
    return tuple(places)


def split(kind: str, data: Mapping[str, Any], at: int) -> tuple[Data, Data]:
    """Two rows of one, cut in the main text at a character; both keep units, deadline and source.

    Raises ValueError when one half would be empty.
    """
    key = MAIN[kind]
    text = str(data.get(key) or "")
    first, second = text[:at].strip(), text[at:].strip()
    if not first or not second:
        raise ValueError("an empty half")
    return {**data, key: first}, {**data, key: second}


def merged(kind: str, above: Mapping[str, Any], below: Mapping[str, Any]) -> Data:
    """One row of two: texts joined by a newline, names united, what the upper one lacks taken from the lower."""
    out: Data = dict(above)
    key = MAIN[kind]
    for name in {key, "cause", "remedy", "output"} & {*above, *below}:
        texts = [str(item[name]) for item in (above, below) if item.get(name)]
        # a product that both rows name is one product; words of the task itself are never dropped
        out[name] = "\n".join(texts if name == key else dict.fromkeys(texts)) or None
    for name in ("lead", "coordinating", "groups", "facts"):
        if name in above or name in below:
            out[name] = _united(above.get(name) or (), below.get(name) or ())
    if not out.get("deadline_text") and below.get("deadline_text"):
        out["deadline_text"], out["deadline"] = below["deadline_text"], below.get("deadline")
    places = [
        *(above.get("joined") or [above.get("source")]),
        *(below.get("joined") or [below.get("source")]),
    ]
    out["joined"] = _united([place for place in places if place], ())
    certainty = {**(below.get("certainty") or {}), **(above.get("certainty") or {})}
    for name in certainty:
        certainty[name] = min(
            item["certainty"][name] for item in (above, below) if name in (item.get("certainty") or {})
        )
    out["certainty"] = certainty
    return out


def part_label(label: str, taken: Iterable[str]) -> str:
    """The label of a new part of a row: "12" gives "12a", then "12b"; a part "12a" gives "12b"."""
    found = re.fullmatch(r"(.*?)([a-z]?)", label, re.DOTALL)
    stem = found.group(1) if found else label
    used = set(taken)
    for letter in "abcdefghijklmnopqrstuvwxyz":
        if f"{stem}{letter}" not in used:
            return f"{stem}{letter}"
    return f"{stem}*"


def between(before: float | None, after: float | None) -> float:
    """A position between two rows (None: no row on that side)."""
    if before is None and after is None:
        return 1.0
    if before is None:
        return (after or 0.0) - 1.0
    return before + 1.0 if after is None else (before + after) / 2


def corrections(
    kind: str, read: Mapping[str, Any] | None, data: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    """(field, as read, as corrected) for every field that a person changed."""
    if read is None:
        return ()
    out = []
    for name in FIELDS[kind]:
        key = "deadline_text" if name == "deadline" else name
        before, after = joined_text(read.get(key)), joined_text(data.get(key))
        if before != after:
            out.append((name, before, after))
    return tuple(out)


def _shifted_places(document: Document) -> frozenset[tuple[int | None, int | None]]:
    return frozenset(
        (row.source.table, row.source.row) for table in document.tables() for row in table.rows if row.shifted
    )


def _deadline_unclear(data: Mapping[str, Any]) -> bool:
    """Words stand there that nobody understood; a kind that a person chose is understood."""
    deadline = data.get("deadline") or {}
    unclear = bool(data.get("deadline_text")) and deadline.get("kind", "none") == DeadlineKind.NONE
    return unclear and not data.get("deadline_by_person")


def _deadline_level(data: Mapping[str, Any]) -> Level:
    if (
        not data.get("deadline_text")
        and (data.get("deadline") or {}).get("kind", "none") == DeadlineKind.NONE
    ):
        return Level.ABSENT
    if _deadline_unclear(data):
        return Level.UNREAD
    certainty = data.get("certainty") or {}
    return level(float(min(certainty.get("deadline", 1.0), certainty.get("deadline_text", 1.0))))


def _unit_doubts(kind: str, standing: Standing) -> list[Doubt]:
    doubts = []
    lead = [mark for mark in standing.units if mark.part == "lead"]
    covered = standing.responsible or standing.assign_later or any(mark.known for mark in lead)
    if kind == "task" and not covered:
        doubts.append(Doubt.GROUP if any(mark.is_group for mark in lead) else Doubt.NO_LEAD)
    if kind in ("task", "gap") and any(
        not (mark.known or mark.is_group or mark.settled) for mark in standing.units
    ):
        doubts.append(Doubt.UNIT)
    return doubts


def _united(first: Iterable[Any], second: Iterable[Any]) -> list[Any]:
    out: list[Any] = []
    for value in (*first, *second):
        if value not in out:
            out.append(value)
    return out


def joined_text(value: Any) -> str:
    """A stored value as text: names of a list one a line, "" for None."""
    if value is None:
        return ""
    return "\n".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
