"""The class of a PDF's signatures, over files signed by an own test CA in every way that matters."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.documents.signing import (
    DAY,
    NOW,
    SIGNED,
    append_text,
    authority,
    flip,
    revocations,
    sign,
    stranger,
)
from tests.rights_walk.papers import pdf
from thuocdo.documents.rules.signatures import (
    Answer,
    FileFacts,
    Part,
    Report,
    SignatureClass,
    SignatureFacts,
    judge,
)
from thuocdo.documents.signatures.checking import signatures_of
from thuocdo.documents.signatures.reader import read_signatures
from thuocdo.documents.signatures.trust import Trust
from thuocdo.documents.words import CLASS_WORDS, PART_WORDS, WHY_WORDS

C = SignatureClass


@pytest.fixture
def trust() -> Trust:
    """The test root, and lists of both issuers from the day before."""
    return Trust((authority().root.pem.decode(),), (), authority().lists)


def report_on(folder: Path, data: bytes, trust: Trust) -> Report:
    path = folder / "van-ban.pdf"
    path.write_bytes(data)
    return judge(read_signatures(path, trust, now=NOW))


def seen(report: Report) -> tuple[SignatureClass, str]:
    return report.verdict, report.why


def test_a_sound_signature_is_valid_and_names_its_signer(tmp_path: Path, trust: Trust) -> None:
    """Whole, trusted, not revoked, stamped: valid, with all seven checks met and the facts kept."""
    report = report_on(tmp_path, sign(stamped=SIGNED), trust)
    assert seen(report) == (C.VALID, "valid")
    (one,) = report.signatures
    assert [row.answer for row in one.rows] == [Answer.MET] * 7
    assert (one.facts.signer, one.facts.stamper[:8]) == ("Người ký mẫu", "Dấu thời")
    assert one.facts.stamped_at.startswith("2026-03-02T02:30")


def test_without_a_time_stamp_it_says_so(tmp_path: Path, trust: Trust) -> None:
    """A signature that holds today needs no stamp, but the report says that there is none."""
    report = report_on(tmp_path, sign(), trust)
    assert seen(report) == (C.VALID, "valid_without_stamp")
    assert {row.part: row.answer for row in report.signatures[0].rows}[Part.STAMP] is Answer.NONE


@pytest.mark.parametrize("forge", [flip, append_text])
def test_a_change_is_seen(tmp_path: Path, trust: Trust, forge: object) -> None:
    """A letter changed in place, or a page replaced in a later revision: changed."""
    assert callable(forge)
    assert report_on(tmp_path, forge(sign(stamped=SIGNED)), trust).verdict is C.CHANGED


def test_two_signatures_and_a_change_after_the_second(tmp_path: Path, trust: Trust) -> None:
    """A person's signature and the office's seal are valid together; what is altered after both is seen on both."""
    both = sign(sign(stamped=SIGNED), authority().second, field="Con_dau", stamped=SIGNED + DAY)
    assert seen(report_on(tmp_path, both, trust)) == (C.VALID, "valid")
    altered = report_on(tmp_path, append_text(both), trust)
    assert [one.verdict for one in altered.signatures] == [C.CHANGED, C.CHANGED]


def test_an_unknown_issuer_is_untrusted(tmp_path: Path, trust: Trust) -> None:
    """A chain that leads to no loaded root is untrusted, one good signature beside it or not."""
    assert seen(report_on(tmp_path, sign(who=stranger()), trust)) == (C.UNTRUSTED, "unknown_root")
    mixed = sign(sign(stamped=SIGNED), stranger(), field="La")
    assert report_on(tmp_path, mixed, trust).verdict is C.UNTRUSTED


def test_a_certificate_that_is_not_for_signing_is_untrusted(tmp_path: Path, trust: Trust) -> None:
    """A certificate for encrypting signs nothing."""
    assert seen(report_on(tmp_path, sign(who=authority().encrypts), trust)) == (C.UNTRUSTED, "key_usage")


def test_revocation_counts_from_its_day(tmp_path: Path) -> None:
    """Revoked before the stamped time: untrusted; after it: still valid; without a stamp nobody knows: untrusted."""
    ca = authority()

    def with_revoked(when: object) -> Trust:
        return Trust((ca.root.pem.decode(),), (), (ca.lists[0], revocations(ca.issuer, (ca.signer, when))))  # type: ignore[arg-type]

    stamped = sign(stamped=SIGNED)
    assert seen(report_on(tmp_path, stamped, with_revoked(SIGNED - DAY))) == (C.UNTRUSTED, "revoked")
    assert report_on(tmp_path, stamped, with_revoked(SIGNED + DAY)).verdict is C.VALID
    assert seen(report_on(tmp_path, sign(), with_revoked(SIGNED + DAY))) == (C.UNTRUSTED, "revoked")


def test_what_is_not_known_is_never_valid(tmp_path: Path, trust: Trust) -> None:
    """No roots, no revocation data, or lists that have run out: incomplete, with the reason."""
    data = sign()
    ca = authority()
    assert seen(report_on(tmp_path, data, Trust())) == (C.INCOMPLETE, "no_roots")
    assert seen(report_on(tmp_path, data, Trust(trust.roots))) == (C.INCOMPLETE, "no_revocation_data")
    only_one = Trust(trust.roots, (), ca.lists[1:])  # nothing on the certificate between
    assert seen(report_on(tmp_path, data, only_one)) == (C.INCOMPLETE, "no_revocation_data")
    old = tuple(revocations(one, at=NOW - 9 * DAY, until=NOW - 2 * DAY) for one in (ca.root, ca.issuer))
    assert report_on(tmp_path, data, Trust(trust.roots, (), old)).why == "no_revocation_data"
    forged = tuple(revocations(stranger(), at=NOW - DAY) for _ in range(2))
    assert report_on(tmp_path, data, Trust(trust.roots, (), forged)).verdict is C.INCOMPLETE


def test_an_ended_certificate_needs_a_stamp_and_a_list_of_its_days(tmp_path: Path, trust: Trust) -> None:
    """Ended and unstamped: expired. Stamped in time: it takes a list from before the end to be valid. Stamped late: expired."""
    ca = authority()
    assert seen(report_on(tmp_path, sign(who=ca.expired), trust)) == (C.EXPIRED, "expired_since")
    in_time = sign(who=ca.expired, stamped=SIGNED)
    assert seen(report_on(tmp_path, in_time, trust)) == (C.INCOMPLETE, "no_revocation_data")
    early = tuple(revocations(one, at=SIGNED + DAY) for one in (ca.root, ca.issuer))
    both = Trust(trust.roots, (), (*trust.lists, *early))
    assert report_on(tmp_path, in_time, both).verdict is C.VALID
    late = sign(who=ca.expired, stamped=SIGNED + timedelta(days=60))
    assert seen(report_on(tmp_path, late, trust)) == (C.EXPIRED, "expired_before")


def test_no_signature_and_files_that_cannot_be_read(tmp_path: Path, trust: Trust) -> None:
    """A plain PDF is unsigned; a signed one cut short, or rubbish that speaks of signatures, is incomplete."""
    assert report_on(tmp_path, pdf("khong ky"), trust).verdict is C.UNSIGNED
    assert seen(report_on(tmp_path, sign()[:-300], trust)) == (C.INCOMPLETE, "unreadable")
    assert report_on(tmp_path, b"%PDF-1.4 /ByteRange", trust).verdict is C.INCOMPLETE


def test_the_confined_child_says_the_same(tmp_path: Path, trust: Trust) -> None:
    """What leaves the child process is what the reader found; a missing file is an error, not a verdict."""
    path = tmp_path / "a.pdf"
    path.write_bytes(sign(stamped=SIGNED))
    assert signatures_of(path, trust, now=NOW) == read_signatures(path, trust, now=NOW)
    with pytest.raises(OSError, match="khong-co"):
        signatures_of(tmp_path / "khong-co.pdf", trust, now=NOW)


def test_the_report_survives_storing(tmp_path: Path, trust: Trust) -> None:
    """Stored as JSON and read again it is the same report."""
    report = report_on(tmp_path, sign(stamped=SIGNED), trust)
    assert Report.from_json(report.to_json()) == report


def test_no_mix_of_facts_with_an_unknown_part_is_valid() -> None:
    """Over all combinations of the facts: valid only where every one of the seven checks is met (or there is no stamp)."""
    from itertools import product

    for intact, chain, validity, revocation, stamp, changes, coverage in product(
        (True, False, None),
        ("", "no_roots", "unknown_root", "weak", "not_checkable"),
        ("within", "after", "before", ""),
        ("good", "revoked", "unknown"),
        ("none", "good", "unproven", "untrusted", "bad"),
        ("none", "upkeep", "forms", "other", "unknown"),
        ("file", "revision", "less"),
    ):
        facts = SignatureFacts(
            intact=intact, chain=chain, validity=validity, revocation=revocation, stamp=stamp,
            changes=changes, coverage=coverage, signer="A", anchor="B",
        )  # fmt: skip
        report = judge(FileFacts((facts,)))
        assert report.why in WHY_WORDS and all(row.why in WHY_WORDS for row in report.signatures[0].rows)
        answers = {row.answer for row in report.signatures[0].rows}
        assert (report.verdict is C.VALID) == (answers <= {Answer.MET, Answer.NONE})
        if report.verdict is C.VALID:
            assert intact and not chain and validity == "within" and revocation == "good"
            assert stamp in ("none", "good") and changes in ("none", "upkeep")


def test_every_class_and_check_has_its_words() -> None:
    """Each check and class is told in Vietnamese; the word "hợp lệ" stands nowhere."""
    assert set(CLASS_WORDS) == set(C) and set(PART_WORDS) == set(Part)
    assert not any("hợp lệ" in str(word) for word in (*WHY_WORDS.values(), *CLASS_WORDS.values()))
