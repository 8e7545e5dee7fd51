"""Which number concludes, what a self-score lacks, what a document proves, and totals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.scoring.samples import framework, group, leaf, measure
from thuocdo.criteria.rules.model import MeasureKind, Method
from thuocdo.documents.rules.signatures import SignatureClass
from thuocdo.scoring.rules.assessment.states import (
    AssessmentState,
    Gap,
    Line,
    LockKind,
    Numbers,
    Open,
    Signature,
    Situation,
    Source,
    Window,
    acceptable_in_bulk,
    closed_by,
    conclusion,
    gap_of,
    signature_in,
)
from thuocdo.scoring.rules.totals import total_of
from thuocdo.work.rules.evidence import Paper, Verdict, receipt_limit, verdict_of

D = Decimal
NOW = dt.datetime(2026, 7, 6, 8, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def test_the_number_that_concludes() -> None:
    """docs/methods/assessment.md: 1,50 claimed, 1,20 verified concludes 1,20; a survey concludes by itself; else none."""
    assert conclusion(Numbers(D("1.50"), D("1.20")), by_survey=False) == (Source.VERIFIED, D("1.20"))
    assert conclusion(Numbers(None, None, D("0.83")), by_survey=True) == (Source.SURVEY, D("0.83"))
    assert conclusion(Numbers(D(1), None, None), by_survey=False) == (Source.NONE, None)
    assert conclusion(Numbers(D(1), D(1), None), by_survey=True) == (Source.NONE, None)
    assert conclusion(Numbers(), by_survey=False, not_arisen=True) == (Source.NOT_ARISEN, None)
    assert Numbers(D("1.50"), D("1.20")).difference == D("0.30")
    assert Numbers(D("1.50")).difference is None


def test_what_a_self_score_lacks() -> None:
    """A number first, then a word for an own number, then documents or a word for what has none."""
    full = {"not_arisen": False, "own": False, "explanation": "", "evidence": 2, "wanted": 2, "covered": 2}
    assert gap_of(Line(D(1), **full)) is None
    assert gap_of(Line(None, **full)) is Gap.NO_NUMBER
    assert gap_of(Line(D(1), **full | {"covered": 1})) is Gap.NO_EVIDENCE
    assert gap_of(Line(D(1), **full | {"covered": 1, "explanation": "Đang ký"})) is None
    assert gap_of(Line(D(1), **full | {"own": True})) is Gap.NO_EXPLANATION
    assert gap_of(Line(None, **full | {"not_arisen": True, "covered": 0})) is None
    assert gap_of(Line(None, **full, by_survey=True)) is None


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (Situation(AssessmentState.DRAFT, Window(NOW - HOUR, NOW + HOUR)), None),
        (Situation(AssessmentState.DRAFT, Window(NOW - HOUR, NOW)), None),
        (Situation(AssessmentState.DRAFT, Window(None, NOW - HOUR)), LockKind.PERIOD),
        (Situation(AssessmentState.DRAFT, Window(NOW + HOUR, None)), LockKind.PERIOD),
        (Situation(AssessmentState.DRAFT, Window(None, NOW - HOUR), extended_until=NOW), None),
        (Situation(AssessmentState.CLOSED, Window(None, None)), LockKind.STATE),
        (Situation(AssessmentState.SENT, Window(None, None)), LockKind.STATE),
        (Situation(AssessmentState.SENT, Window(None, NOW - HOUR), asked_until=NOW), None),
        (Situation(AssessmentState.SENT, Window(None, None), asked_until=NOW - HOUR), LockKind.STATE),
        (Situation(AssessmentState.VERIFIED, Window(None, None), asked_until=NOW), LockKind.STATE),
        (Situation(AssessmentState.PUBLISHED, Window(None, None), NOW, NOW), LockKind.STATE),
    ],
)
def test_what_closes_a_criterion(situation: Situation, expected: LockKind | None) -> None:
    """Approval before period; a request opens one criterion; nothing opens what is published."""
    assert closed_by(situation, NOW) is expected


def test_bulk_acceptance_leaves_what_is_disputed() -> None:
    """Only what is outside the sample, undecided, not asked back and has a number."""
    plain = Open(False, False, False, D(1), False, False)
    assert acceptable_in_bulk(plain)
    for other in (
        Open(True, False, False, D(1), False, False),
        Open(False, True, False, D(1), False, False),
        Open(False, False, True, D(1), False, False),
        Open(False, False, False, None, False, False),
        Open(False, False, False, D(1), False, True),
    ):
        assert not acceptable_in_bulk(other)


def test_what_a_document_proves() -> None:
    """Only a valid signature counts as signed; every other class says why; no PDF or late is not met."""
    wanted = {"must_be_pdf": True, "must_be_signed": True, "received_by": dt.date(2026, 2, 28)}
    day = dt.date(2026, 2, 28)
    told = {
        SignatureClass.VALID: (Verdict.MET, ()),
        SignatureClass.UNSIGNED: (Verdict.NOT_MET, ("not_signed",)),
        SignatureClass.CHANGED: (Verdict.NOT_MET, ("signature_changed",)),
        SignatureClass.UNTRUSTED: (Verdict.NOT_MET, ("signature_untrusted",)),
        SignatureClass.EXPIRED: (Verdict.UNSURE, ("signature_expired",)),
        SignatureClass.INCOMPLETE: (Verdict.UNSURE, ("signature_incomplete",)),
        None: (Verdict.UNSURE, ("signature_unchecked",)),
    }
    for signature, answer in told.items():
        assert verdict_of(Paper(True, signature, day), **wanted) == answer
    late = Paper(False, SignatureClass.VALID, dt.date(2026, 3, 6))
    assert verdict_of(late, **wanted) == (Verdict.NOT_MET, ("not_pdf", "late"))
    plain = wanted | {"must_be_signed": False}
    assert verdict_of(Paper(True, None, day), **plain) == (Verdict.MET, ())
    unknown_day = Paper(True, SignatureClass.UNSIGNED, None)
    assert verdict_of(unknown_day, **plain) == (Verdict.UNSURE, ("no_day",))
    assert receipt_limit("02-28", 2025) == dt.date(2026, 2, 28)


def test_a_look_into_the_file_tells_whether_it_carries_a_signature() -> None:
    """A PDF with signed bytes carries one, without none; another kind of file cannot be told."""
    assert signature_in(b"%PDF-1.7 /ByteRange[0 1 2 3]", pdf=True) is Signature.PRESENT
    assert signature_in(b"%PDF-1.7", pdf=True) is Signature.ABSENT
    assert signature_in(b"/ByteRange", pdf=False) is Signature.UNKNOWN


def test_a_total_is_no_total_while_a_number_is_missing() -> None:
    """1,20 + 2,00 of 4; what did not arise is rescaled: 1,20 of 2 becomes 2,40 of 4; a missing one leaves no total."""
    known = framework(
        group(
            "1",
            leaf("1.1", Method.YES_NO, D(2), {"done": "a"}),
            leaf("1.2", Method.YES_NO, D(2), {"done": "a"}),
            points=D(4),
        ),
        measures=(measure("a", MeasureKind.YES_NO),),
        total=D(4),
    )
    maxima = {"1.1": D(2), "1.2": D(2)}
    assert total_of(known, {"1.1": D("1.20"), "1.2": D(2)}, maxima).points == D("3.20")
    assert total_of(known, {"1.1": D("1.20")}, maxima, not_arisen=["1.2"]).points == D("2.40")
    part = total_of(known, {"1.1": D("1.20")}, maxima)
    assert (part.points, part.known, part.known_of, part.missing) == (None, D("1.20"), D(2), 1)
