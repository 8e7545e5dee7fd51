"""Nobody reaches more through another person's account than through the own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import NOW, STARTS, TODAY, Cast
from thuocdo.orgs.actions import add_membership, create_person, create_sign_in_link, set_stand_in
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Role


@pytest.fixture
def colleague(cast: Cast) -> Person:
    """An officer of the coordinator's own office, whose account the coordinator may look after."""
    return create_person(
        full_name="Người Cùng Phòng",
        username="cung.phong",
        unit=cast.unit("office"),
        role=Role.OFFICER,
        starts=STARTS,
        by=cast.person("coordinator"),
        now=NOW,
    )


def test_an_everyday_colleague_gets_a_link(cast: Cast, colleague: Person) -> None:
    """A coordinator gives a sign-in link to an officer of the own office."""
    assert create_sign_in_link(person=colleague, by=cast.person("coordinator"), now=NOW)


def test_a_role_that_begins_tomorrow_counts_today(cast: Cast, colleague: Person) -> None:
    """An account that becomes an administrator's tomorrow is not taken over by a coordinator today."""
    add_membership(
        person=colleague,
        unit=cast.unit("commune"),
        role=Role.ADMINISTRATOR,
        starts=TODAY + timedelta(days=1),
        by=None,
        now=NOW,
    )
    with pytest.raises(PermissionDenied):
        create_sign_in_link(person=colleague, by=cast.person("coordinator"), now=NOW)


@pytest.mark.parametrize("first_day", [0, 1])
def test_a_stand_in_is_guarded_as_the_person_stood_in_for(
    cast: Cast, colleague: Person, first_day: int
) -> None:
    """Who stands in for a leader, now or soon, has an account that only an administrator may hand out."""
    starts = TODAY + timedelta(days=first_day)
    set_stand_in(
        absent=cast.person("leader"), stand_in=colleague, starts=starts, ends=starts + timedelta(days=3),
        by=cast.person("administrator"), now=NOW,
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        create_sign_in_link(person=colleague, by=cast.person("coordinator"), now=NOW)
    assert create_sign_in_link(person=colleague, by=cast.person("administrator"), now=NOW)
