"""W03: "Lưu bộ lọc": a person's own filters beside the ready ones."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import requires
from thuocdo.work import actions
from thuocdo.work.models import SavedFilter
from thuocdo.work.rules.saved import kept_query, kept_values
from thuocdo.work.views.lists import show_list


@requires(Right.TASK_READ, Right.SUPERVISE)
@require_POST
def filter_save(request: HttpRequest) -> HttpResponse:
    """Keep the filter in force under a name."""
    query = kept_query(kept_values(request.POST.get("query", "")))
    name = request.POST.get("name", "")
    try:
        saved = actions.save_filter(name=name, query=query, by=person_of(request), now=timezone.now())
    except InputError as error:
        return _again(request, query, name, error)
    messages.success(request, _("Đã lưu bộ lọc “%(name)s”.") % {"name": saved.name})
    return redirect(_list(query))


@requires(Right.TASK_READ, Right.SUPERVISE)
@require_POST
def filter_rename(request: HttpRequest, pk: int) -> HttpResponse:
    saved, name = _own_or_404(request, pk), request.POST.get("name", "")
    try:
        saved = actions.rename_filter(saved=saved, name=name, by=person_of(request), now=timezone.now())
    except InputError as error:
        return _again(request, saved.query, name, error)
    messages.success(request, _("Bộ lọc nay tên là “%(name)s”.") % {"name": saved.name})
    return redirect(_list(saved.query))


@requires(Right.TASK_READ, Right.SUPERVISE)
@require_POST
def filter_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """The list stays filtered as the deleted one was, so that it can be kept again."""
    saved = _own_or_404(request, pk)
    try:
        actions.delete_filter(saved=saved, by=person_of(request), now=timezone.now())
        told = _(
            "Đã xóa bộ lọc “%(name)s”. Danh sách dưới đây vẫn lọc như vậy; muốn giữ lại, hãy lưu lần nữa."
        )
        messages.success(request, told % {"name": saved.name})
    except InputError as error:
        messages.error(request, str(error))
    return redirect(_list(saved.query))


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def _again(request: HttpRequest, query: str, name: str, error: InputError) -> HttpResponse:
    """The list as it was filtered, with the name as typed and why it was refused."""
    request.GET = QueryDict(query)
    return show_list(request, typed=name, problem=str(error))


def _own_or_404(request: HttpRequest, pk: int) -> SavedFilter:
    saved = SavedFilter.objects.filter(pk=pk, person=request.user.pk).first()
    if saved is None:
        raise Http404
    return saved


def _list(query: str) -> str:
    return reverse("work:task_list") + (f"?{query}" if query else "")
