"""Keeping, sharing and dropping trials. None of them writes a measure, a setting or a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.actions.allowed import demand
from thuocdo.scoring.models import Run, Scenario


@recorded
def keep_scenario(
    *,
    unit: Unit,
    version: FrameworkVersion,
    period: str,
    name: str,
    changes: Mapping[str, object],
    base: Run | None,
    by: Person,
    now: dt.datetime,
) -> Scenario:
    """Keep a trial under its name, private; the owner's trial of the same name is replaced.

    Raises InputError (no name, nothing changed) and PermissionDenied.
    """
    demand(by, Right.SCORE_READ, unit, now=now)
    bare = " ".join(name.split())[:120]
    if not bare:
        raise InputError(_("Hãy đặt tên cho phương án."))
    if not any(changes.values()):
        raise InputError(_("Chưa đổi số nào nên chưa có phương án để lưu."))
    kept, new = Scenario.objects.update_or_create(
        unit=unit,
        framework_code=version.code,
        period=period,
        owner=by,
        name=bare,
        defaults={"framework": version, "changes": dict(changes), "base": base, "kept_at": now},
    )
    record(
        "scoring.scenario.kept",
        by=by,
        now=now,
        subject=kept,
        unit=unit,
        after={"name": bare, "period": period, "changes": dict(changes)},
    )
    del new
    return kept


@recorded
def share_scenario(*, scenario: Scenario, shared: bool, by: Person, now: dt.datetime) -> Scenario:
    """Let everybody who reads the unit's scores see the trial, or take that back. Its owner alone may."""
    _own(scenario, by)
    scenario.shared = shared
    scenario.save(update_fields=["shared"])
    code = "scoring.scenario.shared" if shared else "scoring.scenario.unshared"
    record(code, by=by, now=now, subject=scenario, unit=scenario.unit, after={"name": scenario.name})
    return scenario


@recorded
def drop_scenario(*, scenario: Scenario, by: Person, now: dt.datetime) -> None:
    """Drop a trial; the log keeps what it held. Its owner alone may."""
    _own(scenario, by)
    record(
        "scoring.scenario.dropped",
        by=by,
        now=now,
        subject=scenario,
        unit=scenario.unit,
        before={"name": scenario.name, "changes": scenario.changes},
    )
    scenario.delete()


def _own(scenario: Scenario, by: Person) -> None:
    if scenario.owner_id != by.pk:
        raise PermissionDenied(_("Chỉ người lập phương án mới sửa được phương án này."))
