"""Whom the site trusts: certificates of issuers, and their lists of revoked ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.documents.models import RevocationList, TrustRoot
from thuocdo.documents.signatures.trust import certificates_in, revocation_list_in
from thuocdo.jobs.actions import enqueue
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.models import Person

RECHECK = "documents.recheck"  # settings.JOB_HANDLERS
MAX_FUTURE_DAYS = 1


@dataclass(frozen=True)
class Loaded:
    """What came of a file of certificates."""

    new: tuple[TrustRoot, ...]
    known: tuple[TrustRoot, ...]

    @property
    def anchors(self) -> int:
        """How many of all are roots."""
        return sum(1 for one in (*self.new, *self.known) if one.anchor)


@recorded
def load_roots(*, data: bytes, source: str, listed_on: date, by: Person | None, now: datetime) -> Loaded:
    """Take the certificates of a PEM or DER file; a retired one comes back, a known one gets the newer date.

    `source`: where the file comes from; `listed_on`: the date of the list. Raises InputError when a certificate
    is no issuer's, none can be read, the source is missing or the date lies ahead. Files that carry signatures
    are checked anew in the background.
    """
    source = _source(source)
    _not_ahead(listed_on, now)
    found = certificates_in(data)
    known = {
        one.fingerprint: one
        for one in TrustRoot.objects.select_for_update().filter(
            fingerprint__in=[one.fingerprint for one in found]
        )
    }
    new, old = [], []
    for one in found:
        held = known.get(one.fingerprint)
        if held is None:
            new.append(
                TrustRoot.objects.create(
                    fingerprint=one.fingerprint,
                    subject=one.subject,
                    issuer=one.issuer,
                    anchor=one.anchor,
                    not_before=one.not_before,
                    not_after=one.not_after,
                    pem=one.pem,
                    source=source,
                    listed_on=listed_on,
                    loaded_at=now,
                    loaded_by=by,
                )
            )
            continue
        if held.retired_at is not None or listed_on > held.listed_on:
            held.source, held.listed_on = source, max(listed_on, held.listed_on)
            held.loaded_at, held.loaded_by = now, by
            held.retired_at = held.retired_by = None
            held.retired_why = ""
            held.save()
        old.append(held)
    record(
        "documents.roots.loaded",
        by=by,
        now=now,
        after={
            "fingerprints": [one.fingerprint for one in found],
            "source": source,
            "listed_on": listed_on.isoformat(),
        },
    )
    _recheck(by, now)
    return Loaded(tuple(new), tuple(old))


@recorded
def retire_root(*, root: TrustRoot, why: str, by: Person | None, now: datetime) -> TrustRoot:
    """Trust a certificate no more. Raises InputError without a reason, or when that has happened already."""
    why = clean(why)[:300]
    if not why:
        raise InputError(_("Hãy ghi lý do ngừng tin chứng thư này."))
    held = TrustRoot.objects.select_for_update().get(pk=root.pk)
    if held.retired_at is not None:
        raise InputError(_("Chứng thư này đã ngừng dùng."))
    held.retired_at, held.retired_by, held.retired_why = now, by, why
    held.save(update_fields=["retired_at", "retired_by", "retired_why"])
    record(
        "documents.root.retired",
        by=by,
        now=now,
        subject=held,
        before={"fingerprint": held.fingerprint},
        why=why,
    )
    _recheck(by, now)
    return held


@recorded
def load_revocations(*, data: bytes, source: str, by: Person | None, now: datetime) -> RevocationList:
    """Take a list of revoked certificates; the same one again changes nothing.

    Whether its issuer really signed it is found out at each check, when the issuer's certificate is at hand.
    Raises InputError for what is no such list, and without a source.
    """
    source = _source(source)
    found = revocation_list_in(data)
    held = RevocationList.objects.filter(sha256=found.sha256).first()
    if held is not None:
        return held
    made = RevocationList.objects.create(
        sha256=found.sha256,
        issuer=found.issuer,
        this_update=found.this_update,
        next_update=found.next_update,
        revoked=found.revoked,
        der=found.der,
        source=source,
        loaded_at=now,
        loaded_by=by,
    )
    record(
        "documents.revocations.loaded",
        by=by,
        now=now,
        subject=made,
        after={"sha256": made.sha256, "issuer": made.issuer, "revoked": made.revoked, "source": source},
    )
    _recheck(by, now)
    return made


def _source(text: str) -> str:
    text = clean(text)[:300]
    if not text:
        raise InputError(_("Hãy ghi nguồn: trang hoặc văn bản nào công bố tệp này."))
    return text


def _not_ahead(day: date, now: datetime) -> None:
    if (day - now.date()).days > MAX_FUTURE_DAYS:
        raise InputError(_("Ngày của danh sách không thể ở tương lai."))


def _recheck(by: Person | None, now: datetime) -> None:
    enqueue(RECHECK, payload={}, by=by, now=now, key=RECHECK)
