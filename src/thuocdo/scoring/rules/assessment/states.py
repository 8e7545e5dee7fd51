"""Self-score, verification, survey and conclusion: the states, the three locks, and which number concludes.

Four numbers stand side by side for each criterion: what the unit gave itself, what the province verified, what the
survey gave, and the conclusion. None of them replaces another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class RoundState(StrEnum):
    """A province's round of one framework and year."""

    OPEN = "open"  # units score themselves, verifiers draft decisions
    VERIFIED = "verified"  # decisions are told; disputes and survey points
    FINAL = "final"  # conclusions stand, not yet published
    PUBLISHED = "published"  # never changed again


class AssessmentState(StrEnum):
    """One unit in a round."""

    DRAFT = "draft"
    CLOSED = "closed"  # waits for the leader
    SENT = "sent"
    VERIFIED = "verified"
    FINAL = "final"
    PUBLISHED = "published"


class Act(StrEnum):
    """What moves an assessment."""

    CLOSE = "close"
    SEND_BACK = "send_back"
    SEND = "send"
    REOPEN = "reopen"
    END = "end"
    CONCLUDE = "conclude"
    RESUME = "resume"
    PUBLISH = "publish"


ROUND_MOVES: Mapping[tuple[RoundState, Act], RoundState] = {
    (RoundState.OPEN, Act.END): RoundState.VERIFIED,
    (RoundState.VERIFIED, Act.CONCLUDE): RoundState.FINAL,
    (RoundState.FINAL, Act.PUBLISH): RoundState.PUBLISHED,
}
ASSESSMENT_MOVES: Mapping[tuple[AssessmentState, Act], AssessmentState] = {
    (AssessmentState.DRAFT, Act.CLOSE): AssessmentState.CLOSED,
    (AssessmentState.CLOSED, Act.SEND_BACK): AssessmentState.DRAFT,
    (AssessmentState.CLOSED, Act.SEND): AssessmentState.SENT,
    (AssessmentState.SENT, Act.REOPEN): AssessmentState.DRAFT,
    (AssessmentState.SENT, Act.END): AssessmentState.VERIFIED,
    (AssessmentState.VERIFIED, Act.CONCLUDE): AssessmentState.FINAL,
    (AssessmentState.FINAL, Act.PUBLISH): AssessmentState.PUBLISHED,
}


class Decision(StrEnum):
    """What a verifier decided; a draft until the round's verification ends."""

    NONE = ""
    ACCEPT = "accept"
    ADJUST = "adjust"


class AdjustReason(StrEnum):
    """Why a verifier gives another number."""

    RECOMPUTED = "recomputed"  # tính lại theo số liệu
    NO_EVIDENCE = "no_evidence"
    BAD_EVIDENCE = "bad_evidence"  # not PDF, not signed, without its annex
    LATE = "late"
    RULE = "rule"  # the rule was read differently
    OTHER = "other"


class LockKind(StrEnum):
    PERIOD = "period"
    STATE = "state"
    RIGHT = "right"


@dataclass(frozen=True)
class Lock:
    """Why something cannot be changed now: everything that its sentence says.

    `what` is what is locked, `since` when it closed or was approved, `approved_by` the position that approved it,
    `used_in` what already rests on it, `owner` who can open it (position and unit, with telephone where known).
    """

    kind: LockKind
    what: str
    owner: str
    since: dt.datetime | None = None
    approved_by: str = ""
    used_in: str = ""
    lead: str = ""  # the unit in charge, for RIGHT
    final: bool = False  # approved for good: nobody reopens it

    @property
    def status(self) -> int:
        """The answer of a page: 423 for what is locked, 403 for what is another unit's."""
        return 403 if self.kind is LockKind.RIGHT else 423


@dataclass(frozen=True)
class Window:
    """From when until when something may be written; both inclusive, None is open."""

    start: dt.datetime | None
    end: dt.datetime | None

    def holds(self, now: dt.datetime) -> bool:
        """Whether `now` lies inside."""
        return (self.start is None or now >= self.start) and (self.end is None or now <= self.end)


@dataclass(frozen=True)
class Situation:
    """What decides whether the self-score of one criterion may be written now.

    `asked_until` is the end of a verifier's open request for more on this very criterion: it opens the criterion
    although the self-score has been sent. `extended_until` is a reopening of the period for this unit.
    """

    state: AssessmentState
    window: Window
    extended_until: dt.datetime | None = None
    asked_until: dt.datetime | None = None


def closed_by(situation: Situation, now: dt.datetime) -> LockKind | None:
    """What keeps a holder of the right from writing: approval before period, None where nothing does.

    A request for more opens both; a published number is opened by nothing.
    """
    if situation.state in (AssessmentState.FINAL, AssessmentState.PUBLISHED):
        return LockKind.STATE
    asked = situation.asked_until is not None and now <= situation.asked_until
    if situation.state is not AssessmentState.DRAFT:
        return None if asked and situation.state is AssessmentState.SENT else LockKind.STATE
    extended = situation.extended_until is not None and now <= situation.extended_until
    return None if situation.window.holds(now) or extended else LockKind.PERIOD


def may_reopen(state: AssessmentState) -> bool:
    """Whether an approved self-score can still be opened: sent, and not yet verified."""
    return (state, Act.REOPEN) in ASSESSMENT_MOVES


@dataclass(frozen=True)
class Numbers:
    """The four numbers of one criterion; None is "not yet"."""

    self_points: Decimal | None = None
    verified: Decimal | None = None
    survey: Decimal | None = None
    final: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """Self-score minus verified score: positive where the unit gave itself too much."""
        if self.self_points is None or self.verified is None:
            return None
        return self.self_points - self.verified


class Source(StrEnum):
    """Which of the numbers concludes."""

    VERIFIED = "verified"
    SURVEY = "survey"
    NOT_ARISEN = "not_arisen"
    NONE = "none"


def conclusion(
    numbers: Numbers, *, by_survey: bool, not_arisen: bool = False
) -> tuple[Source, Decimal | None]:
    """The number that counts: of a survey criterion what the survey gave, of every other what was verified.

    Without it there is no conclusion, and never a 0 in its place. A criterion in which nothing arose has none.
    """
    if not_arisen:
        return Source.NOT_ARISEN, None
    number = numbers.survey if by_survey else numbers.verified
    if number is None:
        return Source.NONE, None
    return (Source.SURVEY if by_survey else Source.VERIFIED), number


@dataclass(frozen=True)
class Line:
    """One criterion of a self-score, as readiness and bulk acceptance look at it.

    `evidence` is the number of documents, `wanted` of required lines in the checklist, `covered` how many of those
    have one.
    """

    self_points: Decimal | None
    not_arisen: bool
    own: bool  # not the computed points
    explanation: str
    evidence: int
    wanted: int
    covered: int
    by_survey: bool = False


class Gap(StrEnum):
    """What a criterion still lacks before the self-score can be closed."""

    NO_NUMBER = "no_number"
    NO_EXPLANATION = "no_explanation"  # own number without a word
    NO_EVIDENCE = "no_evidence"  # neither the documents nor an explanation


def gap_of(line: Line) -> Gap | None:
    """The first thing missing. Survey points are not the unit's to give; what did not arise needs no document."""
    if line.by_survey or line.not_arisen:
        return None
    if line.self_points is None:
        return Gap.NO_NUMBER
    if line.explanation.strip():
        return None
    if line.own:
        return Gap.NO_EXPLANATION
    return Gap.NO_EVIDENCE if line.covered < line.wanted else None


@dataclass(frozen=True)
class Open:
    """One criterion in the verifier's queue, for bulk acceptance."""

    decided: bool
    in_sample: bool
    asked: bool  # a request for more waits for its answer
    self_points: Decimal | None
    not_arisen: bool
    by_survey: bool


def acceptable_in_bulk(item: Open) -> bool:
    """Whether nothing is disputed: outside the sample, not decided, not asked back, and with a number to accept."""
    if item.decided or item.in_sample or item.asked or item.by_survey:
        return False
    return item.not_arisen or item.self_points is not None


class Signature(StrEnum):
    """What a look into the file tells of digital signatures; none of these says that one is valid."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"  # a kind of file that carries none


def signature_in(head: bytes, *, pdf: bool) -> Signature:
    """Whether a PDF carries a signature dictionary.

    `/ByteRange` gives the signed bytes by their place in the file (ISO 32000-1, 12.8.1), so it stands there in
    clear and never in a packed stream.
    """
    if not pdf:
        return Signature.UNKNOWN
    return Signature.PRESENT if b"/ByteRange" in head else Signature.ABSENT
