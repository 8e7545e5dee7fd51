"""Stored originals, one row per content; what is known of their signatures, and whom the site trusts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thuocdo.documents.rules.signatures import SignatureClass
from thuocdo.orgs.models import Person, Unit


class StoredFile(models.Model):
    """A file as it came in. The bytes lie under STORE_DIR by their hash; the row is never changed."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()  # bytes
    media_type = models.CharField(max_length=100)  # told by content, see parsing.sniff
    name = models.CharField(max_length=255)  # as the first upload called it; for people, never for paths
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["-stored_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="documents_file_not_empty")]

    def __str__(self) -> str:
        return self.name


class TrustRoot(models.Model):
    """A certificate that the site was given: a root that it trusts, or one between a root and a signer.

    Never deleted: `retired_at` takes it out of later checks, earlier ones still say what they rested on.
    """

    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256 of the certificate
    subject = models.CharField(max_length=500)
    issuer = models.CharField(max_length=500)
    anchor = models.BooleanField()  # trusted by itself; else it only helps to find the way to a root
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    pem = models.TextField()
    source = models.CharField(max_length=300)  # where it comes from, as the administrator says
    listed_on = models.DateField()  # date of the list that it was taken from
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-anchor", "subject", "pk"]

    def __str__(self) -> str:
        return self.subject


class RevocationList(models.Model):
    """A list of revoked certificates as an issuer publishes it (RFC 5280); the newest of an issuer is used."""

    sha256 = models.CharField(max_length=64, unique=True)
    issuer = models.CharField(max_length=500)
    this_update = models.DateTimeField()
    next_update = models.DateTimeField(null=True)
    revoked = models.PositiveIntegerField()  # how many certificates it names
    der = models.BinaryField()
    source = models.CharField(max_length=300)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["issuer", "-this_update", "-pk"]

    def __str__(self) -> str:
        return f"{self.issuer} {self.this_update:%Y-%m-%d}"


class SignatureCheck(models.Model):
    """What one check of a file's signatures found. Never changed; the one with `latest` counts."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="signature_checks")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=10)
    report = models.JSONField(default=dict)  # rules.signatures.Report.to_json()
    listed_on = models.DateField(null=True)  # date of the list of roots; null: none was loaded
    roots = models.PositiveIntegerField(default=0)
    latest = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file"], condition=Q(latest=True), name="documents_check_one_latest"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[str(one) for one in SignatureClass]),
                name="documents_check_known_verdict",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["verdict", "latest"], name="documents_check_verdict")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.verdict}"


class TemplateVersion(models.Model):
    """An office's own wording of a document, as a Word file with tags. Never deleted; the one without an end is used."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # the authority
    code = models.CharField(max_length=30)  # key of writing.wording.WORDINGS
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)  # as the upload was called
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["unit", "code", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "code"],
                condition=Q(ended_at__isnull=True),
                name="documents_template_one_in_use",
            ),
            models.UniqueConstraint(fields=["unit", "code", "number"], name="documents_template_number"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"
