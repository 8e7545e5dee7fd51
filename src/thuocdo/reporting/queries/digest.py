"""What a digest says: to a person what is theirs to do and what is new, to administrators how the system is.

It carries no data of citizens: texts of tasks, notices as the site shows them, counts and hashes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.queries import EntryFilter, entries
from thuocdo.audit.rules import Head, head_text
from thuocdo.calendars.rules.working_days import WEEKDAYS, WorkingCalendar
from thuocdo.jobs.queries import failed_since
from thuocdo.orgs.models import Notice, Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.queries.digests import untold_notices
from thuocdo.orgs.rules.rights import Right
from thuocdo.reporting.queries.health import lights
from thuocdo.reporting.queries.week import Group, groups_of
from thuocdo.work.queries import TaskRow
from thuocdo.work.queries.reminders import (
    Plans,
    Reminder,
    before_reminders,
    escalations,
    reminder_plans,
)
from thuocdo.work.rules.reminders import ABOVE, LEADER

MOST_NOTICES = 20  # printed; the rest is on the site
GROUPS = ("late", "today", "returned", "confirm")  # of the week's groups those that ask for something


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do or know. `more`: what else was said about the same thing."""

    what: str
    why: str
    when: str
    link: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind; `total` counts also those that are not printed."""

    title: str
    items: tuple[Item, ...]
    total: int
    rest: str  # address of all of them


@dataclass(frozen=True, slots=True)
class Letter:
    """A digest ready to be kept and sent. `notices`: ids of those it tells."""

    subject: str
    text: str
    notices: tuple[int, ...]
    reminded: tuple[tuple[int, date, str], ...] = ()  # (task, its day, step) that it tells for the first time


@dataclass(frozen=True, slots=True)
class OfficeNews:
    """How the system is; the same for every administrator. `head` is None for an empty log."""

    lines: tuple[str, ...]
    head: Head | None


def letter_of(
    person: Person,
    *,
    day: date,
    calendar: WorkingCalendar,
    office: OfficeNews | None = None,
    plans: Plans | None = None,
) -> Letter | None:
    """The person's digest of the day, or None when there is nothing to say. `office`: given to administrators;
    `plans`: when authorities remind, asked for where it is not handed in.
    """
    rights = rights_of(person, on=day)
    groups = [g for g in groups_of(rights, today=day, calendar=calendar) if g.key in GROUPS and g.total]
    notices = list(untold_notices(person))
    about: dict[str, list[Notice]] = {}
    for notice in notices:
        about.setdefault(notice.link, []).append(notice)
    sections = [_tasks(group, person, about) for group in groups]
    plans = reminder_plans() if plans is None else plans
    told = {"before": before_reminders(rights, today=day, calendar=calendar, plans=plans)}
    told |= escalations(rights, today=day, calendar=calendar, plans=plans)
    at = sum(group.key in ("late", "today") for group in groups)
    sections[at:at] = [_reminders(kind, found, person, about) for kind, found in told.items() if found]
    if rest := [notice for link in about for notice in about[link]]:
        sections.insert(0, _notices(rest))
    runs = office if rights.any(Right.OPERATIONS) else None
    if not sections and runs is None:
        return None
    counted = [f"{section.total} {section.title.lower()}" for section in sections]
    subject = _("Thước Đo ngày {day}: {what}").format(
        day=f"{day:%d/%m/%Y}", what=", ".join(counted) or _("tình trạng hệ thống")
    )
    lines = [_("{day}, {name}").format(day=_day(day), name=person.get_full_name()), ""]
    for section in sections:
        lines += [*_printed(section), ""]
    if runs is not None:
        lines += [*runs.lines, ""]
    reminded = tuple(
        (one.task.pk, one.task.due, one.step) for found in told.values() for one in found if one.task.due
    )
    return Letter(
        subject, "\n".join([*lines, *_foot()]) + "\n", tuple(notice.pk for notice in notices), reminded
    )


def _tasks(group: Group, person: Person, about: dict[str, list[Notice]]) -> Section:
    """A group of the week; notices about one of its tasks stand with the task and are taken out of `about`."""
    titles = {
        "late": _("Việc quá hạn"),
        "today": _("Việc đến hạn hôm nay"),
        "returned": _("Việc bị trả lại"),
        "confirm": _("Việc chờ bạn xác nhận"),
    }
    items = tuple(_task(row, group.key, person, about) for row in group.rows)
    return Section(titles[group.key], items, group.total, _address("/lam-viec/"))


def _reminders(kind: str, found: list[Reminder], person: Person, about: dict[str, list[Notice]]) -> Section:
    """What is near its day, or has been overdue for so long that it comes to the leader or the level above."""
    titles = {
        "before": _("Việc sắp đến hạn"),
        LEADER: _("Việc quá hạn báo lãnh đạo"),
        ABOVE: _("Việc quá hạn của cấp dưới"),
    }
    rest = {"before": "/lam-viec/", LEADER: "/lam-viec/dieu-hanh/", ABOVE: "/lam-viec/nhiem-vu/?xem=qua-han"}
    items = tuple(_reminder(one, person, about) for one in found[:MOST_NOTICES])
    return Section(titles[kind], items, len(found), _address(rest[kind]))


def _reminder(one: Reminder, person: Person, about: dict[str, list[Notice]]) -> Item:
    task = one.task
    lead = task.lead.name if task.lead else _("chưa có đơn vị chủ trì")
    if one.step in (LEADER, ABOVE):
        why = _("{unit} chủ trì, đã quá hạn {n} ngày làm việc").format(unit=lead, n=one.days)
    else:
        mine = _("bạn là người thực hiện") if task.person_id == person.pk else lead
        why = _("{who}, còn {n} ngày làm việc").format(who=mine, n=one.days)
    link = task.get_absolute_url()
    said = tuple(notice.text for notice in about.pop(link, ()))
    return Item(task.text, why, _day(task.due) if task.due else "", _address(link), said)


def _task(row: TaskRow, group: str, person: Person, about: dict[str, list[Notice]]) -> Item:
    task = row.task
    if group == "confirm":
        why = _("bạn là người xác nhận hoàn thành")
    elif task.person_id == person.pk:
        why = _("bạn là người thực hiện")
    else:
        lead = task.lead.name if task.lead else ""
        why = _("{unit} chủ trì và chưa giao người thực hiện").format(unit=lead)
    when = _day(task.due) if task.due else _("không có ngày cuối")
    if group == "late":
        when = f"{when} ({row.state.word.lower()})"
    link = task.get_absolute_url()
    said = tuple(notice.text for notice in about.pop(link, ()))
    return Item(task.text, why, when, _address(link), said)


def _notices(found: list[Notice]) -> Section:
    """Notices about the same thing become one item, in the order of the first of each."""
    same: dict[str, list[Notice]] = {}
    for notice in found:
        same.setdefault(notice.link or f"#{notice.pk}", []).append(notice)
    items = tuple(
        Item(
            what=group[-1].text,
            why=_("thông báo gửi riêng cho bạn lúc {when}").format(when=_moment(group[-1].created_at)),
            when="",
            link=_address(group[-1].link)
            if group[-1].link.startswith("/")
            else _address("/lam-viec/thong-bao/"),
            more=tuple(earlier.text for earlier in group[:-1]),
        )
        for group in same.values()
    )
    return Section(_("Thông báo mới"), items[:MOST_NOTICES], len(items), _address("/lam-viec/thong-bao/"))


def _printed(section: Section) -> Iterable[str]:
    yield f"{section.title.upper()} ({section.total})"
    for number, item in enumerate(section.items, 1):
        yield f"{number}. {' '.join(item.what.split())}"
        yield from (f"   – {' '.join(text.split())}" for text in item.more)
        yield "   " + _("Vì sao gửi bạn: {why}").format(why=item.why)
        if item.when:
            yield "   " + _("Hạn: {when}").format(when=item.when)
        yield "   " + _("Mở: {link}").format(link=item.link)
    if section.total > len(section.items):
        yield _("Còn {n} mục nữa: {link}").format(n=section.total - len(section.items), link=section.rest)


def _foot() -> list[str]:
    return [
        "--",
        _("Thư tự động của Thước Đo, mỗi ngày làm việc một lần lúc {hour}. Tắt hoặc bật: {link}").format(
            hour=f"{settings.DIGEST_HOUR:02d}:00", link=_address("/lam-viec/thong-bao/")
        ),
    ]


def office_news(*, day: date, now: datetime, calendar: WorkingCalendar) -> OfficeNews:
    """The state of the system since the working day before, ending with the head of the audit chain."""
    since = _since(day, calendar)
    newest = entries().first()
    lines = [_("TÌNH TRẠNG HỆ THỐNG lúc {when}").format(when=_moment(now))]
    for light in lights(now=now):
        lines.append(
            f"{light.shape} {light.name}: {light.said}" + (f" {light.repair}" if light.repair else "")
        )
    lines.append(
        _("Từ {since}: {jobs} việc nền không thành công, {entries} bản ghi nhật ký mới.").format(
            since=_moment(since),
            jobs=_figure(failed_since(since)),
            entries=_figure(entries(EntryFilter(since=since)).count()),
        )
    )
    lines.append("")
    if newest is None:
        return OfficeNews((*lines, _("Nhật ký chưa có bản ghi nào.")), None)
    head = Head(newest.number, newest.hash)
    lines += [
        _("ĐẦU CHUỖI NHẬT KÝ"),
        _("Bản ghi cuối: {n}, ghi lúc {when}").format(n=_figure(newest.number), when=_moment(newest.at)),
        _("Mã: {code}").format(code=newest.hash),
        _(
            "Hãy giữ thư này: sau này chạy lệnh dưới đây trên máy chủ sẽ chứng minh từ bản ghi 1 đến {n} không có "
            "gì bị sửa hay xóa."
        ).format(n=_figure(newest.number)),
        f"    thuocdo verify --head {head_text(head)}",
    ]
    return OfficeNews(tuple(lines), head)


def _since(day: date, calendar: WorkingCalendar) -> datetime:
    """The hour of the digest on the last working day before."""
    before = day - timedelta(days=1)
    while not calendar.is_working(before) and (day - before).days < 30:
        before -= timedelta(days=1)
    return datetime.combine(before, time(settings.DIGEST_HOUR), tzinfo=timezone.get_default_timezone())


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%H:%M %d/%m/%Y")


def _figure(number: int) -> str:
    return f"{number:,}".replace(",", ".")
