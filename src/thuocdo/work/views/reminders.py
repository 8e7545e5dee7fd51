"""When a unit's people are reminded."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.work.actions.reminders import set_reminders
from thuocdo.work.forms import RemindersForm
from thuocdo.work.queries.reminders import plan_of
from thuocdo.work.views.task_page import acting


@requires(Right.TASK_ASSIGN)
def reminders(request: HttpRequest) -> HttpResponse:
    """The days of reminding of the authority, as a form."""
    unit = request.working_unit  # type: ignore[attr-defined]
    home = unit.authority if unit is not None else None
    if home is None or not request.rights.can(Right.TASK_ASSIGN, home):  # type: ignore[attr-defined]
        raise Http404
    plan = plan_of(home)
    initial = {
        "before": ", ".join(str(day) for day in plan.before),
        "leader_after": plan.leader_after,
        "above_after": plan.above_after,
    }
    form: forms.Form = RemindersForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_reminders(authority=home, **form.cleaned_data, **acting(request))
        except InputError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã đặt lịch nhắc việc, dùng từ thư tổng hợp sau."))
            return redirect("work:reminders")
    context = {
        "heading": _("Lịch nhắc việc"),
        "crumbs": [(_("Nhiệm vụ"), reverse("work:task_list")), (_("Lịch nhắc việc"), "")],
        "form": form,
        "authority": home,
    }
    return page(request, "work/reminders.html", context, status=422 if form.errors else 200)
