"""Versions of frameworks: loaded from the program, imported as drafts, issued, chosen for a year."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.criteria.models import DRAFT, ISSUED, FrameworkChoice, FrameworkVersion
from thuocdo.criteria.queries.versions import known_versions, may_keep_frameworks
from thuocdo.criteria.rules.library import shipped, shipped_names, shipped_text
from thuocdo.criteria.rules.loading import load_framework
from thuocdo.criteria.rules.model import Framework
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import UnitKind

FIRST_YEAR, LAST_YEAR = 2011, 2099
MOST_TEXT = 300


@recorded
def load_shipped(*, now: datetime) -> tuple[FrameworkVersion, ...]:
    """Enter the shipped sets as issued versions, each once; those that are there stay. Returns what was added."""
    known = set(FrameworkVersion.objects.filter(authority__isnull=True).values_list("code", "version"))
    added = []
    for name in shipped_names():
        framework = shipped(name)
        if (framework.code, framework.version) in known:
            continue
        row = FrameworkVersion(
            **_described(framework, shipped_text(name)), state=ISSUED, imported_at=now, issued_at=now
        )
        row.save()
        added.append(row)
    if added:
        record(
            "criteria.shipped.loaded",
            by=None,
            now=now,
            subject="criteria.library",
            after={"versions": [str(row) for row in added]},
        )
    return tuple(added)


@recorded
def import_framework(
    *, text: str, name: str, authority: Unit, by: Person | None, now: datetime
) -> FrameworkVersion:
    """Take a set as a draft of the authority; a draft of the same code and version is replaced by it.

    `name` is the file's name, for messages. Raises FrameworkError with every fault of the set, InputError where
    the version is already issued or varies an unknown set, PermissionDenied.
    """
    _must_keep(authority, by, now)
    framework = load_framework(text, name)
    code, version = framework.code, framework.version
    if len(code) > 60 or len(version) > 40 or len(framework.name) > MOST_TEXT:
        raise InputError(_("Mã, phiên bản hoặc tên của bộ tiêu chí quá dài."))
    known = known_versions(authority)
    if known.filter(code=code, version=version).exists():
        raise InputError(
            _(
                "Phiên bản %(version)s của bộ %(code)s đã ban hành nên không sửa được. Hãy đặt số phiên bản mới (version) rồi nhập lại."
            )
            % {"version": version, "code": code}
        )
    if framework.extends:
        base, _sign, base_version = framework.extends.partition("@")
        if not known.filter(code=base, version=base_version).exists():
            raise InputError(
                _("Bộ gốc %(base)s mà bản này sửa chưa có hoặc chưa ban hành trong hệ thống.")
                % {"base": framework.extends}
            )
    row = FrameworkVersion.objects.filter(
        authority=authority, code=code, version=version, state=DRAFT
    ).first() or FrameworkVersion(authority=authority, state=DRAFT)
    before = {"sha256": row.sha256} if row.sha256 else None
    for key, value in _described(framework, text).items():
        setattr(row, key, value)
    row.imported_at, row.imported_by = now, by
    row.save()
    record(
        "criteria.version.imported",
        by=by,
        now=now,
        subject=row,
        unit=authority,
        before=before,
        after={"version": str(row), "sha256": row.sha256, "criteria": sum(1 for _leaf in framework.leaves())},
    )
    return row


@recorded
def issue_version(
    *, version: FrameworkVersion, basis: str, by: Person | None, now: datetime
) -> FrameworkVersion:
    """Issue a draft: from now on nothing in it changes. `basis`: number and date of the decision that issues it.

    Raises InputError without a basis or for a version that is already issued, PermissionDenied.
    """
    row = FrameworkVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    _must_keep(row.authority, by, now)
    basis = clean(basis)
    if row.issued:
        raise InputError(_("Phiên bản này đã ban hành từ trước."))
    if not basis or len(basis) > MOST_TEXT:
        raise InputError(_("Hãy ghi số, ngày của văn bản ban hành bộ tiêu chí (không quá 300 chữ)."))
    load_framework(row.text, str(row))
    row.state, row.issued_at, row.issued_by, row.issued_basis = ISSUED, now, by, basis
    row.save()
    record(
        "criteria.version.issued",
        by=by,
        now=now,
        subject=row,
        unit=row.authority,
        after={"version": str(row), "sha256": row.sha256, "basis": basis},
    )
    return row


@recorded
def drop_draft(*, version: FrameworkVersion, by: Person | None, now: datetime) -> None:
    """Remove a draft. Raises InputError for an issued version, PermissionDenied."""
    row = FrameworkVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    _must_keep(row.authority, by, now)
    if row.issued:
        raise InputError(_("Phiên bản đã ban hành không xóa được."))
    record(
        "criteria.version.dropped",
        by=by,
        now=now,
        subject=row,
        unit=row.authority,
        before={"version": str(row), "sha256": row.sha256},
    )
    row.delete()


@recorded
def choose_framework(
    *, unit: Unit, year: int, version: FrameworkVersion, by: Person | None, now: datetime, why: str = ""
) -> FrameworkChoice:
    """Say that this version counts for the authority `unit` in the year; a province's choice binds its communes.

    Raises InputError for a version the authority does not know or that is not of its level, PermissionDenied.
    """
    _must_keep(unit, by, now)
    why = clean(why)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(_("Năm phải từ %(a)s đến %(b)s.") % {"a": FIRST_YEAR, "b": LAST_YEAR})
    if len(why) > MOST_TEXT:
        raise InputError(_("Lý do không quá 300 chữ."))
    if not known_versions(unit).filter(pk=version.pk).exists():
        raise InputError(_("Phiên bản này chưa ban hành nên chưa chọn được."))
    if version.level == "province" and unit.kind != UnitKind.PROVINCE:
        raise InputError(_("Bộ %(name)s chỉ có điểm ở cấp tỉnh, không dùng cho xã.") % {"name": version.name})
    rows = FrameworkChoice.objects.select_for_update(of=("self",))
    old = rows.filter(unit=unit, code=version.code, year=year, current=True).first()
    if old is not None and old.version_id == version.pk:
        return old
    if old is not None:
        FrameworkChoice.objects.filter(pk=old.pk).update(current=False)
    row = FrameworkChoice(
        unit=unit, code=version.code, year=year, version=version, chosen_at=now, chosen_by=by, why=why
    )
    row.save()
    record(
        "criteria.choice.set",
        by=by,
        now=now,
        subject=row,
        unit=unit,
        before={"version": str(old.version)} if old else None,
        after={"version": str(version), "year": year},
        why=why,
    )
    return row


def _described(framework: Framework, text: str) -> dict[str, str]:
    return {
        "code": framework.code,
        "version": framework.version,
        "name": framework.name,
        "index": framework.index,
        "level": framework.level,
        "extends": framework.extends or "",
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def _must_keep(authority: Unit | None, by: Person | None, now: datetime) -> None:
    """`by=None` is the operator at the command line. What ships belongs to nobody and is not kept by anybody."""
    if authority is None:
        raise InputError(_("Bộ tiêu chí có sẵn của chương trình không sửa được; hãy lập phiên bản mới."))
    if by is not None and not may_keep_frameworks(rights_of(by, on=timezone.localdate(now)), authority):
        raise PermissionDenied(
            _("Bộ tiêu chí của xã do tỉnh ban hành và chọn; bạn xem được nhưng không đổi được.")
        )
