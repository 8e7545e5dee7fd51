"""Entering measures by hand, with their source; a correction keeps what was there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.rules.model import Measure
from thuocdo.documents.models import StoredFile
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.actions.allowed import demand, label_of
from thuocdo.scoring.models import MeasureEntry
from thuocdo.scoring.queries.owners import owners_by_name, users_of
from thuocdo.scoring.rules.usable import refusal_of
from thuocdo.scoring.rules.values import read_value, write_value


@dataclass(frozen=True)
class Proof:
    """Where an entered value comes from: a sentence, and if there is one the file with its place."""

    source: str
    file: StoredFile | None = None
    pages: str = ""
    as_of: dt.date | None = None


@recorded
def enter_measure(
    *,
    unit: Unit,
    version: FrameworkVersion,
    measure: str,
    period: str,
    raw: object,
    proof: Proof,
    by: Person | None,
    now: dt.datetime,
    why: str = "",
) -> MeasureEntry:
    """Store one value of one measure for an authority and period; `raw` in the form of the measure's kind.

    The same value and proof again changes nothing. Raises InputError (unknown measure, impossible value, no
    source, a correction without a reason) and PermissionDenied.
    """
    known = _measure(version, measure)
    _may_enter(by, unit, version, measure, now)
    taken = read_value(known, raw)
    refusal = refusal_of(version.framework, measure, taken, year=int(period))
    if refusal:
        raise InputError(refusal)
    value = write_value(taken)
    source = " ".join(proof.source.split())
    if not source:
        raise InputError(
            _("Hãy ghi nguồn của “%(label)s” (văn bản, sổ, hệ thống nào).") % {"label": known.label}
        )
    old = _current(unit, version, measure, period)
    if old is not None and not old.withdrawn:
        same = (old.value, old.source, old.file, old.pages, old.as_of)
        if same == (value, source, proof.file, proof.pages, proof.as_of):
            return old
        if old.value != value and not why.strip():
            raise InputError(_("Số này đã được nhập trước đó; hãy ghi lý do sửa."))
    return _replace(
        old,
        MeasureEntry(
            unit=unit,
            framework=version.code,
            measure=measure,
            period=period,
            value=value,
            source=source[:500],
            file=proof.file,
            pages=proof.pages[:60],
            as_of=proof.as_of,
            entered_at=now,
            entered_by=by,
            by_label=label_of(by),
            why=why.strip()[:500],
        ),
    )


@recorded
def withdraw_measure(
    *,
    unit: Unit,
    version: FrameworkVersion,
    measure: str,
    period: str,
    by: Person | None,
    now: dt.datetime,
    why: str,
) -> MeasureEntry:
    """Say that a measure has no value any more. Raises InputError (nothing entered, no reason), PermissionDenied."""
    known = _measure(version, measure)
    _may_enter(by, unit, version, measure, now)
    old = _current(unit, version, measure, period)
    if old is None or old.withdrawn:
        raise InputError(_("“%(label)s” chưa có số nào để rút.") % {"label": known.label})
    if not why.strip():
        raise InputError(_("Hãy ghi lý do rút số này."))
    return _replace(
        old,
        MeasureEntry(
            unit=unit,
            framework=version.code,
            measure=measure,
            period=period,
            withdrawn=True,
            source=old.source,
            entered_at=now,
            entered_by=by,
            by_label=label_of(by),
            why=why.strip()[:500],
        ),
    )


def _measure(version: FrameworkVersion, name: str) -> Measure:
    known = version.framework.measures.get(name)
    if known is None:
        raise InputError(
            _("Bộ tiêu chí %(name)s không có số đo “%(measure)s”.")
            % {"name": version.framework.name, "measure": name}
        )
    return known


def _may_enter(
    by: Person | None, unit: Unit, version: FrameworkVersion, measure: str, now: dt.datetime
) -> None:
    """Whoever may enter for the whole authority, or for a unit that owns a criterion with this measure."""
    named = [(leaf.code, leaf.owner) for leaf in users_of(version.framework, measure)]
    owners = owners_by_name(named, unit).values()
    demand(by, Right.SCORE_ENTER, *owners, unit, now=now)


def _current(unit: Unit, version: FrameworkVersion, measure: str, period: str) -> MeasureEntry | None:
    return (
        MeasureEntry.objects.select_for_update(of=("self",))
        .filter(unit=unit, framework=version.code, measure=measure, period=period, current=True)
        .first()
    )


def _replace(old: MeasureEntry | None, new: MeasureEntry) -> MeasureEntry:
    if old is not None:
        old.current = False
        old.save(update_fields=["current"])
    new.save()
    record(
        "scoring.measure.withdrawn" if new.withdrawn else "scoring.measure.entered",
        by=new.entered_by,
        now=new.entered_at,
        subject=new,
        unit=new.unit,
        before={"value": None if old is None or old.withdrawn else old.value},
        after={"measure": new.measure, "period": new.period, "value": new.value, "source": new.source},
        why=new.why,
    )
    return new
