"""A province and two communes full of work, built only by actions; each thing carries a word of its own.

`World.marks` gives the words by name, `World.ids` the numbers that addresses are made of.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.cast import NOW, STARTS, Cast, build
from tests.registers.indices.tables import SURVEYED, csv_of
from tests.rights_walk import duties, forms, proofs, reports, scores
from tests.rights_walk.papers import Line, pdf, plan_text
from thuocdo.audit.models import Entry
from thuocdo.criteria.actions import import_framework, load_shipped, set_setting
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.documents.parsing.read import read_document
from thuocdo.documents.parsing.text import read_text
from thuocdo.documents.queries import path_of
from thuocdo.orgs.actions import add_alias, create_person, notify, update_person
from thuocdo.orgs.models import Notice, Person, UnitName
from thuocdo.orgs.rules.rights import Role
from thuocdo.plans import actions as plans
from thuocdo.plans.forms import RowForm
from thuocdo.plans.models import Plan, PlanFinding, PlanRow, PlanVersion, RowKind
from thuocdo.plans.queries.units import assignable_units, nameable_units
from thuocdo.plans.queries.versions import plan_as_reviewed
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.lint import lint
from thuocdo.registers.indices.actions import Incoming, import_releases
from thuocdo.reporting.actions import finish_review
from thuocdo.work import actions as work
from thuocdo.work.models import Task, Unmatched

PREFIX = "mabimat"  # finds every marked thing in a search

# who acts for whom
LEADERS = {"commune": "leader", "other": "other_leader", "province": "province_leader"}
COORDINATORS = {"commune": "coordinator", "other": "other_coordinator", "province": "province_coordinator"}

PLACES = {"commune": "Xã Mẫu", "other": "Xã Bên Cạnh", "province": "Tỉnh Mẫu"}
SHORT = {"commune": "mau", "other": "ben", "province": "tinh"}

# what the province gives to others
TO_COMMUNES = {
    "sector": ("Kiểm tra công vụ tại các xã, phường", "Sở Nội vụ", "", "Trước ngày 03/7/2026"),
    "mau": ("Thí điểm trả kết quả tại nhà cho người già", "Ủy ban nhân dân xã Mẫu", "", "Trước ngày 01/7/2026"),
    "ben": ("Thí điểm khảo sát hài lòng bằng mã QR", "Ủy ban nhân dân xã Bên Cạnh", "", "Trước ngày 02/7/2026"),
}  # fmt: skip

# what the tasks are about, so different that none is taken for another in a new version
DEEDS = {
    "office": ("Tiếp công dân định kỳ và thông báo lịch trước", "Văn phòng HĐND và UBND", "", "Trước ngày 30/6/2026"),
    "economy": ("Công khai dự toán ngân sách tại trụ sở", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Trước ngày 09/7/2026"),
    "culture": ("Niêm yết danh sách hộ nghèo ở nhà văn hóa", "Phòng Văn hóa - Xã hội", "Sở Nội vụ tỉnh Mẫu", "Trước ngày 20/6/2026"),
    "one_stop": ("Rà soát quy trình một cửa, cắt giảm giấy tờ", "Trung tâm Phục vụ hành chính công", "", "Quý III/2026"),
    "services": ("Sửa đường bản và kênh mương hư hỏng", "Trung tâm Dịch vụ tổng hợp", "", "Trước ngày 10/7/2026"),
    "front": ("Giám sát việc thu các khoản đóng góp", "Ủy ban Mặt trận Tổ quốc Việt Nam", "", "Trước ngày 01/7/2026"),
    "village": ("Họp bản lấy ý kiến về danh mục công trình", "Bản Mẫu Một", "", "Trước ngày 30/7/2026"),
    "neighbour": ("Phối hợp tuần tra rừng giáp ranh", "Trung tâm Dịch vụ tổng hợp", "Ủy ban nhân dân xã Bên Cạnh", "Trước ngày 05/7/2026"),
    "group": ("Bồi dưỡng kỹ năng giao tiếp cho công chức", "Các cơ quan, đơn vị liên quan", "", "Trước ngày 15/7/2026"),
    "answer": (TO_COMMUNES["mau"][0], "Phòng Kinh tế", "", "Trước ngày 20/12/2026"),
    "gone": ("Lắp camera giám sát tại nơi tiếp nhận hồ sơ", "Phòng Kinh tế", "", "Trước ngày 15/6/2026"),
}  # fmt: skip


@dataclass
class World:
    cast: Cast
    marks: dict[str, str] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    def mark(self, name: str) -> str:
        """The word of a thing; the same name gives the same word."""
        return self.marks.setdefault(name, f"{PREFIX}{len(self.marks):03d}q")

    def person(self, key: str) -> Person:
        return self.cast.person(key)


def build_world() -> World:
    """Everything, in the order in which an office would do it."""
    world = World(build())
    _more_people(world)
    _plan_of_the_province(world)
    for where in ("commune", "other"):
        _plans_of(world, where)
    _work(world)
    _notices(world)
    _names(world)
    _indices(world)
    _frameworks(world)
    scores.fill(world)
    duties.fill(world)
    proofs.fill(world)
    forms.fill(world)
    reports.fill(world)
    world.ids |= {key: unit.pk for key, unit in world.cast.units.items()}
    world.ids |= {f"p_{key}": person.pk for key, person in world.cast.people.items()}
    first = {word: name for name, word in reversed(world.marks.items())}
    # a word that several versions print is known by its name in the version in force
    world.marks = {
        re.sub(r"^(mau|ben)\.old\.(?!gone|file)", r"\1.", name): word for word, name in first.items()
    }
    return world


def _more_people(world: World) -> None:
    """Roles that the cast lacks: a named receiver, an officer of the province, somebody without any role."""
    posts = (
        ("receiver", "commune", Role.RECEIVER, "Người nhận tin"),
        ("province_officer", "sector", Role.OFFICER, "Công chức Sở Nội vụ"),
        ("stranger", None, None, "Chưa có vai trò"),
    )
    for key, where, role, position in posts:
        world.cast.people[key] = create_person(
            full_name=position, username=key.replace("_", "."), by=None, now=NOW, starts=STARTS,
            unit=world.cast.unit(where) if where else None, role=role, position=position,
        )  # fmt: skip


def _names(world: World) -> None:
    """Marks in people's contacts and names, and in names of units that only one authority's papers use."""
    for key in ("officer", "other_officer", "province_officer"):
        person = world.person(key)
        update_person(
            person=person, full_name=f"{person.full_name} {world.mark(f'name.{key}')}",
            phone=world.mark(f"phone.{key}"), by=None, now=NOW,
        )  # fmt: skip
    for key, scope in (("economy", "commune"), ("other_economy", "other"), ("commune", "other")):
        name = f"Tên riêng {world.mark(f'alias.{key}')}"
        add_alias(unit=world.cast.unit(key), name=name, scope=world.cast.unit(scope), by=None, now=NOW)
        world.ids[f"alias_{key}"] = UnitName.objects.get(name=name).pk
    world.ids["post_other_officer"] = world.person("other_officer").memberships.get().pk


def _frameworks(world: World) -> None:
    """The shipped sets, a draft that only the province's keepers know, and a setting that xã Mẫu has entered."""
    load_shipped(now=NOW)
    shipped = FrameworkVersion.objects.get(code="par-index-commune", version="2025")
    head = {"2025": "ban-thu", "cấp xã": f"cấp xã {world.mark('tinh.framework')}"}
    text = shipped.text
    for old, new in head.items():
        text = text.replace(old, new, 1)
    draft = import_framework(
        text=text, name="ban-thu.toml", authority=world.cast.unit("province"), by=None, now=NOW
    )
    world.ids |= {"framework": shipped.pk, "tinh_framework": draft.pk}
    set_setting(
        unit=world.cast.unit("commune"), version=shipped, name="nguong_3_2", value=Decimal(98), by=None, now=NOW,
        valid_from=STARTS, basis=f"Văn bản số 1 {world.mark('mau.setting')}",
    )  # fmt: skip


def _line(world: World, prefix: str, key: str, deeds: Mapping[str, Line] = DEEDS) -> Line:
    text, lead, helping, deadline = deeds[key]
    return f"{text} {world.mark(f'{prefix}.{key}')}.", lead, helping, deadline


def _import(
    world: World,
    where: str,
    name: str,
    keys: tuple[str, ...],
    *,
    number: int,
    of: Plan | None = None,
    parent: Plan | None = None,
    deeds: Mapping[str, Line] = DEEDS,
) -> PlanVersion:
    """A plan, or a version `of` one, read and ready for review; marks are "<name>.<deed>" and "<name>.title"."""
    lines = [_line(world, name, key, deeds) for key in keys]
    title = world.mark(f"{SHORT[where]}.title" if of or name.endswith(".old") else f"{name}.title")
    content = plan_text(lines, place=PLACES[where], number=number, title=title)
    version = plans.start_import(
        unit=world.cast.unit(where), stream=io.BytesIO(content), name=f"{world.mark(f'{name}.file')}.txt",
        as_version_of=of, parent=parent, by=world.person(COORDINATORS[where]), now=NOW,
    )  # fmt: skip
    document = read_document(path_of(version.file))
    plan = compile_plan(document)
    plans.store_reading(version=version, document=document, plan=plan, findings=lint(document, plan), now=NOW)
    version = PlanVersion.objects.select_related("plan__unit", "job").get(pk=version.pk)
    world.ids |= {
        name.replace(".", "_"): version.pk,
        f"{name.replace('.', '_')}_plan": version.plan_id,
        f"{name.replace('.', '_')}_job": version.job_id,
    }
    return version


def _finish(world: World, where: str, version: PlanVersion) -> None:
    coordinator = world.person(COORDINATORS[where])
    plans.confirm_rows(version=version, rows=list(version.rows.all()), by=coordinator, now=NOW)
    plans.assign_all_later(version=version, by=coordinator, now=NOW)
    finish_review(version=version, by=world.person(LEADERS[where]), now=NOW)


def _plan_of_the_province(world: World) -> None:
    """One in force that gives tasks to both communes, and one under review."""
    version = _import(world, "province", "tinh", ("sector", "mau", "ben"), number=1, deeds=TO_COMMUNES)
    _finish(world, "province", version)
    draft = _import(world, "province", "tinh.draft", ("sector", "mau"), number=2, deeds=TO_COMMUNES)
    _review(world, "province", draft)
    first = plan_as_reviewed(PlanVersion.objects.get(pk=version.pk)).tasks[0]
    world.ids["tinh_item"] = first.id


def _plans_of(world: World, where: str) -> None:
    """In force in its second version with a third under review; a draft; a file that is being read."""
    short, above = SHORT[where], Plan.objects.get(pk=world.ids["tinh_plan"])
    keys = (
        tuple(key for key in DEEDS if key not in ("gone", "answer"))
        if where == "commune"
        else ("office", "economy", "group")
    )
    old = _import(world, where, f"{short}.old", (*keys, "gone"), number=10, parent=above)
    world.marks |= {f"{short}.{key}": world.marks[f"{short}.old.{key}"] for key in keys}
    _finish(world, where, old)
    now = _import_again(world, where, short, keys, old.plan)
    _finish(world, where, now)
    world.ids[f"{short}_plan"] = old.plan_id
    world.ids[f"{short}_question"] = Unmatched.objects.get(plan=old.plan).pk
    newer = _import_again(world, where, f"{short}.newer", (*keys, "gone", "answer"), old.plan)
    coordinator = world.person(COORDINATORS[where])
    plans.confirm_rows(version=newer, rows=list(newer.rows.all()), by=coordinator, now=NOW)
    plans.assign_all_later(version=newer, by=coordinator, now=NOW)
    draft = _import(world, where, f"{short}.draft", ("one_stop", "village", "office", "group"), number=11)
    _review(world, where, draft)
    _scans(world, where)


def _import_again(world: World, where: str, name: str, keys: tuple[str, ...], plan: Plan) -> PlanVersion:
    """A new version that prints the same tasks with the same words; what is new in it has words of its own."""
    old = SHORT[where] + ".old"
    for key in keys:
        if key not in ("gone", "answer"):
            world.marks[f"{name}.{key}"] = world.marks[f"{old}.{key}"]
    return _import(world, where, name, keys, number=10, of=plan)


def _review(world: World, where: str, version: PlanVersion) -> None:
    """Both reviewers have done something to the draft, so that each of them can undo."""
    name = next(k for k, v in world.ids.items() if v == version.pk and k.endswith("_draft"))
    rows = list(version.rows.filter(kind=RowKind.TASK).order_by("position"))
    for who, row in zip((COORDINATORS[where], LEADERS[where]), rows, strict=False):
        mark = world.mark(f"{name.replace('_', '.')}.edit")
        plans.edit_row(row=row, changes={"output": f"Biên bản {mark} {who}"}, by=world.person(who), now=NOW)
    row = PlanRow.objects.select_related("version__plan__unit").get(pk=rows[-1].pk)
    world.ids |= {f"{name}_row": row.pk, f"{name}_form": form_of(row)}
    finding = version.findings.first() or _finding(version)
    world.ids[f"{name}_finding"] = finding.pk


def _finding(version: PlanVersion) -> PlanFinding:
    """The linter found nothing in so small a plan: one as it would store it."""
    return PlanFinding.objects.create(
        version=version, rule="missing_number_date", severity="warning", message="Thiếu căn cứ", position=1
    )


def form_of(row: PlanRow) -> dict[str, Any]:
    """What a browser would send for the row with a new product typed."""
    units = row.version.plan.unit
    form = RowForm(row, nameable=list(nameable_units(units)), assignable=list(assignable_units(units)))
    filled = {name: value for name, value in form.initial.items() if value not in (None, False, "")}
    return {**filled, "output": "Sổ theo dõi"}


def _scans(world: World, where: str) -> None:
    """Files with page pictures: one waits to be read, one could not be read, one was read and can be mended."""
    for name in (f"{SHORT[where]}.pdf", f"{SHORT[where]}.failed", f"{SHORT[where]}.scan"):
        version = plans.start_import(
            unit=world.cast.unit(where), stream=io.BytesIO(pdf(name)), name=f"{world.mark(f'{name}.file')}.pdf",
            by=world.person(COORDINATORS[where]), now=NOW,
        )  # fmt: skip
        key = name.replace(".", "_")
        world.ids |= {key: version.pk, f"{key}_plan": version.plan_id, f"{key}_job": version.job_id}
        if name.endswith("failed"):
            plans.fail_reading(version=version, reason=f"Hỏng trang {world.mark(f'{name}.reason')}.", now=NOW)
    lines = [_line(world, name, "office")]
    document = read_text(plan_text(lines, place=PLACES[where], number=12, title=world.mark(f"{name}.title")))
    plans.store_reading(version=version, document=document, plan=compile_plan(document), findings=(), now=NOW)


def task_of(world: World, name: str) -> Task:
    """The task that carries the mark."""
    return Task.objects.get(text__contains=world.marks[name])


def _work(world: World) -> None:
    """Every task has a result with a word of its own; some are in a person's name, one waits to be accepted."""
    names = [f"mau.{key}" for key in DEEDS if key not in ("gone", "answer")]
    names += ["ben.office", "ben.economy", "ben.group", "tinh.sector", "tinh.mau", "tinh.ben"]
    for name in names:
        task = task_of(world, name)
        world.ids[name.replace(".", "_") + "_task"] = task.pk
        result = f"Đã làm được một phần {world.mark('result.' + name)}"
        work.add_progress(task=task, text=result, by=None, now=NOW)
    for name, who in (("mau.economy", "officer"), ("mau.culture", "head"), ("ben.economy", "other_officer")):
        work.assign_person(task=task_of(world, name), person=world.person(who), by=None, now=NOW)
    for name in ("mau.office", "ben.office"):
        work.submit(task=task_of(world, name), by=None, now=NOW)
    for key in ("coordinator", "other_officer"):
        kept = work.save_filter(
            name=f"Lọc {world.mark(f'filter.{key}')}",
            query="xem=tat-ca&tt=late",
            by=world.person(key),
            now=NOW,
        )
        world.ids[f"{key}_filter"] = kept.pk


def _notices(world: World) -> None:
    for key in ("officer", "other_officer", "province_leader"):
        notify(
            people=[world.person(key)], text=f"Nhắc việc {world.mark(f'notice.{key}')}", link="/lam-viec/", by=None,
            now=NOW,
        )  # fmt: skip
        world.ids[f"notice_{key}"] = Notice.objects.get(text__contains=world.marks[f"notice.{key}"]).pk
    world.ids["entries"] = Entry.objects.count()


def _indices(world: World) -> None:
    """One year of published results, and plans that have to do with them."""
    file = Incoming(2024, "2024.csv", csv_of(2024, provinces=SURVEYED))
    (taken,) = import_releases(files=[file], by=world.person("province_coordinator"), now=NOW)
    world.ids["release"] = taken.release.pk
    Plan.objects.filter(pk__in=[world.ids[f"{place}_plan"] for place in ("mau", "ben", "tinh")]).update(
        indices=["PAPI"]
    )
