"""Releases are taken in whole, once, with their blanks, and every version is kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import NOW, Cast
from tests.registers.indices.conftest import Take
from tests.registers.indices.tables import csv_of
from thuocdo.audit.models import Entry
from thuocdo.lib.errors import InputError
from thuocdo.registers.indices.actions import RefusedError, state_blank_reason
from thuocdo.registers.indices.models import IndexRelease, IndexValue, PublishedClass
from thuocdo.registers.indices.queries.releases import current_releases, panel_from, reason_of_blank, table_of


def test_a_folder_of_years_is_taken_in_with_sums_and_source(take: Take) -> None:
    """Cells as in the file, dimensions and totals summed beside them, source and entry in the log."""
    taken = take(2022, 2023, source="Báo cáo mẫu")
    assert [one.how for one in taken] == ["new", "new"]
    release = taken[1].release
    assert (release.provinces, release.ranked, release.source) == (63, 63, "Báo cáo mẫu")
    values = dict(release.values.filter(subject="P08").values_list("code", "value"))
    assert values["D5"] == pytest.approx(sum(values[f"SC5{n}"] or 0 for n in (1, 3, 4)))
    assert values["D0"] == pytest.approx(sum(values[f"D{n}"] or 0 for n in range(1, 9)))
    assert Entry.objects.filter(code="registers.release.imported").count() == 2


def test_blanks_stay_blanks(take: Take) -> None:
    """A blank cell is a row without a value, its dimension and total are not there at all."""
    (taken,) = take(files={2023: csv_of(2023, blank=("P14",), changes={("P47", "SC21"): ""})})
    rows = IndexValue.objects.filter(release=taken.release)
    assert rows.filter(subject="P14", value__isnull=False).count() == 0
    assert rows.filter(subject="P14").count() == 28
    assert not rows.filter(subject="P47", code__in=["D2", "D0"]).exists()
    panel = panel_from(current_releases())
    assert panel.ranked(2023) == 61
    assert panel.rank(2023, "P14") is None


def test_the_same_file_again_changes_nothing(take: Take) -> None:
    """No second version, no values twice, no entry in the log."""
    take(2023)
    before = Entry.objects.count()
    (again,) = take(2023)
    assert again.how == "same"
    assert IndexRelease.objects.count() == 1
    assert Entry.objects.count() == before


def test_a_corrected_file_is_a_new_version_and_the_old_one_stays(take: Take) -> None:
    """Checks use the new one; the old one keeps its file and values; one version a year is in use."""
    (first,) = take(2023)
    (second,) = take(files={2023: csv_of(2023, changes={("P08", "SC11"): "2.4"})})
    assert (second.how, second.release.version) == ("corrected", 2)
    old = IndexRelease.objects.get(pk=first.release.pk)
    assert not old.current and old.values.exists()
    assert [release.pk for release in current_releases()] == [second.release.pk]
    assert table_of(second.release).cells["P08"]["SC11"] == 2.4
    assert table_of(old).cells["P08"]["SC11"] != 2.4
    entry = Entry.objects.get(code="registers.release.corrected")
    assert '"version":2' in entry.after_text.replace(" ", "")


def test_one_bad_file_keeps_all_out(take: Take) -> None:
    """All of a folder or nothing; every reason is told with its file."""
    bad = csv_of(2023, changes={("P08", "SC11"): "9"})
    with pytest.raises(RefusedError) as caught:
        take(files={2022: csv_of(2022), 2023: bad})
    assert caught.value.lines[0].startswith("2023.csv: Cột SC11")
    assert not IndexRelease.objects.exists()


def test_a_year_under_a_wrong_number_is_noticed_against_what_is_there(take: Take) -> None:
    """The file of 2022 offered as 2023 is refused because 2022 is there already."""
    take(2022)
    with pytest.raises(RefusedError, match="trùng hệt năm 2022"):
        take(files={2023: csv_of(2022)})


def test_published_classes_are_kept_as_published(take: Take) -> None:
    """The class of the file is stored; without one nothing is stored for it."""
    rows = csv_of(2023).decode().splitlines()
    rows = [rows[0] + ",NHOM", rows[1] + ",Thấp", *[row + "," for row in rows[2:]]]
    take(files={2023: "\n".join(rows).encode()})
    assert list(PublishedClass.objects.values_list("subject", "dimension", "band")) == [("P01", 0, "low")]


def test_who_may_take_in(take: Take, cast: Cast) -> None:
    """The province's coordinator and administrator; a commune's not, because all communes share the figures."""
    for key in ("province_coordinator", "province_administrator"):
        take(2022, by=cast.person(key))
    for key in ("coordinator", "administrator", "leader", "province_leader", "officer", "verifier"):
        with pytest.raises(PermissionDenied):
            take(2023, by=cast.person(key))


def test_a_declared_structure_is_stored_as_declared(take: Take) -> None:
    """2025 needs its declaration, which stays with the release."""
    from thuocdo.registers.indices.actions import Incoming, import_releases

    data = csv_of(2025, like=2024)
    with pytest.raises(RefusedError, match="Chưa biết cấu trúc"):
        take(files={2025: data})
    (taken,) = import_releases(files=[Incoming(2025, "2025.csv", data, like=2024)], by=None, now=NOW)
    assert "chưa đối chiếu" in taken.release.structure["declared"]
    assert taken.release.provinces == 34


def test_the_reason_of_a_blank_is_known_entered_or_said_to_be_unknown(db: None, cast: Cast) -> None:
    """What is known publicly comes with its source; an entered one stands above it; else nobody pretends."""
    assert "sai số" in reason_of_blank(2023, "P14").text
    assert "chưa được ghi" in reason_of_blank(2024, "P17").text
    by = cast.person("province_coordinator")
    state_blank_reason(year=2024, subject="P17", reason="Mất phiếu", source="Công văn mẫu", by=by, now=NOW)
    assert reason_of_blank(2024, "P17").source == "Công văn mẫu"
    with pytest.raises(InputError, match="nguồn"):
        state_blank_reason(year=2024, subject="P17", reason="Mất phiếu", source=" ", by=by, now=NOW)
    with pytest.raises(InputError, match="Không có tỉnh"):
        state_blank_reason(year=2024, subject="P99", reason="a", source="b", by=by, now=NOW)
    with pytest.raises(PermissionDenied):
        state_blank_reason(
            year=2024, subject="P17", reason="a", source="b", by=cast.person("leader"), now=NOW
        )
