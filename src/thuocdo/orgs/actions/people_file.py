"""People from and to Excel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import BinaryIO

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.worksheet.datavalidation import DataValidation

from thuocdo.audit.actions import personal, record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import fold
from thuocdo.orgs.actions.allowed import day_of
from thuocdo.orgs.actions.links import create_sign_in_link
from thuocdo.orgs.actions.people import checked_email, checked_full_name, checked_username, create_person
from thuocdo.orgs.actions.sheets import fill, read_table, to_bytes
from thuocdo.orgs.models import ROLE_LABELS, Membership, Person, Unit
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.queries.rights import Rights, rights_of
from thuocdo.orgs.rules.people_sheet import COLUMNS, MAX_ROWS, Row, SheetError, read_rows
from thuocdo.orgs.rules.rights import Right, Role


@recorded
def import_people(*, file: BinaryIO, by: Person | None, now: datetime) -> list[tuple[Person, str]]:
    """Everybody in the file, each with the secret of a sign-in link; or nobody, with SheetError naming every cell."""
    labels = {role: str(label) for role, label in ROLE_LABELS.items()}
    rows, errors = read_rows(read_table(file), role_labels=labels)
    rights = rights_of(by, on=day_of(now)) if by else None
    units, unit_errors = _units(rows, rights)
    problems = [*errors, *unit_errors, *_people_errors(rows, units, rights)]
    if problems:
        raise SheetError(problems)
    made: list[tuple[Person, str]] = []
    for row in rows:
        person = create_person(
            full_name=row.full_name.text, username=row.username.text, email=row.email.text, phone=row.phone.text,
            unit=units[row.number], role=row.role, position=row.position, starts=row.starts, by=by, now=now,
        )  # fmt: skip
        made.append((person, create_sign_in_link(person=person, by=by, now=now)))
    record("orgs.people.imported", by=by, now=now, subject="orgs.person", after={"people": len(made)})
    return made


def _units(rows: Sequence[Row], rights: Rights | None) -> tuple[dict[int, Unit], list[str]]:
    """The unit of each row: by name, or "Phòng Kinh tế (xã Mẫu)" or by official code where a name is not enough."""
    reach = Unit.objects.filter(rights.reach(Right.PEOPLE_ADMIN)) if rights else Unit.objects.all()
    named: dict[str, list[Unit]] = {}
    for unit in reach.filter(valid_to__isnull=True).select_related("authority").order_by():
        holder = unit.authority.name if unit.authority else ""
        for name in {unit.folded, fold(f"{unit.name} ({holder})"), unit.code or unit.folded}:
            named.setdefault(name, []).append(unit)
    found: dict[int, Unit] = {}
    errors: list[str] = []
    for row in rows:
        fitting = named.get(fold(row.unit.text), [])
        if len(fitting) == 1:
            found[row.number] = fitting[0]
        elif fitting:
            errors.append(
                _(
                    "Ô {cell}: có {n} đơn vị tên “{name}”; ghi thêm cơ quan trong ngoặc, ví dụ: {example}."
                ).format(
                    cell=row.unit.address, n=len(fitting), name=row.unit.text, example=_longer(fitting[0])
                )
            )
        else:
            errors.append(
                _("Ô {cell}: không có đơn vị “{name}” trong phạm vi của bạn; xem tên ở trang Đơn vị.").format(
                    cell=row.unit.address, name=row.unit.text
                )
            )
    return found, errors


def _longer(unit: Unit) -> str:
    return f"{unit.name} ({unit.authority.name if unit.authority else unit.pk})"


def _people_errors(rows: Sequence[Row], units: dict[int, Unit], rights: Rights | None) -> list[str]:
    names = [row.username.text.lower() for row in rows]
    mails = [row.email.text.lower() for row in rows if row.email.text]
    taken = {
        name.lower() for name in Person.objects.filter(username__in=names).values_list("username", flat=True)
    }
    mailed = {mail.lower() for mail in Person.objects.filter(email__in=mails).values_list("email", flat=True)}
    errors: list[str] = []
    for row in rows:
        for cell, check in (
            (row.full_name, checked_full_name),
            (row.username, checked_username),
            (row.email, checked_email),
        ):
            try:
                check(cell.text)
            except InputError as error:
                errors.append(f"Ô {cell.address}: {error}")
        if row.username.text.lower() in taken:
            errors.append(
                _("Ô {cell}: tên đăng nhập “{name}” đã có người dùng.").format(
                    cell=row.username.address, name=row.username.text
                )
            )
        if row.email.text and row.email.text.lower() in mailed:
            errors.append(
                _("Ô {cell}: thư điện tử “{name}” đã thuộc về một tài khoản khác.").format(
                    cell=row.email.address, name=row.email.text
                )
            )
        unit = units.get(row.number)
        if rights is not None and unit is not None and not rights.can_grant(row.role, unit):
            errors.append(
                _("Ô {cell}: bạn không được giao vai trò này ở đơn vị đó.").format(cell=row.unit.address)
            )
    return errors


def people_template() -> bytes:
    """An empty file with the columns and the roles to choose from."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Người dùng"
    fill(sheet, [COLUMNS])
    roles = book.create_sheet("Vai trò")
    fill(roles, [("Vai trò",), *((str(label),) for label in ROLE_LABELS.values())])
    choice = DataValidation(
        type="list", formula1=f"'Vai trò'!$A$2:$A${len(ROLE_LABELS) + 1}", allow_blank=False
    )
    sheet.add_data_validation(choice)
    choice.add(f"F2:F{MAX_ROWS + 1}")
    return to_bytes(book)


@recorded
def export_people(*, people: Iterable[Person], by: Person, now: datetime) -> bytes:
    """Contacts of these people as an Excel file; that they were read out is logged."""
    today = day_of(now)
    wanted = list(people)
    posts = (
        Membership.objects.filter(in_force(today), person__in=wanted)
        .select_related("unit")
        .order_by("starts", "id")
    )
    held: dict[int, Membership] = {}
    for post in posts:
        held.setdefault(post.person_id, post)
    rows: list[Sequence[object]] = [COLUMNS]
    rows += [_line(person, held.get(person.pk)) for person in wanted]
    book = openpyxl.Workbook()
    fill(book.worksheets[0], rows)
    record("orgs.people.exported", by=by, now=now, subject="orgs.person", after={"people": len(wanted)})
    return to_bytes(book)


@recorded
def people_read(
    *, by: Person, now: datetime, count: int, wanted: str = "", person: Person | None = None
) -> None:
    """Personal data was shown: a list of `count` people, or one person's page."""
    after: dict[str, object] = {"people": count}
    if wanted:
        after["search"] = personal(wanted)
    record("orgs.people.read", by=by, now=now, subject=person or "orgs.person", after=after)


def _line(person: Person, post: Membership | None) -> tuple[object, ...]:
    role = str(ROLE_LABELS[Role(post.role)]) if post else ""
    starts: date | None = post.starts if post else None
    unit = post.unit.name if post else ""
    return (
        person.full_name,
        person.username,
        person.email,
        person.phone,
        unit,
        role,
        post.position if post else "",
        starts,
    )
