"""Writing the log.

Entries are queued while an action runs and written once by the outermost recorded action, last before its
commit: a chain locked early serialises everybody (measured 44 against 723 transactions a second, 50 writers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

from django.conf import settings
from django.db import connection, models, transaction

from thuocdo.audit import heads, queries
from thuocdo.audit.models import Entry, Verification
from thuocdo.audit.rules import GENESIS, Break, Head, Link, change_text, clean, hash_of, keyed_hash

P = ParamSpec("P")
R = TypeVar("R")

CHAIN_LOCK = 0x7468_7563  # PostgreSQL advisory lock of the chain's end


class HasKey(Protocol):
    """Anything with a primary key: a person, a unit, a row."""

    @property
    def pk(self) -> Any: ...


@dataclass
class _Queue:
    """Entries of the running outermost action, in the order they happened."""

    links: list[Link]


_running: ContextVar[_Queue | None] = ContextVar("audit_queue", default=None)


def recorded(action: Callable[P, R]) -> Callable[P, R]:
    """Make a function an action: one transaction, its entries written last, nothing written when it raises.

    A recorded action called inside another joins it; when it raises and the outer one goes on, its writes
    and its entries are gone together.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outer = _running.get()
        if outer is not None:
            mark = len(outer.links)
            try:
                with transaction.atomic():
                    return action(*args, **kwargs)
            except BaseException:
                del outer.links[mark:]
                raise
        queue = _Queue([])
        token = _running.set(queue)
        try:
            with transaction.atomic():
                result = action(*args, **kwargs)
                _write(queue.links)
            return result
        finally:
            _running.reset(token)

    return run


def record(
    code: str,
    *,
    by: HasKey | None,
    now: datetime,
    subject: models.Model | str | None = None,
    unit: HasKey | int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """Queue one entry; outside a recorded action it is written at once in a transaction of its own.

    `code` is "stage.noun.past_verb". `before` and `after` are small dicts of what changed; personal values in
    them and in `why` go through `personal`. `by` may offer `audit_label` (position or role, never a name).
    Raises ValueError for a code of another form or a `now` without time zone.
    """
    if code.count(".") < 2 or now.tzinfo is None:
        raise ValueError(f"audit: {code!r} needs three parts, {now!r} a time zone")
    subject_type, subject_id = _named(subject)
    link = Link(
        number=0,
        at=now,
        code=code,
        actor=None if by is None else by.pk,
        actor_label=clean(str(getattr(by, "audit_label", "") or ""))[:160],
        unit=unit if unit is None or isinstance(unit, int) else unit.pk,
        subject_type=subject_type,
        subject_id=subject_id,
        before=change_text(before, settings.AUDIT_KEY),
        after=change_text(after, settings.AUDIT_KEY),
        why=clean(why),
        previous="",
    )
    queue = _running.get()
    if queue is not None:
        queue.links.append(link)
        return
    with transaction.atomic():
        _write([link])


def personal(value: str) -> str:
    """A personal value (name, phone, address, number of a paper) as the log may hold it: a keyed hash."""
    return keyed_hash(value, settings.AUDIT_KEY)


def _named(subject: models.Model | str | None) -> tuple[str, str]:
    if subject is None:
        return "", ""
    if isinstance(subject, str):
        return "", clean(subject)[:200]
    return subject._meta.label_lower, str(subject.pk)


def _write(links: Sequence[Link]) -> None:
    """Append to the chain: from here to the commit nobody else does."""
    if not links:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    # On SQLite the transaction is IMMEDIATE, so this process is the only writer already.
    end = Entry.objects.order_by("-number").values_list("number", "hash").first()
    head = Head(*end) if end else Head(0, GENESIS)
    entries = []
    for link in links:
        chained = replace(link, number=head.number + 1, previous=head.hash)
        chained = replace(chained, hash=hash_of(chained))
        entries.append(_entry(chained))
        head = Head(chained.number, chained.hash)
    Entry.objects.bulk_create(entries)
    transaction.on_commit(lambda: heads.note(head), robust=True)


def _entry(link: Link) -> Entry:
    return Entry(
        number=link.number,
        at=link.at,
        code=link.code,
        actor=link.actor,
        actor_label=link.actor_label,
        unit=link.unit,
        subject_type=link.subject_type,
        subject_id=link.subject_id,
        before_text=link.before,
        after_text=link.after,
        why=link.why,
        previous=link.previous,
        hash=link.hash,
    )


def verify_log(
    *,
    by: HasKey | None,
    now: datetime,
    noted: Iterable[Head] = (),
    files_checked: int | None = None,
    file_problem: str = "",
) -> Verification:
    """Verify the chain and keep the outcome where the log's page reads it.

    `noted` are heads from elsewhere (backups, digests); what was found out about stored files is passed in,
    because the log knows no later stage. The walk itself holds no lock. A broken chain gets no further entry.
    """
    found = queries.verdict(noted)
    broken_at = None
    if found.broken is Break.ALTERED and found.number is not None:
        broken_at = Entry.objects.filter(number=found.number).values_list("at", flat=True).first()
    outcome = Verification(
        at=now,
        last_number=found.last.number,
        broken=found.broken.value if found.broken else "",
        broken_number=found.number,
        broken_at=broken_at,
        files_checked=files_checked,
        file_problem=file_problem,
    )
    return _keep_outcome(outcome, by=by, now=now)


@recorded
def _keep_outcome(outcome: Verification, *, by: HasKey | None, now: datetime) -> Verification:
    outcome.save()
    if not outcome.broken:
        after = {"last": outcome.last_number, "files": outcome.files_checked, "problem": outcome.file_problem}
        record("audit.chain.verified", by=by, now=now, after=after)
    return outcome
