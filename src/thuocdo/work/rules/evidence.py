"""Documents that prove: what is read in them, whether they meet a line of a checklist, what a change takes away."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from thuocdo.documents.rules.signatures import SignatureClass
from thuocdo.lib.text import clean


class Decision(StrEnum):
    """What the verifier said of a version of a document."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ReadState(StrEnum):
    """How far the machine has come with a version."""

    READING = "reading"
    READ = "read"
    FAILED = "failed"


class Verdict(StrEnum):
    """What can be said of a document against one line of a checklist."""

    MET = "met"
    NOT_MET = "not_met"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Facts:
    """The data of a document; "" or None where they are not known. Dates are of the document's own place."""

    kind: str = ""
    number: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""
    title: str = ""
    received_on: dt.date | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            key: value.isoformat() if isinstance(value, dt.date) else value
            for key, value in asdict(self).items()
            if value
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Facts:
        days = {
            key: dt.date.fromisoformat(data[key]) for key in ("issued_on", "received_on") if data.get(key)
        }
        return cls(**{**data, **days})


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as far as a checklist asks. `signature`: None while it has not been checked."""

    pdf: bool
    signature: SignatureClass | None
    received_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Need:
    """One line of a checklist. `received_by`: the last day on which the recipient may get it."""

    label: str
    must_be_pdf: bool = False
    must_be_signed: bool = False
    received_by: dt.date | None = None


_SIGNATURE_WORDS = {
    SignatureClass.UNSIGNED: "not_signed",
    SignatureClass.CHANGED: "signature_changed",
    SignatureClass.UNTRUSTED: "signature_untrusted",
    SignatureClass.EXPIRED: "signature_expired",
    SignatureClass.INCOMPLETE: "signature_incomplete",
}
_SPEAKS_AGAINST = frozenset({SignatureClass.UNSIGNED, SignatureClass.CHANGED, SignatureClass.UNTRUSTED})


def verdict_of(
    paper: Paper, *, must_be_pdf: bool, must_be_signed: bool, received_by: dt.date | None
) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on a document with its reasons, as codes of `work.words.REASON_WORDS`.

    Only a signature of the class valid counts as signed; one that is expired or incompletely known leaves the
    line open, every other class speaks against it (docs/methods/signatures.md).
    """
    against, unsure = [], []
    if must_be_pdf and not paper.pdf:
        against.append("not_pdf")
    if must_be_signed and paper.signature is not SignatureClass.VALID:
        if paper.signature is None:
            unsure.append("signature_unchecked")
        elif paper.signature in _SPEAKS_AGAINST:
            against.append(_SIGNATURE_WORDS[paper.signature])
        else:
            unsure.append(_SIGNATURE_WORDS[paper.signature])
    if received_by is not None:
        if paper.received_on is None:
            unsure.append("no_day")
        elif paper.received_on > received_by:
            against.append("late")
    if against:
        return Verdict.NOT_MET, tuple(against)
    return (Verdict.UNSURE, tuple(unsure)) if unsure else (Verdict.MET, ())


def receipt_limit(received_by: str | None, year: int) -> dt.date | None:
    """The last day of receipt: "MM-DD" is a day of the year after `year`, else a date."""
    if not received_by:
        return None
    if len(received_by) == 5:
        return dt.date.fromisoformat(f"{year + 1}-{received_by}")
    return dt.date.fromisoformat(received_by)


def judge(paper: Paper, need: Need, *, decision: str, confirmed: bool) -> tuple[Verdict, tuple[str, ...]]:
    """As `verdict_of`, and what people have said: a rejected document meets no line, an unconfirmed one leaves it open."""
    verdict, reasons = verdict_of(
        paper,
        must_be_pdf=need.must_be_pdf,
        must_be_signed=need.must_be_signed,
        received_by=need.received_by,
    )
    if decision == Decision.REJECTED:
        against = reasons if verdict is Verdict.NOT_MET else ()
        return Verdict.NOT_MET, ("rejected", *against)
    if not confirmed and verdict is not Verdict.NOT_MET:
        return Verdict.UNSURE, (*reasons, "unconfirmed")
    return verdict, reasons


_BETWEEN = re.compile(r"\s*(?:;|\n|•|(?:^|(?<=\s))[-–+](?=\s))\s*")


def expected_of(output: str) -> tuple[str, ...]:
    """The documents that a task's "Sản phẩm" names, one a part: "Kế hoạch; báo cáo kết quả" are two."""
    parts = (clean(part).strip(" .,") for part in _BETWEEN.split(output))
    return tuple(dict.fromkeys(part[:300] for part in parts if part))


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of a checklist and how its documents stand: the key of each with its verdict."""

    needed: bool
    verdicts: tuple[tuple[int, Verdict], ...]

    def met_by(self, without: int | None = None) -> bool:
        """Whether some document meets the line, leaving one out."""
        return any(verdict is Verdict.MET for document, verdict in self.verdicts if document != without)


def falls(lines: Iterable[Standing], document: int) -> int:
    """How many lines are met now and would not be without the document."""
    return sum(1 for line in lines if line.needed and line.met_by() and not line.met_by(document))


def open_lines(lines: Sequence[Standing]) -> int:
    """How many needed lines no document meets."""
    return sum(1 for line in lines if line.needed and not line.met_by())
