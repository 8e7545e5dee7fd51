"""W44 Thông báo: what one has been told."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thuocdo.orgs.actions import mark_read
from thuocdo.orgs.actions.digests import set_digest_wanted
from thuocdo.orgs.forms import NoticeSettingsForm
from thuocdo.orgs.models import Notice, Person
from thuocdo.orgs.queries import visible_people
from thuocdo.orgs.queries.digests import mail_works, undelivered
from thuocdo.orgs.web import page, paginate, requires, row_id


@require_safe
@requires()
def notice_list(request: HttpRequest) -> HttpResponse:
    """Unread first, then what has been read."""
    mine = Notice.objects.filter(person=_me(request))
    unread = mine.filter(read_at__isnull=True)
    read = paginate(request, mine.filter(read_at__isnull=False))
    me = _me(request)
    context = {
        "unread": list(unread[:200]),
        "page_obj": read,
        "form": NoticeSettingsForm(initial={"wants_digest": me.wants_digest}, hour=settings.DIGEST_HOUR),
        "person": me,
        "mail_works": mail_works(),
        "undelivered": undelivered(Person.objects.filter(pk=me.pk)).first(),
        "edits_people": visible_people(request.rights).filter(pk=me.pk).exists(),  # type: ignore[attr-defined]
    }
    return page(request, "orgs/notices.html", context)


@require_POST
@requires()
def notice_settings(request: HttpRequest) -> HttpResponse:
    """The own choices about notices."""
    form = NoticeSettingsForm(request.POST, hour=settings.DIGEST_HOUR)
    if form.is_valid():
        set_digest_wanted(person=_me(request), wanted=form.cleaned_data["wants_digest"], now=timezone.now())
        messages.success(request, _("Đã lưu."))
    return redirect("orgs:notice_list")


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
