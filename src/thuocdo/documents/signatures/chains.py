"""Who signed, how far that is known, and when: the chain to a root, revocation, time stamps, as pyHanko finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from asn1crypto import crl, ocsp, x509
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from thuocdo.documents.signatures.trust import name_of

USAGE = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the checks of one file rest on."""

    roots: tuple[x509.Certificate, ...]
    helpers: tuple[x509.Certificate, ...]
    crls: tuple[crl.CertificateList, ...]
    ocsps: tuple[ocsp.OCSPResponse, ...]
    now: datetime

    def context(
        self, moment: datetime, *, strict: bool, lists: Sequence[crl.CertificateList] = ()
    ) -> ValidationContext:
        """`strict`: every certificate below the root needs revocation data that cover the moment or come after it."""
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.helpers),
            moment=moment,
            allow_fetching=False,
            crls=list(lists) if strict else [],
            ocsps=list(self.ocsps) if strict else [],
            revocation_mode="require" if strict else "soft-fail",
            retroactive_revinfo=True,
        )


def trusted(
    one: EmbeddedPdfSignature, certificate: x509.Certificate, ground: Ground, later: Sequence[datetime]
) -> dict[str, Any]:
    """Integrity of the signed bytes, the chain, revocation and the time that counts."""
    try:
        stamp, when, stamper = _signature_stamp(one, ground)
        times = [time for time in (when if stamp == "good" else None, *later) if time is not None]
        if stamp == "none" and later:
            stamp, when = "good", min(later)
        at = min(times, default=ground.now)
        validity = _validity(certificate, at)
        inside = _inside(certificate, at)
        plain = _status(one, ground, inside, strict=False)
    except Exception:  # noqa: BLE001  # see _integrity
        return {"intact": None, "chain": "not_checkable"}
    intact = bool(plain.intact and plain.valid)
    chain = _chain(plain, ground)
    if chain == "expired":
        chain, validity = "", "after"
    told: dict[str, Any] = {
        "intact": intact,
        "chain": chain,
        "anchor": name_of(plain.validation_path.first.subject) if plain.validation_path else "",
        "validity": validity,
        "stamp": stamp,
        "stamped_at": iso(when),
        "stamper": stamper,
    }
    return told | (_revocation(one, certificate, ground, inside) if intact and not chain else {})


def _status(one: EmbeddedPdfSignature, ground: Ground, moment: datetime, *, strict: bool) -> Any:
    lists = _usable(ground, moment)
    return validate_pdf_signature(
        one,
        signer_validation_context=ground.context(moment, strict=strict, lists=lists),
        ts_validation_context=ground.context(ground.now, strict=False),
        key_usage_settings=USAGE,
        skip_diff=True,
    )


def _usable(ground: Ground, moment: datetime) -> list[crl.CertificateList]:
    """The lists that may speak of the moment.

    A list from after a certificate's end may have dropped it (RFC 5280, 3.3); which certificates those are is
    checked in `_revocation`.
    """
    return [one for one in ground.crls if (one["tbs_cert_list"]["next_update"].native or moment) >= moment]


def _chain(status: Any, ground: Ground) -> str:
    if not ground.roots:
        return "no_roots"
    problem = status.trust_problem_indic
    if status.validation_path is not None and problem is None:
        return ""
    if problem is AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE:
        return "key_usage"
    if problem in (
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE,
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    ):
        return "weak"
    if problem in (
        AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
        AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
        AdESIndeterminate.EXPIRED,
        AdESIndeterminate.NOT_YET_VALID,
    ):
        return "expired"
    if problem is AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND:
        return "unknown_root"
    return "broken"


def _revocation(
    one: EmbeddedPdfSignature, certificate: x509.Certificate, ground: Ground, moment: datetime
) -> dict[str, Any]:
    """Whether the certificates were revoked at the moment; only data that cover it or come later can say no."""
    speaking = [
        each
        for each in ground.crls
        if each.issuer != certificate.issuer
        or each["tbs_cert_list"]["this_update"].native <= certificate.not_valid_after
    ]
    narrowed = Ground(ground.roots, ground.helpers, tuple(speaking), ground.ocsps, ground.now)
    if not speaking and not ground.ocsps:
        return {}
    try:
        strict = _status(one, narrowed, moment, strict=True)
    except Exception:  # noqa: BLE001  # see _integrity
        return {}
    if strict.revocation_details is not None:
        return {"revocation": "revoked", "revoked_at": iso(strict.revocation_details.revocation_date)}
    if strict.validation_path is None or strict.trust_problem_indic is not None:
        return {}
    own = [
        each["tbs_cert_list"]["this_update"].native for each in speaking if each.issuer == certificate.issuer
    ]
    return {"revocation": "good", "revocation_as_of": iso(max(own, default=None))}


def _signature_stamp(one: EmbeddedPdfSignature, ground: Ground) -> tuple[str, datetime | None, str]:
    """The time stamp inside the signature: kind, time, whose it is."""
    status = _status(one, ground, ground.now, strict=False)
    stamp = status.timestamp_validity
    if stamp is None:
        return "none", None, ""
    if not (stamp.intact and stamp.valid):
        return "bad", None, ""
    who = name_of(stamp.signing_cert.subject)
    if not stamp.trusted:
        return "untrusted", stamp.timestamp, who
    strict = validate_pdf_signature(
        one,
        signer_validation_context=ground.context(ground.now, strict=False),
        ts_validation_context=ground.context(ground.now, strict=True, lists=ground.crls),
        skip_diff=True,
    ).timestamp_validity
    proven = strict is not None and strict.trusted
    if not proven and strict is not None and strict.revocation_details is not None:
        return "untrusted", stamp.timestamp, who
    return "good" if proven else "unproven", stamp.timestamp, who


def stamp_outcome(one: EmbeddedPdfSignature, ground: Ground) -> tuple[str, datetime | None, str]:
    """The same of a stamp over the whole document."""
    try:
        plain = validate_pdf_timestamp(one, ground.context(ground.now, strict=False), skip_diff=True)
        if not (plain.intact and plain.valid):
            return "bad", None, ""
        who = name_of(plain.signing_cert.subject)
        if not plain.trusted:
            return "untrusted", plain.timestamp, who
        strict = validate_pdf_timestamp(
            one, ground.context(ground.now, strict=True, lists=ground.crls), skip_diff=True
        )
    except Exception:  # noqa: BLE001  # see _integrity
        return "unproven", None, ""
    return "good" if strict.trusted else "unproven", plain.timestamp, who


def _validity(certificate: x509.Certificate, at: datetime) -> str:
    if at < certificate.not_valid_before:
        return "before"
    return "after" if at > certificate.not_valid_after else "within"


def _inside(certificate: x509.Certificate, at: datetime) -> datetime:
    """The nearest time to `at` inside the certificate's days: the way to a root is looked for there."""
    second = timedelta(seconds=1)
    return cast(
        datetime, min(max(at, certificate.not_valid_before + second), certificate.not_valid_after - second)
    )


def iso(when: datetime | None) -> str:
    return when.isoformat() if when is not None else ""
