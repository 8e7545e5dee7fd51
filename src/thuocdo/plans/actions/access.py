"""The door of every action: the version as it is now, held, and the right of the person."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.actions.refusals import Conflict, Locked, NotAllowed
from thuocdo.plans.models import PlanRow, PlanVersion, VersionState


def demand(right: Right, unit: Unit, *, by: Person | None, now: datetime) -> None:
    """Raise NotAllowed unless the person holds the right over the unit; `by=None` is the program itself."""
    if by is None or rights_of(by, on=timezone.localdate(now)).can(right, unit):
        return
    sentence = _("Bạn chưa có quyền làm việc này với kế hoạch của %(unit)s.")
    if right == Right.PLAN_CONFIRM:
        sentence = _("Bạn rà soát được nhưng chưa có quyền xác nhận kế hoạch của %(unit)s.")
    raise NotAllowed(sentence % {"unit": unit.name}, unit.name)


def held(version: PlanVersion) -> PlanVersion:
    """The version as it is now, locked until the transaction ends."""
    versions = PlanVersion.objects.select_for_update(of=("self",)).select_related("plan__unit")
    return versions.defer("document", "compiled").get(pk=version.pk)


def reviewing(version: PlanVersion, *, by: Person | None, now: datetime) -> PlanVersion:
    """The version, held, for a person who may review it. Raises NotAllowed, Locked."""
    version = held(version)
    demand(Right.PLAN_REVIEW, version.plan.unit, by=by, now=now)
    if version.state != VersionState.REVIEW:
        raise Locked(
            _closed(version),
            owner=version.plan.unit.name,
            way_out=_("Muốn sửa, hãy nhập bản mới của kế hoạch; nhiệm vụ và kết quả đã ghi được giữ lại."),
        )
    return version


def row_under_review(row: PlanRow, *, by: Person | None, now: datetime) -> PlanRow:
    """The row as it is now, its version held. Raises NotAllowed, Locked, Conflict when the row is gone."""
    version = reviewing(row.version, by=by, now=now)
    fresh = PlanRow.objects.filter(pk=row.pk).first()
    if fresh is None:
        raise Conflict(_("Dòng này vừa được người khác gộp hoặc hoàn tác nên không còn nữa."), row=None)
    fresh.version = version
    return fresh


def _closed(version: PlanVersion) -> str:
    if version.state == VersionState.CONFIRMED and version.confirmed_at:
        when = timezone.localtime(version.confirmed_at).strftime("%H:%M %d/%m/%Y")
        return _(
            "Bản này đã được xác nhận lúc %(when)s và đang dùng cho nhiệm vụ nên không sửa được nữa."
        ) % {"when": when}
    if version.state == VersionState.SUPERSEDED:
        return _("Đã có bản mới thay cho bản này nên không sửa được nữa.")
    if version.state == VersionState.DROPPED:
        return _("Bản này đã được bỏ.")
    return _("Bản này chưa đọc xong nên chưa rà soát được.")
