"""Dates, numbers, shapes and small links as the screens of Thước Đo write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.lib.text import fold
from thuocdo.lib.text.figures import print_figure

register = template.Library()

WEEKDAYS = (
    _("Thứ Hai"),
    _("Thứ Ba"),
    _("Thứ Tư"),
    _("Thứ Năm"),
    _("Thứ Sáu"),
    _("Thứ Bảy"),
    _("Chủ nhật"),
)


@register.filter
def vidate(value: date | datetime | str | None) -> str:
    """dd/mm/yyyy; a time is shown in local time before it; nothing for nothing."""
    if isinstance(value, str):
        value = date.fromisoformat(value) if value else None
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%H:%M %d/%m/%Y")
    return value.strftime("%d/%m/%Y") if value else ""


@register.filter
def viday(value: date | None) -> str:
    """Weekday first: "Thứ Năm 09/07/2026"."""
    return f"{WEEKDAYS[value.weekday()]} {value:%d/%m/%Y}" if value else ""


@register.filter
def vinum(value: float | Decimal | str | None, digits: int = -1) -> str:
    """2.141 and 97,57; a missing number reads "chưa có số"; minus is U+2212."""
    if value is None or isinstance(value, str):
        return gettext("chưa có số")
    text: str = f"{value:,.{digits}f}" if digits >= 0 else f"{value:,}"
    return text.translate(str.maketrans(",.-", ".,\u2212"))


@register.filter
def figure(value: Decimal | str | int | None) -> str:
    """A number with the digits it has: "2.141", "97,5712"; a text that is a number too; nothing for nothing."""
    if value is None or value == "":
        return ""
    number = Decimal(str(value))
    whole = number.to_integral_value()
    return print_figure(whole if number == whole else number.normalize())


@register.filter
def highlight(text: str, wanted: str) -> SafeString:
    """The text with every word of `wanted` marked, accents ignored; everything escaped."""
    words = [fold(word) for word in (wanted or "").split() if fold(word)]
    if not words:
        return SafeString(escape(text))
    parts = re.split(r"(\s+)", str(text or ""))  # a text to be translated is no str yet
    out = [
        f"<mark>{escape(part)}</mark>"
        if any(word in fold(part) for word in words) and part.strip()
        else escape(part)
        for part in parts
    ]
    return mark_safe("".join(out))  # noqa: S308  (every part escaped)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The current address with some query keys changed; an empty value removes the key."""
    keys = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            keys.pop(key, None)
        else:
            keys[key] = str(value)
    return f"?{keys.urlencode()}"


@register.simple_tag
def icon(shape: str) -> SafeString:
    """A shape that stands beside a word and is silent for screen readers."""
    return mark_safe(f'<span aria-hidden="true">{escape(shape)}</span>')  # noqa: S308  (escaped)
