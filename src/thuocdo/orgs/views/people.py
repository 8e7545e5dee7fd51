"""W41 Người dùng: right people, right roles, right dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.lib.errors import InputError
from thuocdo.lib.text import fold
from thuocdo.orgs import actions
from thuocdo.orgs.actions.people_file import people_read
from thuocdo.orgs.actions.roles import Holding
from thuocdo.orgs.forms import CloseForm, HandOverForm, InviteForm, PersonForm, RoleForm, StandInForm
from thuocdo.orgs.models import ROLE_LABELS, Membership, Person, StandIn
from thuocdo.orgs.queries import rights_of, visible_people
from thuocdo.orgs.queries.people import in_force, may_administer
from thuocdo.orgs.queries.rights import Rights
from thuocdo.orgs.rules.menu import landing_of, menu_of
from thuocdo.orgs.rules.rights import RIGHTS, Right, Role
from thuocdo.orgs.views.accounts import needs_second_factor
from thuocdo.orgs.web import page, paginate, requires, row_id
from thuocdo.orgs.words import RIGHT_LABELS, SCOPE_LABELS


def _rights(request: HttpRequest) -> Rights:
    rights: Rights = request.rights  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware
    return rights


def holdings() -> Sequence[Holding]:
    """What later stages say a person can hold; settings.HOLDINGS names the functions' values in one visible tuple."""
    return [import_string(path) for path in getattr(settings, "HOLDINGS", ())]


def filtered_people(request: HttpRequest) -> QuerySet[Person]:
    """The people in reach that the filters of the address leave: `q` name, `dv` unit, `vt` role, `tt` state."""
    people = visible_people(_rights(request))
    today = timezone.localdate()
    unit, role = row_id(request.GET.get("dv", "")), request.GET.get("vt", "")
    posts = Membership.objects.filter(in_force(today), person=OuterRef("pk"))
    if unit is not None:
        people = people.filter(Exists(posts.filter(unit=unit)))
    if role in set(Role):
        people = people.filter(Exists(posts.filter(role=role)))
    state = request.GET.get("tt", "")
    if state == "ngung":
        people = people.filter(ended_on__isnull=False)
    elif state != "tat-ca":
        people = people.filter(ended_on__isnull=True)
    wanted = request.GET.get("q", "").strip()
    if wanted:
        people = people.filter(folded__contains=fold(wanted))
    return people.order_by("sort", "pk")


@require_safe
@requires(Right.PEOPLE_ADMIN)
def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody in reach with role, unit, second factor, last sign-in; that the list was read is logged."""
    today = timezone.localdate()
    reach = _rights(request).reach(Right.PEOPLE_ADMIN, "unit")
    posts = Membership.objects.filter(in_force(today)).filter(reach).select_related("unit")
    people = (
        filtered_people(request)
        .annotate(two_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))
        .prefetch_related(Prefetch("memberships", queryset=posts, to_attr="posts"))
    )
    rows = paginate(request, people)
    wanted = request.GET.get("q", "").strip()
    people_read(by=_rights(request).person, now=timezone.now(), count=len(rows.object_list), wanted=wanted)
    context = {
        "page_obj": rows,
        "q": wanted,
        "roles": ROLE_LABELS.items(),
        "role_labels": ROLE_LABELS,
        "nudge": needs_second_factor(_rights(request)),
        "crumbs": [(_("Quản trị"), ""), (_("Người dùng"), "")],
    }
    return page(request, "orgs/people/list.html", context, region="orgs/people/_rows.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.PEOPLE_ADMIN)
def person_new(request: HttpRequest) -> HttpResponse:
    """“Mời người dùng”: an account with a first role, and a sign-in link shown once."""
    today = timezone.localdate()
    form = InviteForm(
        request.POST or None, rights=_rights(request), initial={"starts": today, "role": Role.OFFICER}
    )
    if request.method == "POST" and form.is_valid():
        by, now = _rights(request).person, timezone.now()
        try:
            person = actions.create_person(**form.cleaned_data, by=by, now=now)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            token = actions.create_sign_in_link(person=person, by=by, now=now)
            return show_links(request, [(person, token)])
    context = {"form": form, "failed": form.is_bound, "crumbs": _crumbs(_("Mời người dùng"))}
    return page(request, "orgs/people/new.html", context, status=422 if form.is_bound else 200)


def show_links(request: HttpRequest, made: Sequence[tuple[Person, str]]) -> HttpResponse:
    """The links, this once; to be printed or told."""
    links = [
        (person, request.build_absolute_uri(reverse("orgs:sign_in_link", kwargs={"token": token})))
        for person, token in made
    ]
    context = {"links": links, "crumbs": _crumbs(_("Liên kết đăng nhập"))}
    response = page(request, "orgs/people/links.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.PEOPLE_ADMIN)
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles over time, stand-ins, and what an administrator may do (`viec`)."""
    person = get_object_or_404(visible_people(_rights(request)), pk=pk)
    bound: dict[str, forms.Form] = {}
    if request.method == "POST":
        task = request.POST.get("viec", "")
        if task in _PLAIN:
            return _PLAIN[task](request, person)
        form = _forms(request, person, bound_to=task).get(task)
        if form is None:
            return redirect("orgs:person_detail", pk=pk)
        if form.is_valid() and _carry_out(request, person, task, form):
            return redirect("orgs:person_detail", pk=pk)
        bound[task] = form
    return _detail(request, person, bound)


def _detail(request: HttpRequest, person: Person, bound: dict[str, forms.Form]) -> HttpResponse:
    today, rights = timezone.localdate(), _rights(request)
    posts = person.memberships.filter(rights.reach(Right.PEOPLE_ADMIN, "unit")).select_related(
        "unit", "unit__authority"
    )
    if request.method != "POST":
        people_read(by=rights.person, now=timezone.now(), count=1, person=person)
    context = {
        "person": person,
        "posts": [
            {
                "row": post,
                "role": ROLE_LABELS[Role(post.role)],
                "running": post.ends is None or post.ends >= today,
                "mine": rights.can_grant(Role(post.role), post.unit),
            }
            for post in posts.order_by("-starts", "-id")
        ],
        "stand_ins": StandIn.objects.filter(absent=person, ends__gte=today).select_related("stand_in"),
        "two_factor": Authenticator.objects.filter(user=person).exists(),
        "editable": may_administer(rights, person, on=today),
        "forms": {
            task.replace("-", "_"): form for task, form in {**_forms(request, person), **bound}.items()
        },
        "open": next(iter(bound), ""),
        "today": today,
        "failed": bool(bound),
        "heading": person.full_name,
        "crumbs": _crumbs(person.full_name),
    }
    return page(request, "orgs/people/detail.html", context, status=422 if bound else 200)


def _forms(request: HttpRequest, person: Person, bound_to: str = "") -> dict[str, forms.Form]:
    def data(task: str) -> Any:
        return request.POST if task == bound_to else None

    today, rights = timezone.localdate(), _rights(request)
    colleagues = list(
        visible_people(rights)
        .filter(is_active=True, ended_on__isnull=True)
        .exclude(pk=person.pk)
        .order_by("full_name")
    )
    return {
        "sua": PersonForm(
            data("sua"), initial={"full_name": person.full_name, "email": person.email, "phone": person.phone}
        ),
        "vai-tro": RoleForm(data("vai-tro"), rights=rights, initial={"starts": today, "role": Role.OFFICER}),
        "vang": StandInForm(data("vang"), colleagues=colleagues, initial={"away_from": today}),
        "ban-giao": HandOverForm(data("ban-giao"), colleagues=colleagues),
        "ngung": CloseForm(data("ngung"), initial={"from_date": today}),
    }


def _carry_out(request: HttpRequest, person: Person, task: str, form: forms.Form) -> bool:
    by, now, values = _rights(request).person, timezone.now(), form.cleaned_data
    work: dict[str, Callable[[], object]] = {
        "sua": lambda: actions.update_person(person=person, by=by, now=now, **values),
        "vai-tro": lambda: actions.add_membership(person=person, by=by, now=now, **values),
        "vang": lambda: actions.set_stand_in(
            absent=person, stand_in=values["stand_in"], starts=values["away_from"], ends=values["away_to"],
            reason=values["reason"], by=by, now=now,
        ),
        "ban-giao": lambda: actions.hand_over(
            person=person, to=values["to"], why=values["hand_over_why"], holdings=holdings(), by=by, now=now
        ),
        "ngung": lambda: actions.close_account(
            person=person, from_date=values["from_date"], why=values["close_why"], holdings=holdings(), by=by, now=now
        ),
    }  # fmt: skip
    try:
        done = work[task]()
    except InputError as error:
        form.add_error(None, str(error))
        person.refresh_from_db()
        return False
    if task == "ban-giao" and isinstance(done, dict):
        messages.success(request, _("Đã bàn giao {n} việc.").format(n=sum(done.values())))
    else:
        messages.success(request, _("Đã lưu."))
    return True


def _give_link(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        token = actions.create_sign_in_link(person=person, by=_rights(request).person, now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
        return redirect("orgs:person_detail", pk=person.pk)
    return show_links(request, [(person, token)])


def _sign_out(request: HttpRequest, person: Person) -> HttpResponse:
    actions.end_sessions(person=person, by=_rights(request).person, now=timezone.now())
    messages.success(request, _("Người này phải đăng nhập lại ở mọi nơi."))
    return redirect("orgs:person_detail", pk=person.pk)


def _drop_factor(request: HttpRequest, person: Person) -> HttpResponse:
    actions.reset_two_factor(person=person, by=_rights(request).person, now=timezone.now())
    messages.success(request, _("Đã gỡ xác thực hai bước; người này cần bật lại sau khi đăng nhập."))
    return redirect("orgs:person_detail", pk=person.pk)


def _end_role(request: HttpRequest, person: Person) -> HttpResponse:
    wanted = request.POST.get("vai", "")
    held = get_object_or_404(
        person.memberships.select_related("unit"), pk=wanted if wanted.isdecimal() else 0
    )
    try:
        day = forms.DateField().clean(request.POST.get("on", ""))
        actions.end_membership(
            membership=held, on=day, holdings=holdings(), by=_rights(request).person, now=timezone.now()
        )
    except forms.ValidationError:
        messages.error(request, _("Ngày kết thúc chưa đúng; viết như 31/12/2026."))
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã kết thúc vai trò."))
    return redirect("orgs:person_detail", pk=person.pk)


def _back(request: HttpRequest, person: Person) -> HttpResponse:
    wanted = request.POST.get("vang", "")
    row = get_object_or_404(
        person.absences.select_related("stand_in"), pk=wanted if wanted.isdecimal() else 0
    )
    actions.cancel_stand_in(row=row, by=_rights(request).person, now=timezone.now())
    messages.success(request, _("Đã thôi thay."))
    return redirect("orgs:person_detail", pk=person.pk)


_PLAIN: dict[str, Callable[[HttpRequest, Person], HttpResponse]] = {
    "lien-ket": _give_link,
    "dang-xuat": _sign_out,
    "go-hai-buoc": _drop_factor,
    "ket-thuc": _end_role,
    "thoi-thay": _back,
}


@require_safe
@requires(Right.PEOPLE_ADMIN)
def person_sees(request: HttpRequest, pk: int) -> HttpResponse:
    """“Người này thấy gì?”: menu, landing page, and each right with how far it reaches, on a day."""
    person = get_object_or_404(visible_people(_rights(request)), pk=pk)
    today = timezone.localdate()
    theirs = rights_of(person, on=today)
    if not may_administer(_rights(request), person, on=today):
        raise Http404
    posts = [
        {
            "role": ROLE_LABELS[post.role],
            "unit": next(unit.name for unit in theirs.units if unit.pk == post.place.unit),
            "rights": [
                (RIGHT_LABELS[right], SCOPE_LABELS[scope]) for right, scope in RIGHTS[post.role].items()
            ],
        }
        for post in theirs.posts
    ]
    context = {
        "person": person,
        "posts": posts,
        "entries": [_(entry.label) for entry in menu_of(theirs.roles)],
        "landing": landing_of(theirs.roles),
        "crumbs": [
            *_crumbs(person.full_name)[:2],
            (person.full_name, reverse("orgs:person_detail", kwargs={"pk": pk})),
            (_("Người này thấy gì?"), ""),
        ],
    }
    return page(request, "orgs/people/sees.html", context)


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Quản trị"), ""), (_("Người dùng"), "/lam-viec/quan-tri/nguoi-dung/"), (last, "")]
