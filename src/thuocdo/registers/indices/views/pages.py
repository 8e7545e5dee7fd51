"""PAPI over the years: the releases, and one province in one year (W16, the part of PAPI)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.plans.rules.papi.provinces import LAST_OF_63
from thuocdo.registers.indices.forms import ReasonForm
from thuocdo.registers.indices.models import IndexRelease
from thuocdo.registers.indices.queries.plans import plans_to_rebase
from thuocdo.registers.indices.queries.province import ProvinceYear, Row, province_year
from thuocdo.registers.indices.queries.releases import (
    all_releases,
    current_releases,
    plain_number,
    subjects_of,
)
from thuocdo.registers.indices.views.asking import Asked, asked_province, may_import, rights_of_request
from thuocdo.registers.indices.views.drawing import slope, standing
from thuocdo.registers.indices.words import BANDS

PAPI_CRUMB = ("PAPI", "/lam-viec/cham-diem/papi/")
SCORES = "/lam-viec/cham-diem/"


@requires(Right.INDEX_READ)
def releases(request: HttpRequest) -> HttpResponse:
    """The years in the system, where each came from, what is odd about it."""
    found = all_releases()
    in_use = tuple(sorted((one for one in found if one.current), key=lambda one: one.year))
    rights = rights_of_request(request)
    context = {
        "heading": _("PAPI qua các năm"),
        "crumbs": [(_("Chấm điểm"), SCORES), ("PAPI", "")],
        "releases": [(one, [other for other in found if other.year == one.year and not other.current])
                     for one in reversed(in_use)],
        "newest": in_use[-1] if in_use else None,
        "may_import": may_import(request),
        "waiting": [
            (plan, count)
            for plan, count in plans_to_rebase(in_use)
            if rights.can(Right.PLAN_READ, plan.unit)
        ],
    }  # fmt: skip
    return page(request, "registers/indices/releases.html", context)


@requires(Right.INDEX_READ)
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """One province in one year: points on their scale, class, who is near, what changed and may be compared."""
    found = current_releases()
    if not any(one.year == year for one in found):
        if found and year > found[-1].year:
            return redirect("registers:papi_releases")
        raise Http404
    return show_year(request, year, found, ReasonForm())


def show_year(
    request: HttpRequest, year: int, found: tuple[IndexRelease, ...], form: ReasonForm, status: int = 200
) -> HttpResponse:
    """The page, also with a form that came back."""
    subjects = subjects_of(found)
    asked = asked_province(request, [key for key, _name in subjects])
    number = row_id(request.GET.get("nd", "")) or 0
    margin = plain_number(request.GET.get("bien", ""))
    seen = province_year(found, asked.keys, year, dimension=number, margin=margin) if asked.keys else None
    context: dict[str, Any] = {
        "heading": _("PAPI %(year)s") % {"year": year},
        "crumbs": [(_("Chấm điểm"), SCORES), PAPI_CRUMB, (str(year), "")],
        "year": year,
        "years": [one.year for one in reversed(found)],
        "asked": asked,
        "subjects": subjects,
        "seen": seen,
        "form": form,
        "failed": bool(form.errors),
        "may_import": may_import(request),
        "file_link": reverse("registers:papi_file", args=[next(one.pk for one in found if one.year == year)]),
    }
    if seen is not None:
        row = seen.row(number)
        context |= {
            "row": row,
            "rows": [(one, _band(one), _moved(one)) for one in seen.rows],
            "chosen": row.dimension,
            "main": slope(seen, seen.series[0]),
            "slopes": [slope(seen, one) for one in seen.series[1:]],
            "standing": standing(seen, row),
            "finding": _finding(seen),
            "territory": _territory(asked, year),
        }
    return page(request, "registers/indices/year.html", context, status=status)


def _band(row: Row) -> tuple[str, str, str]:
    """(class, where it is from, note) as the page prints them."""
    if row.published is not None:
        return str(BANDS[row.published]), _("đã công bố"), ""
    if row.computed is None:
        return "", "", ""
    note = ""
    if row.computed.other is not None:
        note = _("nếu chỉ tính các tỉnh có đủ kết quả thì là “%(band)s”") % {
            "band": BANDS[row.computed.other]
        }
    elif row.computed.incomplete and row.dimension == 0:
        note = _("tính trên %(n)s tỉnh, kể cả %(m)s tỉnh thiếu kết quả") % {
            "n": row.computed.count,
            "m": row.computed.incomplete,
        }
    return str(BANDS[row.computed.band]), _("tính theo dữ liệu"), note


def _moved(row: Row) -> str:
    """How the rank moved, beside how ranks moved everywhere, so that nobody celebrates noise."""
    change, moves = row.change, row.moves
    if change is None or change.rank_before is None or row.rank is None:
        return ""
    words = _("hạng %(before)s/%(of)s năm %(year)s") % {
        "before": change.rank_before,
        "of": change.of_before,
        "year": change.since,
    }
    if moves is None:
        return words
    typical = f"{moves.median:g}".replace(".", ",")
    if abs(change.rank_before - row.rank) <= moves.median:
        return words + _(
            "; một nửa số tỉnh đổi từ %(n)s bậc trở lên nên mức đổi này không nói lên điều gì"
        ) % {"n": typical}
    return words + _("; cùng lúc một nửa số tỉnh đổi từ %(n)s bậc trở lên") % {"n": typical}


def _finding(seen: ProvinceYear) -> str:
    """The page in one sentence."""
    row = seen.total
    if row.score is None:
        reason = row.reason
        source = f" ({reason.source})" if reason and reason.source else ""
        return _("%(name)s không có kết quả năm %(year)s: %(why)s%(source)s.") % {
            "name": seen.name,
            "year": seen.year,
            "why": reason.text if reason else "",
            "source": source,
        }
    return _(
        "%(n)s tỉnh khác trong khoảng ±%(x)s điểm; hạng %(rank)s/%(of)s chỉ để tham khảo, PAPI không xếp hạng."
    ) % {
        "n": len(row.near),
        "x": f"{row.margin:.2f}".replace(".", ","),
        "rank": row.rank,
        "of": row.of,
    }


def _territory(asked: Asked, year: int) -> str:
    """Whose figures these are, where the name of today may mean another territory."""
    if year <= LAST_OF_63 and len(asked.keys) > 1:
        return _(
            "Số liệu đến năm %(last)s là của %(name)s theo địa giới trước ngày 01/7/2025 (63 tỉnh, thành phố); "
            "không gộp với tỉnh nào khác."
        ) % {"last": LAST_OF_63, "name": asked.name}
    return ""
