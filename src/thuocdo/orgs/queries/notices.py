"""What a person has been told."""

from __future__ import annotations

from thuocdo.orgs.models import Notice, Person


def unread_count(person: Person) -> int:
    """How many notices the person has not seen yet."""
    return Notice.objects.filter(person=person, read_at__isnull=True).count()
