"""What may be said of a PDF's signatures, from what a reader found in the file.

A verdict never says more than is known: one part that could not be looked at keeps a file from being valid.
Method, classes and sources: docs/methods/signatures.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class SignatureClass(StrEnum):
    """What a file's signatures come to; `RANK` says which one speaks for several."""

    VALID = "valid"
    CHANGED = "changed"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    INCOMPLETE = "incomplete"
    UNSIGNED = "unsigned"


class Answer(StrEnum):
    """The outcome of one of the seven checks."""

    MET = "met"
    NOT_MET = "not_met"
    UNSURE = "unsure"
    NONE = "none"  # only of the time stamp: there is none


class Part(StrEnum):
    """The seven checks, in the order in which they are shown."""

    INTEGRITY = "integrity"
    SIGNER = "signer"
    CHAIN = "chain"
    REVOCATION = "revocation"
    STAMP = "stamp"
    CHANGES = "changes"
    COVERAGE = "coverage"


RANK = (
    SignatureClass.CHANGED,
    SignatureClass.UNTRUSTED,
    SignatureClass.EXPIRED,
    SignatureClass.INCOMPLETE,
    SignatureClass.VALID,
)
# which classes speak for a signature, and which only leave it open
AGAINST = frozenset({SignatureClass.CHANGED, SignatureClass.UNTRUSTED, SignatureClass.UNSIGNED})
OPEN = frozenset({SignatureClass.EXPIRED, SignatureClass.INCOMPLETE})


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature as the reader found it. Times are ISO 8601 with a zone; "" where there is none.

    `intact`, `trusted`: True, False, or None when it could not be found out. `chain`: why there is no way to a
    loaded root ("no_roots", "unknown_root", "key_usage", "weak", "broken"), "" when there is one. `validity`: "within",
    "after", "before" the certificate's days at the time that counts. `revocation`: "good", "revoked", "unknown".
    `stamp`: "none", "good", "unproven"
    (whether the stamper's certificate was revoked is not known), "untrusted", "bad". `changes`: "none", "upkeep" (only data that prove the signature
    later, or another signature), "forms", "other", "unknown". `coverage`: "file", "revision", "less".
    """

    document_stamp: bool = False
    intact: bool | None = None
    weak: str = ""  # a hash that is no longer accepted, as the reader names it
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    fingerprint: str = ""
    chain: str = ""
    anchor: str = ""
    not_before: str = ""
    not_after: str = ""
    validity: str = ""
    revocation: str = "unknown"
    revoked_at: str = ""
    revocation_as_of: str = ""
    claimed_at: str = ""
    stamp: str = "none"
    stamped_at: str = ""
    stamper: str = ""
    changes: str = "unknown"
    coverage: str = "less"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All signatures of a file in the order of signing. `problem`: a code when the file could not be read."""

    signatures: tuple[SignatureFacts, ...] = ()
    problem: str = ""

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FileFacts:
        return cls(
            tuple(SignatureFacts(**one) for one in data.get("signatures", ())), data.get("problem", "")
        )

    def to_json(self) -> dict[str, Any]:
        return {"signatures": [asdict(one) for one in self.signatures], "problem": self.problem}


@dataclass(frozen=True, slots=True)
class Row:
    """One of the seven checks with the code of its reason (see documents.words)."""

    part: Part
    answer: Answer
    why: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One signature with its class, the seven checks, and the code of what decided."""

    facts: SignatureFacts
    verdict: SignatureClass
    rows: tuple[Row, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A file's signatures judged. `why` is the code of the reason of the whole."""

    verdict: SignatureClass
    signatures: tuple[Judged, ...] = field(default=())
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "verdict": str(self.verdict),
            "why": self.why,
            "signatures": [
                {
                    "facts": asdict(one.facts),
                    "verdict": str(one.verdict),
                    "why": one.why,
                    "rows": [[str(row.part), str(row.answer), row.why] for row in one.rows],
                }
                for one in self.signatures
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Report:
        signatures = tuple(
            Judged(
                SignatureFacts(**one["facts"]),
                SignatureClass(one["verdict"]),
                tuple(Row(Part(part), Answer(answer), why) for part, answer, why in one["rows"]),
                one["why"],
            )
            for one in data.get("signatures", ())
        )
        return cls(SignatureClass(data["verdict"]), signatures, data.get("why", ""))


def judge(found: FileFacts) -> Report:
    """The verdict on a file.

    A file without signatures is unsigned; one that could not be read, or whose only seals are time stamps, is
    incomplete. Of several signatures the worst speaks, in the order of `RANK`.
    """
    if found.problem:
        return Report(SignatureClass.INCOMPLETE, (), found.problem)
    if not found.signatures:
        return Report(SignatureClass.UNSIGNED, (), "unsigned")
    people = [at for at, one in enumerate(found.signatures) if not one.document_stamp]
    judged = tuple(
        judge_one(one, last=not any(later > at for later in people))
        for at, one in enumerate(found.signatures)
    )
    if not people:
        return Report(SignatureClass.INCOMPLETE, judged, "stamps_only")
    worst = min(judged, key=lambda one: RANK.index(one.verdict))
    return Report(worst.verdict, judged, worst.why)


def judge_one(facts: SignatureFacts, *, last: bool) -> Judged:
    """The seven checks of one signature and the class they come to.

    `last`: no person's signature after it covers what this one leaves out.
    """
    rows = (
        _integrity(facts),
        _signer(facts),
        _chain(facts),
        _revocation(facts),
        _stamp(facts),
        _changes(facts, last=last),
        _coverage(facts, last=last),
    )
    verdict, why = _class_of(facts, rows)
    return Judged(facts, verdict, rows, why)


def _class_of(facts: SignatureFacts, rows: Sequence[Row]) -> tuple[SignatureClass, str]:
    by_part = {row.part: row for row in rows}
    for part in (Part.INTEGRITY, Part.CHANGES, Part.COVERAGE):
        if by_part[part].answer is Answer.NOT_MET:
            return SignatureClass.CHANGED, by_part[part].why
    if facts.document_stamp:
        # seals what is there; whose it is and how far it may be trusted is no matter of the signatures' class
        return _of_stamp(by_part)
    expired = facts.validity in ("after", "before")
    if by_part[Part.REVOCATION].answer is Answer.NOT_MET:
        return SignatureClass.UNTRUSTED, by_part[Part.REVOCATION].why
    if by_part[Part.CHAIN].answer is Answer.NOT_MET and not expired:
        return SignatureClass.UNTRUSTED, by_part[Part.CHAIN].why
    if by_part[Part.STAMP].answer is Answer.NOT_MET:
        return SignatureClass.UNTRUSTED, by_part[Part.STAMP].why
    if expired:
        return SignatureClass.EXPIRED, by_part[Part.CHAIN].why
    open_row = next((row for row in rows if row.answer is Answer.UNSURE), None)
    if open_row is not None:
        return SignatureClass.INCOMPLETE, open_row.why
    return SignatureClass.VALID, "valid" if facts.stamp == "good" else "valid_without_stamp"


def _of_stamp(by_part: dict[Part, Row]) -> tuple[SignatureClass, str]:
    for part in (Part.INTEGRITY, Part.CHANGES, Part.COVERAGE):
        if by_part[part].answer is Answer.UNSURE:
            return SignatureClass.INCOMPLETE, by_part[part].why
    return SignatureClass.VALID, "is_stamp"


def _integrity(facts: SignatureFacts) -> Row:
    if facts.intact is False:
        return Row(Part.INTEGRITY, Answer.NOT_MET, "bytes_changed")
    if facts.intact is None:
        return Row(Part.INTEGRITY, Answer.UNSURE, "not_checkable")
    if facts.weak:
        return Row(Part.INTEGRITY, Answer.UNSURE, "weak_hash")
    return Row(Part.INTEGRITY, Answer.MET, "intact")


def _signer(facts: SignatureFacts) -> Row:
    if facts.signer or facts.organisation:
        return Row(Part.SIGNER, Answer.MET, "named")
    return Row(Part.SIGNER, Answer.UNSURE, "nameless")


def _chain(facts: SignatureFacts) -> Row:
    if facts.chain in ("no_roots", "weak", "not_checkable"):
        return Row(Part.CHAIN, Answer.UNSURE, facts.chain)
    if facts.chain:
        return Row(Part.CHAIN, Answer.NOT_MET, facts.chain)
    if facts.validity == "before":
        return Row(Part.CHAIN, Answer.NOT_MET, "not_yet")
    if facts.validity == "after":
        # with a good time stamp it is known that the certificate was over; without one it may have been in time
        known = facts.stamp == "good"
        return Row(
            Part.CHAIN,
            Answer.NOT_MET if known else Answer.UNSURE,
            "expired_before" if known else "expired_since",
        )
    if facts.validity != "within" or not facts.anchor:
        return Row(Part.CHAIN, Answer.UNSURE, "not_checkable")
    return Row(Part.CHAIN, Answer.MET, "to_root")


def _revocation(facts: SignatureFacts) -> Row:
    if facts.revocation == "revoked":
        return Row(Part.REVOCATION, Answer.NOT_MET, "revoked")
    if facts.revocation == "good":
        return Row(Part.REVOCATION, Answer.MET, "not_revoked")
    return Row(Part.REVOCATION, Answer.UNSURE, "no_revocation_data")


def _stamp(facts: SignatureFacts) -> Row:
    if facts.document_stamp and facts.stamp == "none":
        return Row(Part.STAMP, Answer.NONE, "is_stamp")
    answers = {
        "good": (Answer.MET, "stamped"),
        "untrusted": (Answer.UNSURE, "stamp_untrusted"),
        "unproven": (Answer.UNSURE, "stamp_unproven"),
        "bad": (Answer.NOT_MET, "stamp_bad"),
        "none": (Answer.NONE, "no_stamp"),
    }
    answer, why = answers.get(facts.stamp, (Answer.UNSURE, "stamp_untrusted"))
    return Row(Part.STAMP, answer, why)


def _changes(facts: SignatureFacts, *, last: bool) -> Row:
    if facts.changes == "other":
        return Row(Part.CHANGES, Answer.NOT_MET, "changed_after")
    if facts.changes == "none":
        return Row(Part.CHANGES, Answer.MET, "untouched")
    if facts.changes == "upkeep" or (facts.changes == "forms" and not last):
        return Row(Part.CHANGES, Answer.MET, "only_upkeep" if last else "signed_again")
    if facts.changes == "forms":
        return Row(Part.CHANGES, Answer.UNSURE, "forms_after")
    return Row(Part.CHANGES, Answer.UNSURE, "changes_unknown")


def _coverage(facts: SignatureFacts, *, last: bool) -> Row:
    if facts.coverage == "file":
        return Row(Part.COVERAGE, Answer.MET, "whole_file")
    if facts.coverage == "less":
        return Row(Part.COVERAGE, Answer.NOT_MET, "part_only")
    if not last:
        return Row(Part.COVERAGE, Answer.MET, "whole_then")
    if facts.changes == "upkeep":
        return Row(Part.COVERAGE, Answer.MET, "whole_but_upkeep")
    if facts.changes == "other":
        return Row(Part.COVERAGE, Answer.NOT_MET, "part_only")
    return Row(Part.COVERAGE, Answer.UNSURE, "rest_uncovered")
