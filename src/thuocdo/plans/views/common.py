"""What the pages share: finding the plan one may see, and saying refusals in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, refused
from thuocdo.plans.actions import Locked, NotAllowed
from thuocdo.plans.models import Plan, PlanVersion
from thuocdo.plans.queries.plans import reviewable_plan, visible_plan, visible_version
from thuocdo.plans.queries.versions import newest_version

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
LIST = "/lam-viec/ke-hoach/"  # the list with progress belongs to reporting


def rights_of_request(request: HttpRequest) -> Rights:
    return cast(Rights, request.rights)  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware


def working_authority(request: HttpRequest) -> Unit | None:
    """The authority where the person works now."""
    unit: Unit | None = request.working_unit  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware
    return (unit.authority or unit) if unit else None


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def plan_or_404(request: HttpRequest, pk: int) -> Plan:
    plan = visible_plan(rights_of_request(request), pk)
    if plan is None:
        raise Http404
    return plan


def review_or_404(request: HttpRequest, pk: int) -> tuple[Plan, PlanVersion]:
    """The plan and the version that its review page shows; `?ban=` names an older one."""
    plan = reviewable_plan(rights_of_request(request), pk)
    if plan is None:
        raise Http404
    wanted = request.GET.get("ban", "")
    version = newest_version(plan)
    if wanted.isdecimal():
        version = plan.versions.select_related("plan__unit", "job", "file").filter(number=int(wanted)).first()
    if version is None:
        raise Http404
    return plan, version


def own_version_or_404(request: HttpRequest, pk: int) -> PlanVersion:
    """A version whose plan the person may review."""
    rights = rights_of_request(request)
    version = visible_version(rights, pk)
    if version is None or not rights.can(Right.PLAN_REVIEW, version.plan.unit):
        raise Http404
    return version


def explained(view: View[P]) -> View[P]:
    """Turn refusals of actions into answers: a lock is 423, a missing right 403, what no longer fits 409."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Locked as error:
            refusal = Refusal(_("Kế hoạch không còn sửa được"), str(error), error.owner, error.way_out)
            return refused(request, refusal, status=423)
        except NotAllowed as error:
            return refused(
                request, Refusal(_("Bạn chưa có quyền làm việc này"), str(error), error.owner), status=403
            )
        except InputError as error:
            return refused(request, Refusal(_("Chưa làm được việc này"), str(error)), status=409)

    return inner


def crumbs_of(plan: Plan | None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page: the list, the plan, then what is given."""
    out = [(_("Kế hoạch"), LIST)]
    if plan is not None:
        out.append((plan.number or plan.title[:60], ""))
    return [*out, *more]


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def flag(values: Any, name: str) -> bool:
    return values.get(name) in ("1", "on", "true")
