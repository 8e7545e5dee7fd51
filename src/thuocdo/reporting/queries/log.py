"""The log in sentences with names: who did what, where, to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.models import Entry
from thuocdo.audit.queries import EntryFilter, Sentence, entries, sentence
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.reporting.queries.people import people_of_log
from thuocdo.reporting.words import ACTION_WORDS, CHANGE_WORDS, VALUE_WORDS
from thuocdo.work.queries.lists import parse_day


@dataclass(frozen=True, slots=True)
class Line:
    """One entry ready to print. `changes`: (what, before, after)."""

    said: Sentence
    who: str
    action: str
    where: str
    subject: str
    link: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What the address asks for: nguoi, dv, viec (prefix of codes), doi-tuong ("work.task:12"), tu, den."""

    person: int | None = None
    unit: int | None = None
    code: str = ""
    subject: tuple[str, str] | None = None
    first: date | None = None
    last: date | None = None

    @staticmethod
    def read(values: Mapping[str, str]) -> LogFilter:
        """From the query keys; what makes no sense is left out."""

        def number(key: str) -> int | None:
            text = values.get(key, "")
            return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None

        kind, _colon, key = values.get("doi-tuong", "")[:120].partition(":")
        return LogFilter(
            person=number("nguoi"),
            unit=number("dv"),
            code=values.get("viec", "")[:80],
            subject=(kind, key) if key else None,
            first=parse_day(values.get("tu", "")),
            last=parse_day(values.get("den", "")),
        )


def log_entries(wanted: LogFilter, rights: Rights) -> QuerySet[Entry]:
    """The entries of units in the person's reach; whoever runs the system also sees some of those of no unit."""
    within = Unit.objects.filter(rights.reach(Right.AUDIT_READ)).order_by().values("pk")
    found = entries(
        EntryFilter(
            person=wanted.person,
            unit=wanted.unit,
            code=wanted.code,
            subject=wanted.subject,
            since=_start(wanted.first),
            until=_start(wanted.last + timedelta(days=1)) if wanted.last else None,
        )
    )
    reach = Q(unit__in=within)
    if rights.any(Right.OPERATIONS):
        reach |= Q(unit__isnull=True) & _of_no_unit(rights)
    return found.filter(reach)


def _of_no_unit(rights: Rights) -> Q:
    """What people in reach did or what was done to their accounts, and what the program did by itself.

    Several authorities share one log: accounts of the neighbour are none of the reader's business.
    """
    theirs = list(people_of_log(rights).order_by().values_list("pk", flat=True))
    accounts = Q(subject_type="orgs.person")
    return (
        Q(actor__in=theirs)
        | (accounts & Q(subject_id__in=[str(pk) for pk in theirs]))
        | (Q(actor__isnull=True) & ~accounts)
    )


def lines_of(found: Iterable[Entry]) -> list[Line]:
    """Entries as printed, names looked up together."""
    said = [sentence(entry) for entry in found]
    codes = {entry.number: entry.code for entry in found}
    named = {side.get("person") for s in said for side in (s.before or {}, s.after or {})}
    people = Person.objects.in_bulk(
        {s.actor for s in said if s.actor} | {pk for pk in named if isinstance(pk, int)}
    )
    units = Unit.objects.in_bulk({s.unit for s in said if s.unit})
    subjects = _subjects(said)
    lines = []
    for s in said:
        person = people.get(s.actor) if s.actor else None
        name, link = subjects.get(
            (s.subject_type, s.subject_id), (s.subject_id if not s.subject_type else "", "")
        )
        unit = units.get(s.unit) if s.unit else None
        lines.append(
            Line(
                said=s,
                who=s.actor_label or (str(person) if person else _("hệ thống")),
                action=str(ACTION_WORDS.get(codes[s.number], s.action)),
                where=unit.name if unit else "",
                subject=name,
                link=link,
                changes=_changes(s.before or {}, s.after or {}, people),
            )
        )
    return lines


def _start(day: date | None) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def _subjects(said: Iterable[Sentence]) -> dict[tuple[str, str], tuple[str, str]]:
    """Name and address of every subject that is still there; one query for each kind of thing."""
    wanted: dict[str, set[str]] = {}
    for s in said:
        if s.subject_type and s.subject_id.isdigit():
            wanted.setdefault(s.subject_type, set()).add(s.subject_id)
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, keys in wanted.items():
        try:
            model: Any = apps.get_model(kind)
        except (LookupError, ValueError):
            continue
        for pk, thing in model._default_manager.in_bulk([int(key) for key in keys]).items():
            address = thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else _address(kind, pk)
            name = _("việc %(n)s") % {"n": pk} if kind == "jobs.job" else str(thing)[:120]
            names[kind, str(pk)] = (name, address)
    return names


def _address(kind: str, pk: int) -> str:
    return {
        "plans.plan": f"/lam-viec/ke-hoach/{pk}/",
        "jobs.job": f"/lam-viec/viec-chay/{pk}/",
        "orgs.unit": f"/lam-viec/don-vi/d{pk}/",
    }.get(kind, "")


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any], people: Mapping[int, Person]
) -> tuple[tuple[str, str, str], ...]:
    keys = [*before, *(key for key in after if key not in before)]
    return tuple(
        (
            str(CHANGE_WORDS.get(key, key)),
            _said(key, before.get(key), people),
            _said(key, after.get(key), people),
        )
        for key in keys
        if before.get(key) != after.get(key)
    )[:12]


def _said(key: str, value: Any, people: Mapping[int, Person]) -> str:
    """A value of a change in words."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_said(name, item, people)}" for name, item in list(value.items())[:6])
    if isinstance(value, list):
        return ", ".join(_said(key, item, people) for item in value[:8]) + ("…" if len(value) > 8 else "")
    if key == "person" and value in people:
        return str(people[value])
    text = str(value)
    if text.startswith("hmac:"):
        return _("(đã mã hóa)")
    words = VALUE_WORDS.get(key, {})
    if text in words:
        return str(words[text])
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}" if len(text) == 10 else text[:160]
    except ValueError:
        return text[:160]
