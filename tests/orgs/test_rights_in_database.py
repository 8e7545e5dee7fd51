"""Rights as memberships and stand-ins of the day give them; the filter and the check agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOW, TODAY, Cast
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import (
    add_membership,
    close_account,
    end_membership,
    hand_over,
    merge_unit,
    set_stand_in,
)
from thuocdo.orgs.actions.roles import Holding
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right, Role, UnitKind

DAY = timedelta(days=1)


def test_the_filter_and_the_check_say_the_same(cast: Cast) -> None:
    """For every person, right and unit `reach` selects exactly the units that `can` allows."""
    units = list(Unit.objects.select_related("authority"))
    for key, person in cast.people.items():
        rights = rights_of(person, on=TODAY)
        for right in Right:
            reached = set(Unit.objects.filter(rights.reach(right)).values_list("pk", flat=True))
            allowed = {unit.pk for unit in units if rights.can(right, unit)}
            assert reached == allowed, (key, right)
            through = Membership.objects.filter(rights.reach(right, "unit")).values_list("unit_id", flat=True)
            assert set(through) <= allowed


def test_rights_cost_two_queries_whatever_the_tree(cast: Cast, django_assert_num_queries: Any) -> None:
    """Working out the rights takes two queries; asking them takes none."""
    person, unit = Person.objects.get(username="officer"), cast.unit("economy")
    with django_assert_num_queries(2):
        rights = rights_of(person, on=TODAY)
        assert rights.can(Right.TASK_WRITE, unit) and rights.any(Right.PLAN_READ)


def test_a_role_holds_from_its_first_to_its_last_day(cast: Cast) -> None:
    """The day before the first and the day after the last give nothing."""
    person, unit = cast.person("clerk"), cast.unit("economy")
    add_membership(
        person=person,
        unit=unit,
        role=Role.HEAD,
        starts=TODAY,
        ends=TODAY + DAY,
        by=cast.person("administrator"),
        now=NOW,
    )
    held = [rights_of(person, on=TODAY + n * DAY).can(Right.TASK_CONFIRM, unit) for n in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_a_stand_in_works_for_the_absent_on_those_days_only(cast: Cast) -> None:
    """Between two days the stand-in confirms for the absent head; a stand-in's stand-in inherits nothing."""
    head, officer, clerk = cast.person("head"), cast.person("officer"), cast.person("clerk")
    admin = cast.person("administrator")
    for absent, other in ((head, officer), (officer, clerk)):
        set_stand_in(absent=absent, stand_in=other, starts=TODAY, ends=TODAY + DAY, by=admin, now=NOW)
    unit = cast.unit("culture")
    held = [rights_of(officer, on=TODAY + n * DAY).can(Right.TASK_CONFIRM, unit) for n in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]
    assert not rights_of(clerk, on=TODAY).can(Right.TASK_CONFIRM, unit)
    assert rights_of(officer, on=TODAY).units[0] == cast.unit("economy")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.RECEIVER])
def test_some_roles_do_not_pass_to_a_stand_in(cast: Cast, role: Role) -> None:
    """Administration and protected mail stay with the person named."""
    boss, other = cast.person("administrator"), cast.person("clerk")
    Membership.objects.filter(person=boss).update(role=role)
    set_stand_in(absent=boss, stand_in=other, starts=TODAY, ends=TODAY, by=None, now=NOW)
    assert rights_of(other, on=TODAY).roles == {Role.CLERK}


def test_a_stand_in_comes_from_the_same_authority(cast: Cast) -> None:
    """Nobody next door stands in."""
    with pytest.raises(InputError, match="cùng cơ quan"):
        set_stand_in(
            absent=cast.person("head"),
            stand_in=cast.person("other_officer"),
            starts=TODAY,
            ends=TODAY,
            by=None,
            now=NOW,
        )


def test_a_closed_account_has_no_rights(cast: Cast) -> None:
    """From its last day on nothing is left, though the memberships stay as history."""
    person = cast.person("head")
    close_account(person=person, from_date=TODAY, by=cast.person("administrator"), now=NOW)
    person.refresh_from_db()
    assert rights_of(person, on=TODAY).roles == frozenset()
    assert person.memberships.count() == 1


def test_staff_of_the_successor_reach_what_the_merged_unit_left(cast: Cast) -> None:
    """After a merge the successor's officer covers the old unit too, inside one commune and between two."""
    merge_unit(unit=cast.unit("services"), into=cast.unit("economy"), from_date=TODAY, by=None, now=NOW)
    merge_unit(unit=cast.unit("other"), into=cast.unit("commune"), from_date=TODAY, by=None, now=NOW)
    old, old_commune = (Unit.objects.get(pk=cast.unit(key).pk) for key in ("services", "other"))
    assert rights_of(cast.person("officer"), on=TODAY).can(Right.TASK_READ, old)
    assert rights_of(cast.person("leader"), on=TODAY).can(Right.TASK_READ, old_commune)


def test_a_team_belongs_to_its_office(cast: Cast) -> None:
    """A unit below an office is in the reach of that office's head and not of the office beside it."""
    from thuocdo.orgs.actions import create_unit

    team = create_unit(
        name="Tổ chính sách", kind=UnitKind.OTHER, parent=cast.unit("culture"), by=None, now=NOW
    )
    assert rights_of(cast.person("head"), on=TODAY).can(Right.TASK_ASSIGN, team)
    assert not rights_of(cast.person("officer"), on=TODAY).can(Right.TASK_READ, team)


def holding(held: dict[int, int]) -> Holding:
    def move(person: Person, to: Person, unit: Unit | None, by: Person | None, now: Any) -> int:
        moved = held.pop(person.pk, 0)
        held[to.pk] = held.get(to.pk, 0) + moved
        return moved

    return Holding("việc đang giữ", lambda person, unit: held.get(person.pk, 0), move)


def test_a_role_does_not_end_while_work_is_held(cast: Cast) -> None:
    """With four things in hand ending is refused by number; after handing over it goes through."""
    head, officer, admin = cast.person("head"), cast.person("officer"), cast.person("administrator")
    held = {head.pk: 4}
    post = head.memberships.get()
    with pytest.raises(InputError, match="Không kết thúc được khi còn 4 việc đang giữ"):
        end_membership(membership=post, on=TODAY, holdings=[holding(held)], by=admin, now=NOW)
    assert hand_over(person=head, to=officer, holdings=[holding(held)], by=admin, now=NOW) == {
        "việc đang giữ": 4
    }
    assert (
        end_membership(membership=post, on=TODAY, holdings=[holding(held)], by=admin, now=NOW).ends == TODAY
    )
    assert held[officer.pk] == 4


def test_a_role_cannot_end_before_it_begins(cast: Cast) -> None:
    """Dates the wrong way round are refused."""
    with pytest.raises(InputError, match="trước ngày bắt đầu"):
        end_membership(
            membership=cast.person("head").memberships.get(), on=date(2020, 1, 1), by=None, now=NOW
        )
