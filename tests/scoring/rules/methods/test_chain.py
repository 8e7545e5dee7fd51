"""Chain of evidence."""

from __future__ import annotations

import pytest

from tests.scoring.rules.asking import Asked, D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Status

CODES = ("ke_hoach", "quyet_dinh", "thong_bao", "bien_ban", "bao_cao", "khac_phuc")


def _chain(rule: str, *missing: str, unknown: tuple[str, ...] = ()) -> Asked:
    links = tuple((code, f"văn bản {code}", D("0.5") if rule == "deduct" else None) for code in CODES)
    given = {"links": {code: code not in missing for code in CODES if code not in unknown}}
    return asked(Method.CHAIN, {"links": MeasureKind.LINKS}, given, {"links": links, "rule": rule})


def test_six_documents_all_or_nothing() -> None:
    """Plan, decision, notice, minutes, report, remedies: all six 3 points, five 0."""
    assert _chain("all_of").scored().points == 3
    scored = _chain("all_of", "khac_phuc").scored()
    assert (scored.points, scored.shortfall) == (0, "Còn thiếu 1 tài liệu.")
    assert scored.cliffs[0].distance == 1


def test_each_missing_document_deducts() -> None:
    """Two missing documents take 0.5 each."""
    assert _chain("deduct", "bien_ban", "khac_phuc").scored().points == 2
    assert _chain("deduct", *CODES).scored().points == 0


def test_a_document_that_is_not_told_leaves_a_range() -> None:
    """Five are there and the sixth is not known: 2.5 to 3, or all or nothing."""
    scored = _chain("deduct", unknown=("bao_cao",)).scored()
    assert (scored.status, scored.least, scored.most) == (Status.NOT_SCORED, D("2.5"), 3)
    assert "văn bản bao_cao" in scored.because
    assert (_chain("all_of", unknown=("bao_cao",)).scored().least) == 0


def test_what_is_not_told_may_not_matter() -> None:
    """If one document of all-or-nothing is known to be missing, the score is 0 whatever the others are."""
    scored = _chain("all_of", "ke_hoach", unknown=("bao_cao",)).scored()
    assert (scored.status, scored.points) == (Status.SCORED, 0)


def test_an_unknown_document_is_refused() -> None:
    """A code that the criterion does not have is an error that lists those it has."""
    made = _chain("all_of")
    with pytest.raises(InputError, match=r"không có tài liệu “giay_moi”; chỉ có: ke_hoach"):
        asked(
            Method.CHAIN,
            {"links": MeasureKind.LINKS},
            {"links": {"giay_moi": True}},
            made.framework.criteria[0].params,
        ).scored()


def test_what_each_missing_document_would_bring() -> None:
    """With deductions every missing document has its own gain."""
    gains = _chain("deduct", "bien_ban", "khac_phuc").explained().gains
    assert [(gain.points, gain.text) for gain in gains] == [
        (D("0.5"), "Bổ sung văn bản bien_ban: thêm 0,5 điểm."),
        (D("0.5"), "Bổ sung văn bản khac_phuc: thêm 0,5 điểm."),
    ]


def test_curve_only_for_all_or_nothing() -> None:
    """Links of unequal weight have no line; all-or-nothing jumps at the last one."""
    assert _chain("deduct").curve() is None
    curve = _chain("all_of", "khac_phuc").curve()
    assert curve is not None
    assert (curve.here, curve.jumps[0].at) == ((5, 0), 6)
