"""What people fill in on the pages that combine stages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.calendars.models import KIND_LABELS
from thuocdo.work.queries.lists import parse_day


def _day(text: str) -> Any:
    day = parse_day(text)
    if day is None:
        raise forms.ValidationError(
            _("“%(text)s” không phải một ngày. Hãy ghi ngày/tháng/năm đủ bốn chữ số, ví dụ 30/9/2026."),
            params={"text": text},
        )
    return day


class DayForm(forms.Form):
    """A day off or a weekend day worked."""

    day = forms.CharField(label=_("Ngày"), help_text=_("Ngày/tháng/năm, ví dụ 02/9/2026"), max_length=20)
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Ghi chú"), help_text=_("Vì sao nghỉ hoặc làm bù"), max_length=200)
    source_document = forms.CharField(
        label=_("Căn cứ"), help_text=_("Số, ngày của thông báo nếu có"), max_length=200, required=False
    )

    def clean_day(self) -> Any:
        return _day(self.cleaned_data["day"])


class NumberForm(forms.Form):
    """Number and day of issue of a plan that came as a draft."""

    number = forms.CharField(label=_("Số, ký hiệu"), help_text=_("Ví dụ 12/KH-UBND"), max_length=60)
    issued = forms.CharField(label=_("Ngày ban hành"), help_text=_("Ngày/tháng/năm"), max_length=20)

    def clean_issued(self) -> Any:
        return _day(self.cleaned_data["issued"])
