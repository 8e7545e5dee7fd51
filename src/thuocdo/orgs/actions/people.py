"""Accounts: open, change, close; sessions and second factors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from thuocdo.audit.actions import personal, record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.actions.allowed import day_of, must_administer, must_grant
from thuocdo.orgs.actions.roles import Holding, add_membership
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.rules.rights import Role

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


def checked_username(text: str) -> str:
    """A sign-in name: small Latin letters, digits, dot, hyphen, underscore; 3 to 60 of them."""
    name = clean(text).lower()
    if not _USERNAME.fullmatch(name):
        raise InputError(
            _("Tên đăng nhập gồm 3 đến 60 chữ cái không dấu, chữ số, dấu chấm, gạch nối; ví dụ: an.vpubnd.")
        )
    return name


def checked_email(text: str) -> str:
    """A mail address in small letters, or nothing."""
    address = clean(text).lower()
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise InputError(_("Thư điện tử phải có dạng ten@coquan.gov.vn.")) from error
    return address


def checked_full_name(text: str) -> str:
    """A person's name as written, never empty."""
    name = clean(text)
    if not name or len(name) > 120:
        raise InputError(_("Họ và tên phải có từ 1 đến 120 ký tự."))
    return name


def _must_be_free(*, username: str | None, email: str, but: Person | None = None) -> None:
    others = Person.objects.exclude(pk=but.pk) if but else Person.objects.all()
    if username and others.filter(username__iexact=username).exists():
        raise InputError(_("Tên đăng nhập {name} đã có người dùng.").format(name=username))
    if email and others.filter(email__iexact=email).exists():
        raise InputError(_("Thư điện tử {email} đã thuộc về một tài khoản khác.").format(email=email))


@recorded
def create_person(
    *,
    full_name: str,
    username: str,
    by: Person | None,
    now: datetime,
    email: str = "",
    phone: str = "",
    unit: Unit | None = None,
    role: Role | None = None,
    position: str = "",
    starts: date | None = None,
    ends: date | None = None,
) -> Person:
    """A new account without a password, with a first role where `unit` and `role` are given. Raises InputError."""
    if unit is not None and role is not None:
        must_grant(role, unit, by=by, now=now)
    elif by is not None:
        raise InputError(_("Tài khoản mới phải có một đơn vị và một vai trò."))
    person = Person(
        full_name=checked_full_name(full_name),
        username=checked_username(username),
        email=checked_email(email),
        phone=clean(phone)[:40],
    )
    _must_be_free(username=person.username, email=person.email)
    person.set_unusable_password()
    person.save()
    record("orgs.person.created", by=by, now=now, subject=person, unit=unit, after=_facts(person))
    if unit is not None and role is not None:
        add_membership(
            person=person,
            unit=unit,
            role=role,
            starts=starts or day_of(now),
            ends=ends,
            position=position,
            by=by,
            now=now,
        )
    return person


@recorded
def update_person(
    *,
    person: Person,
    by: Person | None,
    now: datetime,
    full_name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
) -> Person:
    """Name and contacts; what is None stays. People change their own, administrators those of their people."""
    if by is None or by.pk != person.pk:
        must_administer(person, by=by, now=now)
    before = _facts(person)
    if full_name is not None:
        person.full_name = checked_full_name(full_name)
    if email is not None:
        person.email = checked_email(email)
        _must_be_free(username=None, email=person.email, but=person)
    if phone is not None:
        person.phone = clean(phone)[:40]
    after = _facts(person)
    if after == before:
        return person
    person.save(update_fields=["full_name", "folded", "sort", "email", "phone"])
    record("orgs.person.updated", by=by, now=now, subject=person, before=before, after=after)
    return person


@recorded
def set_preferences(*, person: Person, compact: bool, single_keys: bool, now: datetime) -> Person:
    """How the site looks and listens for this person."""
    before = {"compact": person.compact, "single_keys": person.single_keys}
    after = {"compact": compact, "single_keys": single_keys}
    if before != after:
        person.compact, person.single_keys = compact, single_keys
        person.save(update_fields=["compact", "single_keys"])
        record("orgs.preferences.changed", by=person, now=now, subject=person, before=before, after=after)
    return person


@recorded
def close_account(
    *,
    person: Person,
    from_date: date,
    by: Person | None,
    now: datetime,
    holdings: Sequence[Holding] = (),
    why: str = "",
) -> Person:
    """The first day without the account: every role ends the day before, sessions end when that day has come.

    Refused while the person still holds something that nobody has taken over.
    """
    must_administer(person, by=by, now=now)
    in_hand = sum(holding.count(person, None) for holding in holdings)
    if in_hand:
        raise InputError(
            _("Không kết thúc được khi còn {n} việc đang giữ. Hãy bàn giao trước.").format(n=in_hand)
        )
    for held in person.memberships.select_related("unit"):
        _end_before(held, from_date)
    person.ended_on = from_date
    person.save(update_fields=["ended_on"])
    if person.left(day_of(now)):
        _drop_sessions(person)
    record(
        "orgs.person.closed", by=by, now=now, subject=person, after={"from": from_date.isoformat()}, why=why
    )
    return person


def _end_before(held: Membership, day: date) -> None:
    if held.ends is not None and held.ends < day:
        return
    held.ends = max(held.starts, day - timedelta(days=1))
    held.save(update_fields=["ends"])


@recorded
def end_sessions(*, person: Person, by: Person | None, now: datetime) -> None:
    """The person must sign in again everywhere."""
    if by is None or by.pk != person.pk:
        must_administer(person, by=by, now=now)
    _drop_sessions(person)
    record("orgs.sessions.ended", by=by, now=now, subject=person)


def _drop_sessions(person: Person) -> None:
    person.session_epoch += 1
    person.save(update_fields=["session_epoch"])
    for session in UserSession.objects.filter(user=person):
        session.end()


@recorded
def reset_two_factor(*, person: Person, by: Person | None, now: datetime, why: str = "") -> int:
    """Take away authenticator, passkeys and recovery codes of somebody who lost the device. Returns how many."""
    must_administer(person, by=by, now=now)
    gone: int
    gone, _kinds = Authenticator.objects.filter(user=person).delete()
    if gone:
        record("orgs.twofactor.reset", by=by, now=now, subject=person, after={"removed": gone}, why=why)
    return gone


def _facts(person: Person) -> dict[str, object]:
    values = {
        "username": person.username,
        "full_name": person.full_name,
        "email": person.email,
        "phone": person.phone,
    }
    return {key: personal(value) if value else "" for key, value in values.items()}
