"""What people fill in about regimes of reporting, and days they enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.calendars.rules.periods import PeriodKind
from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import UnitKind
from thuocdo.registers.reports.rules.printed import PrintedTerm
from thuocdo.registers.reports.rules.terms import DayOff, Term, from_json
from thuocdo.registers.reports.words import DAY_OFF_WORDS, PERIOD_WORDS

DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]
ROWS = 6  # lines of periods on the form


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    """A day as people type it."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint or _("Ghi dạng 28/02/2026."),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Hãy ghi ngày."),
            "invalid": _("Ngày này không đọc được. Ghi dạng 28/02/2026."),
        },
    )


class SettingForm(forms.Form):
    """From when a setting holds, and on what basis; the periods stand beside it (`terms_of`)."""

    valid_from = day_field(
        _("Áp dụng cho các kỳ kết thúc từ ngày"),
        hint=_("Các kỳ kết thúc trước ngày này giữ nguyên. Ghi dạng 01/01/2026."),
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ngày của văn bản quy định kỳ và hạn gửi."),
        error_messages={"required": _("Hãy ghi căn cứ: số, ngày của văn bản quy định kỳ và hạn gửi.")},
    )
    reason = forms.CharField(
        label=_("Lý do sửa"),
        required=False,
        max_length=300,
        help_text=_("Cần ghi khi chế độ này đã được đặt trước đó."),
    )


class RegimeForm(forms.Form):
    """A regime of the office's own."""

    name = forms.CharField(
        label=_("Tên báo cáo"), max_length=300, error_messages={"required": _("Hãy ghi tên báo cáo.")}
    )
    reporters = forms.MultipleChoiceField(
        label=_("Đơn vị phải gửi"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn loại đơn vị phải gửi.")},
    )
    via = forms.CharField(label=_("Gửi qua"), required=False, max_length=200)
    form = forms.CharField(label=_("Mẫu, hình thức"), required=False, max_length=300)

    def offer(self, *, province: bool) -> None:
        """The kinds of unit that can owe a report to an office of this level."""
        own = [
            (UnitKind.DEPARTMENT.value, _("Phòng, văn phòng, sở")),
            (UnitKind.CENTRE.value, _("Trung tâm, đơn vị sự nghiệp")),
            (UnitKind.VILLAGE.value, _("Thôn, bản, tổ dân phố")),
        ]
        communes = [(UnitKind.COMMUNE.value, _("Xã, phường, đặc khu"))]
        self.fields["reporters"].choices = communes + own[:2] if province else own  # type: ignore[attr-defined]


class PapersForm(forms.Form):
    """A report that went outside the system: its number and its three days."""

    document = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=60,
        error_messages={"required": _("Hãy ghi số, ký hiệu của báo cáo đã gửi.")},
    )
    signed_on = day_field(_("Ngày ký"), required=False)
    sent_on = day_field(_("Ngày gửi"))
    received_on = day_field(_("Ngày nhận"), required=False)


class ReceivedForm(forms.Form):
    """The day on which a report arrived."""

    received_on = day_field(_("Ngày nhận"))


class TermRow:
    """One line of the form of periods, filled from a term or from what was typed."""

    def __init__(self, number: int, values: dict[str, Any]) -> None:
        self.number, self.values = number, values

    @property
    def kinds(self) -> list[tuple[str, Any, bool]]:
        return [(kind.value, label, kind == self.values.get("kind")) for kind, label in PERIOD_WORDS.items()]

    @property
    def day_offs(self) -> list[tuple[str, Any, bool]]:
        return [(one.value, label, one == self.values.get("day_off")) for one, label in DAY_OFF_WORDS.items()]


FIELDS = ("kind", "numbers", "start", "end", "due", "before", "day_off", "opens")


def rows_of_terms(terms: Sequence[Term]) -> list[TermRow]:
    """The lines of the form for these terms, with an empty one at the end."""
    rows = [
        TermRow(
            place,
            {
                "kind": term.kind.value,
                "numbers": ", ".join(map(str, term.numbers)),
                "start": term.start.text(),
                "end": term.end.text(),
                "due": term.due.text() if term.due else "",
                "before": term.before,
                "day_off": term.day_off.value,
                "opens": term.opens,
            },
        )
        for place, term in enumerate(terms[:ROWS])
    ]
    return rows + [TermRow(place, {}) for place in range(len(rows), min(ROWS, len(rows) + 1))]


def rows_of_printed(term: PrintedTerm) -> list[TermRow]:
    """The form's first line as a plan prints it, and an empty one; what the plan does not say stays empty."""
    days = {"start": term.start, "end": term.end, "due": term.due}
    values: dict[str, Any] = {name: rule.text() if rule else "" for name, rule in days.items()}
    values |= {"kind": term.kind.value, "numbers": term.number or ""}
    return [TermRow(0, values), TermRow(1, {})]


def rows_typed(posted: Any) -> list[TermRow]:
    """The lines as they were typed, so that nothing is lost when one is wrong."""
    return [
        TermRow(place, {name: posted.get(f"{name}_{place}", "") for name in FIELDS})
        for place in range(ROWS)
        if f"kind_{place}" in posted
    ]


def read_terms(rows: Sequence[TermRow]) -> tuple[Term, ...]:
    """The terms of the lines that name a kind of period. Raises InputError naming what cannot be read."""
    out = []
    for row in rows:
        values = row.values
        if not values.get("kind"):
            continue
        if values["kind"] not in set(PeriodKind) or (values.get("day_off") or "keep") not in set(DayOff):
            raise InputError(str(_("Hãy chọn loại kỳ trong danh sách.")))
        numbers = [
            one for one in str(values.get("numbers") or "").replace(";", ",").split(",") if one.strip()
        ]
        opens = str(values.get("opens") or "15").strip()
        if not all(one.strip().isdecimal() for one in numbers) or not opens.isdecimal():
            raise InputError(
                str(_("Kỳ thứ mấy và số ngày mở trước hạn phải ghi bằng số, ví dụ “1, 3” và “15”."))
            )
        out.append(
            from_json(
                {
                    **values,
                    "numbers": [int(one) for one in numbers],
                    "opens": int(opens),
                    "before": bool(values.get("before")),
                }
            )
        )
    return tuple(out)
