"""Plans that are there already when a story begins, made by calling actions."""

from __future__ import annotations

import io

from django.utils import timezone

from tests.cast import Cast
from thuocdo.plans.actions import assign_all_later, confirm_rows, start_import
from thuocdo.plans.jobs import read_plan
from thuocdo.plans.models import Plan, PlanVersion, RowState
from thuocdo.reporting.actions import finish_review


def silent(step: str, done: int = 0, total: int = 0) -> None:
    """Progress that nobody watches."""


def read_version(
    content: bytes, cast: Cast, *, name: str = "ke-hoach.txt", of: Plan | None = None
) -> PlanVersion:
    """A plan of the commune, or a new version of one, ready for review."""
    version = start_import(
        unit=cast.unit("commune"),
        stream=io.BytesIO(content),
        name=name,
        as_version_of=of,
        by=cast.person("coordinator"),
        now=timezone.now(),
    )
    read_plan({"version": version.pk}, silent)
    return PlanVersion.objects.select_related("plan__unit").get(pk=version.pk)


def confirmed(content: bytes, cast: Cast, **more: str) -> PlanVersion:
    """The same, confirmed to the last row, its tasks given out; nobody in particular answers for some."""
    version = read_version(content, cast, **more)
    rows = list(version.rows.filter(state=RowState.PENDING))
    by, now = cast.person("coordinator"), timezone.now()
    confirm_rows(version=version, rows=rows, by=by, now=now)
    assign_all_later(version=version, by=by, now=now)
    finish_review(version=version, by=cast.person("leader"), now=now)
    return version
