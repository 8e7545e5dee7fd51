"""Addresses of the stage, under /lam-viec/."""

from __future__ import annotations

from django.urls import path

from thuocdo.reporting.views import (
    calendar,
    log,
    next_plan,
    operations,
    outcomes,
    plan,
    plan_list,
    province,
    reminding,
    steering,
    week,
)
from thuocdo.reporting.views.reports import gathering, lists, regimes, report, steps

app_name = "reporting"
urlpatterns = [
    path("", week.week, name="week"),
    path("tim/", week.find, name="search"),
    path("ke-hoach/", plan_list.plan_list, name="plan_list"),
    path("ke-hoach/<int:pk>/", plan.plan_page, name="plan_page"),
    path("ke-hoach/<int:pk>/so-ngay/", plan.plan_number, name="plan_number"),
    path("ke-hoach/<int:pk>/hoan-tat/", plan.plan_finish, name="plan_finish"),
    path("ke-hoach/nam-sau/<int:year>/", next_plan.next_plan, name="next_plan"),
    path("ke-hoach/nam-sau/<int:year>/docx/", next_plan.next_plan_docx, name="next_plan_docx"),
    path("dieu-hanh/", steering.steering, name="steering"),
    path("dieu-hanh/phieu-giao-ban/", steering.briefing, name="briefing"),
    path("dieu-hanh/xong-chua-len/", outcomes.outcomes, name="outcomes"),
    path("toan-tinh/", province.province, name="province"),
    path("toan-tinh/xlsx/", province.province_export, name="province_export"),
    path("don-vi/<slug:key>/don-doc/", reminding.remind_unit, name="remind_unit"),
    path("don-vi/<slug:key>/", steering.unit_page, name="unit_page"),
    path("bao-cao/", lists.report_list, name="report_list"),
    path("bao-cao/don-doc/", lists.report_remind, name="report_remind"),
    path("bao-cao/che-do/", regimes.regime_list, name="regime_list"),
    path("bao-cao/che-do/them/", regimes.regime_add, name="regime_add"),
    path("bao-cao/che-do/<slug:code>/", regimes.regime, name="regime"),
    path("bao-cao/<int:pk>/", report.report, name="report"),
    path("bao-cao/<int:pk>/lap/", report.report_begin, name="report_begin"),
    path("bao-cao/<int:pk>/luu/", report.report_save, name="report_save"),
    path("bao-cao/<int:pk>/so-lieu/", report.report_numbers, name="report_numbers"),
    path("bao-cao/<int:pk>/ban-ky/", report.report_signed, name="report_signed"),
    path("bao-cao/<int:pk>/docx/", report.report_docx, name="report_docx"),
    path("bao-cao/<int:pk>/ngay-nhan/", steps.report_received, name="report_received"),
    path("bao-cao/<int:pk>/giao/", steps.report_give, name="report_give"),
    path("bao-cao/<int:pk>/buoc/<slug:word>/", steps.report_step, name="report_step"),
    path("bao-cao/tong-hop/<int:pk>/", gathering.gathering, name="gathering"),
    path("bao-cao/tong-hop/<int:pk>/lap/", gathering.gathering_begin, name="gathering_begin"),
    path("bao-cao/tong-hop/<int:pk>/luu/", gathering.gathering_save, name="gathering_save"),
    path("bao-cao/tong-hop/<int:pk>/so-lieu/", gathering.gathering_numbers, name="gathering_numbers"),
    path("bao-cao/tong-hop/<int:pk>/chot/", gathering.gathering_close, name="gathering_close"),
    path("bao-cao/tong-hop/<int:pk>/docx/", gathering.gathering_docx, name="gathering_docx"),
    path("nhat-ky/", log.log, name="log"),
    path("nhat-ky/xuat/", log.log_export, name="log_export"),
    path("nhat-ky/kiem-tra/", log.log_verify, name="log_verify"),
    path("quan-tri/lich/", calendar.calendar, name="calendar"),
    path("van-hanh/", operations.health, name="health"),
    path("van-hanh/sao-luu/", operations.back_up, name="back_up"),
    path("viec-chay/<int:pk>/", operations.job_page, name="job_page"),
    path("viec-chay/<int:pk>/<slug:what>/", operations.job_act, name="job_act"),
]
