"""Versions of frameworks: kept to the letter, issued once, chosen by the province for its communes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from tests.cast import NOW, Cast
from tests.criteria.rules.test_loading import GOOD
from thuocdo.audit.models import Entry
from thuocdo.criteria.actions import (
    choose_framework,
    drop_draft,
    import_framework,
    issue_version,
    load_shipped,
)
from thuocdo.criteria.models import FrameworkVersion, FrozenError
from thuocdo.criteria.queries import framework_for, frameworks_for, known_versions
from thuocdo.criteria.rules.library import shipped_names, shipped_text
from thuocdo.criteria.rules.problems import FrameworkError
from thuocdo.lib.errors import InputError

pytestmark = pytest.mark.django_db
BASIS = "Quyết định số 12/QĐ-UBND ngày 05/9/2025"


def imported(cast: Cast, text: str = GOOD, where: str = "province") -> FrameworkVersion:
    """A draft of the authority."""
    by = cast.person("province_administrator" if where == "province" else "administrator")
    return import_framework(text=text, name="mau.toml", authority=cast.unit(where), by=by, now=NOW)


def issued(cast: Cast, text: str = GOOD) -> FrameworkVersion:
    """An issued version of the province."""
    row = imported(cast, text)
    return issue_version(version=row, basis=BASIS, by=cast.person("province_administrator"), now=NOW)


def test_shipped_sets_are_entered_once(cast: Cast) -> None:
    """Loading enters each shipped set to the letter, issued; loading again adds nothing."""
    assert len(load_shipped(now=NOW)) == len(shipped_names())
    assert load_shipped(now=NOW) == ()
    row = FrameworkVersion.objects.get(code="qd-766")
    assert row.text == shipped_text("qd-766") and row.issued and row.authority is None
    assert Entry.objects.filter(code="criteria.shipped.loaded").count() == 1


def test_draft_is_replaced_until_it_is_issued(cast: Cast) -> None:
    """The same code and version replace a draft; once issued it stands, and the next import must bear another number."""
    first = imported(cast)
    again = imported(cast, GOOD.replace("Bộ mẫu", "Bộ mẫu sửa"))
    assert first.pk == again.pk and again.name == "Bộ mẫu sửa"
    by = cast.person("province_administrator")
    with pytest.raises(InputError, match="Hãy ghi số, ngày của văn bản"):
        issue_version(version=again, basis=" ", by=by, now=NOW)
    row = issue_version(version=again, basis=BASIS, by=by, now=NOW)
    assert row.issued and row.issued_basis == BASIS
    with pytest.raises(InputError, match="đặt số phiên bản mới"):
        imported(cast)
    with pytest.raises(InputError, match="đã ban hành từ trước"):
        issue_version(version=row, basis=BASIS, by=by, now=NOW)
    with pytest.raises(InputError, match="không xóa được"):
        drop_draft(version=row, by=by, now=NOW)
    codes = list(Entry.objects.order_by("number").values_list("code", flat=True))
    assert codes[-3:] == ["criteria.version.imported"] * 2 + ["criteria.version.issued"]


def test_bad_set_leaves_nothing_behind(cast: Cast) -> None:
    """A set with faults is refused whole."""
    with pytest.raises(FrameworkError):
        imported(cast, GOOD.replace("max = 7.5", "max = 7"))
    assert not FrameworkVersion.objects.exists()


def test_issued_version_stands_in_the_database_too(cast: Cast) -> None:
    """Neither the model, a queryset nor plain SQL changes or removes an issued version; a draft can still go."""
    row = issued(cast)
    row.name = "Khác"
    with pytest.raises(FrozenError):
        row.save()
    for sql in ("UPDATE criteria_frameworkversion SET name = 'x'", "DELETE FROM criteria_frameworkversion"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    draft = imported(cast, GOOD.replace('version = "1"', 'version = "2"'))
    drop_draft(version=draft, by=cast.person("province_administrator"), now=NOW)
    assert list(FrameworkVersion.objects.all()) == [row]


def test_variant_names_a_set_that_is_known(cast: Cast) -> None:
    """A variant of a set that nobody has issued is refused; of an issued one it is taken."""
    variant = GOOD.replace('version = "1"', 'version = "2"\nextends = "mau@1"\nchanges = "Sửa tên."')
    with pytest.raises(InputError, match="Bộ gốc mau@1"):
        imported(cast, variant)
    issued(cast)
    assert imported(cast, variant).extends == "mau@1"


def test_province_chooses_for_its_communes(cast: Cast) -> None:
    """What the province chooses for a year counts for each of its communes; a later choice takes its place."""
    province, commune, by = cast.unit("province"), cast.unit("commune"), cast.person("province_coordinator")
    by = cast.person("province_administrator")
    first = issued(cast)
    assert framework_for(commune, "mau", 2026) is None
    choose_framework(unit=province, year=2026, version=first, by=by, now=NOW)
    assert framework_for(commune, "mau", 2026) == first
    assert framework_for(cast.unit("culture"), "mau", 2026) == first
    assert framework_for(commune, "mau", 2025) is None
    second = issued(cast, GOOD.replace('version = "1"', 'version = "2"'))
    choose_framework(unit=province, year=2026, version=second, by=by, now=NOW, why="Sửa điểm")
    assert frameworks_for(commune, 2026) == (second,)
    assert province.framework_choices.count() == 2


def test_commune_keeps_no_frameworks_under_a_working_province(cast: Cast) -> None:
    """A commune's administrator neither imports, issues nor chooses while people of the province work here."""
    version = issued(cast)
    by = cast.person("administrator")
    with pytest.raises(PermissionDenied):
        imported(cast, where="commune")
    with pytest.raises(PermissionDenied):
        choose_framework(unit=cast.unit("commune"), year=2026, version=version, by=by, now=NOW)
    with pytest.raises(PermissionDenied):
        choose_framework(unit=cast.unit("province"), year=2026, version=version, by=by, now=NOW)


def test_commune_alone_keeps_its_own_frameworks(cast: Cast) -> None:
    """Where nobody of the province works, as in a commune's own installation, the commune imports and chooses."""
    from thuocdo.orgs.models import Membership

    Membership.objects.filter(unit__authority=cast.unit("province")).delete()
    by, commune = cast.person("administrator"), cast.unit("commune")
    row = issue_version(version=imported(cast, where="commune"), basis=BASIS, by=by, now=NOW)
    choose_framework(unit=commune, year=2026, version=row, by=by, now=NOW)
    assert framework_for(commune, "mau", 2026) == row
    assert framework_for(cast.unit("other"), "mau", 2026) is None
    assert row not in known_versions(cast.unit("other"))


def test_draft_and_provincial_index_are_not_chosen_for_a_commune(cast: Cast) -> None:
    """A draft counts for nobody, and PAPI has no scores below the province."""
    load_shipped(now=NOW)
    by = cast.person("province_administrator")
    with pytest.raises(InputError, match="chưa ban hành"):
        choose_framework(unit=cast.unit("province"), year=2026, version=imported(cast), by=by, now=NOW)
    papi = FrameworkVersion.objects.get(code="papi", version="2021")
    with pytest.raises(InputError, match="chỉ có điểm ở cấp tỉnh"):
        choose_framework(unit=cast.unit("commune"), year=2023, version=papi, by=None, now=NOW)
    choose_framework(unit=cast.unit("province"), year=2023, version=papi, by=by, now=NOW)
    assert framework_for(cast.unit("province"), "papi", 2023) == papi
    assert framework_for(cast.unit("commune"), "papi", 2023) is None
