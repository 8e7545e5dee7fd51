"""Which unit of an authority answers for a criterion: the framework names it by kind of office."""

from __future__ import annotations

from collections.abc import Iterable

from thuocdo.criteria.rules.model import Criterion, Framework
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import match_units


def owners_of(framework: Framework, authority: Unit) -> dict[str, Unit]:
    """The unit that owns each leaf, by criterion code; the authority itself where no unit of that name exists."""
    return owners_by_name([(leaf.code, leaf.owner) for leaf in framework.leaves()], authority)


def owners_by_name(named: Iterable[tuple[str, str]], authority: Unit) -> dict[str, Unit]:
    """The units for (key, printed name) pairs."""
    pairs = list(named)
    printed = sorted({name for _, name in pairs if name})
    found = {match.printed: match.unit for match in match_units(printed, authority=authority)}
    out: dict[str, Unit] = {}
    for key, name in pairs:
        unit = found.get(name)
        # a name that fits another authority's office is not an owner here
        out[key] = unit if unit is not None and unit.authority_id == authority.pk else authority
    return out


def users_of(framework: Framework, measure: str) -> list[Criterion]:
    """The criteria that take this measure."""
    return [leaf for leaf in framework.leaves() if measure in leaf.inputs.values()]
