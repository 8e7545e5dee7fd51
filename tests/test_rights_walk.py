"""Every address, every person, units of one's own, below, above and beside: statuses, words that show, what changes."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, STARTS, TODAY
from tests.rights_matrix import patterns
from tests.rights_walk import expected
from tests.rights_walk.deeds import DEEDS, MIXED
from tests.rights_walk.expected import COLUMNS, audiences
from tests.rights_walk.pages import OPEN, PAGES
from tests.rights_walk.walker import attempts, body_of, cell, client_of, filled, undone, visits
from tests.rights_walk.world import World, build_world
from thuocdo.audit.models import Entry
from thuocdo.orgs.actions import add_membership
from thuocdo.orgs.models import Notice, Unit
from thuocdo.orgs.queries import Rights, rights_of
from thuocdo.orgs.rules.menu import menu_of
from thuocdo.orgs.rules.rights import Right, Role
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.plans import visible_plans
from thuocdo.work.models import Task
from thuocdo.work.queries import visible_tasks

pytestmark = pytest.mark.django_db
# those who stand for the rest in `make test`; `make check` walks as everybody
FEW = {"officer", "supervisor", "administrator", "other_coordinator", "verifier", "stranger"}
VISITORS = [pytest.param(key, marks=() if key in FEW else pytest.mark.everybody) for key in COLUMNS]
WHERE = ("commune", "office", "economy", "village", "front", "other", "other_economy", "province", "sector")


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The world, once for all tests of this file; gone with the transaction that holds it."""
    var = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        _at_home(patch, var)
        # the frame around each test closes connections when it ends; what holds the world must outlive it
        patch.setattr(connections["default"], "close", lambda: None)
        world = build_world()
        world.ids |= {f"stamp_{pk}": stamp for pk, stamp in Task.objects.values_list("pk", "version_stamp")}
        yield world, var
        transaction.set_rollback(True)


def _at_home(patch: Any, var: Any) -> None:
    """It is Monday 6 July 2026, 08:00; files lie in the folder of this walk."""
    patch.setattr("django.utils.timezone.now", lambda: NOW)
    # sessions are not what is walked through; in memory they cost no query
    patch.setattr("django.conf.settings.SESSION_ENGINE", "django.contrib.sessions.backends.cache")
    names = {
        "VAR_DIR": var,
        "STORE_DIR": var / "files",
        "CACHE_DIR": var / "cache",
        "AUDIT_HEAD_FILE": var / "head",
    }
    for name, value in names.items():
        patch.setattr(f"django.conf.settings.{name}", value)


@pytest.fixture
def world(built: tuple[World, Any], db: None, own_var: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world as it was built: what a test does to it is rolled back."""
    found, var = built
    _at_home(monkeypatch, var)
    # a thousand refusals are no news
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    return found


@pytest.fixture
def quick(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world for thousands of requests: rights worked out once a person, the 404 page left unpainted.

    That page and the rights themselves are looked at by other tests.
    """
    known = cache(rights_of)
    monkeypatch.setattr("thuocdo.orgs.middleware.rights_of", lambda person, on: known(person, on=on))
    monkeypatch.setattr("thuocdo.config.urls.handler404", "tests.rights_walk.walker.bare_404")
    return world


def nothing_in(lines: Iterable[str]) -> None:
    """Fails with all lines, each a difference between the table and the site."""
    found = list(lines)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_no_address_is_left_out() -> None:
    """Every named address of the project stands in a table, the writing ones among the deeds."""
    listed = {page.name for page in PAGES} | {deed.name for deed in DEEDS} | set(OPEN)
    assert {name for _route, name in patterns()} - listed == set()
    assert listed - {name for _route, name in patterns()} == set()


def test_no_mark_is_left_out(world: World) -> None:
    """Every word of the world has an audience, and every audience a word."""
    assert set(world.marks) == set(audiences())


@pytest.mark.parametrize("key", VISITORS)
def test_pages_open_and_show_what_the_table_says(quick: World, key: str) -> None:
    """Statuses as in the table, and no word of a thing the person may not know, in pages, regions, files, exports."""
    nothing_in(visits(quick, PAGES, key))


@pytest.mark.parametrize("key", VISITORS)
def test_deeds_are_done_or_leave_no_trace(quick: World, key: str) -> None:
    """Who may do it does it with valid data; whoever is refused changes no row and leaves no entry."""
    nothing_in(attempts(quick, DEEDS, key))


def test_signed_out_everything_leads_to_the_sign_in_page(world: World) -> None:
    """Nothing under /lam-viec/ answers a stranger but with the way to sign in; nothing is changed by one."""
    client, wrong = Client(), []
    for method, rows in (("get", PAGES), ("post", DEEDS)):
        for row in rows:
            response = getattr(client, method)(filled(row.url, world))
            if response.status_code != 302 or not response.headers["Location"].startswith(
                "/tai-khoan/dang-nhap/"
            ):
                wrong.append(f"{method} {row.url} {response.status_code}")
            if "mabimat" in body_of(response).replace("q%3Dmabimat", ""):
                wrong.append(f"{method} {row.url} shows something")
    nothing_in(wrong)


@pytest.mark.parametrize("key", ("", "officer", "other_officer"))
def test_open_addresses_hold_nothing_of_others(world: World, key: str) -> None:
    """Front page, probe and the own account answer as listed, without a word of anybody's work."""
    wrong = []
    for name, (url, abroad, inside) in OPEN.items():
        client = Client()
        if key:
            client.force_login(
                world.person(key), backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        response = client.get(url)
        if response.status_code != (inside if key else abroad):
            wrong.append(f"{name} {url} {response.status_code}")
        own = world.marks[f"name.{key}"] if key else "-"
        if "mabimat" in body_of(response).replace(own, ""):
            wrong.append(f"{name} shows something")
    nothing_in(wrong)


# SCREENS.md, "Menu by role": an entry stands in the menu of these people, and its address opens for nobody else
MENU = {
    # -------------------------------- L C H O K V S A R   l c o   L C O V A   -
    "/lam-viec/":                     "oooooo..o ooo oooo. .",
    "/lam-viec/nhiem-vu/":            expected.TASKS,
    "/lam-viec/ke-hoach/":            expected.PLANS,
    "/lam-viec/cham-diem/":           "ooooo.oo. ooo ooooo .",  # supervisors and administrators: published indices
    "/lam-viec/bao-cao/":             "ooooo.... ooo ooo.. .",
    "/lam-viec/cham-diem/tham-dinh/": "......... ... ...o. .",
    "/lam-viec/quan-tri/bo-tieu-chi/": expected.ADMIN,
    "/lam-viec/dieu-hanh/":           "ooo...... oo. oo... .",
    "/lam-viec/kiem-chung/":          "oooooo... ooo oooo. .",
    "/lam-viec/quan-tri/chung-thu/":  expected.RUNS,
    "/lam-viec/nhat-ky/":             expected.LOG,
    "/lam-viec/quan-tri/don-vi/":     expected.ADMIN,
    "/lam-viec/quan-tri/nguoi-dung/": expected.ADMIN,
    "/lam-viec/quan-tri/lich/":       expected.RUNS,
    "/lam-viec/van-hanh/":            expected.RUNS,
}  # fmt: skip
# which plans stand in the list: of each commune one in force, one under review and three scans
PLANS = (
    expected.READ_MAU, *[expected.REVIEW_MAU] * 4, expected.READ_BEN, *[expected.REVIEW_BEN] * 4,
    expected.READ_TINH, expected.REVIEW_TINH,
)  # fmt: skip


def test_the_menu_lists_what_opens(world: World) -> None:
    """The entries of a person's menu are those of the table; the walk has shown that nothing else opens."""
    for key in COLUMNS:
        entries = {entry.url for entry in menu_of(rights_of(world.person(key), on=TODAY).roles)}
        assert entries == {url for url, cells in MENU.items() if cell(cells, key) == "o"}, key


def tasks_of(key: str, place: str = "") -> int:
    """How many tasks the table opens for the person, in the plans of one place or of all."""
    tables = (*expected.TASK_READERS.items(), *expected.VANISHED.items())
    return sum(name.startswith(place) and cell(cells, key) == "o" for name, cells in tables)


@pytest.mark.parametrize("key", VISITORS)
def test_lists_and_searches_count_what_opens(world: World, key: str) -> None:
    """Totals of the task list, of the tabs of plans and of search hits are the number of things that open."""
    client = client_of(world, key)
    found = client.get("/lam-viec/tim/", {"q": "mabimat"}).context["groups"]
    hits = {kind: group.total for kind, group in found.items()}
    plans = sum(cell(cells, key) == "o" for cells in PLANS)
    assert (hits.get("tasks", 0), hits.get("plans", 0)) == (tasks_of(key), plans)
    if cell(expected.PLANS, key) == "o":
        groups = client.get("/lam-viec/ke-hoach/").context["groups"]
        assert sum(count for _code, _label, count in groups) == plans
    if cell(expected.TASKS, key) == "o":
        listed = client.get("/lam-viec/nhiem-vu/?xem=tat-ca").context
        assert listed["counts"].total == len(listed["rows"]) == tasks_of(key)


@pytest.mark.parametrize("key", VISITORS)
def test_pages_count_only_what_opens(world: World, key: str) -> None:
    """Progress of a plan, the week, the dashboard, a unit's page and unread notices count nothing that is hidden."""
    client = client_of(world, key)
    for place, cells in (
        ("mau", expected.READ_MAU),
        ("ben", expected.READ_BEN),
        ("tinh", expected.READ_TINH),
    ):
        if cell(cells, key) == "o":
            seen = client.get(f"/lam-viec/ke-hoach/{world.ids[f'{place}_plan']}/").context["seen"]
            assert (
                seen.counts.total == sum(load.counts.total for load in seen.loads) == tasks_of(key, place)
            ), place
    may_open = set(visible_tasks(rights_of(world.person(key), on=TODAY)).values_list("pk", flat=True))
    week = client.get("/lam-viec/")
    if week.status_code == 200:
        groups = [group for group, *_words in week.context["groups"]]
        assert all(group.total == len(group.rows) for group in groups)
        assert {row.task.pk for group in groups for row in group.rows} <= may_open
    steering = client.get("/lam-viec/dieu-hanh/")
    if steering.status_code == 200:
        place = {"commune": "mau", "other": "ben", "province": "tinh"}
        own = next(k for k in place if world.cast.unit(k) == steering.context["authority"])
        assert steering.context["steering"].counts.total == tasks_of(key, place[own])
    unit = client.get(f"/lam-viec/don-vi/d{world.ids['economy']}/")
    if unit.status_code == 200:
        assert unit.context["counts"].total == 2  # one in force, one that waits for a decision
    notices = client.get("/lam-viec/thong-bao/").context
    assert notices["unread_notices"] == Notice.objects.filter(person=world.person(key)).count()


def test_the_log_counts_what_was_done_in_reach(world: World) -> None:
    """Who reads the log of an authority gets the entries of its units, all of them and no other."""
    for key, place in (
        ("leader", "commune"),
        ("other_coordinator", "other"),
        ("province_leader", "province"),
    ):
        units = Unit.objects.filter(authority=world.cast.unit(place)).values("pk")
        page = client_of(world, key).get("/lam-viec/nhat-ky/").context["page_obj"]
        assert page.paginator.count == Entry.objects.filter(unit__in=units).count()


@pytest.mark.parametrize("key", ("leader", "coordinator", "administrator"))
def test_numbers_of_other_things_do_not_fit_own_addresses(world: World, key: str) -> None:
    """A row, finding, plan, role or name of the neighbour's is not there under an address of one's own."""
    nothing_in(attempts(world, MIXED, key))


@pytest.mark.parametrize("key", ("coordinator", "officer", "administrator"))
def test_what_is_hidden_looks_like_what_does_not_exist(world: World, key: str) -> None:
    """The answer for a thing of the neighbour's differs in nothing from that for a number nobody has."""
    client = client_of(world, key)
    for page in PAGES:
        if cell(page.cells, key) == "." and "{ben" in page.url:
            thing, nothing = filled(page.url, world), page.url.format_map(Nobody())
            hidden, missing = client.get(thing), client.get(nothing)
            assert hidden.status_code == missing.status_code == 404
            assert plain(hidden, thing) == plain(missing, nothing), page.url


class Nobody(dict[str, str]):
    """Numbers that no thing has."""

    def __missing__(self, key: str) -> str:
        return "987654"


def plain(response: Any, url: str) -> str:
    """The page without what differs from answer to answer: tokens, the address itself."""
    return re.sub(r"[A-Za-z0-9]{64}", "", response.content.decode()).replace(escape(url), "")


POSTS = st.lists(
    st.tuples(st.sampled_from(sorted(Role)), st.sampled_from(sorted(WHERE))),
    min_size=1,
    max_size=3,
    unique=True,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=POSTS, right=st.sampled_from(sorted(Right)))
def test_filters_select_what_single_answers_allow(
    world: World, posts: list[tuple[Role, str]], right: Right
) -> None:
    """Whatever roles somebody holds: reach() selects the tasks and plans that can() allows, one by one."""
    with undone():
        person = world.person("stranger")
        for role, where in posts:
            unit = world.cast.unit(where)
            add_membership(person=person, unit=unit, role=role, starts=STARTS, by=None, now=NOW)
        rights = rights_of(person, on=TODAY)
        tasks = list(Task.objects.select_related("authority", "lead").prefetch_related("coordinating__unit"))
        plans = list(Plan.objects.select_related("unit").prefetch_related("versions"))
        chosen = set(Task.objects.filter(rights.reach(right, "authority")))
        assert chosen == {task for task in tasks if rights.can(right, task.authority)}
        chosen = set(Task.objects.filter(rights.reach(right, "lead")))
        assert chosen == {task for task in tasks if task.lead and rights.can(right, task.lead)}
        assert set(Plan.objects.filter(rights.reach(right, "unit"))) == {
            plan for plan in plans if rights.can(right, plan.unit)
        }
        assert set(visible_tasks(rights)) == {task for task in tasks if reads_task(rights, task)}
        assert set(visible_plans(rights)) == {plan for plan in plans if reads_plan(rights, plan)}


def reads_task(rights: Rights, task: Task) -> bool:
    """The rule: a right over the authority, over a unit that the task names, or supervision of such a unit."""
    named = [task.lead, *(helping.unit for helping in task.coordinating.all())]
    reads = any(rights.can(Right.TASK_READ, unit) for unit in (task.authority, *named) if unit)
    return reads or any(unit.pk in rights.units_with(Right.SUPERVISE) for unit in named if unit)


def reads_plan(rights: Rights, plan: Plan) -> bool:
    """The rule: reviewers see all but what was given up; readers what was in force, of the province above too."""
    states = {version.state for version in plan.versions.all()}
    if rights.can(Right.PLAN_REVIEW, plan.unit) and states - {"dropped"}:
        return True
    above = rights.any(Right.PLAN_READ) and plan.unit_id in {unit.province_id for unit in rights.units}
    return bool(states & {"confirmed", "superseded"}) and (rights.can(Right.PLAN_READ, plan.unit) or above)
