"""Addresses of all books, under /lam-viec/."""

from __future__ import annotations

from django.urls import include, path

app_name = "registers"
urlpatterns = [path("", include("thuocdo.registers.indices.urls"))]
