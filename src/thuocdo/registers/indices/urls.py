"""Addresses of the book, under /lam-viec/."""

from __future__ import annotations

from django.urls import path

from thuocdo.registers.indices.views import importing, pages, plans

urlpatterns = [
    path("cham-diem/papi/", pages.releases, name="papi_releases"),
    path("cham-diem/papi/nhap/", importing.release_import, name="papi_import"),
    path("cham-diem/papi/ban/<int:pk>/tep/", importing.release_file, name="papi_file"),
    path("cham-diem/papi/<int:year>/", pages.year_page, name="papi_year"),
    path("cham-diem/papi/<int:year>/ly-do/", importing.reason_state, name="papi_reason"),
    path("ke-hoach/<int:pk>/doi-chieu-papi/", plans.plan_check, name="papi_plan"),
    path("ke-hoach/<int:pk>/doi-chieu-papi/moc/", plans.baseline_decide, name="papi_baseline"),
]
