"""What people fill in: a release, a reason for a blank, a decision about a base."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.plans.rules.papi.reading import MAX_BYTES
from thuocdo.plans.rules.papi.structure import FIRST, LAST


class ReleaseForm(forms.Form):
    """One yearly CSV file."""

    file = forms.FileField(
        label=_("Tệp CSV của một năm"),
        help_text=_("Một dòng mỗi tỉnh; cột Province (Tỉnh), rồi SC11…SC83 hoặc D1…D8, Tổng. Tối đa 2 MB."),
    )
    year = forms.IntegerField(
        label=_("Năm khảo sát"),
        help_text=_("Năm của chỉ số, không phải năm công bố"),
        min_value=FIRST,
        max_value=2100,
    )
    like = forms.IntegerField(
        label=_("Khai cấu trúc như năm"),
        help_text=_(
            "Chỉ cho năm sau %(last)s: hệ thống chưa biết cấu trúc. Xem báo cáo rồi ghi năm có cùng các nội dung thành phần."
        )
        % {"last": LAST},
        min_value=FIRST,
        max_value=LAST,
        required=False,
    )
    source = forms.CharField(label=_("Nguồn"), help_text=_("Báo cáo nào, lấy ở đâu"), max_length=300)
    published = forms.CharField(
        label=_("Ngày công bố"), help_text=_("Ngày/tháng/năm, ví dụ 15/4/2025"), max_length=20, required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Tệp lớn quá 2 MB; một năm PAPI chỉ khoảng 20 KB."))
        return file

    def clean_published(self) -> date | None:
        text = self.cleaned_data["published"].strip()
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
        try:
            if found is None:
                raise ValueError(text)
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError as error:
            raise forms.ValidationError(
                _("“%(text)s” không phải một ngày. Hãy ghi ngày/tháng/năm đủ bốn chữ số, ví dụ 15/4/2025."),
                params={"text": text},
            ) from error


class ReasonForm(forms.Form):
    """Why a province has no result in a year."""

    subject = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    source = forms.CharField(
        label=_("Nguồn của lý do"), help_text=_("Báo cáo, văn bản, bài báo và ngày"), max_length=300
    )
