"""What people fill in about parts, pieces, waiting, documents and tasks from outside a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thuocdo.orgs.models import Unit
from thuocdo.work.forms import DayField, StampedForm, UnitChoice
from thuocdo.work.models import Task

if TYPE_CHECKING:
    TaskField = forms.ModelChoiceField[Task]
else:  # generic for the type checker only
    TaskField = forms.ModelChoiceField


class TaskChoice(TaskField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {obj.text[:100]}"

    def to_python(self, value: Any) -> Any:
        """Also of rows that are sliced already."""
        if value in self.empty_values:
            return None
        found = next((task for task in self.queryset or () if str(task.pk) == str(value)), None)
        if found is None:
            raise forms.ValidationError(_("Hãy chọn một nhiệm vụ trong danh sách."))
        return found


class PartForm(StampedForm):
    unit = UnitChoice(queryset=Unit.objects.none(), label=_("Đơn vị phối hợp"), empty_label=_("Chọn đơn vị…"))
    text = forms.CharField(label=_("Phần việc"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ReportForm(StampedForm):
    note = forms.CharField(
        label=_("Đã làm được gì"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    done = forms.BooleanField(label=_("Đã xong phần của đơn vị"), required=False)


class ChildForm(StampedForm):
    text = forms.CharField(
        label=_("Nội dung việc con"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    lead = UnitChoice(
        queryset=Unit.objects.none(), label=_("Đơn vị chủ trì việc con"), empty_label=_("Chọn đơn vị…")
    )
    due = DayField(label=_("Hạn của việc con"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]


class BlockForm(StampedForm):
    other = TaskChoice(queryset=Task.objects.none(), label=_("Chờ nhiệm vụ"), empty_label=_("Chọn nhiệm vụ…"))

    def __init__(self, *args: Any, tasks: QuerySet[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = tasks  # type: ignore[attr-defined]


class AboveForm(StampedForm):
    above = TaskChoice(
        queryset=Task.objects.none(),
        label=_("Nhiệm vụ của cấp trên"),
        empty_label=_("Không theo nhiệm vụ nào của cấp trên"),
        required=False,
    )

    def __init__(self, *args: Any, tasks: QuerySet[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["above"].queryset = tasks  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """A document: number, day, file."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=80)
    issued = DayField(label=_("Ngày của văn bản"))
    file = forms.FileField(label=_("Tệp văn bản"), required=False)


class OutsideForm(PaperForm):
    """A task that no plan holds."""

    text = forms.CharField(
        label=_("Nội dung nhiệm vụ"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000
    )
    number = forms.CharField(
        label=_("Số, ký hiệu văn bản giao"),
        max_length=80,
        required=False,
        help_text=_("Để trống nếu giao trực tiếp, chưa có văn bản."),
    )
    issued = DayField(label=_("Ngày giao"))
    issuer = forms.CharField(label=_("Cơ quan, người giao"), max_length=300)
    lead = UnitChoice(queryset=Unit.objects.none(), label=_("Đơn vị chủ trì"), empty_label=_("Chọn đơn vị…"))
    due = DayField(label=_("Hạn"), required=False)
    output = forms.CharField(label=_("Sản phẩm"), max_length=500, required=False)
    urgent = forms.BooleanField(label=_("Nhiệm vụ đột xuất, khẩn"), required=False)
    field_order = ("text", "issuer", "number", "issued", "file", "lead", "due", "output", "urgent")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]


class DocumentForm(PaperForm):
    """A document that tasks wait for."""

    name = forms.CharField(widget=forms.HiddenInput, max_length=500)
    due = DayField(
        label=_("Hạn mà văn bản đặt ra"),
        required=False,
        help_text=_("Để trống khi nhiệm vụ ghi số ngày làm việc kể từ văn bản; hệ thống tự đếm."),
    )
