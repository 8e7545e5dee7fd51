"""Addresses of the stage, under /lam-viec/ke-hoach/. The list, the plan's own page and its completion are reporting's."""

from django.urls import URLPattern, path

from thuocdo.plans.views import comparing, importing, replacing, review, rows, versions

app_name = "plans"
urlpatterns: list[URLPattern] = [
    path("nhap/", importing.plan_import, name="plan_import"),
    path("nhap/<int:pk>/", importing.import_show, name="import_show"),
    path("nhap/<int:pk>/doc-lai/", importing.import_retry, name="import_retry"),
    path("nhap/<int:pk>/dung/", importing.import_stop, name="import_stop"),
    path("nhap/<int:pk>/bo/", importing.import_drop, name="import_drop"),
    path("nhap/<int:pk>/trang-thay-the/", replacing.pages_replace, name="pages_replace"),
    path("ban/<int:pk>/tep/", importing.version_file, name="version_file"),
    path("ban/<int:pk>/van-ban/", importing.version_text, name="version_text"),
    path("ban/<int:pk>/trang/<int:number>/", importing.version_page, name="version_page"),
    path("<int:pk>/ban-moi/", importing.version_import, name="version_import"),
    path("<int:pk>/thay-doi/", versions.version_changes, name="version_changes"),
    path("<int:pk>/so-sanh/", comparing.plan_compare, name="plan_compare"),
    path("<int:pk>/so-sanh/quyet-dinh/", comparing.compare_decide, name="compare_decide"),
    path("<int:pk>/ra-soat/", review.review, name="review"),
    path("<int:pk>/ra-soat/chac-chan/", review.certain, name="review_certain"),
    path("<int:pk>/ra-soat/hoan-tac/", review.review_undo, name="review_undo"),
    path("<int:pk>/ra-soat/thong-tin/", review.review_head, name="review_head"),
    path("<int:pk>/ra-soat/nhip/", review.review_rhythm, name="review_rhythm"),
    path("<int:pk>/ra-soat/giao-sau/", review.review_assign_later, name="review_assign_later"),
    path("<int:pk>/ra-soat/them-dong/", review.review_add, name="review_add"),
    path("<int:pk>/ra-soat/phieu-gop-y/", review.review_comments, name="review_comments"),
    path("<int:pk>/ra-soat/cac-dong/", review.review_rows, name="review_rows"),
    path("<int:pk>/ra-soat/dong/<int:row_pk>/luu/", rows.row_save, name="row_save"),
    path("<int:pk>/ra-soat/dong/<int:row_pk>/xac-nhan/", rows.row_confirm, name="row_confirm"),
    path("<int:pk>/ra-soat/dong/<int:row_pk>/tach/", rows.row_split, name="row_split"),
    path("<int:pk>/ra-soat/dong/<int:row_pk>/gop/", rows.row_merge, name="row_merge"),
    path("<int:pk>/ra-soat/dong/<int:row_pk>/bo/", rows.row_drop, name="row_drop"),
    path("<int:pk>/ra-soat/dong/<int:row_pk>/chuyen/", rows.row_move, name="row_move"),
    path("<int:pk>/ra-soat/dong/<int:row_pk>/giu/", rows.row_claim, name="row_claim"),
    path("<int:pk>/ra-soat/phat-hien/<int:finding_pk>/", rows.finding_decide, name="finding_decide"),
]
