"""Days of tasks as an iCalendar file (RFC 5545): one whole-day event a task or period, with an id that stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST_OCTETS = 75  # of one line, RFC 5545 3.1


@dataclass(frozen=True, slots=True)
class Event:
    """One day. `uid` never changes; `changed`: when the task was last touched; `sequence` grows with each change."""

    uid: str
    day: date
    title: str
    url: str
    changed: datetime
    sequence: int = 0
    about: str = ""


def calendar_file(name: str, events: Iterable[Event]) -> str:
    """The file, with CRLF and folded lines, as calendar programs read it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Thuoc Do//Nhiem vu//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{event.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"SEQUENCE:{event.sequence}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(event.title)}",
            *([f"DESCRIPTION:{_text(event.about)}"] if event.about else []),
            f"URL:{event.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _text(value: str) -> str:
    """A value with what has a meaning in the format escaped; controls and line ends become blanks."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> list[str]:
    """The line in parts of at most 75 octets, none cut inside a letter; each further part begins with a blank."""
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > MOST_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += octets
    return [*parts, part]
