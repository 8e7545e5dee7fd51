"""W25: the form of a Word file measured against NĐ 30/2020/NĐ-CP, and blanks in the right form."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.documents.format.findings import GROUPS, Finding, Report, Severity, said
from thuocdo.documents.format.safely import check_safely
from thuocdo.documents.format_forms import FormatForm
from thuocdo.documents.parsing.sniff import FileKind
from thuocdo.documents.queries.templates import letter, office_of, template_in_use
from thuocdo.documents.writing.docx import write_docx
from thuocdo.documents.writing.model import Kind
from thuocdo.documents.writing.pdf import pdf_of, pdf_of_file, pdf_of_slip
from thuocdo.documents.writing.samples import blank, blank_slip
from thuocdo.documents.writing.wording import APOLOGY, REMINDER, blank_values
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.orgs.web import page, requires

HOME = "/lam-viec/the-thuc/"
# the slug of a blank's address -> its kind; None: in the wording that the office uses
BLANKS: dict[str, Kind | None] = {
    "ke-hoach": Kind.PLAN,
    "bao-cao": Kind.REPORT,
    "cong-van": Kind.LETTER,
    "thong-bao": Kind.NOTICE,
    "quyet-dinh": Kind.DECISION,
    "giay-moi": Kind.INVITATION,
    "bien-ban": Kind.MINUTES,
    REMINDER: None,
    APOLOGY: None,
}
LABELS = {
    "ke-hoach": gettext_lazy("Kế hoạch, nhiệm vụ ở phụ lục"),
    "bao-cao": gettext_lazy("Báo cáo"),
    "cong-van": gettext_lazy("Công văn"),
    "thong-bao": gettext_lazy("Thông báo"),
    "quyet-dinh": gettext_lazy("Quyết định"),
    "giay-moi": gettext_lazy("Giấy mời"),
    "bien-ban": gettext_lazy("Biên bản"),
    REMINDER: gettext_lazy("Công văn đôn đốc nhiệm vụ quá hạn, theo mẫu của cơ quan"),
    APOLOGY: gettext_lazy("Phiếu xin lỗi và hẹn lại ngày trả kết quả (A5) ⚙"),
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
    context = _base(request, form)
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
    unit = _units(request).get(whose)
    if unit is None or slug not in BLANKS:
        raise Http404
    try:
        data = _blank(slug, unit, ending)
    except InputError as error:
        context = _base(request, FormatForm()) | {"problem": str(error), "failed": True}
        return page(request, "documents/form_check.html", context, status=422)
    response = HttpResponse(data, content_type=_MEDIA[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="mau-{slug}.{ending}"'
    return response


def _blank(slug: str, unit: Unit, ending: str) -> bytes:
    kind, office = BLANKS[slug], office_of(unit)
    if kind is not None:
        document = blank(kind, office)
        return write_docx(document) if ending == "docx" else pdf_of(document)
    if ending == "pdf" and slug == APOLOGY and template_in_use(unit, slug) is None:
        return pdf_of_slip(blank_slip(office))
    data = letter(unit, slug, blank_values(slug))
    return data if ending == "docx" else pdf_of_file(data)


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


def _units(request: HttpRequest) -> dict[str, Unit]:
    """In whose name the person may write: the authority where the person works, and the own department or centre."""
    unit: Unit | None = request.working_unit  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware
    if unit is None:
        return {}
    found = {"ubnd": unit.authority or unit}
    if unit.kind in (UnitKind.DEPARTMENT, UnitKind.CENTRE):
        found["don-vi"] = unit
    return found


def _base(request: HttpRequest, form: FormatForm) -> dict[str, Any]:
    units = _units(request)
    rights, authority = cast(Rights, request.rights), units.get("ubnd")  # type: ignore[attr-defined]
    return {
        "heading": _("Thể thức văn bản"),
        "form": form,
        "crumbs": [(_("Thể thức văn bản"), "")],
        "offices": {whose: office_of(unit) for whose, unit in units.items()},
        "labels": LABELS,
        "may_word": authority is not None and rights.can(Right.FRAMEWORK_ADMIN, authority),
    }
