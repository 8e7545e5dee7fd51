"""Addresses of the stage; sign-in itself stands in account_urls.py."""

from __future__ import annotations

from django.urls import path

from thuocdo.orgs.views import accounts, notices, people, people_file, units, units_file

app_name = "orgs"

urlpatterns = [
    path("suc-khoe", accounts.health, name="health"),
    path("tai-khoan/", accounts.settings_page, name="account_settings"),
    path("tai-khoan/lien-ket/<str:token>/", accounts.link, name="sign_in_link"),
    path("lam-viec/don-vi-lam-viec/", accounts.working_unit, name="working_unit"),
    path("lam-viec/thong-bao/", notices.notice_list, name="notice_list"),
    path("lam-viec/thong-bao/da-xem/", notices.notices_read, name="notices_read"),
    path("lam-viec/thong-bao/tuy-chon/", notices.notice_settings, name="notice_settings"),
    path("lam-viec/quan-tri/don-vi/", units.unit_list, name="unit_list"),
    path("lam-viec/quan-tri/don-vi/them/", units.unit_new, name="unit_new"),
    path("lam-viec/quan-tri/don-vi/nhap/", units_file.units_import, name="units_import"),
    path("lam-viec/quan-tri/don-vi/nhap/mau/", units_file.units_template, name="units_template"),
    path("lam-viec/quan-tri/don-vi/<int:pk>/", units.unit_detail, name="unit_detail"),
    path("lam-viec/quan-tri/nguoi-dung/", people.person_list, name="person_list"),
    path("lam-viec/quan-tri/nguoi-dung/moi/", people.person_new, name="person_new"),
    path("lam-viec/quan-tri/nguoi-dung/nhap/", people_file.people_import, name="people_import"),
    path("lam-viec/quan-tri/nguoi-dung/nhap/mau/", people_file.people_template, name="people_template"),
    path("lam-viec/quan-tri/nguoi-dung/xuat/", people_file.people_export, name="people_export"),
    path("lam-viec/quan-tri/nguoi-dung/<int:pk>/", people.person_detail, name="person_detail"),
    path("lam-viec/quan-tri/nguoi-dung/<int:pk>/thay-gi/", people.person_sees, name="person_sees"),
]
