"""Small helps of the report pages."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

register = template.Library()


@register.filter
def at(texts: Sequence[str] | None, place: int) -> str | None:
    """The text at the place, of what somebody typed; None where nothing was."""
    return texts[place] if texts is not None and place < len(texts) else None
