"""Own account, one-time links, choice of the working unit, health probe."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.lib.errors import InputError
from thuocdo.orgs.account_forms import SetPasswordForm
from thuocdo.orgs.actions import open_sign_in_link, set_preferences, use_sign_in_link
from thuocdo.orgs.forms import PreferencesForm
from thuocdo.orgs.middleware import SESSION_KEY
from thuocdo.orgs.models import ROLE_LABELS, Person
from thuocdo.orgs.queries.digests import mail_works
from thuocdo.orgs.queries.people import administrator_contact
from thuocdo.orgs.queries.rights import Rights
from thuocdo.orgs.rules.rights import Role
from thuocdo.orgs.web import requires, row_id

View = Callable[..., HttpResponseBase]


def closed(request: HttpRequest) -> HttpResponse:
    """What allauth offers and this site does not."""
    raise Http404


def reset_unavailable(view: View) -> View:
    """The reset by mail where mail is set up; else whom to ask for a one-time link."""

    @wraps(view)
    def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if mail_works():
            return view(request, *args, **kwargs)
        contact = administrator_contact(None, on=timezone.localdate())
        return render(request, "account/password_reset_by_link.html", {"contact": contact})

    return inner


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    """A one-time link: choose a password, then in (through the second factor where one is set up)."""
    now = timezone.now()
    try:
        found = open_sign_in_link(token, now=now)
    except InputError as error:
        return render(request, "account/link_bad.html", {"reason": str(error)}, status=410)
    form = SetPasswordForm(found.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = use_sign_in_link(token=token, password=form.cleaned_data["password1"], now=now)
        except InputError as error:
            return render(request, "account/link_bad.html", {"reason": str(error)}, status=410)
        if request.user.is_authenticated:
            request.session.flush()
        record_authentication(request, person, method="password", username=person.username)
        entered: HttpResponseBase = perform_login(request, person)
        return entered
    status = 422 if form.is_bound else 200
    return render(
        request,
        "account/link.html",
        {"form": form, "person": found.person, "failed": form.is_bound},
        status=status,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires()
def settings_page(request: HttpRequest) -> HttpResponse:
    """Own account: roles, density, keys, language, safety."""
    person, rights = _who(request)
    form = PreferencesForm(
        request.POST or None, initial={"compact": person.compact, "single_keys": person.single_keys}
    )
    if request.method == "POST" and form.is_valid():
        set_preferences(person=person, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Đã lưu."))
        return redirect("orgs:account_settings")
    context = {
        "form": form,
        "person": person,
        "posts": [
            {
                "role": ROLE_LABELS[Role(m.role)],
                "unit": m.unit.name,
                "position": m.position,
                "starts": m.starts,
                "ends": m.ends,
            }
            for m in person.memberships.select_related("unit").order_by("-starts")
        ],
        "nudge": needs_second_factor(rights),
    }
    return render(request, "orgs/account.html", context)


def needs_second_factor(rights: Rights) -> bool:
    """An administrator who signs in with a password alone."""
    if Role.ADMINISTRATOR not in rights.roles:
        return False
    return not Authenticator.objects.filter(user=rights.person).exists()


@require_POST
@requires()
def working_unit(request: HttpRequest) -> HttpResponse:
    """Work at another of one's units; back to the page one came from."""
    _person, rights = _who(request)
    wanted = row_id(request.POST.get("unit", ""))
    if wanted is None or wanted not in {unit.pk for unit in rights.units}:
        raise Http404
    request.session[SESSION_KEY] = wanted
    back = request.POST.get("next") or request.headers.get("Referer") or "/lam-viec/"
    safe = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(back if safe else "/lam-viec/")


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503; no details for strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("lỗi\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ổn\n", content_type="text/plain; charset=utf-8")


def _who(request: HttpRequest) -> tuple[Person, Rights]:
    rights: Rights = request.rights  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware
    return rights.person, rights
