"""Vietnamese words for what scores keep as codes; those of frameworks stand in `criteria.words`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuocdo.scoring.rules.model import Status

STATUS_WORDS = {
    Status.SCORED: _("Đã tính"),
    Status.PARTIAL: _("Tính được một phần"),
    Status.NOT_SCORED: _("Chưa tính được"),
    Status.EXCLUDED: _("Không phát sinh"),
    Status.SHOWN: _("Chỉ theo dõi"),
}
