"""Running the engine on what is known, and keeping the run with its inputs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.timezone import localdate

from thuocdo.audit.actions import record, recorded
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.actions.allowed import demand, label_of
from thuocdo.scoring.models import Run
from thuocdo.scoring.queries.inputs import Inputs, inputs_of
from thuocdo.scoring.rules.replay import digest, dump_inputs, dump_result
from thuocdo.scoring.rules.tree import score
from thuocdo.scoring.rules.usable import usable


@recorded
def run_scores(
    *,
    units: Sequence[Unit],
    version: FrameworkVersion,
    period: str,
    by: Person | None,
    now: dt.datetime,
    why: str = "",
) -> list[Run]:
    """Score these authorities for the period; the runs in force, in the order of `units`.

    Where nothing that goes in has changed since the run in force, that run stays. Raises PermissionDenied.
    """
    for unit in units:
        demand(by, Right.SCORE_READ, unit, now=now)
    known = {
        run.unit_id: run
        for run in Run.objects.select_for_update(of=("self",)).filter(
            unit__in=[unit.pk for unit in units],
            framework_code=version.code,
            period=period,
            current=True,
        )
    }
    gathered = inputs_of(units, version, period, on=localdate(now))
    fresh = []
    for unit in units:
        known_now = gathered[unit.pk]
        text = dump_inputs(version.framework, known_now.values, known_now.settings, year=int(period))
        old = known.get(unit.pk)
        if old is None or old.inputs_sha256 != digest(text) or old.framework_id != version.pk:
            fresh.append(_run(unit, version, period, gathered[unit.pk], text, by, now))
    replaced = [known[run.unit_id].pk for run in fresh if run.unit_id in known]
    for start in range(0, len(replaced), 500):
        Run.objects.filter(pk__in=replaced[start : start + 500]).update(current=False)
    Run.objects.bulk_create(fresh, batch_size=50)
    for run in fresh[:1] if len(fresh) == 1 else ():
        _record_one(run, by, now, why)
    if len(fresh) > 1:
        after = {"framework": str(version), "period": period, "runs": len(fresh)}
        record("scoring.runs.computed", by=by, now=now, after=after, why=why)
    known |= {run.unit_id: run for run in fresh}
    return [known[unit.pk] for unit in units]


def _record_one(run: Run, by: Person | None, now: dt.datetime, why: str) -> None:
    after = {
        "framework": str(run.framework),
        "period": run.period,
        "points": None if run.points is None else str(run.points),
        "inputs": run.inputs_sha256,
        "result": run.result_sha256,
    }
    record("scoring.run.computed", by=by, now=now, subject=run, unit=run.unit, after=after, why=why)


def _run(
    unit: Unit,
    version: FrameworkVersion,
    period: str,
    inputs: Inputs,
    text: str,
    by: Person | None,
    now: dt.datetime,
) -> Run:
    try:
        root = score(version.framework, inputs.values, inputs.settings, year=int(period))
    except InputError:
        values = usable(version.framework, inputs.values, inputs.settings, year=int(period))
        text = dump_inputs(version.framework, values, inputs.settings, year=int(period))
        root = score(version.framework, values, inputs.settings, year=int(period))
    result = dump_result(root)
    return Run(
        unit=unit,
        province_id=unit.province_id,
        framework=version,
        framework_code=version.code,
        period=period,
        at=now,
        by=by,
        by_label=label_of(by),
        inputs=text,
        inputs_sha256=digest(text),
        result=result,
        result_sha256=digest(result),
        status=root.status,
        maximum=root.max,
        points=root.points,
        counted=root.counted,
        counted_of=root.counted_of,
        least=root.least,
        most=root.most,
        band=root.bands[0] if len(root.bands) == 1 else "",
        missing=root.waiting,
    )
