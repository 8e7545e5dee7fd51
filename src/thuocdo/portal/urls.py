"""Addresses of the public site."""

from django.urls import path

from thuocdo.portal import views

app_name = "portal"
urlpatterns = [path("", views.front, name="front")]
