"""A plan's unit names find their units, or nobody's."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from thuocdo.lib.text import strip_accents
from thuocdo.orgs.actions import add_alias, create_unit
from thuocdo.orgs.actions.catalogue import import_catalogue
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import match_units
from thuocdo.orgs.rules.catalogue import read_catalogue
from thuocdo.orgs.rules.matching import Candidate, Level, Matcher, is_group, is_post
from thuocdo.orgs.rules.rights import UnitKind


def found(cast: Cast, name: str, key: str = "commune") -> str | None:
    """The key of the unit that a paper of the authority means by the name."""
    unit = match_units([name], authority=cast.unit(key))[0].unit
    return next((key for key, other in cast.units.items() if unit and other.pk == unit.pk), None)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Phòng Văn hóa - Xã hội", "culture"),
        ("Phòng Văn hóa – Xã hội", "culture"),
        ("Phòng Văn hoá - Xã hội xã", "culture"),
        ("phòng văn hóa xã hội", "culture"),
        ("P. Văn hóa xã hội", "culture"),
        ("Phòng VH-XH", "culture"),
        ("Văn hóa - Xã hội", "culture"),
        ("Văn phòng HĐND và UBND", "office"),
        ("Văn phòng HĐND và UBND xã", "office"),
        ("Văn phòng HĐND-UBND", "office"),
        ("Văn phòng HĐND&UBND xã Mẫu", "office"),
        ("VP HĐND - UBND", "office"),
        ("Trung tâm Phục vụ hành chính công", "one_stop"),
        ("Trung tâm phục vụ hành chính công của xã", "one_stop"),
        ("Trung tâm Phục vụ HCC", "one_stop"),
        ("TT Phục vụ HCC xã", "one_stop"),
        ("Trung tâm dịch vụ tổng hợp", "services"),
        ("Phòng Kinh tế xã Mẫu", "economy"),
        ("Phong Kinh te", "economy"),
        ("Phòng Kinh tê", "economy"),
        ("Ủy ban MTTQ xã", "front"),
        ("Uỷ ban Mặt trận Tổ quốc Việt Nam xã", "front"),
        ("UBMTTQVN xã", "front"),
        ("UBND xã", "commune"),
        ("Ủy ban nhân dân xã Mẫu", "commune"),
        ("UBND xã Bên Cạnh", "other"),
        ("UBND tỉnh", "province"),
        ("Sở Nội vụ", "sector"),
        ("Sở Nội vụ tỉnh Mẫu", "sector"),
    ],
)
def test_variants_of_a_name_find_the_unit(cast: Cast, name: str, key: str) -> None:
    """Dashes, tone places, abbreviations, case, endings and lost accents do not hide the unit."""
    assert found(cast, name) == key


@pytest.mark.parametrize(
    "name",
    [
        "Văn hóa - Thông tin",
        "Văn hóa và Thông tin",
        "Công chức Văn hóa - Thông tin",
        "Công chức Văn hóa - Xã hội",
        "Trưởng phòng Kinh tế",
        "Công chức Tư pháp - Hộ tịch",
        "Tư pháp xã",
        "Địa chính-Xây dựng",
        "Phòng Kinh tế xã Bên Cạnh",
        "Phòng Kinh tế huyện",
        "Phòng Kinh tế tỉnh",
        "Phòng Y tế",
        "Trung tâm Y tế",
        "Ban Văn hóa - Xã hội",
        "Bản Mẫu Hai",
        "UBND phường Mẫu",
        "UBND xã Mẩu",
        "UBND huyện Mẫu",
        "HĐND xã",
        "Công an xã",
    ],
)
def test_another_unit_is_never_taken(cast: Cast, name: str) -> None:
    """Posts, offices of other levels or places, and offices that only sound alike are left to a person."""
    assert found(cast, name) is None


@pytest.mark.parametrize(
    "name",
    [
        "Các cơ quan, đơn vị liên quan",
        "Toàn thể cơ quan, đơn vị thuộc xã",
        "Các ban, ngành, đoàn thể xã",
        "Các đơn vị được kiểm tra",
        "UBND các xã, phường",
        "Thủ trưởng các cơ quan chuyên môn",
        "Các thôn, bản",
        "Đơn vị liên quan",
    ],
)
def test_group_names_are_groups_and_never_units(cast: Cast, name: str) -> None:
    """A group stays as printed and is marked."""
    match = match_units([name], authority=cast.unit("commune"))[0]
    assert (match.unit, match.is_group, match.printed) == (None, True, name)


def test_a_choice_becomes_an_alias_of_the_own_papers(cast: Cast) -> None:
    """What a person chose once is found from then on, also for a post; other authorities' papers do not change."""
    name = "Công chức Văn hóa - Thông tin"
    add_alias(
        unit=cast.unit("culture"),
        name=name,
        scope=cast.unit("commune"),
        by=cast.person("coordinator"),
        now=NOW,
    )
    assert found(cast, name) == "culture"
    assert found(cast, name.upper()) == "culture"
    assert found(cast, name, key="other") is None


def test_only_reviewers_and_administrators_name_units(cast: Cast) -> None:
    """An officer, and the coordinator next door, cannot say what a unit is called in the commune's papers."""
    for key in ("officer", "other_coordinator"):
        with pytest.raises(PermissionDenied):
            add_alias(
                unit=cast.unit("culture"), name="X", scope=cast.unit("commune"), by=cast.person(key), now=NOW
            )


def test_the_newest_choice_holds(cast: Cast) -> None:
    """Choosing another unit for the same name takes the first choice back."""
    for key in ("culture", "economy"):
        add_alias(unit=cast.unit(key), name="Bộ phận Văn thư", scope=cast.unit("commune"), by=None, now=NOW)
    assert found(cast, "Bộ phận văn thư") == "economy"
    assert not cast.unit("culture").names.exists()


def test_two_units_of_one_name_are_left_to_a_person(cast: Cast) -> None:
    """Where two offices fit alike nobody is taken, and the margin says so."""
    for name in ("Tổ công tác số 1", "Tổ công tác số 1"):
        create_unit(name=name, kind=UnitKind.OTHER, parent=cast.unit("commune"), by=None, now=NOW)
    match = match_units(["Tổ công tác số 1"], authority=cast.unit("commune"))[0]
    assert (match.unit, match.ratio, match.margin) == (None, 100.0, 0.0)


def test_numbers_tell_units_apart(cast: Cast) -> None:
    """Village 1 is not village 11, however alike the letters are."""
    for number in (1, 11):
        create_unit(
            name=f"Thôn {number}", kind=UnitKind.VILLAGE, parent=cast.unit("commune"), by=None, now=NOW
        )
    one, eleven, two = match_units(["Thôn 1", "thôn 11", "Thôn 2"], authority=cast.unit("commune"))
    assert (one.unit and one.unit.name, eleven.unit and eleven.unit.name, two.unit) == (
        "Thôn 1",
        "Thôn 11",
        None,
    )


def test_a_former_name_finds_the_unit_of_today(cast: Cast) -> None:
    """A paper that still prints the old commune's name means the commune it went into."""
    cast.unit("commune").names.create(name="Xã Mẫu Cũ", folded="xa mau cu", kind="former")
    assert found(cast, "UBND xã Mẫu Cũ") == "commune"


def test_the_whole_country_is_matched_without_a_mistake(shared: Path, db: None) -> None:
    """Of the communes of every province none is taken for another; nearly all of the own province are found.

    Measured over all 34 provinces: docs/methods/unit-matching.md.
    """
    units = read_catalogue((shared / "data/admin-units-2026.json").read_bytes(), name="x")
    import_catalogue(units=units, source="x", by=None, now=timezone.now())
    chance = random.Random(7)  # noqa: S311
    communes = list(Unit.objects.filter(kind=UnitKind.COMMUNE))
    right = total = 0
    for authority in chance.sample(communes, 8):
        near = [unit for unit in communes if unit.province_id == authority.province_id]
        own = {unit.folded for unit in near}
        far = chance.sample([unit for unit in communes if unit.folded not in own], 30)
        for spell in (
            lambda u: f"UBND {u.name[0].lower()}{u.name[1:]}",
            lambda u: strip_accents(f"Uỷ ban nhân dân {u.name}"),
        ):
            matches = match_units([spell(unit) for unit in near + far], authority=authority)
            assert all(match.unit in (None, unit) for match, unit in zip(matches, near + far, strict=True))
            right += sum(match.unit is not None for match in matches[: len(near)])
            total += len(near)
    assert right / total > 0.98


OFFICES = (
    "Phòng Kinh tế",
    "Phòng Y tế",
    "Văn phòng HĐND và UBND",
    "Trung tâm Văn hóa",
    "Trạm Y tế",
    "Công an xã",
    "Thôn 3",
)


@given(st.text(max_size=60))
def test_any_text_has_an_answer_that_is_sure_or_none(text: str) -> None:
    """Whatever is printed: a unit only at the threshold or above, never for a group's or a post's sake."""
    matcher = Matcher(Candidate(n, name, Level.COMMUNE, 0, "mau") for n, name in enumerate(OFFICES))
    match = matcher.match(text)
    assert match.printed == text
    assert match.unit is None or match.ratio >= 90
    assert match.is_group is False or match.unit is None


@given(
    st.sampled_from(OFFICES),
    st.sampled_from(("", " xã", " của xã", " xã Mẫu", " của UBND xã Mẫu")),
    st.booleans(),
    st.booleans(),
)
def test_an_offices_own_name_always_finds_it(name: str, ending: str, upper: bool, plain: bool) -> None:
    """The own name with any ending, in capitals or without accents, is found."""
    matcher = Matcher(Candidate(n, other, Level.COMMUNE, 0, "mau") for n, other in enumerate(OFFICES))
    printed = name if name.endswith("xã") else name + ending
    printed = strip_accents(printed) if plain else printed
    printed = printed.upper() if upper else printed
    assert matcher.match(printed).unit == OFFICES.index(name)


def test_the_letters_of_a_place_are_no_abbreviation() -> None:
    """A commune whose name in capitals holds "CA" or "HCC" is still found."""
    matcher = Matcher([Candidate(1, "Xã Bình Ca", Level.COMMUNE, 1, "binh ca")])
    assert [matcher.match(name).unit for name in ("XÃ BÌNH CA", "UBND XÃ BÌNH CA", "UBND xã Bình Ca")] == [
        1,
        1,
        1,
    ]


def test_accents_tell_places_apart_where_any_are_printed() -> None:
    """Of two communes that differ by a tone the printed one is meant; without any accent a person chooses."""
    names = ("Xã Thanh An", "Xã Thạnh An")
    matcher = Matcher(Candidate(n, name, Level.COMMUNE, 1, "thanh an") for n, name in enumerate(names))
    printed = ("UBND xã Thanh An", "UBND xã Thạnh An", "UBND xa Thanh An")
    assert [matcher.match(name).unit for name in printed] == [0, 1, None]


def test_words_for_groups_and_posts() -> None:
    """A unit's name is neither; both are told by whole words."""
    assert not any(is_group(name) or is_post(name) for name in OFFICES)
    assert is_post("Chủ tịch UBND xã") and is_post("Chuyên viên phụ trách") and not is_post("Chợ Mới")
