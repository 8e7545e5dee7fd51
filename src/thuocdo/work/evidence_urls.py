"""Addresses of documents that prove, under /lam-viec/."""

from __future__ import annotations

from django.urls import path

from thuocdo.work.views import evidence_deeds as deeds
from thuocdo.work.views import evidence_store as store
from thuocdo.work.views import evidence_task as task

app_name = "evidence"
urlpatterns = [
    path("kiem-chung/", store.evidence_list, name="list"),
    path("kiem-chung/them/", store.evidence_new, name="new"),
    path("kiem-chung/<int:pk>/", store.evidence_detail, name="detail"),
    path("kiem-chung/<int:pk>/ban/<int:number>/tep/", store.version_file, name="file"),
    path("kiem-chung/<int:pk>/so-lieu/", deeds.confirm, name="confirm"),
    path("kiem-chung/<int:pk>/thay/", deeds.replace, name="replace"),
    path("kiem-chung/<int:pk>/gan/", deeds.use_criterion, name="use"),
    path("kiem-chung/<int:pk>/bo/<int:use>/", deeds.remove, name="remove"),
    path("kiem-chung/<int:pk>/tham-dinh/<slug:slug>/", deeds.decide, name="decide"),
    path("kiem-chung/<int:pk>/ngung/", deeds.retire, name="retire"),
    path("nhiem-vu/<int:pk>/kiem-chung/", task.task_proofs, name="task"),
    path("nhiem-vu/<int:pk>/kiem-chung/danh-muc/", task.paper_add, name="paper_add"),
    path("nhiem-vu/<int:pk>/kiem-chung/danh-muc/lay/", task.papers_copy, name="papers_copy"),
    path("nhiem-vu/<int:pk>/kiem-chung/danh-muc/<int:paper>/bo/", task.paper_remove, name="paper_remove"),
]
