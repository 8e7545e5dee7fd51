"""What cannot be a file of published scores is kept out; what a reader must know is told."""

from __future__ import annotations

import pytest

from tests.registers.indices.tables import csv_of, table_of
from thuocdo.lib.errors import InputError
from thuocdo.plans.rules.papi import YearTable, structure_of
from thuocdo.plans.rules.papi.reading import read_year
from thuocdo.registers.indices.rules.checks import Remark, Trouble, check_table
from thuocdo.registers.indices.rules.folder import check_codebook


def checked(table: YearTable, *others: YearTable, like: int | None = None) -> tuple[Remark, ...]:
    return check_table(table, structure_of(table.year, like=like), others=others)


def refused(table: YearTable, *others: YearTable) -> set[Trouble]:
    return {remark.kind for remark in checked(table, *others) if remark.refuses}


def test_a_plain_year_has_nothing_to_remark() -> None:
    """A full table inside the scale passes without a word."""
    assert checked(table_of(2022)) == ()


def test_normalised_values_are_no_scores() -> None:
    """Everything between 0 and 1 is a normalised or made-up table, refused once, not column by column."""
    keys = [line.split(",")[0] for line in csv_of(2022).decode().splitlines()[1:]]
    names = csv_of(2022).decode().splitlines()[0]
    rows = [
        f"{key}," + ",".join(f"0.{(i * 7 + j * 3) % 90 + 5}" for j in range(28)) for i, key in enumerate(keys)
    ]
    table = read_year("\n".join([names, *rows]).encode(), name="x.csv", year=2022)
    remarks = [remark for remark in checked(table) if remark.refuses]
    assert [remark.kind for remark in remarks] == [Trouble.NORMALISED]


def test_a_constant_column_is_refused() -> None:
    """All 63 provinces with the same points in a column cannot be."""
    keys = [line.split(",")[0] for line in csv_of(2022).decode().splitlines()[1:]]
    table = table_of(2022, changes={(key, "SC41"): "1.5" for key in keys})
    assert refused(table) == {Trouble.CONSTANT}
    assert any("SC41" in remark.text for remark in checked(table))


@pytest.mark.parametrize(
    ("cell", "fits"), [("2.504", True), ("2.51", False), ("0.2455", True), ("0.2", False)]
)
def test_points_stand_inside_the_scale_of_their_year(cell: str, fits: bool) -> None:
    """One of four parts runs from 0.25 to 2.5, a rounding allowed."""
    found = refused(table_of(2022, changes={("P08", "SC11"): cell}))
    assert found == (set() if fits else {Trouble.OUT_OF_SCALE})


def test_the_scale_follows_the_structure() -> None:
    """3.2 is too much for one of four parts in 2020 and fine for one of three since 2021 (dimension 5)."""
    assert refused(table_of(2020, changes={("P08", "SC51"): "3.2"})) == {Trouble.OUT_OF_SCALE}
    assert refused(table_of(2021, changes={("P08", "SC51"): "3.2"})) == set()


def test_a_column_that_the_year_did_not_have_is_refused() -> None:
    """Construction permits (SC52) ended in 2020: points there in 2022 mean a wrong year or shifted columns."""
    table = read_year(csv_of(2020), name="2022.csv", year=2022)
    assert Trouble.NO_SUCH_COLUMN in refused(table)


def test_the_file_of_another_year_is_recognised() -> None:
    """The same values under another year are refused, earlier or later."""
    copy = read_year(csv_of(2022), name="2023.csv", year=2023)
    assert refused(copy, table_of(2022)) == {Trouble.SAME_AS}
    assert refused(copy, table_of(2024)) == set()


def test_a_jump_of_nearly_all_provinces_is_told_not_refused() -> None:
    """A column that falls everywhere may have another question: flagged, with both medians."""
    keys = [line.split(",")[0] for line in csv_of(2022).decode().splitlines()[1:]]
    low = table_of(2023, changes={(key, "SC32"): f"0.4{i:02d}" for i, key in enumerate(keys)})
    shifts = [remark for remark in checked(low, table_of(2022)) if remark.kind is Trouble.SHIFT]
    assert [remark.column for remark in shifts] == ["SC32"]
    assert not shifts[0].refuses


def test_changed_meanings_of_columns_are_told() -> None:
    """2011 to 2017: SC21 is the list of poor households; the names used are those of the year."""
    remarks = [remark for remark in checked(table_of(2015)) if remark.kind is Trouble.MEANING]
    assert len(remarks) == 1
    assert "SC21 là “Công khai, minh bạch danh sách hộ nghèo”" in remarks[0].text
    structure = structure_of(2015)
    column = structure.column("SC33") if structure else None
    assert column is not None and column.label == "Ban Giám sát đầu tư của cộng đồng"


def test_blank_and_partial_provinces_keep_their_blanks() -> None:
    """A blank province has no points at all, a partial one no total; both are named."""
    table = table_of(2023, blank=("P14",), changes={("P47", "SC21"): ""})
    points = table.points()
    assert points["P14"] == {}
    assert set(points["P47"]) == {1, 3, 4, 5, 6, 7, 8}
    texts = " ".join(remark.text for remark in checked(table))
    assert "Quảng Ninh" in texts and "Bình Dương thiếu nội dung 2" in texts
    assert not any(remark.refuses for remark in checked(table))


def test_unknown_missing_and_doubled_provinces() -> None:
    """A name nobody knows is refused with its line, a missing province told, a doubled one unreadable."""
    data = csv_of(2022).decode().replace("P08,", "Lai Chua,")
    table = read_year(data.encode(), name="x.csv", year=2022)
    found = {remark.kind: remark for remark in checked(table)}
    assert found[Trouble.UNKNOWN_PROVINCE].refuses and "Lai Chua" in found[Trouble.UNKNOWN_PROVINCE].text
    assert "Lai Châu" in found[Trouble.MISSING_PROVINCE].text
    doubled = csv_of(2022).decode().replace("P08,", "P07,")
    with pytest.raises(InputError, match="mỗi tỉnh chỉ một dòng"):
        read_year(doubled.encode(), name="x.csv", year=2022)


@pytest.mark.parametrize("cell", ["abc", "nan", "inf", "1,2,3", "--1"])
def test_a_cell_that_is_no_number_names_its_place(cell: str) -> None:
    """Line and column of what is no number; a blank must be left blank."""
    data = csv_of(2022, changes={("P02", "SC12"): cell})
    with pytest.raises(InputError, match=r"2022\.csv, dòng 3, cột SC12"):
        read_year(data, name="2022.csv", year=2022)


def test_sums_must_agree_with_their_parts() -> None:
    """A printed total that is not the sum of its dimensions is refused with both numbers."""
    head = "Tỉnh;D1;D2;D3;D4;D5;D6;D7;D8;Tổng\n"
    rows = "Lai Châu;4,9664;5,4656;4,5131;6,4826;7,3947;7,7201;3,8065;3,2732;43,6223\n"
    good = read_year((head + rows).encode(), name="b.csv", year=2023)
    assert good.points()["P08"][0] == pytest.approx(43.6222)
    assert refused(good) == set()
    bad = read_year((head + rows.replace("43,6223", "44,6223")).encode(), name="b.csv", year=2023)
    assert refused(bad) == {Trouble.SUM}


def test_a_report_by_dimension_with_published_classes_is_read() -> None:
    """Semicolons, decimal commas, Vietnamese headings, codes like 6.1, and the class column."""
    data = "Tỉnh, thành phố;Cung ứng dịch vụ công;NHOM6;STT\nLAI CHÂU;7,7201;Trung bình cao;1\n"
    table = read_year(data.encode(), name="b.csv", year=2023)
    assert table.cells["P08"] == {"D6": 7.7201}
    assert table.classes["P08"] == {6: "Trung bình cao"}
    assert table.ignored == ("STT",)
    wrong = read_year(data.replace("Trung bình cao", "Khá").encode(), name="b.csv", year=2023)
    assert Trouble.UNKNOWN_CLASS in refused(wrong)
    codes = read_year(b"Province,5.2\nP08,2.5\n", name="b.csv", year=2023)
    assert codes.columns == ("SC53",)
    assert read_year(b"Province,5.2\nP08,2.5\n", name="b.csv", year=2019).columns == ("SC52",)


def test_a_year_nobody_knows_must_be_declared() -> None:
    """2025 is refused without a declaration; with one it is taken and says that it was not verified."""
    assert [remark.kind for remark in checked(table_of(2025, like=2024))] == [Trouble.UNKNOWN_YEAR]
    declared = checked(table_of(2025, like=2024), like=2024)
    assert [remark.kind for remark in declared] == [Trouble.DECLARED]


def test_provinces_of_today_are_not_the_former_ones() -> None:
    """Hưng Yên of 2025 has another key than Hưng Yên of 2024; a province that no longer exists is unknown."""
    data = b"Province,D1\nH\xc6\xb0ng Y\xc3\xaan,5.1\n"
    assert list(read_year(data, name="x", year=2024).cells) == ["P21"]
    assert list(read_year(data, name="x", year=2025).cells) == ["T33"]
    gone = read_year("Province,D1\nThái Bình,5.1\n".encode(), name="x", year=2025)
    assert Trouble.UNKNOWN_PROVINCE in {remark.kind for remark in checked(gone, like=2024)}


def test_another_order_of_codes_is_refused() -> None:
    """A folder whose P01 is not Hà Nội would put every row under a wrong name."""
    assert check_codebook(b"Variable_Code,Variable_Name\nP01,Hanoi\nP08,Lai Chau\n") == 2
    with pytest.raises(InputError, match="mã P01 là “Ha Giang”"):
        check_codebook(b"Variable_Code,Variable_Name\nP01,Ha Giang\n")
