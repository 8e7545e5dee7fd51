"""From tokens to stretches of days: years filled in, ranges and lists joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from thuocdo.calendars.rules.grammar.tokens import (
    Form,
    Issue,
    Joint,
    Lasting,
    LoneDay,
    Onward,
    Preposition,
    Repeat,
    Time,
    Token,
    UnclearError,
    Window,
    Word,
)
from thuocdo.calendars.rules.grammar.words import DOUBTS


@dataclass(frozen=True, slots=True)
class Context:
    """`year`: of the plan; `issued`: its day; `before_inclusive`: "trước 31/12" includes the 31st."""

    year: int | None = None
    issued: date | None = None
    before_inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A thing found, with the preposition and the joint before it."""

    thing: Time | Repeat | Lasting | LoneDay | Issue
    preposition: str | None = None
    joint: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time with its days: `kind` as it counts alone, `months` where they leave gaps."""

    form: Form
    window: Window
    preposition: str | None = None
    joint: str | None = None
    months: tuple[int, ...] = ()
    ranged: bool = False
    place: int = 0

    @property
    def exact(self) -> bool:
        return self.form is Form.DAY and not self.ranged


def items_of(tokens: list[Token]) -> list[Item]:
    """The tokens of a phrase as items, each with the preposition and the joint printed before it."""
    items: list[Item] = []
    preposition: str | None = None
    joint: str | None = None
    blocked = 0  # how many tokens ago a word stood that changes the next time's meaning
    for token in tokens:
        if isinstance(token, Word):
            if token.text in DOUBTS:
                raise UnclearError(token.text)
            blocked = 3 if token.blocker else max(blocked - (not token.filler), 0)
            if not token.filler:
                # "trước kỳ họp quý III": the preposition belonged to something that is not read
                blocked = blocked or 3 * (preposition in ("before", "until"))
                preposition = None
        elif isinstance(token, Preposition):
            preposition = _stronger(preposition, token.name)
        elif isinstance(token, Onward):
            if items and isinstance(items[-1].thing, Time):
                items[-1] = replace(items[-1], preposition="from")
        elif isinstance(token, Joint):
            if not (token.dash and joint in (",", "va")):
                joint = token.sign
            blocked = 0 if token.sign in ",;." else blocked
        else:
            if blocked and not isinstance(token, LoneDay):
                raise UnclearError("changed by the word before it")
            if preposition == "from" and isinstance(token, Time) and _is_range(token):
                preposition = None
            items.append(Item(token, preposition, joint))
            preposition, joint, blocked = None, None, 0
    return items


def _is_range(time: Time) -> bool:
    """ "từ quý II đến quý IV", read as one time: its "từ" is already spent."""
    return time.form is Form.PHASE or (
        time.form in (Form.MONTH, Form.QUARTER)
        and time.window(2000).end.month - time.months[0] > 2 * (time.form is Form.QUARTER)
    )


def _stronger(first: str | None, second: str) -> str:
    """Of two prepositions in a row ("chậm nhất trước", "đến cuối") the one that decides."""
    if first == "before" or second == "before":
        return "before"
    if first == "to" and second == "end":
        return "to"
    if first == "until":
        return "until"
    return second


def stretches_of(items: list[Item], context: Context) -> list[Stretch]:
    """Every time with its year, ranges joined."""
    out: list[Stretch] = []
    years = [item.thing.year if isinstance(item.thing, Time) else None for item in items]
    for place, item in enumerate(items):
        previous = items[place - 1] if place else None
        ends_range = item.preposition == "to" or (item.joint == "-" and item.preposition is None)
        ends_range = ends_range or bool(
            item.preposition == "until" and previous and previous.preposition == "from"
        )
        if isinstance(item.thing, Issue):
            continue
        if not isinstance(item.thing, Time):
            continue
        year = _year_for(place, years, context)
        if year is None:
            raise UnclearError("no year known")
        window = item.thing.window(year)
        if previous and isinstance(previous.thing, Time) and ends_range and out:
            out[-1] = _range(out[-1], window, item, years[place - 1] is None)
            continue
        if previous and isinstance(previous.thing, LoneDay) and ends_range:
            out.append(_from_lone_day(previous.thing, item, window, place))
            continue
        if previous and isinstance(previous.thing, Issue) and context.issued and window.end >= context.issued:
            out.append(
                Stretch(Form.DAY, Window(context.issued, window.end), "from", item.joint, (), True, place)
            )
            continue
        out.append(
            Stretch(item.thing.form, window, item.preposition, item.joint, _gaps(item.thing), False, place)
        )
    return out


def _year_for(place: int, years: list[int | None], context: Context) -> int | None:
    """The next year printed in the phrase, else the one before, else the plan's, else that of its issue."""
    later = next((year for year in years[place:] if year), None)
    earlier = next((year for year in reversed(years[:place]) if year), None)
    return later or earlier or context.year or (context.issued.year if context.issued else None)


def _range(first: Stretch, last: Window, item: Item, borrowed: bool) -> Stretch:
    start = first.window.start
    if start > last.end and borrowed and start.replace(day=1, year=start.year - 1) <= last.end:
        # "từ 15/12 đến 14/3/2026": a range goes forward, so the start lies in the year before
        try:
            start = start.replace(year=start.year - 1)
        except ValueError as error:
            raise UnclearError("29/02") from error
    if start > last.end:
        raise UnclearError("backwards")
    same = isinstance(item.thing, Time) and item.thing.form is first.form and first.form is Form.QUARTER
    return replace(
        first,
        form=Form.QUARTER if same else Form.SPAN,
        window=Window(start, last.end),
        months=(),
        ranged=True,
        preposition="from",
    )


def _from_lone_day(first: LoneDay, item: Item, last: Window, place: int) -> Stretch:
    """ "từ ngày 01 đến ngày 15/7/2026": both in the month of the second."""
    if not isinstance(item.thing, Time) or item.thing.form is not Form.DAY or first.day > last.end.day:
        raise UnclearError("a day without a month")
    return Stretch(
        Form.SPAN, Window(last.end.replace(day=first.day), last.end), "from", item.joint, (), True, place
    )


def _gaps(time: Time) -> tuple[int, ...]:
    """The last month of each piece, where a list of quarters or months leaves out some between."""
    if time.form not in (Form.QUARTER, Form.MONTH) or len(time.months) < 2:
        return ()
    if list(time.months) == list(range(time.months[0], time.months[-1] + 1)):
        return ()
    return tuple(month for month in time.months if time.form is Form.MONTH or month % 3 == 0)


def merged(stretches: list[Stretch]) -> list[Stretch]:
    """Lists as one ("Quý IV/2026 và quý I/2027"); a wider time that only frames a narrower one is dropped."""
    exact = [stretch for stretch in stretches if stretch.exact]
    if exact:
        if len({stretch.window for stretch in exact}) > 1 or not all(
            _goes_with(stretch, exact[0]) for stretch in stretches
        ):
            raise UnclearError("several dates")
        return exact[:1]
    out: list[Stretch] = []
    for stretch in stretches:
        if out and _listed(out[-1], stretch):
            out[-1] = _joined(out[-1], stretch)
        elif out and stretch.joint == "va":
            raise UnclearError("several times")
        elif out and _frames(out[-1].window, stretch.window):
            out[-1] = replace(
                stretch, preposition=stretch.preposition or out[-1].preposition, place=out[-1].place
            )
        elif out and _frames(stretch.window, out[-1].window):
            continue
        else:
            out.append(stretch)
    if len(out) > 1:
        raise UnclearError("several times")
    return out


def _goes_with(other: Stretch, day: Stretch) -> bool:
    """Whether another time only frames or names what the day is for ("6 tháng đầu năm trước ngày 10/7")."""
    if _frames(other.window, day.window):
        return not (other.joint == "va" and other.place > day.place)
    return other.place < day.place and day.joint is None and day.preposition in ("before", "until")


def _listed(first: Stretch, second: Stretch) -> bool:
    return (
        first.form is second.form
        and not (first.ranged or second.ranged)
        and first.window.end < second.window.start
        and second.preposition in (None, "in")
        and first.preposition in (None, "in")
    )


def _joined(first: Stretch, second: Stretch) -> Stretch:
    window = Window(first.window.start, second.window.end)
    gap = second.window.start - first.window.end > timedelta(days=1) or first.months or second.months
    months: tuple[int, ...] = ()
    if gap:
        months = (first.months or (first.window.end.month,)) + (second.months or (second.window.end.month,))
    form = Form.PHASE if first.form is Form.YEAR else first.form
    return replace(first, form=form, window=window, months=months)


def _frames(outer: Window, inner: Window) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
