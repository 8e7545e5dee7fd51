"""Unit names: splitting, groups, who leads and who helps."""

from __future__ import annotations

import pytest

from thuocdo.plans.rules.compile.units import is_group, parse_roles, split_units
from thuocdo.plans.rules.compile.wording import is_unit_name, subject_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
        ("Phòng A, Các cơ quan, đơn vị có liên quan", ["Phòng A", "Các cơ quan, đơn vị có liên quan"]),
        (
            "Sở A, các Sở, ban, ngành tỉnh; UBND các huyện, thành phố",
            ["Sở A", "các Sở, ban, ngành tỉnh", "UBND các huyện, thành phố"],
        ),
        ("Các ban, ngành, đoàn thể xã.", ["Các ban, ngành, đoàn thể xã"]),
        (
            "Ủy ban MTTQ Việt Nam, đoàn thể và đại biểu HĐND xã.",
            ["Ủy ban MTTQ Việt Nam", "đoàn thể và đại biểu HĐND xã"],
        ),
        ("UBND, cấp xã", ["UBND, cấp xã"]),
        ("Văn phòng HĐND và UBND, cấp xã", ["Văn phòng HĐND và UBND", "cấp xã"]),
        ("- Phòng A\n- Phòng B", ["Phòng A", "Phòng B"]),
        ("Phòng Văn hóa -\nXã hội; Công an xã", ["Phòng Văn hóa - Xã hội", "Công an xã"]),
        ("Phòng A (tổ một, tổ hai), Phòng B", ["Phòng A (tổ một, tổ hai)", "Phòng B"]),
        ("", []),
    ],
)
def test_names_are_split_as_a_reader_would(text: str, names: list[str]) -> None:
    """Commas and semicolons separate, "và" and the commas inside a group do not."""
    assert list(split_units(text)) == names


@pytest.mark.parametrize(
    ("text", "lead", "helpers"),
    [
        (
            "Sở A chủ trì phối hợp với các cơ quan, đơn vị có liên quan",
            ["Sở A"],
            ["các cơ quan, đơn vị có liên quan"],
        ),
        ("Phòng A chủ trì, phối hợp với Phòng B, Công an xã", ["Phòng A"], ["Phòng B", "Công an xã"]),
        ("Chủ trì: Phòng A; Phối hợp: Phòng B", ["Phòng A"], ["Phòng B"]),
        ("- Cơ quan chủ trì: Phòng A\n- Cơ quan phối hợp: Các thôn", ["Phòng A"], ["Các thôn"]),
        ("Phòng A (chủ trì), Phòng B (phối hợp)", ["Phòng A"], ["Phòng B"]),
        ("Phòng A phối hợp với Phòng B", ["Phòng A"], ["Phòng B"]),
        ("Phòng A; Phòng B", ["Phòng A", "Phòng B"], []),
    ],
)
def test_lead_and_helpers_in_one_cell(text: str, lead: list[str], helpers: list[str]) -> None:
    """The words "chủ trì" and "phối hợp" part the names of one cell."""
    roles = parse_roles(text)
    assert (list(roles.lead), list(roles.coordinating)) == (lead, helpers)


def test_groups_are_marked_and_single_units_are_not() -> None:
    """A group name is never taken for one accountable unit."""
    assert is_group("Các cơ quan, đơn vị liên quan")
    assert is_group("Toàn thể cơ quan, đơn vị thuộc xã")
    assert is_group("UBND các xã, phường")
    assert not is_group("Văn phòng HĐND và UBND xã")
    assert not is_group("Công an xã")


def test_headings_that_are_units_and_subjects_of_sentences() -> None:
    """A heading may be a unit; a sentence's subject ends before its verb."""
    assert is_unit_name("Đề nghị Ủy ban MTTQ Việt Nam xã:")
    assert is_unit_name("Các sở, ban, ngành; UBND các xã, phường")
    assert not is_unit_name("Công tác tuyên truyền")
    assert (
        subject_of("Thủ trưởng các cơ quan, đơn vị tổ chức thực hiện Kế hoạch.")
        == "Thủ trưởng các cơ quan, đơn vị"
    )
    assert (
        subject_of("Các tổ chức chính trị - xã hội phối hợp tuyên truyền.")
        == "Các tổ chức chính trị - xã hội"
    )
    assert subject_of("Rà soát thủ tục.") is None
