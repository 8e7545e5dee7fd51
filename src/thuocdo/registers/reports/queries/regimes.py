"""Regimes and what each authority has set for them, the upper level's setting above the lower's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thuocdo.calendars.rules.periods import Period
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import UnitKind
from thuocdo.registers.reports.models import TO_PROVINCE, Regime, RegimeSetting
from thuocdo.registers.reports.rules.library import ShippedRegime, shipped_regimes
from thuocdo.registers.reports.rules.terms import Term


@dataclass(frozen=True, slots=True)
class Setting:
    """A stored setting, read once: from `since` on, whether the regime applies and with which terms."""

    since: date
    active: bool
    terms: tuple[Term, ...]


class Settings:
    """All settings of some regimes, in one query; answers which counts for an authority on a day."""

    def __init__(self, regimes: Iterable[Regime] | None = None) -> None:
        rows = RegimeSetting.objects.order_by("valid_from", "entered_at", "pk")
        if regimes is not None:
            rows = rows.filter(regime__in=[regime.pk for regime in regimes])
        self._rows: dict[tuple[int, int], list[Setting]] = defaultdict(list)
        for row in rows:
            self._rows[row.regime_id, row.unit_id].append(Setting(row.valid_from, row.active, row.read_terms))

    def authorities(self, regime: int) -> list[int]:
        """Who has ever set something for the regime."""
        return sorted(unit for known, unit in self._rows if known == regime)

    def own(self, regime: int, authority: int, on: date) -> Setting | None:
        """What the authority itself has set last, for the day."""
        found = [row for row in self._rows.get((regime, authority), ()) if row.since <= on]
        return found[-1] if found else None

    def counts(self, regime: int, authority: int, province: int | None, on: date) -> Setting | None:
        """What holds for the authority: the province's setting where it has one, else its own."""
        above = self.own(regime, province, on) if province and province != authority else None
        return above or self.own(regime, authority, on)

    def periods(self, setting_of: Mapping[Period, Setting | None]) -> Iterator[tuple[Period, Term]]:
        """The periods that an active setting names, with their terms."""
        for period, setting in setting_of.items():
            if setting is None or not setting.active:
                continue
            for term in setting.terms:
                if period in term.periods(period.year):
                    yield period, term
                    break


def reporters_of(regime: Regime, authority: Unit) -> list[Unit]:
    """The units for which the authority's setting of the regime counts, as far as no upper level decides otherwise."""
    kinds = [str(kind) for kind in regime.reporters]
    units = Unit.objects.filter(kind__in=kinds).select_related("authority", "province")
    if regime.receiver != TO_PROVINCE:
        return list(units.filter(authority=authority).exclude(pk=authority.pk))
    if authority.kind == UnitKind.PROVINCE:
        return list(units.filter(province=authority).exclude(pk=authority.pk))
    return list(units.filter(Q(pk=authority.pk) | Q(authority=authority)))


def receiver_of(regime: Regime, unit: Unit) -> Unit | None:
    """Who takes the unit's report in; None where the tree has nobody."""
    receiver = unit.province if regime.receiver == TO_PROVINCE else unit.authority
    return receiver if receiver is not None and receiver.pk != unit.pk else None


@dataclass(frozen=True, slots=True)
class RegimeRow:
    """A regime as an authority sees it. `setting`: what holds now; `by_upper`: it is the province's."""

    regime: Regime | None
    shipped: ShippedRegime | None
    setting: Setting | None
    by_upper: bool

    @property
    def code(self) -> str:
        return self.regime.code if self.regime else self.shipped.code if self.shipped else ""

    @property
    def definition(self) -> Regime | ShippedRegime:
        found = self.regime or self.shipped
        assert found is not None  # noqa: S101  (one of both is always there)
        return found

    @property
    def terms(self) -> tuple[Term, ...]:
        if self.setting is not None:
            return self.setting.terms
        return self.shipped.terms if self.shipped else ()

    @property
    def active(self) -> bool:
        return self.setting is not None and self.setting.active


def regimes_for(authority: Unit, *, on: date) -> list[RegimeRow]:
    """Every regime that concerns the authority: its own, its province's and the shipped ones; in force first."""
    own = Q(owner__isnull=True) | Q(owner=authority) | Q(owner=authority.province_id)
    regimes = list(Regime.objects.filter(own))
    settings = Settings(regimes)
    shipped = {one.code: one for one in shipped_regimes()}
    known = {regime.code for regime in regimes}
    rows = []
    for regime in regimes:
        held = settings.counts(regime.pk, authority.pk, authority.province_id, on)
        by_upper = held is not None and held is not settings.own(regime.pk, authority.pk, on)
        rows.append(RegimeRow(regime, shipped.get(regime.code), held, by_upper))
    rows += [RegimeRow(None, one, None, False) for code, one in shipped.items() if code not in known]
    return sorted(rows, key=lambda row: not row.active)


def regime_row(authority: Unit, code: str, *, on: date) -> RegimeRow | None:
    """One regime as the authority sees it; None where it does not concern it."""
    return next((row for row in regimes_for(authority, on=on) if row.code == code), None)


def settings_history(regime: Regime, units: Sequence[int]) -> list[RegimeSetting]:
    """What these authorities have entered for the regime, newest first."""
    rows = RegimeSetting.objects.filter(regime=regime, unit__in=units).select_related("unit", "entered_by")
    return list(rows.order_by("-valid_from", "-entered_at"))
