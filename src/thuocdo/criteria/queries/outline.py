"""A version as the page shows it: sections with lines, every code in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from thuocdo.criteria.rules.differences import said, said_param
from thuocdo.criteria.rules.filling import number_of
from thuocdo.criteria.rules.model import Basis, Criterion, EvidenceRule, Framework, SettingRef
from thuocdo.criteria.rules.params import settings_in
from thuocdo.criteria.words import BASIS_MARKS, METHOD_WORDS, PARAM_WORDS, RULE_WORDS, ZERO_WORDS


@dataclass(frozen=True)
class Line:
    """One criterion. `points` is the maximum as it stands; `open` names the settings that are not entered yet."""

    criterion: Criterion
    depth: int
    points: str
    from_setting: bool
    method: str
    rules: tuple[str, ...]
    measures: tuple[str, ...]
    evidence: tuple[str, ...]
    mark: str
    basis: str
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A field with the lines under it."""

    head: Line
    lines: tuple[Line, ...]


def outline(framework: Framework, values: Mapping[str, Decimal]) -> tuple[Section, ...]:
    """The criteria of a framework by field, with the settings in force put in."""
    return tuple(
        Section(_line(field, 0, framework, values), tuple(_below(field, 1, framework, values)))
        for field in framework.criteria
    )


def validity(basis: Basis) -> str:
    """ "từ 23/6/2022", "01/01/2025 đến 31/12/2026"; "" where no day is known."""
    first, last = _day(basis.valid_from), _day(basis.valid_to)
    if first and last:
        return _("%(a)s đến %(b)s") % {"a": first, "b": last}
    if first:
        return _("từ %(a)s") % {"a": first}
    return _("đến %(b)s") % {"b": last} if last else ""


def evidence_said(rule: EvidenceRule) -> str:
    """A line of a checklist with what the document must be."""
    wanted = [
        word
        for word, asked in (
            (_("bản PDF"), rule.must_be_pdf),
            (_("có chữ ký số"), rule.must_be_signed),
            (_("nhận chậm nhất %(day)s") % {"day": _limit(rule.received_by)}, bool(rule.received_by)),
            (_("không bắt buộc"), not rule.required),
        )
        if asked
    ]
    return f"{rule.label} ({', '.join(wanted)})" if wanted else rule.label


def _limit(by: str | None) -> str:
    if by is None:
        return ""
    if len(by) == 5:
        return _("%(day)s năm sau") % {"day": f"{by[3:]}/{by[:2]}"}
    return _day(dt.date.fromisoformat(by))


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _below(
    group: Criterion, depth: int, framework: Framework, values: Mapping[str, Decimal]
) -> Iterator[Line]:
    for child in group.children:
        yield _line(child, depth, framework, values)
        yield from _below(child, depth + 1, framework, values)


def _line(criterion: Criterion, depth: int, framework: Framework, values: Mapping[str, Decimal]) -> Line:
    used = [
        *settings_in(criterion.max),
        *(n for value in criterion.params.values() for n in settings_in(value)),
    ]
    number = number_of(criterion.max, values)
    basis = criterion.basis
    days = validity(basis)
    return Line(
        criterion=criterion,
        depth=depth,
        points=said(number) if number is not None else "",
        from_setting=isinstance(criterion.max, SettingRef),
        method=str(METHOD_WORDS[criterion.method]) if criterion.method else "",
        rules=tuple(_rules(criterion, values)),
        measures=tuple(framework.measures[name].label for name in criterion.inputs.values()),
        evidence=tuple(evidence_said(rule) for rule in criterion.evidence),
        mark=str(BASIS_MARKS[basis.kind]),
        basis=basis.text + (f" ({days})" if days else ""),
        open=tuple(framework.settings[name].label for name in dict.fromkeys(used) if name not in values),
    )


def _rules(criterion: Criterion, values: Mapping[str, Decimal]) -> Iterator[str]:
    for name, value in criterion.params.items():
        label = str(PARAM_WORDS.get(name, name))
        if value is True:
            yield label
        elif name == "links" and isinstance(value, tuple):
            yield f"{label}: " + "; ".join(_link(link) for link in value)
        elif value is not False:
            shown = RULE_WORDS.get(str(value)) if name == "rule" else None
            yield f"{label}: {shown or said_param(_filled(value, values))}"
    if criterion.zero:
        yield str(ZERO_WORDS[criterion.zero])


def _link(link: tuple[str, str, object]) -> str:
    _code, label, deduction = link
    return (
        label
        if deduction is None
        else _("%(label)s (trừ %(points)s)") % {"label": label, "points": said_param(deduction)}
    )


def _filled(value: object, values: Mapping[str, Decimal]) -> object:
    if isinstance(value, SettingRef):
        return values.get(value.name, value)
    if isinstance(value, tuple):
        return tuple(_filled(item, values) for item in value)
    return value
