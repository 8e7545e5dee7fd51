"""What is known of signatures: the last check of a file, and whom a check may trust today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thuocdo.documents.models import RevocationList, SignatureCheck, StoredFile, TrustRoot
from thuocdo.documents.rules.signatures import SignatureClass
from thuocdo.documents.signatures.trust import Trust

LISTS_OF_AN_ISSUER = 24  # the newest: older ones speak only of certificates that have ended since


@dataclass(frozen=True)
class Ground:
    """What a check rests on today. `listed_on`: date of the newest list of roots; None without a root."""

    trust: Trust
    listed_on: date | None
    roots: int


def ground_now() -> Ground:
    """The certificates and lists in use."""
    held = list(TrustRoot.objects.filter(retired_at__isnull=True))
    anchors = [one for one in held if one.anchor]
    lists: dict[str, list[bytes]] = {}
    for issuer, der in RevocationList.objects.order_by("issuer", "-this_update").values_list("issuer", "der"):
        kept = lists.setdefault(issuer, [])
        if len(kept) < LISTS_OF_AN_ISSUER:
            kept.append(bytes(der))
    return Ground(
        trust=Trust(
            roots=tuple(one.pem for one in anchors),
            helpers=tuple(one.pem for one in held if not one.anchor),
            lists=tuple(der for kept in lists.values() for der in kept),
        ),
        listed_on=max((one.listed_on for one in anchors), default=None),
        roots=len(anchors),
    )


def latest_check(file: StoredFile) -> SignatureCheck | None:
    """The check that counts, or None where the file was never looked at."""
    return SignatureCheck.objects.filter(file=file, latest=True).first()


def signature_classes(files: Iterable[int]) -> dict[int, SignatureClass]:
    """The class of each file (by key) that was checked; one query."""
    rows = SignatureCheck.objects.filter(file__in=list(files), latest=True)
    return {file: SignatureClass(verdict) for file, verdict in rows.values_list("file_id", "verdict")}


def trust_lists() -> list[RevocationList]:
    """The newest list of revoked certificates of each issuer, without its contents."""
    newest: dict[str, RevocationList] = {}
    for one in RevocationList.objects.defer("der").order_by("issuer", "-this_update"):
        newest.setdefault(one.issuer, one)
    return list(newest.values())
