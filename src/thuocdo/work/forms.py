"""What people fill in about a task."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thuocdo.orgs.models import Person, Unit
from thuocdo.work.queries.lists import parse_day
from thuocdo.work.rules.series import MOST_GRACE
from thuocdo.work.words import RHYTHM_WORDS

if TYPE_CHECKING:
    UnitField = forms.ModelChoiceField[Unit]
    PersonField = forms.ModelChoiceField[Person]
else:  # generic for the type checker only
    UnitField = PersonField = forms.ModelChoiceField


class DayField(forms.CharField):
    """A day as people type it: 9/7/2026, 09-07-2026, 9.7.2026; a year of two digits is refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 30/9/2026"))
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        day = parse_day(text)
        if day is None:
            raise forms.ValidationError(
                _("“%(text)s” không phải một ngày. Hãy ghi ngày/tháng/năm đủ bốn chữ số, ví dụ 30/9/2026."),
                params={"text": text},
            )
        return day


class StampedForm(forms.Form):
    """Carries the version of the task that the person saw, so that two people at once are noticed."""

    stamp = forms.IntegerField(widget=forms.HiddenInput)


class ProgressForm(StampedForm):
    text = forms.CharField(
        label=_("Kết quả đã làm được"),
        help_text=_("Đã làm gì, số liệu đạt được, vướng mắc cần giúp."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
    )


class StepForm(StampedForm):
    """A step of the transition table; `reason` is required only where the step says so (checked by the action)."""

    reason = forms.CharField(
        label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )


class UnitChoice(UnitField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class PersonChoice(PersonField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class LeadForm(StampedForm):
    unit = UnitChoice(
        queryset=Unit.objects.none(), label=_("Đơn vị chủ trì mới"), empty_label=_("Chọn đơn vị…")
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class PersonForm(StampedForm):
    person = PersonChoice(
        queryset=Person.objects.none(),
        label=_("Người thực hiện"),
        empty_label=_("Chưa giao cho ai"),
        required=False,
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class DeadlineForm(StampedForm):
    due = DayField(label=_("Hạn mới"))
    reason = forms.CharField(label=_("Lý do hoặc văn bản làm căn cứ"), max_length=300)


class PeriodForm(StampedForm):
    """A step of one period; `text` is its result or the reason (what is needed is checked by the action)."""

    text = forms.CharField(
        label=_("Kết quả của kỳ"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000, required=False
    )


class RhythmForm(StampedForm):
    rhythm = forms.ChoiceField(
        label=_("Nhịp"), choices=[(str(key), word) for key, word in RHYTHM_WORDS.items()]
    )
    begins = DayField(
        label=_("Theo dõi từ ngày"),
        required=False,
        help_text=_("Chỉ khi đặt nhịp lần đầu; để trống là từ hôm nay."),
    )
    ends = DayField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Để trống là hết năm của kế hoạch, hoặc như đang có."),
    )
    grace = forms.IntegerField(
        label=_("Số ngày làm việc được thêm sau ngày cuối kỳ"),
        min_value=0,
        max_value=MOST_GRACE,
        initial=0,
        required=False,
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)


class ExtensionForm(StampedForm):
    until = DayField(label=_("Xin gia hạn đến ngày"))
    reason = forms.CharField(
        label=_("Lý do xin gia hạn"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class DecisionForm(StampedForm):
    until = DayField(label=_("Gia hạn đến ngày"), required=False)
    reason = forms.CharField(
        label=_("Lý do đồng ý hoặc không đồng ý"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class RemindersForm(forms.Form):
    before = forms.CharField(
        label=_("Nhắc trước hạn (số ngày làm việc)"),
        max_length=60,
        help_text=_("Ví dụ: 7, 3, 1"),
        required=False,
    )
    leader_after = forms.IntegerField(
        label=_("Quá hạn mấy ngày làm việc thì báo lãnh đạo"), min_value=1, max_value=120
    )
    above_after = forms.IntegerField(
        label=_("Cấp dưới quá hạn mấy ngày làm việc thì báo cấp trên"),
        min_value=1,
        max_value=120,
        help_text=_("Dùng ở cấp tỉnh: việc của các xã quá hạn từ số ngày này."),
    )


class BulkLeadForm(forms.Form):
    unit = UnitChoice(
        queryset=Unit.objects.none(), label=_("Đơn vị chủ trì mới"), empty_label=_("Chọn đơn vị…")
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
