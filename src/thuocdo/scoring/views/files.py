"""Files behind entered measures."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse

from thuocdo.documents.serving import attachment
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import requires
from thuocdo.scoring.models import MeasureEntry


@requires(Right.SCORE_READ)
def entry_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that proves a measure, for whoever may read the scores of its authority."""
    row = MeasureEntry.objects.select_related("unit", "file").filter(pk=pk, file__isnull=False).first()
    rights, own = request.rights, request.working_unit  # type: ignore[attr-defined]
    home = own.authority if own is not None else None
    if row is None or row.file is None or not (row.unit == home or rights.can(Right.SCORE_READ, row.unit)):
        raise Http404
    return cast(HttpResponse, attachment(row.file))
