"""All communes by one framework and period."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.scoring.queries.table import rows_of, table_of
from thuocdo.scoring.views.card import head_of
from thuocdo.scoring.views.common import subject_of

PAGE_SIZE = 100


@requires(Right.SCORE_READ)
def table(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The communes within reach, sorted by value, in groups that are told apart."""
    subject = subject_of(request, code, period)
    wanted = request.GET.get("q", "").strip()
    found = table_of(request.rights, code, period, q=wanted)  # type: ignore[attr-defined]
    page_obj = Paginator(found.order, PAGE_SIZE).get_page(request.GET.get("trang"))
    context: dict[str, Any] = head_of(request, subject) | {
        "heading": _("So sánh các xã, phường"),
        "found": found,
        "q": wanted,
        "page_obj": page_obj,
        "rows": rows_of(found, list(page_obj.object_list)),
    }
    context["crumbs"] = [*context["crumbs"], (_("Bảng điểm"), subject.link("card"))]
    return page(request, "scoring/table.html", context, region="scoring/parts/table_region.html")
