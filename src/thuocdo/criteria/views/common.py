"""Who asks, for which authority, and what they may do there."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.queries.versions import known_versions, may_keep_frameworks
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right

READERS = (Right.SCORE_READ, Right.FRAMEWORK_ADMIN)


def rights_of_request(request: HttpRequest) -> Rights:
    """The rights that the middleware worked out."""
    rights: Rights = request.rights  # type: ignore[attr-defined]
    return rights


def person_of(request: HttpRequest) -> Person:
    """The signed-in person."""
    return rights_of_request(request).person


def authority_of(request: HttpRequest) -> Unit:
    """The authority where the person works now. 404 for somebody who works nowhere."""
    unit: Unit | None = request.working_unit  # type: ignore[attr-defined]
    if unit is None:
        raise Http404
    return unit.authority or unit


def may_keep(request: HttpRequest) -> bool:
    """Whether the person may import, issue and choose frameworks for the authority."""
    return may_keep_frameworks(rights_of_request(request), authority_of(request))


def may_set(request: HttpRequest) -> bool:
    """Whether the person may enter settings for the authority."""
    return rights_of_request(request).can(Right.FRAMEWORK_ADMIN, authority_of(request))


def version_or_404(request: HttpRequest, pk: int) -> FrameworkVersion:
    """A version that the authority knows; drafts only for whoever keeps them."""
    rows = known_versions(authority_of(request), drafts=may_keep(request))
    return get_object_or_404(rows, pk=pk)
