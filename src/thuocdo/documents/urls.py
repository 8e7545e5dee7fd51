"""Addresses of the stage, under /lam-viec/."""

from __future__ import annotations

from django.urls import path, re_path

from thuocdo.documents import format_views, template_views, views

app_name = "documents"
urlpatterns = [
    path("quan-tri/chung-thu/", views.root_list, name="roots"),
    path("quan-tri/chung-thu/nap/", views.roots_load, name="roots_load"),
    path("quan-tri/chung-thu/thu-hoi/", views.revocations_load, name="revocations_load"),
    path("quan-tri/chung-thu/<int:pk>/ngung/", views.root_retire, name="root_retire"),
    path("the-thuc/", format_views.form_check, name="form_check"),
    re_path(
        r"^the-thuc/mau/(?P<whose>ubnd|don-vi)/(?P<slug>[a-z-]+)\.(?P<ending>docx|pdf)$",
        format_views.form_blank,
        name="form_blank",
    ),
    path("quan-tri/mau-van-ban/", template_views.template_list, name="templates"),
    path("quan-tri/mau-van-ban/ban/<int:pk>/", template_views.template_version, name="template_version"),
    path("quan-tri/mau-van-ban/<slug:code>/nap/", template_views.template_load, name="template_load"),
    path(
        "quan-tri/mau-van-ban/<slug:code>/co-san/", template_views.template_restore, name="template_restore"
    ),
    re_path(
        r"^quan-tri/mau-van-ban/(?P<code>[a-z-]+)/(?P<which>co-san|dang-dung|xem-thu)\.docx$",
        template_views.template_file,
        name="template_file",
    ),
]
