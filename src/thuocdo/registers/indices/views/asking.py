"""Who asks, from where, and about which province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import Rights, may_change_shared
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.plans.rules.papi import province_name
from thuocdo.plans.rules.papi.provinces import keys_of_name
from thuocdo.registers.indices.queries.releases import keys_of_unit


def rights_of_request(request: HttpRequest) -> Rights:
    """The rights that the middleware worked out."""
    return cast(Rights, request.rights)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """The signed-in person."""
    return cast(Person, request.user)


def may_import(request: HttpRequest) -> bool:
    """Whether the person may take in what all of the installation share."""
    return may_change_shared(rights_of_request(request), Right.INDEX_IMPORT)


@dataclass(frozen=True, slots=True)
class Asked:
    """The province asked about: its keys; `own`: it is the person's; `below`: asked from a commune of it."""

    keys: tuple[str, ...]
    name: str
    own: bool
    authority: Unit | None

    @property
    def below(self) -> bool:
        return self.authority is not None and self.authority.kind == UnitKind.COMMUNE

    @property
    def key(self) -> str:
        return self.keys[0] if self.keys else ""


def asked_province(request: HttpRequest, known: Sequence[str]) -> Asked:
    """The province of `?tinh=`, else the one of the unit where the person works now."""
    unit: Unit | None = request.working_unit  # type: ignore[attr-defined]
    authority = (unit.authority or unit) if unit else None
    own = keys_of_unit(authority)
    wanted = request.GET.get("tinh", "")
    if wanted in known:
        keys = keys_of_name(province_name(wanted))
        return Asked(keys, province_name(wanted), bool(set(keys) & set(own)), authority)
    return Asked(own, province_name(own[0]) if own else "", bool(own), authority)
