"""Pages for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """P01 until the public site has its own content: what this is and where to sign in."""
    return render(request, "portal/front.html")
