"""What an administrator fills in about whom the site trusts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RootsForm(forms.Form):
    """A file of certificates with where it comes from."""

    file = forms.FileField(
        label=_("Tệp chứng thư"), help_text=_("Tệp .pem, .crt hoặc .cer; một tệp có thể có nhiều chứng thư.")
    )
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Trang hoặc văn bản nào công bố tệp này.")
    )
    listed_on = forms.DateField(
        label=_("Ngày của danh sách"),
        help_text=_("Ngày/tháng/năm, ví dụ 30/9/2026"),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class RevocationsForm(forms.Form):
    """A list of revoked certificates with where it comes from."""

    file = forms.FileField(
        label=_("Tệp danh sách thu hồi"), help_text=_("Tệp .crl do nơi cấp chứng thư công bố.")
    )
    source = forms.CharField(label=_("Nguồn"), max_length=300)


class RetireForm(forms.Form):
    """Why a certificate is trusted no more."""

    why = forms.CharField(label=_("Lý do"), max_length=300)
