"""An own test CA, and PDF files signed by it in every way that the classes tell apart. Nothing here is a secret."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.rights_walk.papers import pdf

NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
SIGNED = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def asn1_key(self) -> asn1_keys.PrivateKeyInfo:
        der = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return asn1_keys.PrivateKeyInfo.load(der)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Nơi cấp chứng thư thử nghiệm"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def issue(
    common: str,
    by: Holder | None = None,
    *,
    ca: bool = False,
    stamper: bool = False,
    signs: bool = True,
    start: datetime = SIGNED - 400 * DAY,
    end: datetime = NOW + 400 * DAY,
) -> Holder:
    """A certificate by `by`, or one that signs itself."""
    # pyHanko's stamper for tests knows RSA only
    key = rsa.generate_private_key(65537, 2048) if stamper else ec.generate_private_key(ec.SECP256R1())
    issuer = by.certificate.subject if by else _name(common)
    usage = x509.KeyUsage(
        digital_signature=signs and not ca,
        content_commitment=signs and not ca,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    parent = by.key if by else key
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(parent.public_key()), critical=False
    )
    if stamper:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    return Holder(builder.sign(parent, hashes.SHA256()), key)


def revocations(
    by: Holder, *revoked: tuple[Holder, datetime], at: datetime = NOW - DAY, until: datetime = NOW + 7 * DAY
) -> bytes:
    """A list of revoked certificates, DER."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(by.certificate.subject)
    builder = builder.last_update(at).next_update(until).add_extension(x509.CRLNumber(1), critical=False)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), critical=False
    )
    for one, when in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(when).build())
    return builder.sign(by.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@dataclass(frozen=True)
class Authority:
    """A root, what it issued, and the lists of what is revoked."""

    root: Holder
    issuer: Holder
    signer: Holder
    second: Holder
    stamper: Holder
    expired: Holder
    encrypts: Holder  # its certificate is for encrypting only

    @property
    def lists(self) -> tuple[bytes, bytes]:
        return revocations(self.root), revocations(self.issuer)


@cache
def authority() -> Authority:
    """The test CA, made once in a process."""
    root = issue("Gốc thử nghiệm", ca=True)
    issuer = issue("Nơi cấp thử nghiệm", root, ca=True)
    return Authority(
        root,
        issuer,
        issue("Người ký mẫu", issuer),
        issue("Con dấu cơ quan mẫu", issuer),
        issue("Dấu thời gian mẫu", issuer, stamper=True),
        issue("Người ký đã hết hạn", issuer, end=SIGNED + 30 * DAY),
        issue("Người mã hóa", issuer, signs=False),
    )


def stranger() -> Holder:
    """A signer whose root nobody loaded."""
    return issue("Người lạ", issue("Gốc lạ", ca=True))


def sign(
    data: bytes | None = None,
    who: Holder | None = None,
    *,
    stamped: datetime | None = None,
    field: str = "Chu_ky",
    certify: bool = False,
    **more: Any,
) -> bytes:
    """The PDF with a signature; `stamped`: with a time stamp of that time."""
    ca = authority()
    who = who or ca.signer
    store = SimpleCertificateStore()
    store.register_multiple([ca.issuer.asn1])
    signer = signers.SimpleSigner(signing_cert=who.asn1, signing_key=who.asn1_key, cert_registry=store)
    clock = (
        DummyTimeStamper(ca.stamper.asn1, ca.stamper.asn1_key, store, fixed_dt=stamped) if stamped else None
    )
    out = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(data or pdf("Bao cao"))),
        signers.PdfSignatureMetadata(
            field_name=field,
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=certify,
            md_algorithm="sha256",
            **more,
        ),
        signer=signer,
        timestamper=clock,
        output=out,
    )
    return out.getvalue()


def append_text(data: bytes) -> bytes:
    """The file with another page content in a later revision, as one who alters a signed file would do."""
    from pyhanko.pdf_utils import generic

    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    stream = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 500 Td (Da sua) Tj ET")
    page["/Contents"] = writer.add_object(stream)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def flip(data: bytes) -> bytes:
    """One letter of the signed text changed in place."""
    assert b"(Bao cao)" in data
    return data.replace(b"(Bao cao)", b"(Bao cau)", 1)


def armor(*holders: Holder) -> bytes:
    """The certificates as one PEM file."""
    return b"".join(pem.armor("CERTIFICATE", one.asn1.dump()) for one in holders)
