"""What the times and repetitions of one phrase mean together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.grammar.stretches import Context, Item, Stretch, items_of, merged, stretches_of
from thuocdo.calendars.rules.grammar.tokens import (
    Form,
    Lasting,
    LoneDay,
    Repeat,
    Time,
    Token,
    UnclearError,
    Word,
)

# A single loose word ("năm 2026", "thường xuyên") among more unread words than this is part of a sentence
# about something else.
LOOSE_WORDS = 6
PLAIN_KIND = {
    Form.DAY: DeadlineKind.DATE,
    Form.MONTH: DeadlineKind.PERIOD,
    Form.QUARTER: DeadlineKind.QUARTER,
    Form.SPAN: DeadlineKind.PERIOD,
    Form.YEAR: DeadlineKind.YEAR,
    Form.PHASE: DeadlineKind.PERIOD,
}


def combine(tokens: list[Token], context: Context) -> Deadline | None:
    """The deadline of these tokens; None when they hold no time. Raises UnclearError when it is not certain."""
    items = items_of(tokens)
    if not items:
        return None
    _refuse_sentences(tokens, items)
    stretches = merged(stretches_of(items, context))
    repeat = _repeat(items)
    lasting = any(isinstance(item.thing, Lasting) for item in items)
    spent = {stretch.place - 1 for stretch in stretches if stretch.ranged}
    lone = [
        item.thing.day
        for place, item in enumerate(items)
        if isinstance(item.thing, LoneDay) and place not in spent
    ]
    if repeat:
        repeat, stretches = _placed(repeat, lone, stretches, items)
    elif lone:
        raise UnclearError("a day without a month")
    if repeat or lasting:
        return _recurring(repeat, stretches, items, context)
    return _single(stretches, context)


def _refuse_sentences(tokens: list[Token], items: list[Item]) -> None:
    unread = sum(isinstance(token, Word) and not token.filler for token in tokens)
    loose = all(
        isinstance(item.thing, Lasting | Repeat)
        or (
            isinstance(item.thing, Time)
            and item.thing.form in (Form.YEAR, Form.PHASE)
            and item.preposition in (None, "in")
        )
        for item in items
    )
    if loose and unread > LOOSE_WORDS:
        raise UnclearError("a sentence about something else")


def _repeat(items: list[Item]) -> Repeat | None:
    """The repetitions as one: the first is the kind, another is what it also is."""
    whole: Repeat | None = None
    for item in items:
        if not isinstance(item.thing, Repeat):
            continue
        if whole is None:
            whole = item.thing
        elif item.thing.kind is whole.kind:
            if whole.day and item.thing.day and whole.day != item.thing.day:
                raise UnclearError("several days")
            months = tuple(sorted({*whole.months, *item.thing.months}))
            whole = replace(whole, months=months, day=whole.day or item.thing.day)
        elif item.thing.day or (item.thing.months and whole.day):
            raise UnclearError("several repetitions with days")
        else:
            whole = replace(whole, also=whole.also or item.thing.kind)
    return whole


def _placed(
    repeat: Repeat, lone: list[int], stretches: list[Stretch], items: list[Item]
) -> tuple[Repeat, list[Stretch]]:
    """A day printed apart from its repetition: "hằng tháng, trước ngày 25"; "hằng năm, trước 15/12"."""
    if lone:
        if repeat.kind is not DeadlineKind.MONTHLY or len(set(lone)) > 1 or repeat.day:
            raise UnclearError("a day without a month")
        repeat = replace(repeat, day=lone[0])
    if repeat.kind is DeadlineKind.ANNUAL and len(stretches) == 1 and not repeat.months:
        stretch = stretches[0]
        printed = next(item.thing for place, item in enumerate(items) if place == stretch.place)
        yearless = isinstance(printed, Time) and printed.year is None and not stretch.ranged
        if yearless and stretch.form is Form.DAY:
            return replace(repeat, months=(stretch.window.end.month,), day=stretch.window.end.day), []
        if yearless and stretch.form in (Form.MONTH, Form.QUARTER) and stretch.joint != "va":
            return replace(repeat, months=stretch.months or (stretch.window.end.month,)), []
    return repeat, stretches


def _recurring(
    repeat: Repeat | None, stretches: list[Stretch], items: list[Item], context: Context
) -> Deadline:
    """Work that comes again or lasts, alone, within bounds, or beside a single deadline."""
    order = [item for item in items if isinstance(item.thing, Repeat | Lasting)]
    first = order[0].thing
    kinds: list[DeadlineKind] = []
    for item in order:
        kind = item.thing.kind if isinstance(item.thing, Repeat) else DeadlineKind.CONTINUOUS
        if kind not in kinds:
            kinds.append(kind)
    if repeat and repeat.also and repeat.also not in kinds:
        kinds.append(repeat.also)
    if len(kinds) > 2 and not isinstance(first, Repeat):
        raise UnclearError("too many repetitions")
    base = Deadline(
        kinds[0],
        also=kinds[1] if len(kinds) > 1 else None,
        months=repeat.months if repeat else (),
        day=repeat.day if repeat else None,
    )
    if not stretches:
        return base
    stretch = stretches[0]
    first_place = items.index(order[0])
    if _is_bound(stretch, first_place, order[0]):
        return _bounded(base, stretch)
    if repeat and (repeat.day or repeat.months):
        raise UnclearError("a day of a repetition beside another deadline")
    single = _single(stretches, context)
    if single is None or len(kinds) > 1:
        raise UnclearError("too many deadlines")
    return replace(single, also=kinds[0])


def _is_bound(stretch: Stretch, first_place: int, first: Item) -> bool:
    """Whether the time only frames the repetition ("hằng tháng trong năm 2026")."""
    if (
        stretch.place < first_place
    ):  # the time stands first: "Năm 2026, hằng quý" frames, "Quý III và ..." does not
        repeats = isinstance(first.thing, Repeat)
        return repeats and stretch.form in (Form.YEAR, Form.PHASE) and first.joint != "va"
    if stretch.joint == "va":
        return False
    if stretch.form in (Form.YEAR, Form.PHASE) or stretch.ranged:
        return True
    if stretch.preposition == "until":  # "thường xuyên đến hết 31/12/2026"
        return stretch.joint is None
    return stretch.preposition in ("in", "from", "to") and not (stretch.exact and stretch.preposition == "in")


def _bounded(base: Deadline, stretch: Stretch) -> Deadline:
    start: date | None = stretch.window.start
    end: date | None = stretch.window.end
    if stretch.preposition == "from" and not stretch.ranged:
        end = None
    elif stretch.preposition in ("to", "until", "before") and not stretch.ranged:
        start = None
    return replace(base, start=start, end=end)


def _single(stretches: list[Stretch], context: Context) -> Deadline | None:
    if not stretches:
        return None
    stretch = stretches[0]
    window, preposition = stretch.window, stretch.preposition
    if stretch.ranged:
        kind = DeadlineKind.QUARTER if stretch.form is Form.QUARTER else DeadlineKind.PERIOD
        return Deadline(kind, window.start, window.end)
    if preposition == "from":
        return Deadline(DeadlineKind.PERIOD, window.start, None)
    if stretch.exact:
        end = window.end
        if preposition == "before" and not context.before_inclusive:
            end -= timedelta(days=1)
        return Deadline(DeadlineKind.DATE, None, end)
    if preposition == "before":
        if stretch.months:
            raise UnclearError("before several times")
        return Deadline(DeadlineKind.DATE, None, window.start - timedelta(days=1))
    if preposition in ("until", "to", "end"):
        return Deadline(DeadlineKind.DATE, None, window.end)
    return Deadline(PLAIN_KIND[stretch.form], window.start, window.end, months=stretch.months)
