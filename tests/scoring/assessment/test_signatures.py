"""A criterion that wants a signed PDF: the verdict on the signature decides, and the document is in the store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW
from tests.documents.signing import armor, authority, flip, sign
from tests.scoring.assessment.conftest import Office
from thuocdo.documents.actions import load_revocations, load_roots
from thuocdo.scoring.queries.assessment.assessments import checklist, leaves_of
from thuocdo.work.models import Evidence, EvidenceUse
from thuocdo.work.rules.evidence import Verdict

pytestmark = pytest.mark.django_db
SELF = "/lam-viec/cham-diem/par-index-commune/2025/tu-cham/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_only_a_valid_signature_meets_the_line(office: Office) -> None:
    """Signed and sound: met; altered after signing: not met; the store knows the document and gives it again."""
    load_roots(data=armor(authority().root), source="Mẫu", listed_on=date(2026, 6, 30), by=None, now=NOW)
    for each in authority().lists:
        load_revocations(data=each, source="Mẫu", by=None, now=NOW)
    leaves = leaves_of(office.round.framework.framework)
    leaf = next(one for one in leaves.values() if any(rule.must_be_signed for rule in one.evidence))
    rule = next(rule for rule in leaf.evidence if rule.must_be_signed)
    client = Client()
    client.force_login(
        office.cast.person("coordinator"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    def hand_in(**more: Any) -> int:
        data = {"dong": rule.code, "so": "15/BC-UBND", "ngay_nhan": "20/02/2026"} | more
        return client.post(f"{SELF}{leaf.code}/tai-lieu/", data).status_code

    def told() -> list[tuple[Verdict, tuple[str, ...]]]:
        links = office.score(leaf.code).evidence.select_related("file")
        lines = checklist(leaf, links, "2025")
        line = next(one for one in lines if one.rule is not None and one.rule.code == rule.code)
        return [(verdict, reasons) for _link, verdict, reasons in line.papers]

    assert hand_in(tep=SimpleUploadedFile("sua.pdf", flip(sign()))) == 302
    assert told()[-1] == (Verdict.NOT_MET, ("signature_changed",))
    assert hand_in(tep=SimpleUploadedFile("ky.pdf", sign())) == 302
    assert told()[-1][0] is Verdict.MET
    kept = Evidence.objects.get(title="ky.pdf")
    use = EvidenceUse.objects.get(evidence=kept)
    assert (use.criterion, use.year, kept.number) == (leaf.code, 2025, "15/BC-UBND")
    link = office.score(leaf.code).evidence.get(name="ky.pdf")
    assert client.post(f"/lam-viec/cham-diem/tai-lieu/{link.pk}/bo/").status_code == 302
    use.refresh_from_db()
    assert use.removed_at is not None and use.removed_by == office.cast.person("coordinator")
    assert hand_in(kho="999999") == 422
    assert hand_in(kho=str(kept.pk)) == 302
    assert kept.uses.filter(removed_at__isnull=True).count() == 1
