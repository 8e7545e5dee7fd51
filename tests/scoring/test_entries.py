"""Measures entered by hand keep their source and their history."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import NOW, Cast
from tests.scoring.conftest import PERIOD
from thuocdo.audit.models import Entry
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.lib.errors import InputError
from thuocdo.scoring.actions.entries import Proof, enter_measure, withdraw_measure
from thuocdo.scoring.models import MeasureEntry
from thuocdo.scoring.queries.entries import observations

SOURCE = Proof(source="Báo cáo số 15/BC-UBND ngày 05/01/2026", pages="trang 3")


def enter(
    cast: Cast, version: FrameworkVersion, raw: object, *, who: str = "coordinator", **more: Any
) -> MeasureEntry:
    given = {"measure": "ho_so_dung_han", "proof": SOURCE, "now": NOW} | more
    return enter_measure(
        unit=cast.unit("commune"), version=version, period=PERIOD, raw=raw, by=cast.person(who), **given
    )


def test_a_value_is_kept_with_its_source_and_logged(cast: Cast, version: FrameworkVersion) -> None:
    """What was entered comes out as an observation that says where it comes from, and stands in the log."""
    enter(cast, version, {"value": 2089, "of": 2141})
    (seen,) = observations([cast.unit("commune")], version.framework, PERIOD)
    assert (seen.value.value, seen.value.of) == (Decimal(2089), Decimal(2141))
    assert "15/BC-UBND" in seen.value.sources[0].text
    assert Entry.objects.filter(code="scoring.measure.entered").count() == 1


def test_a_correction_keeps_the_old_value_and_wants_a_reason(cast: Cast, version: FrameworkVersion) -> None:
    """Without a reason nothing changes; with one the new value counts and the old row stays."""
    enter(cast, version, {"value": 2089, "of": 2141})
    later = NOW + timedelta(hours=1)
    with pytest.raises(InputError, match="lý do"):
        enter(cast, version, {"value": 2091, "of": 2141}, now=later)
    enter(cast, version, {"value": 2091, "of": 2141}, now=later, why="Đếm sót hai hồ sơ")
    assert [(row.value["value"], row.current) for row in MeasureEntry.objects.all()] == [
        ("2091", True),
        ("2089", False),
    ]


def test_the_same_again_changes_nothing(cast: Cast, version: FrameworkVersion) -> None:
    """Sending a form twice makes no second row."""
    first = enter(cast, version, {"value": 2089, "of": 2141})
    assert enter(cast, version, {"value": 2089, "of": 2141}).pk == first.pk
    assert MeasureEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"value": 2150, "of": 2141}, "2.150"),
        ({"value": -1, "of": 10}, "âm"),
        ("nhiều", "tổng số"),
        ({"value": "NaN", "of": 3}, "cần một số"),
    ],
)
def test_an_impossible_value_is_refused_in_words(
    cast: Cast, version: FrameworkVersion, raw: object, said: str
) -> None:
    """More done than there are, less than nothing, no number at all: one sentence, nothing stored."""
    with pytest.raises(InputError, match=said):
        enter(cast, version, raw)
    assert not MeasureEntry.objects.exists()


def test_a_value_without_a_source_is_refused(cast: Cast, version: FrameworkVersion) -> None:
    """A number that nobody can trace is not taken."""
    with pytest.raises(InputError, match="nguồn"):
        enter(cast, version, {"value": 1, "of": 2}, proof=Proof(source="  "))


def test_only_those_in_charge_enter(cast: Cast, version: FrameworkVersion) -> None:
    """The clerk's office owns the criterion on dossiers and may enter; the economy's officer may not, nor a neighbour."""
    enter(cast, version, {"value": 1, "of": 2}, who="clerk")
    for who in ("officer", "other_coordinator", "supervisor", "village_head", "verifier", "administrator"):
        with pytest.raises(PermissionDenied):
            enter(cast, version, {"value": 2, "of": 2}, who=who, why="x")


def test_a_withdrawn_value_counts_no_more(cast: Cast, version: FrameworkVersion) -> None:
    """After a withdrawal there is no observation; the value stays in the history, and there is nothing to withdraw twice."""
    enter(cast, version, {"value": 1, "of": 2})
    given = {"unit": cast.unit("commune"), "version": version, "measure": "ho_so_dung_han", "period": PERIOD}
    withdraw_measure(**given, by=cast.person("coordinator"), now=NOW, why="Nhập nhầm năm")
    assert not list(observations([cast.unit("commune")], version.framework, PERIOD))
    assert MeasureEntry.objects.filter(value__isnull=False).count() == 1
    with pytest.raises(InputError, match="chưa có số nào"):
        withdraw_measure(**given, by=cast.person("coordinator"), now=NOW, why="lần nữa")


def test_a_document_that_no_chain_asks_for_is_refused(cast: Cast, version: FrameworkVersion) -> None:
    """A link with an unknown code is refused at once, not when the score is computed."""
    with pytest.raises(InputError, match="không có tài liệu"):
        enter(cast, version, {"thu_moi": True}, measure="chuoi_kiem_tra")
