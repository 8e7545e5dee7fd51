"""Checking the signatures of a stored file and keeping what was found."""

from __future__ import annotations

from datetime import datetime

from thuocdo.audit.actions import record, recorded
from thuocdo.documents.models import SignatureCheck, StoredFile
from thuocdo.documents.parsing.sniff import FileKind
from thuocdo.documents.queries import Ground, ground_now, latest_check, path_of
from thuocdo.documents.rules.signatures import Report, judge
from thuocdo.documents.signatures.checking import signatures_of
from thuocdo.orgs.models import Person

PDF = FileKind.PDF.media_type


def check_signatures(
    *, file: StoredFile, by: Person | None, now: datetime, ground: Ground | None = None
) -> SignatureCheck | None:
    """Look at the file's signatures now and keep the outcome; None for a file that is no PDF.

    Reading takes up to a second in a child process, so it is done before the transaction. `ground`: whom to trust,
    where many files are checked at once. A file that is gone gives the last check as it is.
    """
    if file.media_type != PDF:
        return None
    ground = ground or ground_now()
    try:
        report = judge(signatures_of(path_of(file), ground.trust, now=now))
    except OSError:
        return latest_check(file)
    return _keep(file=file, report=report, ground=ground, by=by, now=now)


@recorded
def _keep(
    *, file: StoredFile, report: Report, ground: Ground, by: Person | None, now: datetime
) -> SignatureCheck:
    StoredFile.objects.select_for_update().get(pk=file.pk)  # two checks of one file at once wait here
    before = SignatureCheck.objects.filter(file=file, latest=True).first()
    told = report.to_json()
    if before is not None and before.report == told and before.listed_on == ground.listed_on:
        return before
    SignatureCheck.objects.filter(file=file, latest=True).update(latest=False)
    made = SignatureCheck.objects.create(
        file=file,
        at=now,
        verdict=report.verdict,
        report=told,
        listed_on=ground.listed_on,
        roots=ground.roots,
    )
    record(
        "documents.signature.checked",
        by=by,
        now=now,
        subject=file,
        before={"verdict": before.verdict} if before else None,
        after={"verdict": str(report.verdict), "why": report.why},
    )
    return made
