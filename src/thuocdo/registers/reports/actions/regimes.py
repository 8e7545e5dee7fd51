"""Putting a regime in force for an authority, changing its days, adding one of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.calendars.queries import working_calendar
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean, fold
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.registers.reports.actions.duties import refresh_duties
from thuocdo.registers.reports.models import TO_AUTHORITY, TO_PROVINCE, Regime, RegimeSetting
from thuocdo.registers.reports.queries.regimes import Settings
from thuocdo.registers.reports.rules.library import shipped_regimes
from thuocdo.registers.reports.rules.terms import Term, to_json, window_of

MOST_TERMS = 12


@dataclass(frozen=True, slots=True)
class OwnRegime:
    """A regime as an authority states it."""

    name: str
    reporters: tuple[UnitKind, ...]
    to_province: bool
    basis: str
    via: str = ""
    form: str = ""


@recorded
def set_regime(
    *,
    unit: Unit,
    code: str,
    terms: Sequence[Term],
    active: bool = True,
    valid_from: date,
    basis: str,
    reason: str = "",
    by: Person | None,
    now: datetime,
) -> RegimeSetting:
    """Enter what the authority `unit` sets for a regime from a day on; its duties follow at once.

    `code` names a shipped regime or one of the authority's own or its province's. Periods that end before
    `valid_from` stay as they were. Raises InputError (no such regime, no period, a term that cannot be, texts missing,
    where the province's setting counts), PermissionDenied.
    """
    _demand(unit, by, now)
    basis, reason = clean(basis), clean(reason)
    regime = _regime_of(unit, code, now)
    settings = Settings([regime])
    above = unit.province_id if unit.province_id != unit.pk else None
    if above is not None and settings.own(regime.pk, above, valid_from) is not None:
        raise InputError(_("Chế độ báo cáo này do tỉnh đặt và áp dụng cho mọi xã; xã không sửa được."))
    had = settings.own(regime.pk, unit.pk, valid_from)
    if not basis or len(basis) > 300:
        raise InputError(
            _("Hãy ghi căn cứ: số, ngày của văn bản quy định kỳ và hạn gửi (không quá 300 chữ).")
        )
    if (had is not None and not reason) or len(reason) > 300:
        raise InputError(_("Chế độ này đã có thiết đặt trước đó; hãy ghi lý do sửa (không quá 300 chữ)."))
    _check_terms(terms, valid_from.year)
    row = RegimeSetting.objects.create(
        regime=regime,
        unit=unit,
        active=active,
        terms=[to_json(term) for term in terms],
        valid_from=valid_from,
        basis=basis,
        reason=reason,
        entered_at=now,
        entered_by=by,
    )
    record(
        "registers.regime.set" if active else "registers.regime.stopped",
        by=by,
        now=now,
        subject=regime,
        unit=unit,
        before={"terms": [to_json(term) for term in had.terms]} if had else None,
        after={"terms": row.terms, "from": valid_from.isoformat(), "basis": basis},
        why=reason,
    )
    refresh_duties(regimes=[regime], now=now)
    return row


def _check_terms(terms: Sequence[Term], year: int) -> None:
    if not terms or len(terms) > MOST_TERMS:
        raise InputError(_("Hãy chọn ít nhất một kỳ báo cáo."))
    seen = set()
    calendar = working_calendar()
    for term in terms:
        for period in term.periods(year):
            if period.id in seen:
                raise InputError(_("Kỳ “%(period)s” khai hai lần.") % {"period": period.label})
            seen.add(period.id)
            window_of(term, period, calendar)


@recorded
def add_regime(
    *,
    unit: Unit,
    regime: OwnRegime,
    terms: Sequence[Term],
    valid_from: date,
    by: Person | None,
    now: datetime,
) -> Regime:
    """Add a regime of the authority's own and put it in force. Raises as `set_regime`."""
    _demand(unit, by, now)
    name = clean(regime.name)
    if not name or len(name) > 300:
        raise InputError(_("Hãy ghi tên báo cáo (không quá 300 chữ)."))
    if not regime.reporters:
        raise InputError(_("Hãy chọn loại đơn vị phải gửi."))
    if regime.to_province != (UnitKind.COMMUNE in regime.reporters):
        raise InputError(
            _("Xã gửi lên tỉnh; phòng, trung tâm gửi cơ quan mình. Hãy chọn lại nơi gửi, nơi nhận.")
        )
    known = Regime.objects.filter(owner=unit).values_list("name", flat=True)
    if fold(name) in {fold(one) for one in known}:
        raise InputError(_("Đơn vị đã có chế độ báo cáo mang tên này."))
    row = Regime.objects.create(
        code=f"{unit.pk}-{uuid4().hex[:12]}",
        name=name,
        reporters=[str(kind) for kind in regime.reporters],
        receiver=TO_PROVINCE if regime.to_province else TO_AUTHORITY,
        via=clean(regime.via)[:200],
        form=clean(regime.form)[:300],
        basis=clean(regime.basis)[:500],
        owner=unit,
        created_at=now,
        created_by=by,
    )
    record("registers.regime.added", by=by, now=now, subject=row, unit=unit, after={"name": name})
    set_regime(
        unit=unit, code=row.code, terms=terms, valid_from=valid_from, basis=regime.basis, by=by, now=now
    )
    return row


def _demand(unit: Unit, by: Person | None, now: datetime) -> None:
    if by is not None and not rights_of(by, on=localdate(now)).can(Right.REPORT_ADMIN, unit):
        raise PermissionDenied(_("Bạn không có quyền đặt chế độ báo cáo của cơ quan này."))


def _regime_of(unit: Unit, code: str, now: datetime) -> Regime:
    regime = Regime.objects.filter(code=code).first()
    if regime is not None:
        if regime.owner_id not in (None, unit.pk, unit.province_id):
            raise InputError(_("Không có chế độ báo cáo này."))
        return regime
    shipped = next((one for one in shipped_regimes() if one.code == code), None)
    if shipped is None:
        raise InputError(_("Không có chế độ báo cáo này."))
    regime, _made = Regime.objects.get_or_create(
        code=shipped.code,
        defaults={
            "name": shipped.name,
            "reporters": list(shipped.reporters),
            "receiver": shipped.receiver,
            "via": shipped.via,
            "form": shipped.form,
            "basis": shipped.basis,
            "unconfirmed": list(shipped.unconfirmed),
            "note": shipped.note,
            "measure": shipped.measure,
            "valid_from": shipped.valid_from,
            "valid_to": shipped.valid_to,
            "created_at": now,
        },
    )
    return regime
