"""Addresses of the stage: W43."""

from __future__ import annotations

from django.urls import path

from thuocdo.criteria.views import frameworks, importing, settings

app_name = "criteria"

urlpatterns = [
    path("bo-tieu-chi/", frameworks.framework_list, name="frameworks"),
    path("bo-tieu-chi/nhap/", importing.import_page, name="import"),
    path("bo-tieu-chi/so-sanh/", frameworks.compare, name="compare"),
    path("bo-tieu-chi/<int:pk>/", frameworks.version_page, name="version"),
    path("bo-tieu-chi/<int:pk>/tep.toml", importing.download, {"ending": "toml"}, name="toml"),
    path("bo-tieu-chi/<int:pk>/tep.xlsx", importing.download, {"ending": "xlsx"}, name="xlsx"),
    path("tham-so/", settings.setting_list, name="settings"),
    path("tham-so/<int:pk>/<str:name>/", settings.setting_page, name="setting"),
]
