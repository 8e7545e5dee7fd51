"""The unit whose plan a file is, as the file itself says: found in the tree, or made for the demo."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from thuocdo.documents.parsing.sandbox import read_safely
from thuocdo.lib.text import clean, expand_abbreviations, fold
from thuocdo.orgs.actions import add_alias, add_membership, create_unit
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.rules.rights import AUTHORITIES, Role, UnitKind
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.model import Head
from thuocdo.reporting import sample

DEMO = "demo"  # source of the name, by which a made unit is known
_ISSUER = re.compile(r"^(?:Ủy ban nhân dân|UBND)\s+", re.IGNORECASE)
_TITLES = {
    "tinh": "Tỉnh",
    "thanh pho": "Thành phố",
    "xa": "Xã",
    "phuong": "Phường",
    "dac khu": "Đặc khu",
    "thi tran": "Thị trấn",
}


def place_of_plan(path: Path, *, home: Unit, reviewer: Person, now: datetime) -> Unit:
    """The authority that issued the plan; `home` when the file does not say. The reviewer gets a role there.

    Raises InputError when the file cannot be read.
    """
    head = compile_plan(read_safely(path)).document
    name = _name_of(head)
    if not name:
        return home
    unit = Unit.objects.filter(Q(folded=fold(name)), kind__in=AUTHORITIES).first() or _make(name, head, now)
    today = timezone.localdate(now)
    if unit.province_id != home.pk and not Membership.objects.filter(person=reviewer, unit=unit).exists():
        starts = today - timedelta(days=400)
        add_membership(
            person=reviewer, unit=unit, role=Role.COORDINATOR, starts=starts, position="Đầu mối (bản chạy thử)",
            by=None, now=now,
        )  # fmt: skip
    return unit


def _name_of(head: Head) -> str:
    """ "UBND xã Mẫu" -> "Xã Mẫu"; "" where the document names no issuer with a place."""
    issuer = clean(_ISSUER.sub("", expand_abbreviations(head.issuer or "")))
    title = next((known for known in _TITLES if fold(issuer).startswith(f"{known} ")), None)
    if title is None:
        return ""
    return issuer[:1].upper() + issuer[1:]


def _make(name: str, head: Head, now: datetime) -> Unit:
    province = head.level == "province"
    title = next(word for known, word in _TITLES.items() if fold(name).startswith(f"{known} "))
    kind = UnitKind.PROVINCE if province else UnitKind.COMMUNE
    unit = create_unit(name=name, kind=kind, title=title, by=None, now=now)
    add_alias(unit=unit, name=head.issuer or name, scope=unit, source=DEMO, by=None, now=now)
    offices = (
        sample.PROVINCE_OFFICES
        if province
        else [(office, kind) for _key, office, kind in sample.COMMUNE_OFFICES]
    )
    for office, office_kind in offices:
        create_unit(name=office, kind=office_kind, parent=unit, by=None, now=now)
    return unit
