"""What a check may rest on: certificates that the site was given and lists of revoked ones. Parsing of both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from thuocdo.lib.errors import InputError

if TYPE_CHECKING:
    from asn1crypto import x509

MAX_BYTES = 20 * 1024 * 1024
MAX_CERTIFICATES = 500

NOT_CERTIFICATES = (
    "Tệp không có chứng thư nào đọc được. Hãy dùng tệp .pem, .crt hoặc .cer do nơi cấp chứng thư công bố."
)
NOT_AUTHORITY = (
    "Chứng thư “{subject}” là của người ký, không phải của nơi cấp chứng thư, nên không làm gốc tin cậy được."
)
NOT_A_LIST = "Tệp không phải danh sách thu hồi chứng thư (CRL) đọc được."


@dataclass(frozen=True, slots=True)
class CertificateData:
    """A certificate of an issuer. `anchor`: signed by itself, so a root."""

    fingerprint: str
    subject: str
    issuer: str
    anchor: bool
    not_before: datetime
    not_after: datetime
    pem: str


@dataclass(frozen=True, slots=True)
class RevocationData:
    """A list of revoked certificates."""

    sha256: str
    issuer: str
    this_update: datetime
    next_update: datetime | None
    revoked: int
    der: bytes


@dataclass(frozen=True, slots=True)
class Trust:
    """All that a check rests on, as plain values for the child process. PEM texts and DER bytes."""

    roots: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    lists: tuple[bytes, ...] = ()


def certificates_in(data: bytes) -> tuple[CertificateData, ...]:
    """The certificates of a PEM or DER file, each once.

    Raises InputError when there is none, when one is a signer's own, or when it is no certificate at all.
    """
    from asn1crypto import pem

    if len(data) > MAX_BYTES:
        raise InputError(NOT_CERTIFICATES)
    found: dict[str, CertificateData] = {}
    try:
        parts = (
            [der for kind, _, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"]
            if pem.detect(data)
            else [data]
        )
        if len(parts) > MAX_CERTIFICATES:
            raise InputError(NOT_CERTIFICATES)
        for der in parts:
            one = _certificate(der)
            found[one.fingerprint] = one
    except InputError:
        raise  # is a ValueError too
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(NOT_CERTIFICATES) from error
    if not found:
        raise InputError(NOT_CERTIFICATES)
    return tuple(found.values())


def _certificate(der: bytes) -> CertificateData:
    from asn1crypto import pem, x509

    certificate = x509.Certificate.load(der, strict=True)
    subject = name_of(certificate.subject)
    if not certificate.ca:
        raise InputError(NOT_AUTHORITY.format(subject=subject))
    return CertificateData(
        fingerprint=hashlib.sha256(der).hexdigest(),
        subject=subject[:500],
        issuer=name_of(certificate.issuer)[:500],
        anchor=certificate.subject == certificate.issuer,
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        pem=pem.armor("CERTIFICATE", der).decode("ascii"),
    )


def revocation_list_in(data: bytes) -> RevocationData:
    """The list of a PEM or DER file. Raises InputError for anything else."""
    from asn1crypto import crl, pem

    try:
        der = pem.unarmor(data)[2] if pem.detect(data) else data
        found = crl.CertificateList.load(der, strict=True)
        body = found["tbs_cert_list"]
        revoked = body["revoked_certificates"]
        return RevocationData(
            sha256=hashlib.sha256(der).hexdigest(),
            issuer=name_of(found.issuer)[:500],
            this_update=body["this_update"].native,
            next_update=body["next_update"].native,
            revoked=len(revoked) if revoked.native is not None else 0,
            der=der,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(NOT_A_LIST) from error


def name_of(name: x509.Name) -> str:
    """A name as people read it: common name, organisation."""
    parts: dict[str, Any] = name.native
    shown = [text for key in ("common_name", "organization_name") if (text := text_of(parts.get(key)))]
    return ", ".join(dict.fromkeys(shown)) or str(name.human_friendly)


def text_of(value: Any) -> str:
    """A part of a name; one that stands there several times is joined."""
    if isinstance(value, (list, tuple)):
        return "; ".join(str(one) for one in value)
    return str(value or "")
