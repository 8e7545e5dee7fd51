"""Signatures of a 5 MB PDF; the pages of evidence with 100,000 documents in the database."""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path

from tests.bench.database import on_both
from tests.bench.figures import Figure, seconds

DOCUMENTS, TASKS = 100_000, 20_000


def _large_pdf() -> bytes:
    """A PDF of 5 MB with one picture, signed and stamped twice."""
    import os

    import pikepdf

    from tests.documents.signing import DAY, SIGNED, authority, sign
    from tests.rights_walk.papers import pdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Bao cao"))) as file:
        file.Root["/Picture"] = file.make_indirect(pikepdf.Stream(file, os.urandom(5 * 1024 * 1024)))
        file.save(out)
    once = sign(out.getvalue(), stamped=SIGNED)
    return sign(once, authority().second, field="Con_dau", stamped=SIGNED + DAY)


def _signatures() -> list[Figure]:
    from tests.documents.signing import NOW, authority
    from thuocdo.documents.rules.signatures import SignatureClass, judge
    from thuocdo.documents.signatures.checking import signatures_of
    from thuocdo.documents.signatures.trust import Trust

    trust = Trust((authority().root.pem.decode(),), (), authority().lists)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(_large_pdf())
        report = judge(signatures_of(path, trust, now=NOW))
        if report.verdict is not SignatureClass.VALID:
            raise RuntimeError(report.why)
        took = seconds(lambda: signatures_of(path, trust, now=NOW))
        size = path.stat().st_size / 1024 / 1024
    note = f"{size:.1f} MB, two signatures with time stamps, process start included"
    return [Figure("signatures of a 5 MB PDF, in a confined process", took, "s", 1.0, note=note)]


def _filled() -> tuple[int, int]:
    """100,000 documents of one commune, each used for a task; gives a task and a document."""
    from datetime import date

    from tests.cast import NOW, build
    from thuocdo.documents.models import SignatureCheck, StoredFile
    from thuocdo.work.models import Evidence, EvidenceUse, EvidenceVersion, Task

    cast = build()
    commune, unit, who = cast.unit("commune"), cast.unit("economy"), cast.person("officer")
    files = StoredFile.objects.bulk_create(
        (
            StoredFile(
                sha256=f"{n:064x}", size=1, media_type="application/pdf", name=f"{n}.pdf", stored_at=NOW
            )
            for n in range(DOCUMENTS)
        ),
        batch_size=2000,
    )
    SignatureCheck.objects.bulk_create(
        (
            SignatureCheck(file=file, at=NOW, verdict="unsigned", report={"verdict": "unsigned"})
            for file in files
        ),
        batch_size=2000,
    )
    tasks = Task.objects.bulk_create(
        (
            Task(
                authority=commune, number=n, text=f"Nhiệm vụ {n}", lead=unit, updated_at=NOW,
                due=date(2026, 9, 30), output="Báo cáo", folded=f" nhiem vu {n}",
            )
            for n in range(TASKS)
        ),
        batch_size=2000,
    )  # fmt: skip
    kept = Evidence.objects.bulk_create(
        (
            Evidence(
                authority=commune, unit=unit, owner=who, file=file, title=f"Báo cáo {n}", number=f"{n}/BC-UBND",
                confirmed=True, added_at=NOW, folded=f" bao cao {n} {n}/bc-ubnd",
            )
            for n, file in enumerate(files)
        ),
        batch_size=2000,
    )  # fmt: skip
    EvidenceVersion.objects.bulk_create(
        (EvidenceVersion(evidence=one, number=1, file=one.file, name="a.pdf", added_at=NOW) for one in kept),
        batch_size=2000,
    )
    EvidenceUse.objects.bulk_create(
        (EvidenceUse(evidence=one, task=tasks[n % TASKS], added_at=NOW) for n, one in enumerate(kept)),
        batch_size=2000,
    )
    return tasks[7].pk, kept[7].pk


def measure(label: str) -> list[Figure]:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    task, document = _filled()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    user = get_user_model().objects.get(username="officer")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    found = []
    for name, address in (
        ("store of 100,000 documents, first page", "/lam-viec/kiem-chung/"),
        ("the same, searched by number", "/lam-viec/kiem-chung/?q=77123/BC"),
        ("one document with what it proves", f"/lam-viec/kiem-chung/{document}/"),
        ("checklist of a task", f"/lam-viec/nhiem-vu/{task}/kiem-chung/"),
    ):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            start = time.perf_counter()
            answer = client.get(address)
            took = time.perf_counter() - start
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        found.append(Figure(f"{name} ({label})", took, "s", 0.15, note=f"{len(queries)} SQL queries"))
    return found


def figures() -> list[Figure]:
    import os

    if os.environ.get("BENCH_DATABASE"):
        return on_both("evidence", measure)
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    os.environ.setdefault("SECRET_KEY", "0" * 60)
    django.setup()
    return [*_signatures(), *on_both("evidence", measure)]
