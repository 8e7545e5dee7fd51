"""Texts that are kept or sent to others are in the site's own language, whatever language their writer reads."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation


def official(message: str, values: Mapping[str, object] | None = None) -> str:
    """`message`, Vietnamese with %(name)s places, filled in; what the values say of themselves is Vietnamese too."""
    with translation.override(settings.LANGUAGE_CODE):
        return message % (values or {})
