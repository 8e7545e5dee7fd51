"""Rules about who is to act: units of another level, unknown units, leads without competence or duty."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from thuocdo.documents.rules.blocks import Source
from thuocdo.lib.text import clean
from thuocdo.plans.rules.compile.units import is_group as names_group
from thuocdo.plans.rules.compile.units import split_units
from thuocdo.plans.rules.lint.context import NO_DISTRICTS_FROM, Context
from thuocdo.plans.rules.lint.finding import Fix, Hit, Severity, rule
from thuocdo.plans.rules.lint.units import KnownUnit, is_group, known_units, plain_name, said_level, unit_data
from thuocdo.plans.rules.model import Task
from thuocdo.plans.rules.papi import DIMENSIONS

LEVEL_NAMES = {"commune": "cấp xã", "district": "cấp huyện", "province": "cấp tỉnh"}
_ROLE = {"lead": "chủ trì", "coordinating": "phối hợp"}


def _split(text: str) -> list[str]:
    """Unit names of a cell; "X, cấp xã" stays one, because the second half only says the level."""
    names: list[str] = []
    for name in split_units(clean(text)):
        if names and re.match(r"cấp\b", name):
            names[-1] = f"{names[-1]}, {name}"
        else:
            names.append(name)
    return names


def _foreign(context: Context, name: str) -> list[KnownUnit]:
    """The units of that name where none of them is the issuer's at that time."""
    known = known_units(name)
    here = [unit for unit in known if unit.level == context.level and unit.holds_on(context.day)]
    return [] if here else known


@rule("lead_not_in_issuer", Severity.ERROR)
def lead_not_in_issuer(context: Context) -> Iterator[Hit]:
    """A unit of another level is to lead a task of this plan (a warning where it is to take part)."""
    if context.level != "commune":
        return
    for text, role, source in context.assignments():
        for name in _split(text):
            why = _why_foreign(context, name)
            if why and not (role == "coordinating" and _of_the_city(context, name)):
                yield Hit(
                    f"“{name}” được giao {_ROLE[role]} nhưng {why}.",
                    name,
                    source,
                    "Thay bằng đơn vị hoặc công chức thuộc cơ quan ban hành.",
                    None if role == "lead" else Severity.WARNING,
                )


def _of_the_city(context: Context, name: str) -> bool:
    """A city's unit since there are no districts: the province's level, which may well help."""
    return name.lower().endswith("thành phố") and context.day is not None and context.day >= NO_DISTRICTS_FROM


def _why_foreign(context: Context, name: str) -> str | None:
    level = said_level(name)
    if re.search(r"^(UBND|HĐND|Ủy ban nhân dân)\s*,\s*cấp", name, re.IGNORECASE):
        return "tên đơn vị bị cắt đôi bởi dấu phẩy (sót chữ khi sửa từ bản cấp trên)"
    said_other = re.search(r"\b(huyện|tỉnh|quận)\b", name, re.IGNORECASE)
    foreign = _foreign(context, name)
    if said_other and level != "province" and (foreign or re.match(r"(Phòng|Văn phòng)\b", name)):
        return f"là đơn vị cấp {said_other.group(1).lower()}, không thuộc cơ quan ban hành kế hoạch"
    others = [unit for unit in foreign if unit.level != "commune"]
    if others and name.lower().startswith(("phòng", "thanh tra", "sở")):
        unit = others[0]
        return f"là cơ quan chuyên môn {LEVEL_NAMES[unit.level]} ({unit.source}), không thuộc cơ quan ban hành kế hoạch"
    if others and ", cấp" in name:
        return "cấp xã không có đơn vị này vào thời điểm ban hành (tên lấy từ kế hoạch cấp trên)"
    return None


@rule("unknown_unit", Severity.ERROR)
def unknown_unit(context: Context) -> Iterator[Hit]:
    """A unit that the issuer's level did not have at that time (a warning where it only takes part)."""
    if context.level != "commune":
        return
    seen: set[str] = set()
    for text, role, source in context.assignments():
        for name in _split(text):
            if _why_foreign(context, name) or is_group(name):
                continue
            foreign = _foreign(context, name)
            key = plain_name(name) + role
            if not foreign or key in seen or not name.lower().startswith(("văn phòng", "trung tâm", "phòng")):
                continue
            seen.add(key)
            own = [unit for unit in foreign if unit.level == context.level]
            when = (
                f"chỉ có từ {own[0].start:%d/%m/%Y}"
                if own and own[0].start
                else "không có ở cấp này vào thời điểm ban hành"
            )
            yield Hit(
                f"Đơn vị “{name}” {when} ({foreign[0].source if not own else own[0].source}) nhưng được giao {_ROLE[role]}.",
                name,
                source,
                "Ghi đúng tên đơn vị hoặc chức danh đang có.",
                None if role == "lead" else Severity.WARNING,
            )


@rule("competence_mismatch", Severity.WARNING)
def competence_mismatch(context: Context) -> Iterator[Hit]:
    """A task about something that the issuer's level does not run."""
    entries = [entry for entry in unit_data()["beyond"] if entry["level"] == context.level]
    for task in context.plan.tasks:
        for entry in entries:
            found = re.search(entry["pattern"], clean(task.text), re.IGNORECASE)
            if found:
                yield Hit(
                    f"Nhiệm vụ về {entry['topic']} (“{found.group().strip()}”) thuộc thẩm quyền {entry['owner']}, không thuộc "
                    f"{LEVEL_NAMES.get(context.level or '', 'cơ quan ban hành')}.",
                    found.group().strip(),
                    task.source,
                    "Chuyển thành kiến nghị với cơ quan có thẩm quyền, hoặc bỏ.",
                )
                break


@rule("lead_competence_mismatch", Severity.WARNING)
def lead_competence_mismatch(context: Context) -> Iterator[Hit]:
    """The lead of a target is a department that is not competent for its subject."""
    for target in context.plan.targets:
        entry = next(
            (
                entry
                for entry in unit_data()["competence"]
                if entry["level"] == context.level and entry["dimension"] == target.dimension
            ),
            None,
        )
        named = [name for name in target.lead if not is_group(name)]
        if entry is None or not named:
            continue
        right = {plain_name(name) for name in entry["names"]}
        if not any(plain_name(name) in right for name in named):
            yield Hit(
                f"“{DIMENSIONS[target.dimension or 0] if target.dimension else target.name}” do {', '.join(named)} chủ trì, trong khi "
                f"lĩnh vực {entry['topic']} thuộc {entry['names'][0]}.",
                ", ".join(named),
                target.source,
                f"Giao {' hoặc '.join(entry['names'][:2])}.",
            )


_ASSIGNED = re.compile(
    r"(được giao|phân công|chủ trì)[^.;]{0,60}(kế hoạch này|biểu|phụ lục|bảng)|nhiệm vụ được giao"
)


@rule("responsibility_gap", Severity.ERROR)
def responsibility_gap(context: Context) -> Iterator[Hit]:
    """Units that lead targets (error) or tasks (warning) but have no paragraph of duties."""
    plan = context.plan
    if not plan.duties:
        return
    holders = {plain_name(duty.unit) for duty in plan.duties if duty.unit}
    if any(is_group(duty.unit or "") and _ASSIGNED.search(duty.text.lower()) for duty in plan.duties):
        return
    for items, kind, severity in (
        (plan.targets, "chỉ số trong bảng mục tiêu", Severity.ERROR),
        (context.actions, "nhiệm vụ", Severity.WARNING),
    ):
        missing: dict[str, tuple[str, Source, int]] = {}
        for item in items:
            for name in item.lead:
                key = plain_name(name)
                # a part that is ordered by units is itself the part of their duties
                headed = isinstance(item, Task) and key in plain_name(item.heading or "")
                if is_group(name) or not key or headed or _held(key, holders):
                    continue
                old = missing.get(key)
                missing[key] = (old[0], old[1], old[2] + 1) if old else (name, item.source, 1)
        if missing:
            told = ", ".join(f"{name} ({count} {kind})" for name, _, count in missing.values())
            first = next(iter(missing.values()))
            yield Hit(
                f"Đơn vị chủ trì nhưng không có đoạn nào ở phần Tổ chức thực hiện: {told}.",
                "; ".join(name for name, _, _ in missing.values()),
                first[1],
                "Bổ sung trách nhiệm của từng đơn vị chủ trì.",
                severity,
            )


def _held(key: str, holders: set[str]) -> bool:
    """Whether a unit, or the authority itself, has its paragraph."""
    if key in ("uy ban nhan dan", "uy ban nhan dan cap", "cap xa", "cap"):
        return True
    return any(key == holder or key in holder or holder in key for holder in holders if holder)


def _variant_key(name: str) -> str:
    key = plain_name(name)
    for prefix in ("cong chuc ", "can bo ", "bo phan ", "phong "):
        key = key.removeprefix(prefix)
    return key


def _printed_units(context: Context) -> Iterator[tuple[str, Source]]:
    for text, _, source in context.assignments():
        for name in _split(text):
            yield name.strip(" ."), source
    for duty in context.plan.duties:
        if duty.unit:
            yield duty.unit.strip(" ."), duty.source
    for name in context.plan.document.recipients:
        passage = context.passage_with(name)
        if passage is not None and re.match(r"(Phòng|Văn phòng|Trung tâm|Sở)\b", name):
            yield name.strip(" ."), passage.source


@rule("unit_name_variant", Severity.INFO)
def unit_name_variant(context: Context) -> Iterator[Hit]:
    """One unit is printed under several names."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, Source] = {}
    for name, source in _printed_units(context):
        key = _variant_key(name)
        if is_group(name) or names_group(name) or len(key.split()) < 2:
            continue
        groups[key][name] += 1
        first.setdefault(name, source)
    for names in _merge(groups):
        if len(names) < 2:
            continue
        usual, *others = [name for name, _ in names.most_common()]
        told = ", ".join(f"“{name}” ({names[name]})" for name in (usual, *others))
        yield Hit(
            f"Một đơn vị ghi nhiều cách: {told}.",
            others[0],
            first[others[0]],
            f"Thống nhất một tên, ví dụ “{usual}”.",
            fix=Fix(others[0], usual),
        )


def _merge(groups: dict[str, Counter[str]]) -> list[Counter[str]]:
    """Groups whose key begins with another's two or more words are taken together."""
    merged: list[tuple[str, Counter[str]]] = []
    for key in sorted(groups):
        if merged and _same_unit(merged[-1][0], key):
            merged[-1][1].update(groups[key])
        else:
            merged.append((key, Counter(groups[key])))
    return [names for _, names in merged]


def _same_unit(a: str, b: str) -> bool:
    shared = 0
    for left, right in zip(a.split(), b.split(), strict=False):
        if left != right:
            break
        shared += 1
    return shared >= 3 or (shared >= 2 and min(len(a.split()), len(b.split())) == shared)
