"""What a browser sends about frameworks and settings."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.criteria.models import FrameworkVersion

ENDINGS = (".toml", ".xlsx")
MAX_BYTES = 5_000_000


class FigureField(forms.CharField):
    """A number as people write it: 2,5 or 2.5. Gives a Decimal, or None when empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = Decimal(text.replace(" ", "").replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise forms.ValidationError(
                gettext("“%(text)s” không phải một số. Hãy ghi dạng 2,5.") % {"text": text}
            )
        return number


class ImportForm(forms.Form):
    """A file, or a text written on the page."""

    file = forms.FileField(
        label=_("Tệp bộ tiêu chí (.toml hoặc .xlsx)"), required=False, help_text=_("Tối đa 5 MB.")
    )
    text = forms.CharField(
        label=_("Hoặc sửa trực tiếp nội dung TOML"),
        required=False,
        strip=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "mono"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file = data.get("file")
        if file is not None:
            if not file.name.lower().endswith(ENDINGS):
                raise forms.ValidationError(gettext("Chỉ nhận tệp .toml hoặc .xlsx."))
            if file.size > MAX_BYTES:
                raise forms.ValidationError(gettext("Tệp lớn quá 5 MB."))
        elif not (data.get("text") or "").strip():
            raise forms.ValidationError(gettext("Hãy chọn tệp hoặc dán nội dung bộ tiêu chí."))
        return data


class IssueForm(forms.Form):
    basis = forms.CharField(
        label=_("Văn bản ban hành"),
        max_length=300,
        help_text=_("Số, ngày và cơ quan ban hành, ví dụ: Quyết định số 12/QĐ-UBND ngày 05/9/2026."),
    )


class ChooseForm(forms.Form):
    """Which version counts in which year."""

    year = forms.IntegerField(label=_("Năm"), min_value=2011, max_value=2099)
    version = forms.ModelChoiceField(label=_("Phiên bản"), queryset=FrameworkVersion.objects.none())
    why = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        field.queryset = versions  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row.name} – {row.version}"  # type: ignore[attr-defined]


class SettingForm(forms.Form):
    """A value from a day on; an empty value withdraws it."""

    value = FigureField(label=_("Giá trị"), required=False, help_text=_("Để trống là bỏ giá trị từ ngày đó."))
    valid_from = forms.DateField(
        label=_("Áp dụng từ"),
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        help_text=_("Ngày/tháng/năm."),
    )
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Số, ngày của văn bản quy định giá trị này.")
    )
    reason = forms.CharField(
        label=_("Lý do sửa"),
        max_length=300,
        required=False,
        help_text=_("Bắt buộc khi đã có giá trị trước đó."),
    )
