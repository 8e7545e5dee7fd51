"""W25: the form of a Word file measured against NĐ 30/2020/NĐ-CP, and blanks in the right form."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.documents.format.findings import GROUPS, Finding, Report, Severity, said
from thuocdo.documents.format.safely import check_safely
from thuocdo.documents.format_forms import FormatForm
from thuocdo.documents.parsing.sniff import FileKind
from thuocdo.documents.writing.apology import write_slip
from thuocdo.documents.writing.docx import write_docx
from thuocdo.documents.writing.model import Kind
from thuocdo.documents.writing.pdf import pdf_of, pdf_of_slip
from thuocdo.documents.writing.samples import Office, blank, blank_slip
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.orgs.web import page, requires

HOME = "/lam-viec/the-thuc/"
SLIP = "phieu-xin-loi"
# the slug of a blank's address -> its kind; the slip is no kind of the decree
BLANKS: dict[str, Kind | None] = {
    "ke-hoach": Kind.PLAN,
    "bao-cao": Kind.REPORT,
    "cong-van": Kind.LETTER,
    "thong-bao": Kind.NOTICE,
    "quyet-dinh": Kind.DECISION,
    "giay-moi": Kind.INVITATION,
    "bien-ban": Kind.MINUTES,
    SLIP: None,
}
LABELS = {
    "ke-hoach": gettext_lazy("Kế hoạch, nhiệm vụ ở phụ lục"),
    "bao-cao": gettext_lazy("Báo cáo"),
    "cong-van": gettext_lazy("Công văn"),
    "thong-bao": gettext_lazy("Thông báo"),
    "quyet-dinh": gettext_lazy("Quyết định"),
    "giay-moi": gettext_lazy("Giấy mời"),
    "bien-ban": gettext_lazy("Biên bản"),
    SLIP: gettext_lazy("Phiếu xin lỗi và hẹn lại ngày trả kết quả (A5) ⚙"),
}
# status of a group or severity of a finding -> tone, shape, word
STATES = {
    "error": ("late", "✖", gettext_lazy("Sai")),
    "warning": ("warn", "▲", gettext_lazy("Cần xem lại")),
    "info": ("info", "○", gettext_lazy("Còn để trống")),
    "ok": ("ok", "✔", gettext_lazy("Đúng")),
    "absent": ("wait", "–", gettext_lazy("Không có")),
}
_PLACES = 6  # shown of one finding
_MEDIA = {"docx": FileKind.DOCX.media_type, "pdf": FileKind.PDF.media_type}


@requires(Right.TASK_READ, Right.PLAN_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def form_check(request: HttpRequest) -> HttpResponse:
    """Choose a Word file and read what is off. The file is measured and thrown away; nothing is kept."""
    form = FormatForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "heading": _("Thể thức văn bản"),
        "form": form,
        "crumbs": [(_("Thể thức văn bản"), "")],
        "offices": _offices(request),
        "labels": LABELS,
    }
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            context |= {"name": file.name, **_shown(_measured(file))}
        except InputError as error:
            form.add_error("file", str(error))
    return page(
        request,
        "documents/form_check.html",
        {**context, "failed": bool(form.errors)},
        status=422 if form.errors else 200,
    )


@requires(Right.TASK_READ, Right.PLAN_READ)
@require_safe
def form_blank(request: HttpRequest, whose: str, slug: str, ending: str) -> HttpResponse:
    """A blank of a kind in the right form, as Word or PDF."""
    office = _offices(request).get(whose)
    if office is None or slug not in BLANKS:
        raise Http404
    try:
        data = _blank(slug, office, ending)
    except InputError as error:
        form = FormatForm()
        context = {"heading": _("Thể thức văn bản"), "form": form, "problem": str(error), "labels": LABELS}
        context |= {"offices": _offices(request), "failed": True, "crumbs": [(_("Thể thức văn bản"), "")]}
        return page(request, "documents/form_check.html", context, status=422)
    response = HttpResponse(data, content_type=_MEDIA[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="mau-{slug}.{ending}"'
    return response


def _blank(slug: str, office: Office, ending: str) -> bytes:
    kind = BLANKS[slug]
    if kind is None:
        return write_slip(blank_slip(office)) if ending == "docx" else pdf_of_slip(blank_slip(office))
    document = blank(kind, office)
    return write_docx(document) if ending == "docx" else pdf_of(document)


def _measured(file: Any) -> Report:
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as folder:
        path = Path(folder) / "van-ban.docx"  # its own name is never a path
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        return check_safely(path)


def _shown(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "kind": report.kind.capitalize(),
        "checks": [(label, *STATES[report.status(group)]) for group, label in GROUPS.items()],
        "findings": [_line(finding) for finding in report.findings],
        "errors": sum(finding.severity is Severity.ERROR for finding in report.findings),
    }


def _line(finding: Finding) -> dict[str, Any]:
    tone, shape, word = STATES[str(finding.severity)]
    places = [said(place) for place in finding.places]
    more = max(len(places) - _PLACES, 0)
    return {
        "finding": finding,
        "tone": tone,
        "shape": shape,
        "word": word,
        "places": places[:_PLACES],
        "more": more,
    }


def _offices(request: HttpRequest) -> dict[str, Office]:
    """Whose blanks the person may want: the authority's where the person works, and the own unit's."""
    unit: Unit | None = request.working_unit  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware
    if unit is None:
        return {}
    authority = unit.authority or unit
    place = authority.name[:1].lower() + authority.name[1:]
    found = {"ubnd": Office(f"Ủy ban nhân dân {place}", authority.name)}
    if unit.kind in (UnitKind.DEPARTMENT, UnitKind.CENTRE):
        found["don-vi"] = Office(
            unit.name, authority.name, "[viết tắt tên đơn vị]", f"UBND {place}", ("[Chức vụ]",)
        )
    return found
