"""What a browser sends to have a document's form measured."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class FormatForm(forms.Form):
    """A Word file whose form is to be measured."""

    file = forms.FileField(label=_("Văn bản Word (.docx)"), widget=forms.FileInput(attrs={"accept": ".docx"}))

    def clean_file(self) -> Any:
        """The upload, unless it is bigger than the site takes."""
        file, limit = self.cleaned_data["file"], settings.MAX_UPLOAD_MB
        if file.size > limit * 1024 * 1024:
            raise forms.ValidationError(gettext("Tệp lớn quá %(size)s MB.") % {"size": limit})
        return file
