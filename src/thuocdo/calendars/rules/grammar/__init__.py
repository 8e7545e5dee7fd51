"""The deadline grammar: a printed phrase becomes a `Deadline`, and a `Deadline` reads back as a sentence.

In: the phrase, the plan's year, the day of issue. Out: what it means, never a guess. Words: docs/methods/deadline.md.

`references` takes out what another document or an event decides, `scan` finds the times, repetitions and
small words of the rest, `combine` decides what they mean together, `reading` says it in Vietnamese.
"""

from __future__ import annotations

from thuocdo.calendars.rules.grammar.parse import counted_from, parse_deadline
from thuocdo.calendars.rules.grammar.reading import NOT_STATED, NOT_UNDERSTOOD, read_back

__all__ = ["NOT_STATED", "NOT_UNDERSTOOD", "counted_from", "parse_deadline", "read_back"]
