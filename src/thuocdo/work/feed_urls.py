"""The address of calendar files: outside /lam-viec/, because calendar programs cannot sign in."""

from __future__ import annotations

from django.urls import path

from thuocdo.work.views import feeds

urlpatterns = [path("lich/<slug:token>.ics", feeds.feed_file, name="work_feed")]
