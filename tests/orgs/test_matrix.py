"""Every page of this stage for every person of the cast."""

from __future__ import annotations

from tests.cast import NOW, Cast
from tests.rights_matrix import May, Page, everybody, patterns, walk
from thuocdo.orgs.actions import add_alias
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right, Role

UNITS = "/lam-viec/quan-tri/don-vi/"
PEOPLE = "/lam-viec/quan-tri/nguoi-dung/"


def has(right: Right, *, over: Unit | None = None) -> May:
    def may(_key: str, rights: Rights) -> bool:
        return rights.can(right, over) if over is not None else rights.any(right)

    return may


def pages_of(cast: Cast) -> list[Page]:
    """The table for this stage; the walk over the whole site adds it to the others'."""
    units, people = has(Right.UNIT_ADMIN), has(Right.PEOPLE_ADMIN)
    found = [
        Page("orgs:notice_list", "/lam-viec/thong-bao/", everybody),
        Page("orgs:notices_read", "/lam-viec/thong-bao/da-xem/", everybody, "post", ok=frozenset({302})),
        Page("orgs:notice_settings", "/lam-viec/thong-bao/tuy-chon/", everybody, "post", ok=frozenset({302})),
        Page("orgs:working_unit", "/lam-viec/don-vi-lam-viec/", lambda k, r: False, "post", {"unit": "0"}),
        Page("orgs:unit_list", UNITS, units),
        Page("orgs:unit_list", f"{UNITS}?q=phong", units),
        Page("orgs:unit_new", f"{UNITS}them/", units),
        Page("orgs:units_import", f"{UNITS}nhap/", units),
        Page("orgs:units_template", f"{UNITS}nhap/mau/", units),
        Page("orgs:person_list", f"{PEOPLE}?tt=tat-ca", people),
        Page("orgs:person_new", f"{PEOPLE}moi/", people),
        Page("orgs:people_import", f"{PEOPLE}nhap/", people),
        Page("orgs:people_template", f"{PEOPLE}nhap/mau/", people),
        Page("orgs:people_export", f"{PEOPLE}xuat/", people),
    ]
    for key in ("commune", "culture", "office", "village", "other", "other_economy", "province", "sector"):
        unit = cast.unit(key)
        found.append(Page("orgs:unit_detail", f"{UNITS}{unit.pk}/", has(Right.UNIT_ADMIN, over=unit)))
    for key in ("officer", "coordinator", "leader", "other_officer", "province_coordinator"):
        person = cast.person(key)
        where = person.memberships.get().unit
        may = has(Right.PEOPLE_ADMIN, over=where)
        found.append(Page("orgs:person_detail", f"{PEOPLE}{person.pk}/", may))
        grant = _may_grant(person.memberships.get().role, where)
        found.append(Page("orgs:person_sees", f"{PEOPLE}{person.pk}/thay-gi/", grant))
    return found


def _may_grant(role: str, unit: Unit) -> May:
    return lambda _key, rights: rights.can_grant(Role(role), unit)


def below(cast: Cast, key: str) -> May:
    """Who administers the unit, or whose own unit it is."""
    unit = cast.unit(key)
    return lambda _key, rights: rights.can(Right.UNIT_ADMIN, unit) or unit.pk in rights.own_units


def test_each_page_opens_for_those_who_may_and_hides_from_all_others(cast: Cast) -> None:
    """Everybody on every page: 200 or the 404 that hides, sign-in for strangers, and no name of another unit's."""
    for key in ("culture", "other_economy", "sector"):
        add_alias(
            unit=cast.unit(key), name=f"Dấu riêng {key}", scope=cast.unit(key).authority, by=None, now=NOW
        )
    marks = {f"Dấu riêng {key}": below(cast, key) for key in ("culture", "other_economy", "sector")}
    marks |= {cast.person("other_officer").username: below(cast, "other_economy")}
    assert walk(cast, pages_of(cast), marks=marks) == []


def test_the_table_forgets_no_page_of_this_stage(cast: Cast) -> None:
    """A new address without a line in the table fails here."""
    named = {page.name for page in pages_of(cast)}
    own = {name for route, name in patterns() if name.startswith("orgs:") and route.startswith("lam-viec/")}
    assert own - named == set()


def test_a_leak_is_found(cast: Cast) -> None:
    """The walk itself notices a wrong status and a word that should not show."""
    open_page = Page("orgs:unit_list", UNITS, everybody)
    assert any("404, expected [200]" in line for line in walk(cast, [open_page], people=["clerk"]))
    shown = Page("orgs:unit_list", UNITS, has(Right.UNIT_ADMIN))
    assert walk(cast, [shown], people=["administrator"], marks={"Phòng Kinh tế": lambda k, r: False}) != []
