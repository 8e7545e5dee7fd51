"""Forms of units, people and the own account. What they mean is checked by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.orgs.fields import PickField, person_labels, unit_labels
from thuocdo.orgs.models import KIND_LABELS, ROLE_LABELS, Person, Unit
from thuocdo.orgs.queries.rights import Rights
from thuocdo.orgs.rules.rights import Right, Role


def _date(**kwargs: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        help_text=_("Ngày/tháng/năm."),
        **kwargs,
    )


def units_in_reach(rights: Rights, right: Right) -> list[tuple[str, Unit]]:
    """Living units that the right covers, for a list to choose from."""
    units = Unit.objects.filter(rights.reach(right), valid_to__isnull=True).select_related(
        "authority", "province"
    )
    return unit_labels(units.order_by("authority__sort", "sort"))


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=list(KIND_LABELS.items()))
    parent = PickField(label=_("Thuộc đơn vị"))
    code = forms.CharField(
        label=_("Mã"),
        required=False,
        max_length=5,
        help_text=_("Chỉ cho xã, phường, đặc khu: đủ 5 chữ số, giữ số 0 ở đầu."),
    )
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=40)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)

    def __init__(self, *args: Any, rights: Rights, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(units_in_reach(rights, Right.UNIT_ADMIN))  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=40)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    remote = forms.BooleanField(label=_("Vùng sâu, vùng xa ⚙ (tham số của đơn vị)"), required=False)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Tên mới"), max_length=200)
    from_date = _date(label=_("Từ ngày"))


class AliasForm(forms.Form):
    alias = forms.CharField(
        label=_("Tên gọi khác"),
        max_length=200,
        help_text=_("Tên mà văn bản của cơ quan dùng, ví dụ: Trung tâm Phục vụ HCC."),
    )


class MergeForm(forms.Form):
    into = PickField(label=_("Sáp nhập vào"))
    merge_from = _date(label=_("Từ ngày"))
    why = forms.CharField(label=_("Căn cứ"), max_length=200, help_text=_("Số, ngày văn bản."))

    def __init__(self, *args: Any, rights: Rights, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = units_in_reach(rights, Right.UNIT_ADMIN)
        self.fields["into"].offer((label, row) for label, row in rows if row.pk != unit.pk)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    on = _date(label=_("Ngày hoạt động cuối cùng"))
    end_why = forms.CharField(label=_("Căn cứ"), max_length=200, required=False)


class RoleForm(forms.Form):
    """A role at a unit between two days."""

    unit = PickField(label=_("Đơn vị"))
    role = forms.ChoiceField(label=_("Vai trò"))
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    starts = _date(label=_("Từ ngày"))
    ends = _date(label=_("Đến ngày"), required=False)

    def __init__(self, *args: Any, rights: Rights, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units_in_reach(rights, Right.PEOPLE_ADMIN))  # type: ignore[attr-defined]
        self.fields["role"].choices = list(ROLE_LABELS.items())  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class InviteForm(RoleForm):
    """A new person with a first role."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ không dấu, chữ số, dấu chấm; ví dụ: an.vpubnd."),
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=40)
    field_order = ("full_name", "username", "email", "phone", "unit", "role", "position", "starts", "ends")


class PersonForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=40)


class StandInForm(forms.Form):
    stand_in = PickField(label=_("Người thay khi vắng"))
    away_from = _date(label=_("Từ ngày"))
    away_to = _date(label=_("Đến ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=200, required=False)

    def __init__(self, *args: Any, colleagues: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].offer(person_labels(colleagues))  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    to = PickField(label=_("Bàn giao việc cho"))
    hand_over_why = forms.CharField(label=_("Lý do"), max_length=200, required=False)

    def __init__(self, *args: Any, colleagues: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(person_labels(colleagues))  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    from_date = _date(label=_("Ngừng tài khoản từ ngày"))
    close_why = forms.CharField(label=_("Lý do"), max_length=200, required=False)


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp Excel (.xlsx)"), help_text=_("Tối đa 5 MB, 2.000 dòng; theo tệp mẫu.")
    )


class NoticeSettingsForm(forms.Form):
    wants_digest = forms.BooleanField(required=False)

    def __init__(self, *args: Any, hour: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wants_digest"].label = _("Thư tổng hợp mỗi ngày lúc %(hour)s") % {
            "hour": f"{hour:02d}:00"
        }


class PreferencesForm(forms.Form):
    compact = forms.BooleanField(label=_("Bảng gọn: dòng thấp hơn, chữ nhỏ hơn"), required=False)
    single_keys = forms.BooleanField(label=_("Phím tắt một chữ (/, ?, g rồi t…)"), required=False)
