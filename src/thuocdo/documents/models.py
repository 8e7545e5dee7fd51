"""Stored originals, one row per content."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


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
