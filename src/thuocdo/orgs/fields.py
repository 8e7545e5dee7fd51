"""A form field for long lists: type to search, choose from what the browser offers; accents do not matter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from thuocdo.lib.text import fold
from thuocdo.orgs.models import Person, Unit


class _ListInput(forms.TextInput):
    template_name = "orgs/widgets/list_input.html"
    options: tuple[str, ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["options"] = self.options
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_list"
        return context


class PickField(forms.CharField):
    """The row whose label was typed or chosen. Fill it with `offer` before use."""

    widget = _ListInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._rows: dict[str, Model] = {}

    def offer(self, rows: Iterable[tuple[str, Model]]) -> None:
        """Labels and their rows; labels must differ."""
        labelled = list(rows)
        self._rows = {fold(label): row for label, row in labelled}
        self.widget.options = tuple(label for label, _row in labelled)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = self._rows.get(fold(text))
        if found is None:
            raise ValidationError(_("Không có mục này trong danh sách; hãy chọn một mục được gợi ý."))
        return found


def unit_labels(units: Iterable[Unit]) -> list[tuple[str, Unit]]:
    """Unit names; the authority is added where a name alone would not tell."""
    rows = list(units)
    names: dict[str, int] = {}
    for unit in rows:
        names[unit.folded] = names.get(unit.folded, 0) + 1
    return [(unit.name if names[unit.folded] == 1 else _longer(unit), unit) for unit in rows]


def _longer(unit: Unit) -> str:
    holder = unit.authority if unit.authority_id != unit.pk else unit.province
    return f"{unit.name} ({unit.code or (holder.name if holder else unit.pk)})"


def person_labels(people: Iterable[Person]) -> list[tuple[str, Person]]:
    """Name and sign-in name."""
    return [(f"{person.full_name} ({person.username})", person) for person in people]
