"""Addresses of the stage, under /lam-viec/."""

from __future__ import annotations

from django.urls import path

from thuocdo.reporting.views import calendar, log, operations, plan, plan_list, steering, week

app_name = "reporting"
urlpatterns = [
    path("", week.week, name="week"),
    path("tim/", week.find, name="search"),
    path("ke-hoach/", plan_list.plan_list, name="plan_list"),
    path("ke-hoach/<int:pk>/", plan.plan_page, name="plan_page"),
    path("ke-hoach/<int:pk>/so-ngay/", plan.plan_number, name="plan_number"),
    path("ke-hoach/<int:pk>/hoan-tat/", plan.plan_finish, name="plan_finish"),
    path("dieu-hanh/", steering.steering, name="steering"),
    path("dieu-hanh/phieu-giao-ban/", steering.briefing, name="briefing"),
    path("don-vi/<slug:key>/", steering.unit_page, name="unit_page"),
    path("nhat-ky/", log.log, name="log"),
    path("nhat-ky/xuat/", log.log_export, name="log_export"),
    path("nhat-ky/kiem-tra/", log.log_verify, name="log_verify"),
    path("quan-tri/lich/", calendar.calendar, name="calendar"),
    path("van-hanh/", operations.health, name="health"),
    path("van-hanh/sao-luu/", operations.back_up, name="back_up"),
    path("viec-chay/<int:pk>/", operations.job_page, name="job_page"),
    path("viec-chay/<int:pk>/<slug:what>/", operations.job_act, name="job_act"),
]
