"""Lost points: the states of an entry, the class of its cause by words, and what next year's draft proposes.

A loss of one year is remedied in the next and stays open until its remedy's evidence is verified, however many
years that takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from thuocdo.lib.text import expand_abbreviations, fold
from thuocdo.orgs.rules.rights import Right


class LossState(StrEnum):
    OPEN = "open"  # Chưa bắt đầu
    DOING = "doing"  # Đang khắc phục
    PROVEN = "proven"  # Đã có kiểm chứng
    VERIFIED = "verified"  # Đã được thẩm định


class Origin(StrEnum):
    """Where an entry comes from."""

    PLAN = "plan"
    ASSESSMENT = "assessment"
    HAND = "hand"


class CauseClass(StrEnum):
    RECORDS = "records"  # Hồ sơ, báo cáo
    TRACKING = "tracking"  # Theo dõi nhiệm vụ
    RESULT = "result"  # Kết quả thật
    PERCEPTION = "perception"  # Cảm nhận của người dân


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed change of state: the right it needs, what it asks for."""

    name: str
    sources: frozenset[LossState]
    target: LossState
    right: Right
    needs_reason: bool = False
    needs_proof: bool = False
    by_hand: bool = True  # False: happens with another act (a task linked, a proof added), never a button


_S = LossState
STEPS: tuple[Step, ...] = (
    Step("start", frozenset({_S.OPEN}), _S.DOING, Right.SCORE_ENTER),
    Step(
        "prove", frozenset({_S.OPEN, _S.DOING}), _S.PROVEN, Right.SCORE_ENTER, needs_proof=True, by_hand=False
    ),
    Step("unprove", frozenset({_S.PROVEN}), _S.DOING, Right.SCORE_ENTER, by_hand=False),
    Step(
        "verify", frozenset({_S.OPEN, _S.DOING, _S.PROVEN}), _S.VERIFIED, Right.SCORE_VERIFY, needs_proof=True
    ),
    Step("return", frozenset({_S.PROVEN}), _S.DOING, Right.SCORE_VERIFY, needs_reason=True),
    Step("reopen", frozenset({_S.VERIFIED}), _S.DOING, Right.SCORE_VERIFY, needs_reason=True),
)
OPEN_STATES = frozenset(_S) - {_S.VERIFIED}


def step_named(name: str, state: LossState) -> Step | None:
    """The step of that name from that state, or None where the table has none."""
    return next((step for step in STEPS if step.name == name and state in step.sources), None)


def steps_from(state: LossState) -> tuple[Step, ...]:
    """The steps that a person may take by a button in this state."""
    return tuple(step for step in STEPS if state in step.sources and step.by_hand)


# Words by which a class is told, the first class with a hit decides; `\b` keeps "can" out of "cán bộ". Perception
# comes first, for a survey's row also speaks of results; records come before results, for most rows of results
# name a missing document as the reason, and then the document is what lost the points.
_PERCEPTION = (r"\bhai long\b", r"\bcam nhan\b", r"\bdieu tra xa hoi hoc\b", r"\btac dong (cua )?cai cach")
_TRACKING = (
    r"theo doi, don doc",
    r"\b\d+/\d+ nhiem vu\b",
    r"chua co nguoi theo doi",
    r"\bnhiem vu .*duoc giao\b.*theo doi",
)
_RECORDS = (
    r"bao cao [^.;]*(muon|cham|tre han|qua han)", r"(nop|gui|nhan duoc)[^.;]*(muon|cham)\b", r"khong dam bao thoi gian",
    r"chua (cung cap|ban hanh|cong bo|gui|nop|co van ban|co bao cao|co (cac )?ke hoach|to chuc hoi nghi|du tai lieu)",
    r"khong co (quyet dinh|bao cao|bieu|van ban|tai lieu)", r"thieu (quyet dinh|bao cao|bieu|van ban|tai lieu|chu ky)",
    r"khong phai ban pdf", r"ky so", r"tai lieu kiem chung[^.;]*chua", r"van ban kiem chung[^.;]*chua",
    r"khong nhan duoc bao cao", r"chua [^.;]*(tai lieu|van ban) kiem chung", r"mau bieu[^.;]*chua", r"moi nhan duoc bao cao",
)  # fmt: skip
_RESULT = (
    r"\bty le\b",
    r"\d+/\d+",
    r"\d\s?%",
    r"\bso thu\b",
    r"\bsang kien\b",
    r"\bde trong\b",
    r"\bho so\b",
)
_CLASSES: tuple[tuple[CauseClass, tuple[str, ...]], ...] = (
    (CauseClass.PERCEPTION, _PERCEPTION),
    (CauseClass.TRACKING, _TRACKING),
    (CauseClass.RECORDS, _RECORDS),
    (CauseClass.RESULT, _RESULT),
)


def cause_of(shortcoming: str, cause: str = "") -> CauseClass | None:
    """The class that the words point to, for a person to confirm; None where no rule speaks."""
    text = fold(expand_abbreviations(f"{shortcoming}. {cause}"))
    for found, patterns in _CLASSES:
        if any(re.search(pattern, text) for pattern in patterns):
            return found
    return None


def next_deadline(printed: str, kind: str, *, year: int) -> str:
    """The deadline that next year's draft proposes: a rhythm stays as printed, any day becomes the year itself."""
    if kind in {"continuous", "monthly", "quarterly"} and printed and not re.search(r"20\d\d", printed):
        return printed
    return f"Trong năm {year}"


def years_in_a_row(year: int, criterion: str, lost: Mapping[int, frozenset[str]]) -> int:
    """How many years on end, up to `year`, the criterion lost points; `lost` maps a year to the criteria it lost."""
    count = 0
    while criterion in lost.get(year - count, frozenset()):
        count += 1
    return count
