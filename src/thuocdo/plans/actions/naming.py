"""The units behind printed names: matched by likeness, chosen by a person, remembered as aliases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.text import clean, fold
from thuocdo.orgs.actions import add_alias
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import UnitMatch, match_units
from thuocdo.plans.actions.access import row_under_review
from thuocdo.plans.actions.history import Change
from thuocdo.plans.actions.judging import refresh
from thuocdo.plans.actions.refusals import FieldError
from thuocdo.plans.models import PlanRow, PlanVersion, RowState, RowUnit
from thuocdo.plans.queries.units import nameable_units


def matches_of(names: Iterable[str], authority: Unit) -> dict[str, UnitMatch]:
    """Printed name -> what it was matched to."""
    distinct = sorted(set(names))
    return {match.printed: match for match in match_units(distinct, authority=authority)} if distinct else {}


def unit_rows(
    row: PlanRow, names: Sequence[tuple[str, str, bool]], matches: dict[str, UnitMatch]
) -> list[RowUnit]:
    """The unsaved `RowUnit`s of a row for (part, printed, is_group)."""
    out = []
    for position, (part, printed, is_group) in enumerate(names):
        match = matches.get(printed)
        group = is_group or bool(match and match.is_group)
        unit = match.unit if match and not group else None
        out.append(
            RowUnit(
                row=row,
                part=part,
                position=position,
                printed=printed[:300],
                is_group=group,
                unit=unit,
                certainty=round(match.ratio / 100, 3) if match else 0.0,
            )
        )
    return out


def rename(row: PlanRow, part: str, printed: Sequence[str], *, groups: Sequence[str]) -> None:
    """Make the row's units of one part those printed names; names that stay keep what a person chose."""
    kept = {named.printed: named for named in row.units.filter(part=part)}
    row.units.filter(part=part).exclude(printed__in=printed).delete()
    fresh = [name for name in printed if name not in kept]
    made = unit_rows(
        row, [(part, name, name in groups) for name in fresh], matches_of(fresh, row.version.plan.unit)
    )
    for named in made:
        named.position = list(printed).index(named.printed)
    RowUnit.objects.bulk_create(made)
    for name, named in kept.items():
        if name in printed:
            RowUnit.objects.filter(pk=named.pk).update(position=list(printed).index(name))


@recorded
def choose_unit(*, named: RowUnit, unit: Unit | None, by: Person | None, now: datetime) -> int:
    """Say which unit a printed name means, in every row of the version where it stands the same and is open.

    The choice becomes an alias of the unit in the papers of this authority. `unit=None`: it is no unit of the
    tree and stays as printed. Gives the number of places. Raises NotAllowed, Locked, Conflict, FieldError.
    """
    row = row_under_review(named.row, by=by, now=now)
    places = same_names(row.version, named)
    rows = PlanRow.objects.filter(units__in=places).distinct()
    change = Change(row.version, "unit", rows, by=by, now=now)
    settle(row.version, places, named.printed, unit, by=by, now=now)
    refresh({place.row_id for place in places})
    change.done()
    return len(places)


def settle(
    version: PlanVersion,
    places: Sequence[RowUnit],
    printed: str,
    unit: Unit | None,
    *,
    by: Person | None,
    now: datetime,
) -> None:
    """Store the choice, record it, and remember it as an alias. The caller holds the version and keeps the history."""
    authority = version.plan.unit
    if unit is not None and not nameable_units(authority).filter(pk=unit.pk).exists():
        raise FieldError(
            "unit",
            _("%(unit)s không thuộc %(authority)s.") % {"unit": unit.name, "authority": authority.name},
        )
    pks = [place.pk for place in places]
    RowUnit.objects.filter(pk__in=pks).update(unit=unit, by_person=True, certainty=1.0, is_group=False)
    if unit is None:
        RowUnit.objects.filter(pk__in=pks).update(certainty=0.0)
    elif fold(printed) != unit.folded:
        add_alias(unit=unit, name=clean(printed), scope=authority, by=by, now=now)
    record(
        "plans.unit.chosen",
        by=by,
        now=now,
        subject=version,
        unit=authority,
        after={"printed": printed, "unit": unit.pk if unit else None, "places": len(pks)},
    )


def same_names(version: PlanVersion, named: RowUnit) -> list[RowUnit]:
    """The place itself, and every other place of the version with the same name that nobody has settled."""
    wanted = fold(named.printed)
    others = RowUnit.objects.filter(row__version=version, by_person=False).exclude(
        row__state=RowState.DROPPED
    )
    places = {
        other.pk: other
        for other in others
        if fold(other.printed) == wanted and other.unit_id == named.unit_id
    }
    places[named.pk] = named
    return list(places.values())
