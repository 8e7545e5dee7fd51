"""What every page of scores asks first: whose scores, by which framework, for which period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.queries import framework_for
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right

_PERIOD = re.compile(r"20\d\d")


@dataclass(frozen=True)
class Subject:
    """The authority, framework version and period of a page."""

    unit: Unit
    version: FrameworkVersion | None  # None: nobody has chosen one for this period
    code: str
    period: str
    chosen: bool  # ?dv= names another authority than the one the person works in

    def link(self, name: str, *args: str, **query: str) -> str:
        """The address of another page on the same subject."""
        keys = ({"dv": self.unit.code or str(self.unit.pk)} if self.chosen else {}) | query
        path = reverse(f"scoring:{name}", args=[self.code, self.period, *args])
        return f"{path}?{urlencode(keys)}" if keys else path


def authority_of(request: HttpRequest, right: Right = Right.SCORE_READ) -> tuple[Unit, bool]:
    """The authority that `?dv=` names, else the person's own. 404 where the right does not reach it."""
    rights, own = request.rights, request.working_unit  # type: ignore[attr-defined]
    named = request.GET.get("dv", "").strip() or request.POST.get("dv", "").strip()
    home = own.authority if own is not None else None
    unit = home
    if named:
        rows = Unit.objects.filter(authority__isnull=False)
        unit = rows.filter(code=named).first() or (
            rows.filter(pk=int(named)).first() if named.isascii() and named.isdigit() else None
        )
        unit = unit.authority if unit is not None else None
    # who holds the right at an office only reads the scores of the authority it belongs to
    own_matter = unit == home and rights.any(right)
    if unit is None or not (own_matter or rights.can(right, unit)):
        raise Http404
    return unit, unit != home


def subject_of(request: HttpRequest, code: str, period: str) -> Subject:
    """What the address names; 404 for what cannot be, or what the person may not see."""
    if not _PERIOD.fullmatch(period):
        raise Http404
    unit, chosen = authority_of(request)
    version = framework_for(unit, code, int(period))
    return Subject(unit, version, code, period, chosen)


def today() -> date:
    """The local day."""
    return timezone.localdate()
