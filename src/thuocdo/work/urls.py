"""Addresses of the stage, under /lam-viec/nhiem-vu/."""

from __future__ import annotations

from django.urls import path

from thuocdo.work.views import (
    bulk,
    cascade,
    detail,
    extensions,
    feeds,
    filters,
    lists,
    outside,
    overviews,
    reminders,
    series,
    shares,
)

app_name = "work"
urlpatterns = [
    path("", lists.task_list, name="task_list"),
    path("xuat/", lists.task_export, name="task_export"),
    path("ngoai-ke-hoach/", outside.outside_new, name="outside_new"),
    path("cho-van-ban/", outside.waiting, name="waiting"),
    path("cho-van-ban/<int:pk>/tep/", outside.document_file, name="document_file"),
    path("lich/", overviews.month, name="month"),
    path("tai-cong-viec/", overviews.load, name="load"),
    path("vang-mat/", overviews.absence, name="absence"),
    path("nhac-viec/", reminders.reminders, name="reminders"),
    path("lich-ical/", feeds.feeds, name="feeds"),
    path("lich-ical/<int:pk>/thu-hoi/", feeds.feed_revoke, name="feed_revoke"),
    path("bo-loc/luu/", filters.filter_save, name="filter_save"),
    path("bo-loc/<int:pk>/ten/", filters.filter_rename, name="filter_rename"),
    path("bo-loc/<int:pk>/xoa/", filters.filter_delete, name="filter_delete"),
    path("chuyen-don-vi/", bulk.bulk_lead, name="bulk_lead"),
    path("cho-quyet-dinh/<int:plan>/", bulk.unmatched, name="unmatched"),
    path("cho-quyet-dinh/muc/<int:pk>/", bulk.decide, name="unmatched_decide"),
    path("<int:pk>/", detail.task_detail, name="task_detail"),
    path("<int:pk>/nguon/", detail.task_source, name="task_source"),
    path("<int:pk>/ket-qua/", detail.task_progress, name="task_progress"),
    path("<int:pk>/buoc/<slug:slug>/", detail.task_step, name="task_step"),
    path("<int:pk>/chu-tri/", detail.task_lead, name="task_lead"),
    path("<int:pk>/nguoi-thuc-hien/", detail.task_person, name="task_person"),
    path("<int:pk>/ky/<int:period>/<slug:slug>/", series.task_period, name="task_period"),
    path("<int:pk>/gia-han/", extensions.task_extend, name="task_extend"),
    path(
        "<int:pk>/gia-han/<int:extension>/quyet/",
        extensions.task_extension_decide,
        name="task_extension_decide",
    ),
    path(
        "<int:pk>/gia-han/<int:extension>/rut/",
        extensions.task_extension_withdraw,
        name="task_extension_withdraw",
    ),
    path("<int:pk>/phoi-hop/", shares.task_part, name="task_part"),
    path("<int:pk>/phoi-hop/<int:part>/", shares.task_part_report, name="task_part_report"),
    path("<int:pk>/viec-con/", shares.task_child, name="task_child"),
    path("<int:pk>/cho/", shares.task_block, name="task_block"),
    path("<int:pk>/cho/<int:block>/bo/", shares.task_unblock, name="task_unblock"),
    path("<int:pk>/van-ban-giao/", outside.outside_file, name="outside_file"),
    path("<int:pk>/cap-tren/", cascade.task_above, name="task_above"),
    path("<int:pk>/nhip/", series.task_rhythm, name="task_rhythm"),
    path("<int:pk>/han/", detail.task_deadline, name="task_deadline"),
]
