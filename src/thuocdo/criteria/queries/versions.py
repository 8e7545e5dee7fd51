"""Versions of frameworks: which an authority knows, which counts for it in a year, who may keep them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from thuocdo.criteria.models import ISSUED, FrameworkChoice, FrameworkVersion
from thuocdo.orgs.models import Membership, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right, UnitKind


def known_versions(unit: Unit, *, drafts: bool = False) -> QuerySet[FrameworkVersion]:
    """What the authority of `unit` can choose from: what ships, its own, and what its province has issued.

    With `drafts` also its own drafts.
    """
    home = unit.authority_id or unit.pk
    issued = Q(authority__isnull=True) | Q(authority=home)
    if unit.province_id is not None:
        issued |= Q(authority=unit.province_id)
    found = Q(state=ISSUED) & issued
    if drafts:
        found |= Q(authority=home)
    return FrameworkVersion.objects.filter(found).select_related("authority")


def chosen_for(unit: Unit, code: str, year: int) -> FrameworkChoice | None:
    """The choice that counts for the authority of `unit`: its province's where there is one, else its own."""
    rows = (
        FrameworkChoice.objects.filter(_of(unit), code=code, year=year, current=True)
        .select_related("version", "version__authority", "unit")
        .order_by()
    )
    return _first(unit, list(rows))


def framework_for(unit: Unit, code: str, year: int) -> FrameworkVersion | None:
    """The version of the framework `code` by which the authority of `unit` is scored in `year`; None: not chosen."""
    choice = chosen_for(unit, code, year)
    return choice.version if choice else None


def frameworks_for(unit: Unit, year: int) -> tuple[FrameworkVersion, ...]:
    """Every version that counts for the authority of `unit` in `year`, one a framework, in order of their codes."""
    rows: dict[str, list[FrameworkChoice]] = {}
    found = FrameworkChoice.objects.filter(_of(unit), year=year, current=True)
    for row in found.select_related("version", "version__authority", "unit").order_by("code"):
        rows.setdefault(row.code, []).append(row)
    chosen = (_first(unit, same) for same in rows.values())
    return tuple(choice.version for choice in chosen if choice)


def may_keep_frameworks(rights: Rights, authority: Unit) -> bool:
    """Whether the person may import, issue and choose frameworks for the authority.

    A province's administrators and coordinators may; a commune's only where nobody of its province works here.
    """
    if not rights.can(Right.FRAMEWORK_ADMIN, authority):
        return False
    if authority.kind == UnitKind.PROVINCE or authority.province_id is None:
        return True
    return not Membership.objects.filter(unit__authority=authority.province_id).exists()


def _of(unit: Unit) -> Q:
    return Q(unit=unit.authority_id or unit.pk) | Q(unit__isnull=False, unit=unit.province_id)


def _first(unit: Unit, rows: list[FrameworkChoice]) -> FrameworkChoice | None:
    """A province's choice of a commune's framework binds its communes; of a province's framework, only itself."""
    home = unit.authority_id or unit.pk
    bound = [row for row in rows if row.unit_id != home and row.version.level == "commune"]
    own = [row for row in rows if row.unit_id == home]
    return next(iter(bound or own), None)


def choices_of(unit: Unit) -> tuple[FrameworkChoice, ...]:
    """What counts for the authority of `unit`, newest year first, one row a year and framework."""
    rows: dict[tuple[int, str], list[FrameworkChoice]] = {}
    found = FrameworkChoice.objects.filter(_of(unit), current=True)
    for row in found.select_related("version", "version__authority", "unit", "chosen_by").order_by(
        "-year", "code"
    ):
        rows.setdefault((row.year, row.code), []).append(row)
    chosen = (_first(unit, same) for same in rows.values())
    return tuple(choice for choice in chosen if choice)
