"""Load a catalogue of administrative units, and the mapping of old names to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import fold, sort_key
from thuocdo.orgs.actions.units import keep_name
from thuocdo.orgs.models import Person, Unit, UnitName
from thuocdo.orgs.rules.catalogue import CatalogueUnit, OldName
from thuocdo.orgs.rules.rights import AUTHORITIES, UnitKind


@dataclass(frozen=True, slots=True)
class Imported:
    """How many units of the file were new, changed, kept; how many old names were new."""

    new: int
    changed: int
    kept: int
    old_names: int


@recorded
def import_catalogue(
    *,
    units: Sequence[CatalogueUnit],
    old_names: Sequence[OldName] = (),
    source: str,
    by: Person | None,
    now: datetime,
) -> Imported:
    """Open what is new, rename and move what changed, leave what is not in the file. All of it or nothing.

    `source` is the file's name, kept with every name that changed. Units that the file does not list stay: a
    catalogue says what exists, not when something ended. Raises InputError for an old name of an unknown code.
    """
    known: dict[str, Unit] = {u.code: u for u in Unit.objects.filter(code__isnull=False).order_by() if u.code}
    fresh = [unit for unit in units if unit.code not in known]
    for kind in (UnitKind.PROVINCE, UnitKind.COMMUNE):
        made = [_new(unit, known) for unit in fresh if unit.kind is kind]
        known.update((unit.code or "", unit) for unit in Unit.objects.bulk_create(made))
    if fresh:
        _set_authorities()
    new_codes = {unit.code for unit in fresh}
    changed = sum(
        _adjust(known[unit.code], unit, known, source, by, now)
        for unit in units
        if unit.code not in new_codes
    )
    named = _keep_old_names(old_names, known)
    result = Imported(len(fresh), changed, len(units) - len(fresh) - changed, named)
    if fresh or changed or named:
        after = {
            "new": result.new,
            "changed": changed,
            "kept": result.kept,
            "old_names": named,
            "source": source,
        }
        record("orgs.catalogue.imported", by=by, now=now, subject="orgs.unit", after=after)
    return result


def _new(unit: CatalogueUnit, known: dict[str, Unit]) -> Unit:
    parent = known[unit.parent] if unit.parent else None
    return Unit(
        code=unit.code,
        kind=unit.kind,
        title=unit.title,
        name=unit.name,
        folded=fold(unit.name),
        sort=sort_key(unit.name)[:400],
        parent=parent,
        province=parent,
    )


def _set_authorities() -> None:
    rows = Unit.objects.filter(authority__isnull=True, kind__in=AUTHORITIES)
    rows.filter(kind=UnitKind.PROVINCE).update(province=F("id"))
    rows.update(authority=F("id"))


def _adjust(
    unit: Unit, wanted: CatalogueUnit, known: dict[str, Unit], source: str, by: Person | None, now: datetime
) -> bool:
    """Bring a known unit up to the catalogue; whether anything changed."""
    if unit.kind != wanted.kind:
        raise InputError(
            f"Mã {unit.code} trong hệ thống là “{unit.name}”, không cùng cấp với “{wanted.name}” trong tệp."
        )
    parent = known[wanted.parent] if wanted.parent else None
    fields: list[str] = []
    before = {"name": unit.name, "title": unit.title, "parent": unit.parent_id}
    if unit.name != wanted.name:
        keep_name(unit, unit.name, UnitName.OFFICIAL, until=now.date() - timedelta(days=1), source=source)
        unit.name, unit.folded, unit.sort = wanted.name, fold(wanted.name), sort_key(wanted.name)[:400]
        fields += ["name", "folded", "sort"]
    if unit.title != wanted.title:
        unit.title = wanted.title
        fields.append("title")
    if parent is not None and unit.parent_id != parent.pk:
        unit.parent, unit.province = parent, parent
        fields += ["parent", "province"]
        Unit.objects.filter(authority=unit).update(province=parent)
    if not fields:
        return False
    unit.save(update_fields=fields)
    after = {"name": unit.name, "title": unit.title, "parent": unit.parent_id}
    record(
        "orgs.unit.adjusted", by=by, now=now, subject=unit, unit=unit, before=before, after=after, why=source
    )
    return True


def _keep_old_names(old_names: Sequence[OldName], known: dict[str, Unit]) -> int:
    for old in old_names:
        if old.code not in known:
            raise InputError(f"Tên cũ “{old.name}”: mã {old.code} không có trong danh mục đơn vị.")
    held = set(
        UnitName.objects.filter(kind=UnitName.FORMER, scope__isnull=True).values_list("unit_id", "folded")
    )
    rows: dict[tuple[int, str], UnitName] = {}
    for old in old_names:
        key = (known[old.code].pk, fold(old.name))
        if key not in held:
            rows[key] = UnitName(
                unit=known[old.code], name=old.name, folded=key[1], kind=UnitName.FORMER,
                valid_to=old.since - timedelta(days=1), source=old.source,
            )  # fmt: skip
    UnitName.objects.bulk_create(rows.values())
    return len(rows)
