"""Reading the log: filters, export, and whether it is whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from thuocdo.audit import heads
from thuocdo.audit.models import Entry, Verification
from thuocdo.audit.rules import Break, Head, Verdict, verify
from thuocdo.audit.sentences import phrase


@dataclass(frozen=True)
class EntryFilter:
    """Which entries: every given condition must hold; an empty one asks nothing.

    `units` are ids of units that the reader may see (a list or a subquery of ids); None means every entry,
    also those of no unit. `code` is a prefix ("plans", "plans.row"). `subject` is ("plans.plan", "12") or,
    for a subject that is a text, ("", "text"). `since` is inclusive, `until` exclusive.
    """

    person: int | None = None
    units: Collection[int] | QuerySet[Any, Any] | None = None
    unit: int | None = None
    code: str = ""
    subject: tuple[str, str] | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Sentence:
    """One entry for display. Who and where are ids that a later stage turns into names."""

    number: int
    at: datetime
    actor: int | None
    actor_label: str  # "" with an actor: use the person's name; without: the program itself
    action: str
    known: bool
    unit: int | None
    subject_type: str
    subject_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    why: str


def entries(wanted: EntryFilter | None = None) -> QuerySet[Entry]:
    """Entries that fit, newest first."""
    wanted = wanted or EntryFilter()
    found = Entry.objects.order_by("-number")
    if wanted.person is not None:
        found = found.filter(actor=wanted.person)
    if wanted.units is not None:
        found = found.filter(unit__in=wanted.units)
    if wanted.unit is not None:
        found = found.filter(unit=wanted.unit)
    if wanted.code:
        prefix = wanted.code.rstrip(".")
        found = found.filter(Q(code=prefix) | Q(code__startswith=prefix + "."))
    if wanted.subject is not None:
        found = found.filter(subject_type=wanted.subject[0], subject_id=wanted.subject[1])
    if wanted.since is not None:
        found = found.filter(at__gte=wanted.since)
    if wanted.until is not None:
        found = found.filter(at__lt=wanted.until)
    return found


def sentence(entry: Entry) -> Sentence:
    """What a page says about an entry."""
    words = phrase(entry.code)
    return Sentence(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        actor_label=entry.actor_label,
        action=words.text,
        known=words.known,
        unit=entry.unit,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        before=entry.before,
        after=entry.after,
        why=entry.why,
    )


def head() -> Head | None:
    """Number and hash of the newest entry; None for an empty log."""
    end = Entry.objects.order_by("-number").values_list("number", "hash").first()
    return Head(*end) if end else None


def verdict(noted: Iterable[Head] | None = None) -> Verdict:
    """Verify the whole chain against the heads noted outside the database (and those given, from backups)."""
    links = (entry.link for entry in Entry.objects.order_by("number").iterator(chunk_size=2000))
    return verify(links, [*heads.read(), *(noted or ())])


def head_sentence(found: Verification, noted: Head) -> tuple[bool, str]:
    """Whether a head that a person kept (from a digest) is that of this log, and the sentence that says so.

    It proves something only as far as `found`, the verification just made, found the chain whole.
    """
    number = _figure(noted.number)
    if found.broken and (found.broken_number or 0) <= noted.number:
        text = gettext("Đầu chuỗi tại bản ghi {n} chưa đối chiếu được, vì chuỗi đã đứt trước đó.")
        return False, text.format(n=number)
    stored = Entry.objects.filter(number=noted.number).values_list("at", "hash").first()
    if stored is None:
        text = gettext(
            "Nhật ký chỉ còn đến bản ghi {last}, không có bản ghi {n}. Nếu đầu chuỗi này đúng là của nơi cài đặt "
            "này thì các bản ghi cuối đã bị xóa hoặc cơ sở dữ liệu đã được phục hồi từ bản cũ hơn."
        )
        return False, text.format(last=_figure(found.last_number), n=number)
    at, code = stored
    if code != noted.hash:
        text = gettext(
            "Bản ghi {n} không khớp mã đã đưa. Hãy chép lại từ thư và kiểm tra lần nữa; nếu vẫn vậy thì các bản "
            "ghi đến số {n} đã bị sửa: không sửa gì thêm, giữ thư này và báo người phụ trách."
        )
        return False, text.format(n=number)
    text = gettext("Khớp đầu chuỗi đã giữ: từ bản ghi 1 đến {n} (ghi lúc {when}) không có gì bị sửa hay xóa.")
    return True, text.format(n=number, when=timezone.localtime(at).strftime("%H:%M %d/%m/%Y"))


def last_verification() -> Verification | None:
    """Outcome of the last verification, or None when there was none."""
    return Verification.objects.first()


def verification_sentence(found: Verification) -> str:
    """The verify line of the log page and of `thuocdo verify`."""
    when = timezone.localtime(found.at).strftime("%H:%M %d/%m/%Y")
    if found.broken:
        return _broken_sentence(found)
    if found.file_problem:
        return gettext("Chuỗi nguyên vẹn đến bản ghi {n}, nhưng tệp đã lưu có lỗi: {problem}").format(
            n=_figure(found.last_number), problem=found.file_problem
        )
    return gettext("Chuỗi nguyên vẹn đến bản ghi {n}, kiểm tra lúc {when}.").format(
        n=_figure(found.last_number), when=when
    )


def _broken_sentence(found: Verification) -> str:
    number = _figure(found.broken_number or 0)
    if found.broken == Break.TAIL:
        text = gettext(
            "Nhật ký thiếu các bản ghi cuối, từ bản ghi {n}: đầu chuỗi ghi ngoài cơ sở dữ liệu mới hơn."
        )
        return text.format(n=number)
    if found.broken == Break.MISSING:
        return gettext("Chuỗi đứt: thiếu bản ghi {n}.").format(n=number)
    if found.broken_at is not None:
        when = timezone.localtime(found.broken_at).strftime("%H:%M %d/%m/%Y")
        return gettext("Chuỗi đứt tại bản ghi {n} ({when}): nội dung đã bị sửa.").format(n=number, when=when)
    return gettext("Chuỗi đứt tại bản ghi {n}: nội dung đã bị sửa.").format(n=number)


def _figure(number: int) -> str:
    return f"{number:,}".replace(",", ".")


EXPORT_COLUMNS = (
    "number", "at", "code", "action", "actor", "actor_label", "unit",
    "subject_type", "subject_id", "before", "after", "why", "previous", "hash",
)  # fmt: skip


def export_csv(found: QuerySet[Entry]) -> Iterator[bytes]:
    """The entries as CSV (UTF-8 with a mark that Excel understands), in pieces."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(EXPORT_COLUMNS)
    for entry in found.iterator(chunk_size=1000):
        row = _export_row(entry)
        writer.writerow([_harmless(row[column]) for column in EXPORT_COLUMNS])
        if buffer.tell() > 32_768:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def export_json(found: QuerySet[Entry]) -> Iterator[bytes]:
    """The entries as one JSON array, in pieces."""
    comma = "[\n"
    for entry in found.iterator(chunk_size=1000):
        row = _export_row(entry)
        row["before"], row["after"] = entry.before, entry.after
        yield (comma + json.dumps(row, ensure_ascii=False)).encode()
        comma = ",\n"
    yield b"[]\n" if comma == "[\n" else b"\n]\n"


def _export_row(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {
        c: getattr(entry, c) for c in EXPORT_COLUMNS if c not in ("at", "action", "before", "after")
    }
    row["at"] = entry.at.isoformat()
    row["action"] = phrase(entry.code).text
    row["before"], row["after"] = entry.before_text, entry.after_text
    return {column: row[column] for column in EXPORT_COLUMNS}


def _harmless(value: Any) -> Any:
    """A spreadsheet takes a cell that begins so for a formula; a leading apostrophe makes it text."""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
