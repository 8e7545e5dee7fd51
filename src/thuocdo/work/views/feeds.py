"""Calendar addresses: the page that makes and takes them back, and the file itself, which needs no sign-in."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thuocdo.audit.actions import personal
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.work.actions.feeds import digest_of, make_feed, revoke_feed
from thuocdo.work.models import CalendarFeed
from thuocdo.work.queries.feeds import feed_events
from thuocdo.work.rules.icalendar import calendar_file

MOST_READS, READ_SPAN = 120, 3600  # of one address an hour
MOST_MISSES, MISS_SPAN = 30, 600  # wrong addresses from one place in ten minutes


@requires(Right.TASK_READ)
def feeds(request: HttpRequest) -> HttpResponse:
    """The person's addresses; a new one is shown in full this once."""
    made = ""
    if request.method == "POST":
        unit = request.working_unit if request.POST.get("loai") == "don-vi" else None  # type: ignore[attr-defined]
        try:
            _feed, token = make_feed(unit=unit, by=cast(Person, request.user), now=timezone.now())
            made = request.build_absolute_uri(reverse("work_feed", args=[token]))
        except InputError as error:
            messages.error(request, str(error))
    living = CalendarFeed.objects.filter(person=request.user.pk, revoked_at=None).select_related("unit")
    context: dict[str, Any] = {
        "heading": _("Lịch hạn nhiệm vụ (iCal)"),
        "crumbs": [(_("Nhiệm vụ"), reverse("work:task_list")), (_("Lịch hạn nhiệm vụ (iCal)"), "")],
        "feeds": list(living),
        "made": made,
        "unit": request.working_unit,  # type: ignore[attr-defined]
    }
    return page(request, "work/feeds.html", context)


@requires(Right.TASK_READ)
@require_POST
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an address back."""
    feed = CalendarFeed.objects.filter(pk=pk, person=request.user.pk, revoked_at=None).first()
    if feed is None:
        raise Http404
    revoke_feed(feed=feed, by=cast(Person, request.user), now=timezone.now())
    messages.success(request, _("Đã thu hồi địa chỉ lịch. Chương trình lịch sẽ không đọc được nữa."))
    return redirect("work:feeds")


@require_safe
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of an address. Unknown, taken back or of somebody who left: the same bare 404."""
    feed = CalendarFeed.objects.filter(digest=digest_of(token), revoked_at=None)
    found = feed.select_related("person", "unit__authority").first()
    events = feed_events(found, today=timezone.localdate()) if found is not None else None
    if found is None or events is None:
        place = personal(get_adapter().get_client_ip(request) or "")
        if _count(f"feed-miss:{place}", MISS_SPAN) > MOST_MISSES:
            return _too_many(MISS_SPAN)
        return _plain(HttpResponse(status=404, content_type="text/plain"))
    if _count(f"feed-read:{found.pk}", READ_SPAN) > MOST_READS:
        return _too_many(READ_SPAN)
    name = found.unit.name if found.unit else _("Việc của tôi")
    text = calendar_file(_("Thước Đo: %(name)s") % {"name": name}, events)
    return _plain(HttpResponse(text, content_type="text/calendar; charset=utf-8"))


def _count(key: str, span: int) -> int:
    """One more within the span; the count so far."""
    cache.add(key, 0, span)
    try:
        return int(cache.incr(key))
    except ValueError:  # ended between the two
        return 1


def _too_many(span: int) -> HttpResponse:
    response = HttpResponse(status=429, content_type="text/plain")
    response.headers["Retry-After"] = str(span)
    return _plain(response)


def _plain(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
