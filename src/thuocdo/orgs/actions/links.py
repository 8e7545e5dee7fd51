"""One-time sign-in links: how a person without mail gets in for the first time, or again after a lost password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions.allowed import day_of, must_administer
from thuocdo.orgs.models import Person, SignInLink

LIFETIME = timedelta(hours=72)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@recorded
def create_sign_in_link(
    *, person: Person, by: Person | None, now: datetime, lifetime: timedelta = LIFETIME
) -> str:
    """The secret of a new link, to be shown once; earlier unused links of the person stop working."""
    must_administer(person, by=by, now=now)
    if not person.is_active or person.left(day_of(now)):
        raise InputError(_("Tài khoản này đã ngừng; hãy giao vai trò mới trước khi cấp liên kết."))
    SignInLink.objects.filter(person=person, used_at__isnull=True).delete()
    token = secrets.token_urlsafe(24)
    SignInLink.objects.create(
        person=person, digest=_digest(token), created_at=now, expires_at=now + lifetime, created_by=by
    )
    expires = (now + lifetime).isoformat(timespec="minutes")
    record("orgs.link.created", by=by, now=now, subject=person, after={"expires": expires})
    return token


def open_sign_in_link(token: str, *, now: datetime) -> SignInLink:
    """The link that is still good. Opening does not use it up, because mail programs open links on their own.

    Raises InputError with one sentence for every way a link can be bad.
    """
    link = SignInLink.objects.filter(digest=_digest(token)).select_related("person").first()
    if (
        link is None
        or link.used_at
        or link.expires_at <= now
        or not link.person.is_active
        or link.person.left(day_of(now))
    ):
        raise InputError(
            _(
                "Liên kết này không còn dùng được: mỗi liên kết chỉ dùng một lần và có hạn. Hãy xin quản trị một liên kết mới."
            )
        )
    return link


@recorded
def use_sign_in_link(*, token: str, password: str, now: datetime) -> Person:
    """Set the password (already checked by the form) and use the link up. All earlier sessions end."""
    link = open_sign_in_link(token, now=now)
    # decided by the row that changes, so two clicks cannot both use it
    if not SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now):
        raise InputError(_("Liên kết này vừa được dùng."))
    person = link.person
    person.set_password(password)
    person.session_epoch += 1
    person.save(update_fields=["password", "session_epoch"])
    record("orgs.link.used", by=person, now=now, subject=person)
    return person
