"""What people fill in about a lost point."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.lib.text.figures import read_figure
from thuocdo.orgs.models import Unit
from thuocdo.scoring.actions.ledger.losses import Loss
from thuocdo.scoring.models import LedgerEntry
from thuocdo.scoring.rules.ledger.states import CauseClass
from thuocdo.scoring.words_ledger import CAUSE_WORDS
from thuocdo.work.queries.lists import parse_day

if TYPE_CHECKING:
    UnitField = forms.ModelChoiceField[Unit]
else:  # generic for the type checker only
    UnitField = forms.ModelChoiceField


def criterion_choices(version: FrameworkVersion | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """The criteria of the framework under their fields, as a select shows them."""
    if version is None:
        return []
    return [
        (
            f"{top.code}. {top.name}",
            [(known.code, f"{known.code} {known.name}") for known in top.walk() if known.method is not None],
        )
        for top in version.framework.criteria
    ]


class LossForm(forms.Form):
    """A loss as people write it: added by hand, or corrected. `stamp` is of the entry that is corrected."""

    shortcoming = forms.CharField(
        label=_("Tồn tại"),
        help_text=_("Điều gì đã làm mất điểm, như văn bản đã nêu."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
        error_messages={"required": _("Hãy ghi tồn tại: điều gì đã làm mất điểm.")},
    )
    criterion = forms.ChoiceField(label=_("Tiêu chí"), required=False)
    field = forms.CharField(label=_("Lĩnh vực"), required=False, max_length=300)
    points = forms.CharField(
        label=_("Mất (điểm)"),
        required=False,
        max_length=12,
        help_text=_("Để trống khi chưa có số; không ghi số ước đoán."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    cause = forms.CharField(
        label=_("Nguyên nhân"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
    )
    cause_class = forms.ChoiceField(label=_("Nhóm nguyên nhân"), required=False)
    remedy = forms.CharField(
        label=_("Giải pháp"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
    )
    lead = UnitField(
        label=_("Chủ trì"), queryset=Unit.objects.none(), required=False, empty_label=_("Chưa rõ")
    )
    coordinating = forms.CharField(label=_("Phối hợp"), required=False, max_length=1000)
    deadline_text = forms.CharField(
        label=_("Hạn"), required=False, max_length=500, help_text=_("Như văn bản ghi, ví dụ: Hằng quý.")
    )
    due = forms.CharField(
        label=_("Ngày cuối"),
        required=False,
        max_length=20,
        help_text=_("Ngày/tháng/năm, ví dụ 30/9/2026; để trống khi không có ngày."),
    )
    stamp = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        authority: Unit,
        version: FrameworkVersion | None,
        entry: LedgerEntry | None = None,
        **kwargs: Any,
    ) -> None:
        if entry is not None:
            kwargs.setdefault("initial", _initial(entry))
        kwargs.setdefault("auto_id", "dm-%s")
        super().__init__(*args, **kwargs)
        lead = self.fields["lead"]
        assert isinstance(lead, forms.ModelChoiceField)  # noqa: S101  (declared above)
        lead.queryset = (
            Unit.objects.filter(authority=authority, valid_to=None).exclude(pk=authority.pk).order_by("name")
        )
        if entry is not None:  # the criterion and the class of an entry have their own choice
            del self.fields["criterion"], self.fields["cause_class"]
            return
        blank = [("", gettext("Chưa rõ; để hệ thống đề xuất theo lời văn"))]
        self.fields["criterion"].choices = [*blank, *criterion_choices(version)]  # type: ignore[attr-defined]
        self.fields["cause_class"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Chưa rõ")),
            *((cause.value, word) for cause, word in CAUSE_WORDS.items()),
        ]

    def clean_points(self) -> Decimal | None:
        text = str(self.cleaned_data["points"]).strip()
        if not text:
            return None
        number = read_figure(text)
        if number is None or number < 0:
            raise forms.ValidationError(
                _("“%(text)s” không phải số điểm; ghi dạng 1,5."), params={"text": text}
            )
        return number

    def clean_due(self) -> object:
        text = str(self.cleaned_data["due"]).strip()
        day = parse_day(text) if text else None
        if text and day is None:
            raise forms.ValidationError(
                _("“%(text)s” không phải một ngày. Hãy ghi ngày/tháng/năm đủ bốn chữ số, ví dụ 30/9/2026."),
                params={"text": text},
            )
        return day

    def loss(self) -> Loss:
        """What was filled in, for the action."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "stamp"}
        chosen = given.pop("cause_class", "")
        return Loss(**given, cause_class=CauseClass(chosen) if chosen else None)


def _initial(entry: LedgerEntry) -> dict[str, Any]:
    names = ("shortcoming", "field", "cause", "remedy", "lead", "coordinating", "deadline_text")
    points = "" if entry.points is None else f"{entry.points.normalize():f}".replace(".", ",")
    due = f"{entry.due:%d/%m/%Y}" if entry.due else ""
    return {name: getattr(entry, name) for name in names} | {
        "points": points,
        "due": due,
        "stamp": entry.version_stamp,
    }
