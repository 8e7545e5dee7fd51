"""W44 Thông báo: what one has been told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from thuocdo.orgs.actions import mark_read
from thuocdo.orgs.models import Notice, Person
from thuocdo.orgs.web import page, paginate, requires, row_id


@require_safe
@requires()
def notice_list(request: HttpRequest) -> HttpResponse:
    """Unread first, then what has been read."""
    mine = Notice.objects.filter(person=_me(request))
    unread = mine.filter(read_at__isnull=True)
    read = paginate(request, mine.filter(read_at__isnull=False))
    return page(request, "orgs/notices.html", {"unread": list(unread[:200]), "page_obj": read})


@require_POST
@requires()
def notices_read(request: HttpRequest) -> HttpResponse:
    """All of them, or the one that is opened: then on to what it is about."""
    wanted = row_id(request.POST.get("id", ""))
    ids = None if wanted is None else [wanted]
    mark_read(person=_me(request), now=timezone.now(), ids=ids)
    notice = Notice.objects.filter(person=_me(request), pk__in=ids).first() if ids else None
    inside = notice is not None and notice.link.startswith("/") and not notice.link.startswith("//")
    return redirect(notice.link if notice and inside else "orgs:notice_list")


def _me(request: HttpRequest) -> Person:
    person: Person = request.rights.person  # type: ignore[attr-defined]
    return person
