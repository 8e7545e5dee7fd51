"""What people fill in about a document that proves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.orgs.models import Unit
from thuocdo.work.forms import DayField, UnitChoice
from thuocdo.work.models import TaskPaper, TaskPeriod
from thuocdo.work.rules.evidence_reading import KINDS

ACCEPT = ".pdf,.docx,.odt,.doc,.rtf,.txt,.md,.png,.jpg,.jpeg,.tif,.tiff"


def _file(label: Any, **more: Any) -> forms.FileField:
    return forms.FileField(label=label, widget=forms.FileInput(attrs={"accept": ACCEPT}), **more)


class PassageForm(forms.Form):
    """The part that proves the point."""

    pages = forms.CharField(label=_("Trang"), max_length=120, required=False, help_text=_("Ví dụ: 3, 5-7"))
    section = forms.CharField(
        label=_("Mục, điều, khoản"), max_length=200, required=False, help_text=_("Ví dụ: mục II.1")
    )


class NewForm(forms.Form):
    """A document for the store."""

    file = _file(_("Chọn tệp"))
    unit = UnitChoice(queryset=Unit.objects.none(), label=_("Đơn vị giữ tài liệu"), empty_label=None)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])


class TaskProofForm(PassageForm):
    """A new file or one of the store, for a line of the task's checklist and, where it comes again, a period."""

    file = _file(_("Chọn tệp"), required=False)
    known = forms.IntegerField(label=_("Hoặc số của tài liệu đã có trong kho"), required=False, min_value=1)
    paper = forms.ModelChoiceField(
        queryset=TaskPaper.objects.none(),
        label=_("Dùng cho mục"),
        required=False,
        empty_label=_("Chưa xếp vào mục nào"),
    )
    period = forms.ModelChoiceField(
        queryset=TaskPeriod.objects.none(),
        label=_("Dùng cho kỳ"),
        required=False,
        empty_label=_("Cả nhiệm vụ"),
    )

    field_order = ("file", "known", "paper", "period", "pages", "section")

    def __init__(self, *args: Any, papers: Any, periods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("paper", papers), ("period", periods)):
            field: Any = self.fields[name]
            field.queryset = rows
            if not rows:
                del self.fields[name]


class FactsForm(forms.Form):
    """The data of a document, filled in by the machine and confirmed here."""

    stamp = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.CharField(
        label=_("Loại văn bản"),
        max_length=60,
        required=False,
        help_text=", ".join(list(dict.fromkeys(KINDS.values()))[:6]) + "…",
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    issued_on = DayField(label=_("Ngày ký"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    title = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    received_on = DayField(
        label=_("Ngày nơi nhận nhận được"),
        required=False,
        help_text=_("Ngày nhận quyết định đúng hạn hay muộn, không phải ngày gửi."),
    )


class CriterionForm(PassageForm):
    """A criterion of a year that the document proves."""

    criterion = forms.ChoiceField(label=_("Tiêu chí"))

    field_order = ("criterion", "pages", "section")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["criterion"]
        field.choices = [("", _("Chọn tiêu chí…")), *choices]


class ReplaceForm(forms.Form):
    """A better file and why."""

    file = _file(_("Tệp mới"))
    why = forms.CharField(label=_("Lý do thay"), max_length=500)


class DecideForm(forms.Form):
    """What the verifier says."""

    stamp = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Nhận xét, lý do"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RetireForm(forms.Form):
    """Why a document goes out of use."""

    why = forms.CharField(label=_("Lý do ngừng dùng"), max_length=500)


class PaperForm(forms.Form):
    """One more line of a task's checklist."""

    label = forms.CharField(label=_("Giấy tờ cần có"), max_length=300)
    must_be_pdf = forms.BooleanField(label=_("Phải là PDF"), required=False)
    must_be_signed = forms.BooleanField(label=_("Phải có chữ ký số"), required=False)
    received_by = DayField(label=_("Nơi nhận phải nhận được trước hết ngày"), required=False)


class CopyForm(forms.Form):
    """The criterion whose checklist the task takes over."""

    criterion = forms.ChoiceField(label=_("Lấy danh mục của tiêu chí"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["criterion"]
        field.choices = [("", _("Chọn tiêu chí…")), *choices]
