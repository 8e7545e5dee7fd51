"""The signatures of one PDF as pyHanko finds them, in this process; what comes from outside goes through `checking`.

pyHanko gives several outcomes of one signature; each is kept apart here and nothing is concluded
(docs/methods/signatures.md). The network is never asked.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, ocsp, pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation import DocumentSecurityStore, EmbeddedPdfSignature, SignatureCoverageLevel

from thuocdo.documents.rules.signatures import FileFacts, SignatureFacts
from thuocdo.documents.signatures.chains import Ground, iso, stamp_outcome, trusted
from thuocdo.documents.signatures.trust import Trust, name_of, text_of

# what pyHanko and asn1crypto raise over files that are not what they should be
DAMAGED = (
    PdfError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    AssertionError,
    OverflowError,
)
WEAK = frozenset({"md2", "md5", "sha1"})
_LEVELS = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "upkeep",
    ModificationLevel.FORM_FILLING: "forms",
}
_COVERAGE = {
    SignatureCoverageLevel.ENTIRE_FILE: "file",
    SignatureCoverageLevel.ENTIRE_REVISION: "revision",
}


def read_signatures(path: Path, trust: Trust, *, now: datetime) -> FileFacts:
    """The signatures of a PDF in the order of signing; `problem` when the file cannot be looked at.

    `now` is the time of checking, with a zone. Never raises for what stands in the file.
    """
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    with path.open("rb") as file:
        try:
            reader = PdfFileReader(file, strict=True)
            if reader.encrypted:
                return FileFacts(problem="encrypted")
            found = reader.embedded_signatures
        except DAMAGED:
            return FileFacts(problem="unreadable")
        if not found:
            return FileFacts()
        ground = _ground(reader, found, trust, now)
        stamps = _document_stamps(found, ground)
        facts = []
        for at, one in enumerate(found):
            later = [stamp for place, stamp in stamps if place > at]
            facts.append(_facts(one, ground, later))
        return FileFacts(tuple(facts))


def _ground(
    reader: PdfFileReader, found: Sequence[EmbeddedPdfSignature], trust: Trust, now: datetime
) -> Ground:
    crls = [crl.CertificateList.load(der) for der in trust.lists]
    ocsps: list[ocsp.OCSPResponse] = []
    helpers = [_load(text) for text in trust.helpers]
    try:
        store = DocumentSecurityStore.read_dss(reader)
        helpers += list(store.load_certs())
        crls += [crl.CertificateList.load(one.get_object().data) for one in store.crls]
        ocsps += [ocsp.OCSPResponse.load(one.get_object().data) for one in store.ocsps]
    except DAMAGED:
        pass  # no store, or one that says nothing
    for one in found:
        try:
            kept = find_unique_cms_attribute(
                one.signer_info["signed_attrs"], "adobe_revocation_info_archival"
            )
            crls += list(kept["crl"] or ())
            ocsps += list(kept["ocsp"] or ())
        except Exception:  # noqa: BLE001, S112  # pyHanko has no one class for an attribute that is missing or odd
            continue
    roots = tuple(_load(text) for text in trust.roots)
    return Ground(roots, tuple(helpers), tuple(crls), tuple(ocsps), now)


def _load(text: str) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(text.encode("ascii"))[2])


def _document_stamps(found: Sequence[EmbeddedPdfSignature], ground: Ground) -> list[tuple[int, datetime]]:
    """The time stamps over the whole document that hold: place among the signatures and time."""
    stamps = []
    for at, one in enumerate(found):
        if one.sig_object_type != "/DocTimeStamp":
            continue
        kind, when, _ = stamp_outcome(one, ground)
        if kind == "good" and when is not None:
            stamps.append((at, when))
    return stamps


def _facts(one: EmbeddedPdfSignature, ground: Ground, later: Sequence[datetime]) -> SignatureFacts:
    try:
        certificate = one.signer_cert
        who = certificate.subject.native
        known: dict[str, Any] = {
            "document_stamp": one.sig_object_type == "/DocTimeStamp",
            "weak": one.md_algorithm if one.md_algorithm in WEAK else "",
            "signer": text_of(who.get("common_name")),
            "organisation": text_of(who.get("organization_name")),
            "issuer": name_of(certificate.issuer),
            "serial": format(certificate.serial_number, "x"),
            "fingerprint": certificate.sha256.hex(),
            "not_before": certificate.not_valid_before.isoformat(),
            "not_after": certificate.not_valid_after.isoformat(),
            "claimed_at": iso(one.self_reported_timestamp),
            **_integrity(one),
        }
    except DAMAGED:
        return SignatureFacts()
    if known["document_stamp"]:
        kind, when, stamper = stamp_outcome(one, ground)
        return SignatureFacts(
            **known,
            intact=kind != "bad",
            validity="within",
            stamp=kind,
            stamped_at=iso(when),
            stamper=stamper,
        )
    return SignatureFacts(**known, **trusted(one, certificate, ground, later))


def _integrity(one: EmbeddedPdfSignature) -> dict[str, Any]:
    """What was done to the file after signing, and how much of it the signature covers."""
    try:
        one.compute_integrity_info()  # type: ignore[no-untyped-call]
        told = one.summarise_integrity_info()
    except Exception:  # noqa: BLE001  # whatever pyHanko stumbles over, the outcome is "not known"
        return {
            "changes": "unknown",
            "coverage": _covered(one.coverage),
        }
    result = told["diff_result"]
    level = result.modification_level if isinstance(result, DiffResult) else ModificationLevel.OTHER
    changes = _LEVELS.get(level, "other")
    if told["docmdp_ok"] is False:
        changes = "other"
    return {"changes": changes, "coverage": _covered(told["coverage"])}


def _covered(level: SignatureCoverageLevel | None) -> str:
    return _COVERAGE.get(level, "less") if level is not None else "less"
