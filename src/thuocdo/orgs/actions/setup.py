"""The first unit and administrator of an installation."""

from __future__ import annotations

from datetime import datetime

from thuocdo.audit.actions import recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import fold
from thuocdo.orgs.actions.links import create_sign_in_link
from thuocdo.orgs.actions.people import create_person
from thuocdo.orgs.actions.units import create_unit
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Role, UnitKind

_TITLES = ("xã", "phường", "đặc khu", "tỉnh", "thành phố")


def title_of(name: str) -> str:
    """ "Xã" of "xã Mẫu"; nothing where the name does not begin so."""
    folded = fold(name)
    return next((t.capitalize() for t in _TITLES if folded.startswith(fold(t) + " ")), "")


@recorded
def initialise(
    *,
    unit_name: str,
    kind: UnitKind,
    code: str,
    full_name: str,
    username: str,
    now: datetime,
    phone: str = "",
    province: tuple[str, str | None] | None = None,
) -> str:
    """Unit (and province, by name and code), administrator, and the secret of the first sign-in link.

    A unit that an imported catalogue already holds is taken by its code. Refused once anybody has an account.
    """
    if Person.objects.exists():
        raise InputError("Nơi này đã khởi tạo rồi.")
    unit = Unit.objects.filter(code=code, kind=kind).first()
    if unit is None:
        parent = None
        if province and kind is UnitKind.COMMUNE:
            name, province_code = province
            parent = (
                Unit.objects.filter(code=province_code, kind=UnitKind.PROVINCE).first()
                if province_code
                else None
            )
            parent = parent or create_unit(
                name=name, kind=UnitKind.PROVINCE, code=province_code, title=title_of(name), by=None, now=now
            )
        unit = create_unit(
            name=unit_name,
            kind=kind,
            code=code,
            title=title_of(unit_name),
            parent=parent,
            phone=phone,
            by=None,
            now=now,
        )
    person = create_person(
        full_name=full_name, username=username, unit=unit, role=Role.ADMINISTRATOR, by=None, now=now,
        position="Quản trị hệ thống",
    )  # fmt: skip
    return create_sign_in_link(person=person, by=None, now=now)
