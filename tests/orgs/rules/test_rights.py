"""Rights follow the tree and never reach sideways."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.orgs.rules.menu import BAR, ENTRIES, bar_of, landing_of, menu_of
from thuocdo.orgs.rules.rights import (
    EVERYDAY_ROLES,
    RIGHTS,
    Place,
    Post,
    Right,
    Role,
    Scope,
    may_grant,
    reaches,
)

# province 1 with office 2; communes 10 and 20, each with offices n+1 and n+2 and a team n+3 below n+1
PLACES = {
    1: Place(1, 1, 1),
    2: Place(2, 1, 1, frozenset({1})),
    **{c: Place(c, c, 1) for c in (10, 20)},
    **{c + n: Place(c + n, c, 1, frozenset({c})) for c in (10, 20) for n in (1, 2)},
    **{c + 3: Place(c + 3, c, 1, frozenset({c, c + 1})) for c in (10, 20)},
}
places = st.sampled_from(sorted(PLACES))
roles = st.sampled_from(list(Role))
rights = st.sampled_from(list(Right))


def post(role: Role, unit: int) -> Post:
    place = PLACES[unit]
    return Post(role, place, is_province=place.authority == 1)


@given(
    roles,
    st.sampled_from([u for u in PLACES if 10 <= u < 20]),
    rights,
    st.sampled_from([u for u in PLACES if u >= 20]),
)
def test_nothing_reaches_the_commune_next_door(role: Role, unit: int, right: Right, target: int) -> None:
    """No role in one commune covers any unit of another."""
    assert not reaches(post(role, unit), right, PLACES[target])


@given(roles, st.sampled_from([u for u in PLACES if u >= 10]), rights, st.sampled_from([1, 2]))
def test_nothing_reaches_up_to_the_province(role: Role, unit: int, right: Right, target: int) -> None:
    """No role in a commune covers the province's offices."""
    assert not reaches(post(role, unit), right, PLACES[target])


@given(roles, places, rights, places)
def test_a_right_that_a_role_lacks_reaches_nowhere(role: Role, unit: int, right: Right, target: int) -> None:
    """What reaches is listed for the role, and the wider scope holds whatever the narrower holds."""
    covered = reaches(post(role, unit), right, PLACES[target])
    scope = RIGHTS[role].get(right)
    assert scope is not None or not covered
    if scope is Scope.OWN and covered:
        assert target == unit or unit in PLACES[target].above


@given(st.sampled_from([Role.HEAD, Role.OFFICER, Role.CLERK, Role.VILLAGE_HEAD]), places, places)
def test_own_means_the_unit_and_what_is_below_it(role: Role, unit: int, target: int) -> None:
    """Task rights of an office cover itself and its teams, not the office beside it nor the one above."""
    expected = target == unit or unit in PLACES[target].above
    assert reaches(post(role, unit), Right.TASK_READ, PLACES[target]) is expected


def test_the_upper_level_reads_below_but_does_not_act_there() -> None:
    """A province's coordinator reads a commune's tasks and plans and changes neither."""
    held = post(Role.COORDINATOR, 2)
    assert reaches(held, Right.TASK_READ, PLACES[11]) and reaches(held, Right.PLAN_READ, PLACES[10])
    assert not any(
        reaches(held, r, PLACES[11]) for r in (Right.TASK_WRITE, Right.TASK_ASSIGN, Right.PLAN_CONFIRM)
    )


@given(
    st.lists(
        st.tuples(st.sampled_from([r for r in Role if r is not Role.ADMINISTRATOR]), places), max_size=4
    ),
    roles,
    places,
)
def test_only_an_administrator_gives_more_than_everyday_roles(
    held: list[tuple[Role, int]], role: Role, target: int
) -> None:
    """Without being administrator nobody can make a leader, coordinator or administrator of anybody."""
    if may_grant([post(r, u) for r, u in held], role, PLACES[target]):
        assert role in EVERYDAY_ROLES


@given(roles, st.sampled_from([10, 11]), st.sampled_from([1, 2, 20, 21]))
def test_an_administrator_gives_nothing_outside(role: Role, unit: int, target: int) -> None:
    """A commune's administrator gives no role at the province or next door."""
    assert not may_grant([post(Role.ADMINISTRATOR, unit)], role, PLACES[target])


@given(st.sets(roles))
def test_the_menu_holds_only_what_the_roles_can_use(held: set[Role]) -> None:
    """An entry that asks for rights is shown exactly when one is held; the landing page is one's own."""
    rights_held = {right for role in held for right in RIGHTS[role]}
    for entry in ENTRIES:
        usable = bool(entry.rights & rights_held) or bool(entry.roles & held)
        assert (entry in menu_of(held)) is usable
    landing = landing_of(held)
    assert landing == "/tai-khoan/" or landing in {entry.url for entry in menu_of(held)}


@given(st.sets(roles))
def test_the_bottom_bar_has_five_places_and_loses_no_entry(held: set[Role]) -> None:
    """A phone shows the menu's first entries in at most five places, "Thêm" among them when it holds the rest."""
    entries = menu_of(held)
    bar, behind = bar_of(entries)
    assert bar + behind == entries
    assert len(bar) + bool(behind) <= BAR
    assert not behind or len(bar) == BAR - 1
    assert len(behind) != 1  # one entry needs no list behind it
