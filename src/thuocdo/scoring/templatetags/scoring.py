"""How pages of scores write what a measure holds."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from thuocdo.criteria.queries.outline import evidence_said

register = template.Library()
register.filter("evidence_said", evidence_said)


@register.filter
def link_mark(known: Mapping[str, bool] | None, code: str) -> str:
    """Whether a document of a chain is there, is missing, or is not known: shape and word."""
    marks = {True: f"✔ {_('có')}:", False: f"✖ {_('không có')}:", None: f"? {_('chưa rõ')}:"}
    return marks[(known or {}).get(code)]


@register.filter
def of(words: Mapping[object, object], key: object) -> object:
    """What a table of words has for the key; nothing where it has none."""
    return words.get(key, "")
