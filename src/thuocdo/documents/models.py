"""Files as they were received, known by the SHA-256 of their bytes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """One stored original; the bytes stand under settings.STORE_DIR. Never changed, never overwritten."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)  # by content, not by name
    name = models.CharField(max_length=255)  # of the first upload
    stored_at = models.DateTimeField()
    stored_by = models.BigIntegerField(null=True)  # id of the person

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
