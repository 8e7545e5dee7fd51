"""Two addresses for a site without pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"xin chào {request.scheme} {request.is_secure()}")


def work(request: HttpRequest) -> HttpResponse:
    from thuocdo.jobs.actions import enqueue

    job = enqueue("test.write", payload={"file": request.GET["file"]}, by=None, now=timezone.now())
    return HttpResponse(str(job.pk))


urlpatterns = [path("", hello), path("work/", work)]
