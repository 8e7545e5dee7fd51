"""Making and mailing the daily digest.

A digest is stored before it is mailed and taken by a conditional update, so that two workers never mail the same one
and nothing is lost with a mail server that does not answer. A worker killed between the server's "taken" and our
note of it is the one case where a mail can leave twice: both then bear the same Message-ID.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.orgs.models import Digest, Notice, Person
from thuocdo.orgs.queries.digests import mail_works, to_send
from thuocdo.orgs.rules.digests import GIVE_UP_AFTER, SENDING_MOST, DigestState, next_attempt

logger = logging.getLogger(__name__)

_OPEN = (DigestState.WAITING, DigestState.SENDING)


@recorded
def set_digest_wanted(*, person: Person, wanted: bool, now: datetime) -> Person:
    """Whether the person gets a digest each day; own choice."""
    before = person.wants_digest
    if before != wanted:
        person.wants_digest = wanted
        person.save(update_fields=["wants_digest"])
        record(
            "orgs.preferences.changed",
            by=person,
            now=now,
            subject=person,
            before={"digest": before},
            after={"digest": wanted},
        )
    return person


@transaction.atomic
def keep_digest(
    *, person: Person, day: date, subject: str, text: str, notices: list[int], now: datetime
) -> Digest | None:
    """Store the digest of a person and day; None where there is one already. What never left before is replaced.

    Not an act worth an audit entry: the day's making is recorded once, by the caller.
    """
    address = person.email if mail_works() else ""
    state = DigestState.WAITING if address else DigestState.KEPT
    made, new = Digest.objects.get_or_create(
        person=person,
        day=day,
        defaults={
            "state": state,
            "address": address,
            "subject": " ".join(subject.split())[:200],
            "text": text,
            "notices": notices,
            "made_at": now,
        },
    )
    if not new:
        return None
    earlier = Digest.objects.filter(person=person, day__lt=day)
    earlier.filter(state__in=[DigestState.WAITING, DigestState.REFUSED]).update(state=DigestState.REPLACED)
    if state is DigestState.KEPT:
        _told(made, now)
    return made


@dataclass(frozen=True, slots=True)
class Mailed:
    """How one round of mailing went."""

    sent: int = 0
    refused: int = 0
    failed: int = 0  # to be tried again


def send_digests_due(*, now: datetime) -> Mailed:
    """Mail what is due, each once; a server that does not answer postpones all the rest of the round."""
    expired = Digest.objects.filter(state=DigestState.WAITING, made_at__lt=now - GIVE_UP_AFTER)
    expired.update(state=DigestState.REPLACED)
    outcomes: list[DigestState] = []
    connection = get_connection(
        fail_silently=False
    )  # opened for each mail: servers limit mails of one connection
    silent = ""
    for pk in list(to_send(now).values_list("pk", flat=True)):
        digest = _take(pk, now)
        if digest is None:
            continue
        if silent:
            outcomes.append(_give_back(digest, silent, now))
            continue
        state, silent = _mail(digest, connection, now)
        outcomes.append(state)
    return Mailed(
        sent=outcomes.count(DigestState.SENT),
        refused=outcomes.count(DigestState.REFUSED),
        failed=outcomes.count(DigestState.WAITING),
    )


def _take(pk: int, now: datetime) -> Digest | None:
    """The digest with the person's address of today, if no other worker was first."""
    free = Digest.objects.filter(Q(next_at__isnull=True) | Q(next_at__lte=now), pk=pk, state__in=_OPEN)
    if not free.update(state=DigestState.SENDING, attempts=F("attempts") + 1, next_at=now + SENDING_MOST):
        return None
    digest = Digest.objects.select_related("person").get(pk=pk)
    digest.address = digest.person.email
    if (
        not digest.address or not mail_works()
    ):  # mail was switched off, or the address taken away, since it was made
        _end(digest, DigestState.KEPT, now=now)
        return None
    return digest


def _mail(digest: Digest, connection: BaseEmailBackend, now: datetime) -> tuple[DigestState, str]:
    """What became of it, and a sentence when the server as a whole does not answer ("" otherwise)."""
    try:
        letter_of(digest, connection).send()
    except SMTPRecipientsRefused as error:
        codes = sorted({code for code, _reply in error.recipients.values()})
        why = _("máy chủ thư không nhận địa chỉ này (mã {code})").format(code=", ".join(map(str, codes)))
        if all(code >= 500 for code in codes):
            return _end(digest, DigestState.REFUSED, error=_unreached(digest, why)), ""
        return _give_back(digest, why, now), ""
    except SMTPDataError as error:
        why = _("máy chủ thư không nhận nội dung (mã {code})").format(code=error.smtp_code)
        return _give_back(digest, why, now), ""
    except (
        SMTPException,
        OSError,
    ) as error:  # no answer, no TLS, wrong password: the next would fare the same
        logger.warning("digests could not be mailed: %s", type(error).__name__)
        why = _("máy chủ thư không trả lời hoặc từ chối kết nối ({kind})").format(kind=type(error).__name__)
        return _give_back(digest, why, now), why
    except ValueError:  # an address that no mail can bear
        why = _("địa chỉ viết sai")
        return _end(digest, DigestState.REFUSED, error=_unreached(digest, why)), ""
    return _end(digest, DigestState.SENT, now=now), ""


def letter_of(digest: Digest, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The mail; its Message-ID is the same each time it is tried."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return EmailMessage(
        subject=digest.subject,
        body=digest.text,
        to=[digest.address],
        connection=connection,
        headers={
            "Message-ID": f"<thuocdo-{digest.day:%Y%m%d}-{digest.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _unreached(digest: Digest, why: str) -> str:
    return _("Thư không tới được {address}: {why}.").format(address=digest.address, why=why)[:300]


def _give_back(digest: Digest, why: str, now: datetime) -> DigestState:
    return _end(
        digest, DigestState.WAITING, error=_unreached(digest, why), next_at=next_attempt(digest.attempts, now)
    )


def _end(
    digest: Digest,
    state: DigestState,
    *,
    error: str = "",
    next_at: datetime | None = None,
    now: datetime | None = None,
) -> DigestState:
    """Write the outcome of one attempt; `now` for those that have told their notices."""
    sent_at = now if state is DigestState.SENT else None
    with transaction.atomic():
        Digest.objects.filter(pk=digest.pk).update(
            state=state, error=error, next_at=next_at, sent_at=sent_at, address=digest.address
        )
        if now is not None:
            _told(digest, now)
    return state


def _told(digest: Digest, now: datetime) -> None:
    Notice.objects.filter(pk__in=digest.notices, person=digest.person_id).update(told_at=now)


def remove_old_digests(*, before: date) -> int:
    """Forget digests of days before; none that still waits to be sent. Returns how many."""
    old = Digest.objects.filter(day__lt=before).exclude(state__in=_OPEN)
    return old.delete()[0]
