"""The log's entries and the outcomes of its verifications. Both only grow."""

from __future__ import annotations

import json
from typing import Any, ClassVar, NoReturn

from django.db import models

from thuocdo.audit.rules import Break, Link


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or remove what is only ever added to."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads as usual; refuses to change or remove. The database refuses as well (triggers of migration 0001)."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit entries are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("audit entries are never removed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit entries are never changed")


class Entry(models.Model):
    """One thing done. Numbers instead of foreign keys, because the log knows no stage above it and outlives rows."""

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without gaps
    at = models.DateTimeField()
    code = models.CharField(max_length=80)  # "plans.row.confirmed"
    actor = models.BigIntegerField(null=True)  # id of orgs.Person; nothing: the program itself
    actor_label = models.CharField(max_length=160, blank=True)  # position or role at that time, never a name
    unit = models.BigIntegerField(null=True)  # id of orgs.Unit
    subject_type = models.CharField(max_length=60, blank=True)  # "plans.planrow"
    subject_id = models.CharField(max_length=200, blank=True)
    before_text = models.TextField(blank=True)  # canonical JSON, as hashed
    after_text = models.TextField(blank=True)
    why = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_entry_subject"),
            models.Index(fields=["actor", "number"], name="audit_entry_actor"),
            models.Index(fields=["unit", "number"], name="audit_entry_unit"),
            models.Index(fields=["at"], name="audit_entry_at"),
            models.Index(fields=["code"], name="audit_entry_code"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.code}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("entries are written by audit.actions.record")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("audit entries are never removed")

    @property
    def before(self) -> dict[str, Any] | None:
        return json.loads(self.before_text) if self.before_text else None

    @property
    def after(self) -> dict[str, Any] | None:
        return json.loads(self.after_text) if self.after_text else None

    @property
    def link(self) -> Link:
        """The entry as rules.verify takes it."""
        return Link(
            number=self.number,
            at=self.at,
            code=self.code,
            actor=self.actor,
            actor_label=self.actor_label,
            unit=self.unit,
            subject_type=self.subject_type,
            subject_id=self.subject_id,
            before=self.before_text,
            after=self.after_text,
            why=self.why,
            previous=self.previous,
            hash=self.hash,
        )


class Verification(models.Model):
    """One run of `thuocdo verify` or of "Kiểm tra ngay": how far the chain and the stored files are sound."""

    at = models.DateTimeField()
    last_number = models.BigIntegerField()
    broken = models.CharField(max_length=8, blank=True, choices=[(b.value, b.value) for b in Break])
    broken_number = models.BigIntegerField(null=True, blank=True)
    broken_at = models.DateTimeField(null=True, blank=True)  # when the broken entry says it was written
    files_checked = models.BigIntegerField(null=True, blank=True)  # nothing: files were not looked at
    file_problem = models.TextField(blank=True)  # the first problem, as a sentence

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.broken or 'whole'}"

    @property
    def whole(self) -> bool:
        return not self.broken and not self.file_problem
