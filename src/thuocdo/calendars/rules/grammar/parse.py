"""From the printed phrase to the deadline."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.grammar.combine import combine
from thuocdo.calendars.rules.grammar.phrase import Phrase
from thuocdo.calendars.rules.grammar.references import Reference, take_references
from thuocdo.calendars.rules.grammar.scan import scan
from thuocdo.calendars.rules.grammar.stretches import Context
from thuocdo.calendars.rules.grammar.tokens import (
    Lasting,
    Preposition,
    Repeat,
    Time,
    Token,
    UnclearError,
    Word,
)
from thuocdo.calendars.rules.working_days import WorkingCalendar, add_working_days
from thuocdo.lib.text import clean

# A deadline is a phrase; longer text is a paragraph in which a date means something else.
LONGEST = 400


def parse_deadline(
    text: str | None,
    *,
    year: int | None = None,
    issued: date | None = None,
    calendar: WorkingCalendar | None = None,
    before_inclusive: bool = True,
) -> Deadline:
    """What a printed deadline means; kind `none` when there is no text or it is not understood. Never raises.

    `year`: the plan's year, for dates printed without one (else that of `issued`); `issued`: the plan's
    day, for "kể từ ngày ban hành"; `calendar`: needed to compute a date from working days, without it such
    a phrase stays `by_parent`; `before_inclusive`: an office may read "trước 31/12" as up to 30/12.
    """
    printed = clean(text or "")
    if not printed or len(printed) > LONGEST:
        return Deadline()
    context = Context(year, issued, before_inclusive)
    try:
        return _understood(Phrase.of(printed), context, calendar)
    except (UnclearError, OverflowError):
        return Deadline()


def counted_from(text: str | None, *, issued: date | None = None) -> date | None:
    """The day from which a printed number of days counts ("15 ngày làm việc kể từ ngày ban hành" -> `issued`).

    None for any other deadline, and where that day is not known.
    """
    try:
        references, _ = take_references(Phrase.of(clean(text or "")))
    except UnclearError:
        return None
    counted = next((reference for reference in references if reference.unit), None)
    if counted is None:
        return None
    return counted.from_day or (issued if counted.from_issue else None)


def _understood(phrase: Phrase, context: Context, calendar: WorkingCalendar | None) -> Deadline:
    references, rest = take_references(phrase)
    tokens = scan(phrase, rest)
    times = combine(tokens, context)
    if not references:
        return times or Deadline()
    counted = next((reference for reference in references if reference.number is not None), None)
    if counted:
        return _counted(counted, times, context, calendar)
    return _by_document(references[0], times, tokens, scan(phrase, rest[: references[0].start]))


def _counted(
    reference: Reference, times: Deadline | None, context: Context, calendar: WorkingCalendar | None
) -> Deadline:
    if times and times.kind is not DeadlineKind.YEAR:
        raise UnclearError("a count beside another deadline")
    number = reference.number or 0
    working = number if reference.unit == "ngay lam viec" else None
    start = reference.from_day or (context.issued if reference.from_issue else None)
    end = _after(start, number, reference.unit, calendar) if start else None
    if end:
        return Deadline(DeadlineKind.DATE, None, end, working_days=working)
    waiting = Deadline(DeadlineKind.BY_PARENT, depends_on=reference.depends_on, working_days=working)
    return replace(waiting, start=times.start, end=times.end) if times else waiting


def _after(start: date, number: int, unit: str | None, calendar: WorkingCalendar | None) -> date | None:
    """The day a count ends, the first day not counted; None when it can't be computed."""
    match unit:
        case "ngay lam viec":
            return add_working_days(calendar, start, number).last if calendar and number else None
        case "ngay":
            return start + timedelta(days=number)
        case "tuan":
            return start + timedelta(weeks=number)
        case "thang":
            months = start.month - 1 + number
            year, month = start.year + months // 12, months % 12 + 1
            return date(year, month, min(start.day, monthrange(year, month)[1]))
        case _:
            return None


def _by_document(
    reference: Reference, times: Deadline | None, tokens: list[Token], before: list[Token]
) -> Deadline:
    """A document or event sets the deadline, unless the phrase prints one of its own."""
    waiting = Deadline(DeadlineKind.BY_PARENT, depends_on=reference.depends_on)
    if times is None:
        _refuse_doubt(before)
        return waiting
    first = not any(isinstance(token, Time | Repeat | Lasting) for token in before)
    bound = [token for token in tokens if isinstance(token, Time)]
    framed = first and all(_inside(tokens, token) for token in bound)
    if times.kind is DeadlineKind.YEAR or (
        framed and times.kind in (DeadlineKind.QUARTER, DeadlineKind.PERIOD)
    ):
        return replace(waiting, start=times.start, end=times.end, also=times.also)
    if first and times.kind in (
        DeadlineKind.CONTINUOUS,
        DeadlineKind.MONTHLY,
        DeadlineKind.QUARTERLY,
        DeadlineKind.ANNUAL,
    ):
        return replace(waiting, also=times.kind, start=times.start, end=times.end)
    return times


def _inside(tokens: list[Token], time: Time) -> bool:
    """Whether "trong" stands before the time, with no comma between it and the reference."""
    place = next(place for place, token in enumerate(tokens) if token is time)
    if time.bound:
        return True
    lead = tokens[:place]
    return bool(lead) and isinstance(lead[-1], Preposition) and lead[-1].name == "in"


def _refuse_doubt(before: list[Token]) -> None:
    if any(isinstance(token, Word) and token.text in ("khong", "chua", "neu") for token in before):
        raise UnclearError("denied")
