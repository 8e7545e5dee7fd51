"""Who asks, from where, and when."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import Rights


def rights_of_request(request: HttpRequest) -> Rights:
    """The rights that the middleware worked out."""
    return cast(Rights, request.rights)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """The signed-in person."""
    return cast(Person, request.user)


def working_authority(request: HttpRequest) -> Unit | None:
    """The authority where the person works now."""
    unit: Unit | None = request.working_unit  # type: ignore[attr-defined]
    return (unit.authority or unit) if unit else None


def working_unit(request: HttpRequest) -> Unit | None:
    """The unit where the person works now."""
    return cast("Unit | None", request.working_unit)  # type: ignore[attr-defined]
