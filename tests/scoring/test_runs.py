"""A run is kept with what went in, and replays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import NOW, Cast
from tests.scoring.conftest import PERIOD
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.rules.library import shipped
from thuocdo.scoring.actions.entries import Proof, enter_measure
from thuocdo.scoring.actions.runs import run_scores
from thuocdo.scoring.models import MeasureEntry, Run
from thuocdo.scoring.queries.card import nodes_by_code, result_of
from thuocdo.scoring.queries.chances import chance_of, units_of
from thuocdo.scoring.queries.entries import unfit
from thuocdo.scoring.queries.replaying import replays
from thuocdo.scoring.rules.model import Value


def run(cast: Cast, version: FrameworkVersion, *keys: str, who: str = "coordinator") -> list[Run]:
    units = [cast.unit(key) for key in keys or ("commune",)]
    return run_scores(units=units, version=version, period=PERIOD, by=cast.person(who), now=NOW)


def enter(cast: Cast, version: FrameworkVersion, value: int, of: int, why: str = "") -> None:
    enter_measure(
        unit=cast.unit("commune"),
        version=version,
        measure="ho_so_dung_han",
        period=PERIOD,
        raw={"value": value, "of": of},
        proof=Proof(source="Sổ hồ sơ"),
        by=cast.person("coordinator"),
        now=NOW,
        why=why,
    )


def test_what_is_not_known_is_a_range_and_never_a_zero(cast: Cast, version: FrameworkVersion) -> None:
    """With no measure at all nothing is counted, and the total can still be anything from nothing to all."""
    (found,) = run(cast, version)
    assert (found.points, found.counted, found.counted_of) == (None, 0, 0)
    assert (found.least, found.most) == (Decimal(-2), Decimal(102))  # 100 and the bonus or penalty of 2
    assert found.missing > 0


def test_the_worked_case_of_late_dossiers(cast: Cast, version: FrameworkVersion) -> None:
    """2,089 of 2,141 in time are under the floor of 100 %: 0 of 3 points, 52 dossiers short."""
    enter(cast, version, 2089, 2141)
    (found,) = run(cast, version)
    node = nodes_by_code(result_of(found))["3.2"]
    assert (node.points, node.max) == (Decimal(0), Decimal(3))
    assert "52" in node.shortfall


def test_a_run_replays_and_a_touched_one_is_found(cast: Cast, version: FrameworkVersion) -> None:
    """Stored inputs give the stored result again; a changed result no longer fits its hash."""
    enter(cast, version, 2089, 2141)
    (found,) = run(cast, version)
    assert replays(found).same
    found.result = found.result.replace('"3"', '"4"', 1)
    assert not replays(found).same


def test_nothing_new_makes_no_new_run(cast: Cast, version: FrameworkVersion) -> None:
    """Scoring twice leaves one run; a corrected measure makes a second, and the first stays as it was."""
    (first,) = run(cast, version)
    assert run(cast, version) == [first]
    enter(cast, version, 10, 10)
    (second,) = run(cast, version)
    first.refresh_from_db()
    assert (first.current, second.current) == (False, True)
    assert replays(first).same


def test_many_units_at_once(cast: Cast, version: FrameworkVersion) -> None:
    """A province scores its communes in one call; a commune cannot score its neighbour."""
    found = run(cast, version, "commune", "other", who="province_coordinator")
    assert [row.unit_id for row in found] == [cast.unit("commune").pk, cast.unit("other").pk]
    with pytest.raises(PermissionDenied):
        run(cast, version, "other")


def test_a_value_that_no_longer_fits_stops_nobody(cast: Cast, version: FrameworkVersion) -> None:
    """A stored value outside what this version takes counts as missing; the unit is still scored, and told why."""
    row = MeasureEntry.objects.create(
        unit=cast.unit("commune"), framework=version.code, measure="cap_sang_kien", period=PERIOD,
        value="9", source="Theo phiên bản cũ", entered_at=NOW,
    )  # fmt: skip
    (found,) = run(cast, version)
    assert "cap_sang_kien" in nodes_by_code(result_of(found))["1.3"].missing
    assert "không lớn hơn 2" in unfit(version.framework.measures["cap_sang_kien"], row)


def test_only_what_was_late_is_lost_for_good() -> None:
    """Of 34 computers 12 lack software: that can still be made good; of 1,020 dossiers 18 were late: under 100 % that is lost."""
    framework = shipped("par-index-mau")
    leaves = {leaf.code: leaf for leaf in framework.leaves()}
    day = date(2026, 11, 21)

    def said(code: str, measure: str, value: int, of: int) -> str:
        values = {measure: Value(Decimal(value), Decimal(of))}
        found = chance_of(leaves[code], values, {}, period="2026", today=day, units=units_of(framework))
        return found.text if found else ""

    assert said("7.8", "may_tinh_attt", 22, 34) == "Còn kịp: còn thiếu 12 máy tính đến 31/12/2026."
    assert said("3.2", "ho_so_dung_han", 1002, 1020) == "Không còn kịp trong kỳ này: đã có 18 hồ sơ quá hạn."
    assert said("3.3", "xin_loi", 13, 18) == "Còn kịp: còn thiếu 5 hồ sơ đến 31/12/2026."
