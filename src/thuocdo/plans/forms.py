"""What a browser sends about plans, as clean values for the actions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.calendars.words import KIND_WORDS
from thuocdo.lib.text import clean, clean_lines, fold
from thuocdo.orgs.models import Unit
from thuocdo.plans.actions.history import snapshot_of
from thuocdo.plans.models import Plan, PlanFinding, PlanRow
from thuocdo.plans.rules.editing import NAME_LISTS, NUMBERS, form_state
from thuocdo.plans.rules.rows import FIELDS, MAIN, RHYTHMS
from thuocdo.plans.words import FIELD_WORDS, RHYTHM_WORDS

ENDINGS = ".docx,.pdf,.odt,.doc,.rtf,.txt,.md,.png,.jpg,.jpeg,.tif,.tiff"
LONG = frozenset({"text", "criterion", "cause", "remedy", "output", "name"})
REPORT_DATES = frozenset({"period_start", "period_end", "due"})
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


class DayField(forms.CharField):
    """A day as officials write it: 9/7/2026, 09-07-2026, 9.7.2026. Gives a date, or None when empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=12, **options)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = _DAY.fullmatch(text.strip())
        try:
            if not found:
                raise ValueError(text)
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            raise forms.ValidationError(
                gettext("“%(text)s” chưa phải ngày. Hãy ghi ngày/tháng/năm đủ bốn chữ số, ví dụ 9/7/2026.")
                % {"text": text}
            ) from None


class UnitField(forms.CharField):
    """A unit by its name, out of a list that the browser offers. Gives the unit, or None when empty."""

    def __init__(self, units: Sequence[Unit], listed: str, **options: Any) -> None:
        super().__init__(max_length=200, **options)
        self.units = {fold(unit.name): unit for unit in reversed(units)}
        self.widget.attrs.update({"list": listed, "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        unit = self.units.get(fold(text))
        if unit is None:
            raise forms.ValidationError(
                gettext("Không có đơn vị “%(name)s” trong danh mục. Hãy chọn một tên trong danh sách gợi ý.")
                % {"name": text}
            )
        return unit


class ImportForm(forms.Form):
    """W08. Known values are filled; the file is the only thing that must be given."""

    file = forms.FileField(label=_("Chọn tệp"), widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Kế hoạch của đơn vị"), empty_label=None)
    parent = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Kế hoạch cấp trên (để so sánh)"),
        required=False,
        empty_label=_("Chưa chọn"),
    )
    previous = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Kế hoạch năm trước (để so mức sao chép)"),
        required=False,
        empty_label=_("Chưa chọn"),
    )

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        parents: QuerySet[Plan],
        previous: QuerySet[Plan],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, rows in (("unit", units), ("parent", parents), ("previous", previous)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        return checked_size(self.cleaned_data["file"])


class VersionForm(forms.Form):
    """A new version of a plan that is there already."""

    file = forms.FileField(label=_("Chọn tệp"), widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}))

    def clean_file(self) -> Any:
        return checked_size(self.cleaned_data["file"])


class PagesForm(forms.Form):
    """Better pictures of pages: one field for each page that gave nothing, and one for any other page."""

    def __init__(self, *args: Any, pages: Sequence[int], other: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pages = tuple(pages)
        for number in self.pages:
            self.fields[f"trang_{number}"] = self._file(_("Trang %(n)s") % {"n": number})
        self.fields["page"] = forms.IntegerField(
            label=_("Trang khác, số"), min_value=1, required=False, initial=other
        )
        self.fields["file"] = self._file(_("Tệp thay cho trang đó"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("file") and not values.get("page") and "page" not in self.errors:
            self.add_error("page", gettext("Hãy ghi tệp này thay cho trang số mấy."))
        if values.get("page") in self.pages and values.get("file"):
            self.add_error("page", gettext("Trang này đã có ô riêng ở trên."))
        if not self.errors and not self.replacements():
            raise forms.ValidationError(gettext("Hãy chọn tệp cho ít nhất một trang."))
        return values

    def replacements(self) -> dict[int, Any]:
        """Page number -> the file that takes its place."""
        values = self.cleaned_data
        found = {number: values.get(f"trang_{number}") for number in self.pages}
        if values.get("page") and values.get("file"):
            found[values["page"]] = values["file"]
        return {number: checked_size(file) for number, file in found.items() if file}

    @staticmethod
    def _file(label: Any) -> forms.FileField:
        widget = forms.ClearableFileInput(attrs={"accept": ".png,.jpg,.jpeg,.tif,.tiff,.pdf"})
        return forms.FileField(label=label, required=False, widget=widget)


class HeadForm(forms.Form):
    """What is known of the plan as a whole."""

    title = forms.CharField(label=_("Tên kế hoạch"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    issued = DayField(label=_("Ngày ban hành"), required=False)
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    parent = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Kế hoạch cấp trên (để so sánh)"),
        required=False,
        empty_label=_("Chưa chọn"),
    )
    from_above = forms.BooleanField(
        label=_("Đây là kế hoạch của cấp trên, giữ ở đây để so sánh"), required=False
    )

    def __init__(self, plan: Plan, parents: QuerySet[Plan], data: Mapping[str, Any] | None = None) -> None:
        initial = {
            "title": plan.title,
            "number": plan.number,
            "issued": f"{plan.issued:%d/%m/%Y}" if plan.issued else "",
            "year": plan.year,
            "parent": plan.parent_id,
            "from_above": plan.from_above,
        }
        super().__init__(data, initial=initial)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """A decision about a finding."""

    outcome = forms.ChoiceField(
        choices=[
            (o, o)
            for o in (
                PlanFinding.OPEN,
                PlanFinding.ACCEPTED,
                PlanFinding.SEEN,
                PlanFinding.KEPT,
                PlanFinding.NOTED,
            )
        ]
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)


class RowForm(forms.Form):
    """The right side of the review: one row, its fields by kind. `changes()` is what `edit_row` takes."""

    stamp = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        row: PlanRow,
        *,
        nameable: Sequence[Unit],
        assignable: Sequence[Unit],
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.row = row
        self.state = form_state(snapshot_of(row))
        super().__init__(
            data, initial={**self._initial(nameable, assignable), **(initial or {})}, prefix=None
        )
        for name in FIELDS[row.kind]:
            self._add_field(name)
        for named in row.units.all():
            self.fields[f"unit_{named.pk}"] = UnitField(
                nameable, "ds-don-vi", label=named.printed, required=False
            )
            self.fields[f"keep_{named.pk}"] = forms.BooleanField(
                label=_("Giữ như in, không gắn đơn vị"), required=False
            )
        if row.kind == "task":
            self.fields["responsible"] = UnitField(
                assignable, "ds-giao", label=FIELD_WORDS["responsible"], required=False
            )
            self.fields["assign_later"] = forms.BooleanField(
                label=_("Giao sau, liệt kê ở “Chưa có đơn vị chủ trì”"), required=False
            )
            self.fields["rhythm"] = forms.ChoiceField(
                label=FIELD_WORDS["rhythm"],
                choices=[("", _("Chưa chọn")), *((code, RHYTHM_WORDS[code]) for code in RHYTHMS)],
                required=False,
            )
            self.fields["rhythm_all"] = forms.BooleanField(
                label=_("Dùng nhịp này cho mọi dòng “Thường xuyên” chưa có nhịp"), required=False
            )
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors:
                field.widget.attrs.update({"aria-invalid": "true", "aria-describedby": f"id_{name}_error"})

    def changes(self) -> dict[str, Any]:
        """Everything the form holds, in the terms of `rules.editing.form_state`; what is as shown stays as stored."""
        values = self.cleaned_data
        out: dict[str, Any] = {}
        for name in FIELDS[self.row.kind]:
            out[name] = self._deadline(values) if name == "deadline" else self._value(name, values[name])
        for named in self.row.units.all():
            unit = values[f"unit_{named.pk}"]
            kept = "printed" if values[f"keep_{named.pk}"] else None
            out[f"unit:{named.pk}"] = unit.pk if unit and not values[f"keep_{named.pk}"] else kept
        if self.row.kind == "task":
            out["responsible"] = values["responsible"].pk if values["responsible"] else None
            out["assign_later"] = values["assign_later"]
            out["rhythm"] = values["rhythm"]
        return out

    def _value(self, name: str, value: Any) -> Any:
        shown = self.state[name]
        if name in NAME_LISTS:
            names = [clean(line) for line in re.split(r"[\n;]", value or "") if clean(line)]
            return shown if names == [clean(line) for line in shown] else names
        if name in NUMBERS:
            return (
                shown if shown is not None and value is not None and float(shown) == float(value) else value
            )
        if name in REPORT_DATES:
            return value.isoformat() if value else None
        text = clean_lines(value or "") or None
        return shown if text == (clean_lines(shown or "") or None) else text

    def _deadline(self, values: Mapping[str, Any]) -> dict[str, Any]:
        shown = self.state["deadline"]
        text = clean(values["deadline_text"] or "") or None
        return {
            "text": shown["text"] if text == (clean(shown["text"] or "") or None) else text,
            "kind": values["deadline_kind"] or "none",
            "start": values["deadline_start"].isoformat() if values["deadline_start"] else None,
            "end": values["deadline_end"].isoformat() if values["deadline_end"] else None,
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, end = values.get("deadline_start"), values.get("deadline_end")
        if start and end and end < start:
            self.add_error("deadline_end", gettext("Ngày kết thúc sớm hơn ngày bắt đầu."))
        return values

    def _add_field(self, name: str) -> None:
        label = FIELD_WORDS[name]
        if name == "deadline":
            self.fields["deadline_text"] = forms.CharField(
                label=_("Thời hạn như in"), max_length=500, required=False
            )
            self.fields["deadline_kind"] = forms.ChoiceField(
                label=_("Loại hạn"),
                choices=[(str(kind), KIND_WORDS[kind]) for kind in DeadlineKind],
                required=False,
            )
            self.fields["deadline_start"] = DayField(label=_("Từ ngày"), required=False)
            self.fields["deadline_end"] = DayField(label=_("Đến ngày"), required=False)
        elif name in NAME_LISTS:
            self.fields[name] = forms.CharField(
                label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=3000
            )
        elif name in NUMBERS:
            whole = name not in ("baseline_score", "target_score_min")
            self.fields[name] = forms.IntegerField(label=label, required=False) if whole else _decimal(label)
        elif name in REPORT_DATES:
            self.fields[name] = DayField(label=label, required=False)
        else:
            rows = 4 if name == MAIN[self.row.kind] else 2
            widget = forms.Textarea(attrs={"rows": rows}) if name in LONG else None
            self.fields[name] = forms.CharField(
                label=label, required=name == MAIN[self.row.kind], widget=widget, max_length=20_000
            )
        if name in FIELDS[self.row.kind] and name in self.fields:
            self.fields[name].error_messages["required"] = gettext("Mục này không được để trống.")

    def _initial(self, nameable: Sequence[Unit], assignable: Sequence[Unit]) -> dict[str, Any]:
        names = {unit.pk: unit.name for unit in (*nameable, *assignable)}
        state = self.state
        out: dict[str, Any] = {"stamp": self.row.version_stamp}
        for name in FIELDS[self.row.kind]:
            value = state[name]
            if name == "deadline":
                out.update(
                    deadline_text=value["text"] or "",
                    deadline_kind=value["kind"],
                    deadline_start=_written(value["start"]),
                    deadline_end=_written(value["end"]),
                )
            elif name in NAME_LISTS:
                out[name] = "\n".join(value)
            elif name in REPORT_DATES:
                out[name] = _written(value)
            else:
                out[name] = value if not isinstance(value, float) else f"{value:g}".replace(".", ",")
        for named in self.row.units.all():
            value = state[f"unit:{named.pk}"]
            if named.unit is not None:
                names.setdefault(named.unit.pk, named.unit.name)
            out[f"unit_{named.pk}"] = names.get(value, "") if isinstance(value, int) else ""
            out[f"keep_{named.pk}"] = value == "printed"
        out["responsible"] = names.get(state["responsible"] or 0, "")
        out["assign_later"], out["rhythm"] = state["assign_later"], state["rhythm"]
        return out


class _Decimal(forms.CharField):
    """A number with a decimal comma or point."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return float(text.strip().replace(",", "."))
        except ValueError:
            raise forms.ValidationError(
                gettext("“%(text)s” chưa phải số, ví dụ 5,4656.") % {"text": text}
            ) from None


def _decimal(label: Any) -> forms.Field:
    return _Decimal(label=label, required=False, max_length=12)


def _written(value: str | None) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}" if value else ""


def checked_size(file: Any) -> Any:
    """The upload, unless it is empty or too big."""
    limit = settings.MAX_UPLOAD_MB
    if file.size > limit * 1024 * 1024:
        size = f"{file.size / 1024 / 1024:.1f}".replace(".", ",")
        raise forms.ValidationError(
            gettext(
                "Tệp %(name)s lớn %(size)s MB, quá giới hạn %(limit)s MB. Hãy quét lại ở 200 dpi hoặc tách phụ lục."
            )
            % {"name": file.name, "size": size, "limit": limit}
        )
    return file
