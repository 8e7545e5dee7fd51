"""What the frame of every page shows."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, gettext_noop

from thuocdo.orgs.queries.notices import unread_count
from thuocdo.orgs.queries.rights import Rights
from thuocdo.orgs.rules.menu import bar_of, current_of, menu_of

_VERSION = version("thuocdo")
# The entries are named in rules, which know no Django; here the names are handed to translation.
_LABELS = (
    gettext_noop("Tuần này"),
    gettext_noop("Nhiệm vụ"),
    gettext_noop("Kế hoạch"),
    gettext_noop("Báo cáo"),
    gettext_noop("Điều hành"),
    gettext_noop("Nhật ký"),
    gettext_noop("Đơn vị"),
    gettext_noop("Người dùng"),
    gettext_noop("Lịch làm việc"),
    gettext_noop("Bộ tiêu chí"),
    gettext_noop("Kiểm chứng"),
    gettext_noop("Chứng thư gốc"),
    gettext_noop("Vận hành"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, working units and unread notices of the signed-in person; the version for everybody.

    Notices are counted only where a template asks, so the region of an htmx request does not pay for the frame.
    """
    rights: Rights | None = getattr(request, "rights", None)
    if rights is None:
        return {"program_version": _VERSION}
    person = rights.person
    entries = menu_of(rights.roles)
    current = current_of(entries, request.path)
    _bar, rest = bar_of(entries)
    menu = [
        {
            "label": gettext(e.label),
            "url": e.url,
            "key": e.key,
            "current": e is current,
            "behind": e in rest,
        }
        for e in entries
    ]
    return {
        "program_version": _VERSION,
        "menu": menu,
        "menu_more": [line for line in menu if line["behind"]],
        "menu_more_current": current in rest,
        "working_units": rights.units,
        "unread_notices": SimpleLazyObject(lambda: unread_count(person)),
    }
