"""Who sees which tasks; filters, search, counts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import NOW, TODAY, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line, until
from thuocdo.orgs.queries import rights_of
from thuocdo.work.actions import open_tasks, take_step
from thuocdo.work.models import Task
from thuocdo.work.queries import (
    Overview,
    TaskFilter,
    choices,
    counts_of,
    filtered,
    loads_by_unit,
    my_tasks,
    one_page,
    overview,
    phrased,
    visible_tasks,
)


@pytest.fixture
@made_once
def tasks(cast: Cast, draft: Drafting) -> None:
    """Six tasks of the commune, one of the neighbour, one of the province led by a commune department."""
    economy, culture, one_stop = cast.unit("economy"), cast.unit("culture"), cast.unit("one_stop")
    open_tasks(
        version=draft(
            line("Công khai ngân sách xã", economy, deadline=until("2026-06-30")),
            line("Tiếp nhận phản ánh, kiến nghị", one_stop, helping=[economy], deadline=until("2026-07-10")),
            line("Tuyên truyền cải cách hành chính", culture, deadline=until("2026-12-31")),
            line("Phân công chụp ảnh niêm yết", culture),
            line("Thực hiện tốt quy chế dân chủ", group="Các cơ quan, đơn vị liên quan"),
            line(
                "Nhập dữ liệu theo hướng dẫn",
                one_stop,
                deadline={"kind": "by_parent", "start": None, "end": None, "depends_on": "Công văn"},
            ),
        ),
        by=None,
        now=NOW,
    )
    open_tasks(version=draft(line("Việc xã bên", cast.unit("other_economy")), unit="other"), by=None, now=NOW)
    open_tasks(version=draft(line("Việc tỉnh giao", economy), unit="province"), by=None, now=NOW)


def texts(cast: Cast, who: str) -> set[str]:
    rights = rights_of(cast.person(who), on=TODAY)
    return {text[:12] for text in visible_tasks(rights).values_list("text", flat=True)}


COMMUNE = {"Công khai ng", "Tiếp nhận ph", "Tuyên truyền", "Phân công ch", "Thực hiện tố", "Nhập dữ liệu"}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("leader", COMMUNE | {"Việc tỉnh gi"}),
        ("coordinator", COMMUNE | {"Việc tỉnh gi"}),
        ("officer", {"Công khai ng", "Tiếp nhận ph", "Việc tỉnh gi"}),  # leads two, helps with one
        ("head", {"Tuyên truyền", "Phân công ch"}),
        ("clerk", {"Tiếp nhận ph", "Nhập dữ liệu"}),
        ("supervisor", set()),
        ("administrator", set()),
        ("verifier", set()),
        ("other_coordinator", {"Việc xã bên"}),
        ("other_officer", {"Việc xã bên"}),
        ("province_coordinator", COMMUNE | {"Việc xã bên", "Việc tỉnh gi"}),
    ],
)
@pytest.mark.usefixtures("tasks")
def test_everybody_sees_own_and_below_never_sideways(cast: Cast, who: str, seen: set[str]) -> None:
    """Own unit, what names it, and what lies below; nothing of a neighbour."""
    assert texts(cast, who) == seen


def look(
    cast: Cast, who: str = "coordinator", unit: str = "office", **keys: str
) -> tuple[list[Task], Overview]:
    """What the list shows for these query keys, and its overview."""
    rights = rights_of(cast.person(who), on=TODAY)
    wanted = TaskFilter.read(keys)
    tasks = filtered(wanted, rights=rights, working_unit=cast.unit(unit), today=TODAY)
    seen = overview(tasks, today=TODAY, q=wanted.q, words=wanted.words)
    found = list(one_page(phrased(tasks, wanted, seen), 0, 50))
    assert len(found) == seen.counts.total
    return found, seen


@pytest.mark.usefixtures("tasks")
def test_the_list_opens_with_what_is_due_first(cast: Cast) -> None:
    """A coordinator's list opens with the whole commune, overdue first, undated last, and counts in one line."""
    found, seen = look(cast)
    assert [task.text[:9] for task in found[:3]] == ["Công khai", "Tiếp nhận", "Tuyên tru"]
    assert (seen.counts.total, seen.counts.late, seen.counts.soon, seen.counts.unassigned) == (6, 1, 1, 1)


@pytest.mark.usefixtures("tasks")
def test_an_officer_opens_with_the_own_unit(cast: Cast) -> None:
    """What the unit leads or helps with; the province's task for it as well."""
    found, _seen = look(cast, "officer", "economy")
    assert {task.text[:9] for task in found} == {"Công khai", "Tiếp nhận", "Việc tỉnh"}


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"xem": "qua-han"}, {"Công khai"}),
        ({"xem": "chua-giao"}, {"Thực hiện"}),
        ({"xem": "cho-van-ban"}, {"Nhập dữ l"}),
        ({"tt": "soon"}, {"Tiếp nhận"}),
        ({"ky": "2026Q3"}, {"Tiếp nhận"}),
        ({"ky": "2026S1"}, {"Công khai"}),
        ({"tu": "1/7/2026", "den": "31-12-2026"}, {"Tiếp nhận", "Tuyên tru"}),
        ({"loai": "by_parent"}, {"Nhập dữ l"}),
        ({"q": "phan anh"}, {"Tiếp nhận"}),
        ({"q": "CCHC"}, {"Tuyên tru"}),
        ({"q": "phòng kinh tế"}, {"Công khai", "Tiếp nhận"}),
        ({"q": "khong co viec nay"}, set()),
        ({"dv": "99002"}, set()),
        ({"xem": "khong-co", "tt": "abc", "ky": "2026Q9", "la": "1"}, {
            "Công khai", "Tiếp nhận", "Tuyên tru", "Phân công", "Thực hiện", "Nhập dữ l"
        }),
    ],
)  # fmt: skip
def test_filters_of_the_address(cast: Cast, keys: dict[str, str], expected: set[str]) -> None:
    """Each key selects; what makes no sense is ignored."""
    found, _seen = look(cast, **keys)
    assert {task.text[:9] for task in found} == expected


@pytest.mark.usefixtures("tasks")
def test_phrase_first_then_single_words(cast: Cast) -> None:
    """ "phan anh" shows the phrase and says how many hold the words apart; a phrase nobody holds shows words."""
    found, seen = look(cast, q="phan anh")
    assert (len(found), seen.apart, seen.by_words) == (1, 1, False)
    both, seen = look(cast, q="phan anh", roi="1")
    assert (len(both), seen.by_words) == (2, True)
    words, seen = look(cast, q="niem yet chup anh")
    assert (len(words), seen.by_words) == (1, True)


@pytest.mark.usefixtures("tasks")
def test_filter_by_unit_and_what_can_be_chosen(cast: Cast) -> None:
    """Units and plans of the own authority can be chosen, no neighbour's; one unit chosen leaves its tasks."""
    economy = cast.unit("economy")
    found, _seen = look(cast, dv=f"d{economy.pk}")
    assert {task.lead for task in found} == {economy}
    units, plans, _saved = choices(rights_of(cast.person("coordinator"), on=TODAY), cast.unit("office"))
    assert {choice.label for choice in units} >= {"Phòng Kinh tế", "Xã Mẫu"}
    assert "Xã Bên Cạnh" not in {choice.label for choice in units}
    assert len(plans) == 2  # the commune's and the province's


@pytest.mark.usefixtures("tasks")
def test_counts_agree_with_the_lists_behind_them(cast: Cast) -> None:
    """Every figure of a unit's load is the length of a list."""
    rights = rights_of(cast.person("leader"), on=TODAY)
    own = visible_tasks(rights).filter(authority=cast.unit("commune"))
    loads = loads_by_unit(own, TODAY)
    assert (loads[0].name, loads[0].counts.late) == ("Phòng Kinh tế", 1)
    assert loads[-1].unit is None  # what nobody leads comes last
    total = counts_of(own, TODAY)
    for name in total.__slots__:
        assert sum(getattr(load.counts, name) for load in loads) == getattr(total, name)
    assert total.late == own.late(TODAY).count() and total.soon == own.soon(TODAY).count()


@pytest.mark.usefixtures("tasks")
def test_my_tasks_are_mine_or_my_units_without_a_name(cast: Cast) -> None:
    """A task in my name, or of my unit in nobody's name; not a colleague's, not a closed one."""
    rights = rights_of(cast.person("officer"), on=TODAY)
    assert {task.text[:9] for task in my_tasks(rights)} == {"Công khai", "Việc tỉnh"}
    Task.objects.filter(text="Việc tỉnh giao").update(person=cast.person("head"))
    take_step(
        task=Task.objects.get(text__startswith="Công khai"),
        name="not_arisen",
        reason="Không",
        by=None,
        now=NOW,
    )
    assert not my_tasks(rights).exists()


def test_days_as_people_type_them() -> None:
    """Slash, dash, dot and ISO; a year of two digits is no day."""
    for text in ("9/7/2026", "09-07-2026", "9.7.2026", "2026-07-09"):
        assert TaskFilter.read({"tu": text}).first == date(2026, 7, 9)
    for text in ("9/7/26", "31/2/2026", "mai", "9/7"):
        assert TaskFilter.read({"tu": text}).first is None
