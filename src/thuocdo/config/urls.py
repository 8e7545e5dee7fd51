"""All addresses. Each stage lists its own in full; a test compares them with the table of pages in docs/map.md."""

from __future__ import annotations

from django.urls import include, path

handler404 = "thuocdo.orgs.views.errors.not_found"
handler403 = "thuocdo.orgs.views.errors.forbidden"
handler500 = "thuocdo.orgs.views.errors.server_error"

urlpatterns = [
    path("", include("thuocdo.portal.urls")),
    path("", include("thuocdo.orgs.urls")),
    path("", include("thuocdo.work.feed_urls")),
    path("tai-khoan/", include("thuocdo.orgs.account_urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("lam-viec/", include("thuocdo.documents.urls")),
    path("lam-viec/ke-hoach/", include("thuocdo.plans.urls")),
    path("lam-viec/nhiem-vu/", include("thuocdo.work.urls")),
    path("lam-viec/", include("thuocdo.work.evidence_urls")),
    path("lam-viec/", include("thuocdo.registers.urls")),
    path("lam-viec/", include("thuocdo.scoring.urls")),
    path("lam-viec/quan-tri/", include("thuocdo.criteria.urls")),
    path("lam-viec/", include("thuocdo.reporting.urls")),
]
