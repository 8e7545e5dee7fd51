"""A draft that a newer reading replaced was never confirmed."""

from __future__ import annotations

import pytest

from tests.cast import TODAY, Cast
from thuocdo.orgs.queries import rights_of
from thuocdo.plans.models import Plan, PlanVersion, VersionState
from thuocdo.plans.queries.plans import visible_plans

pytestmark = pytest.mark.django_db


def test_replaced_draft_stays_hidden_from_readers(cast: Cast) -> None:
    """Who may read confirmed plans does not see a plan of which only an unconfirmed draft was replaced."""
    from tests.cast import NOW
    from thuocdo.documents.models import StoredFile

    file = StoredFile.objects.create(
        sha256="0" * 64, size=1, media_type="text/plain", name="a.txt", stored_at=NOW
    )
    plan = Plan.objects.create(unit=cast.unit("commune"), year=2026, title="Dự thảo", created_at=NOW)
    for number, state in ((1, VersionState.SUPERSEDED), (2, VersionState.REVIEW)):
        PlanVersion.objects.create(
            plan=plan, number=number, file=file, file_name="a.txt", state=state, created_at=NOW
        )
    officer = rights_of(cast.person("officer"), on=TODAY)
    assert not visible_plans(officer).filter(pk=plan.pk).exists()
    assert visible_plans(rights_of(cast.person("coordinator"), on=TODAY)).filter(pk=plan.pk).exists()
    plan.versions.filter(number=1).update(confirmed_at=NOW)
    assert visible_plans(officer).filter(pk=plan.pk).exists()
