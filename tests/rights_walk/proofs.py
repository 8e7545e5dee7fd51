"""Whom the site trusts for signatures, and the documents that prove."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW
from tests.documents.signing import armor, authority, revocations
from tests.rights_walk.expected import RUNS, TASK_READERS, Deed, Page
from tests.rights_walk.papers import pdf
from thuocdo.documents.actions import load_roots, store_file
from thuocdo.work.actions import evidence as actions
from thuocdo.work.models import Task
from thuocdo.work.rules.evidence import Facts, Need

if TYPE_CHECKING:
    from tests.rights_walk.world import World

ROOTS = "/lam-viec/quan-tri/chung-thu/"
STORE, TASK = "/lam-viec/kiem-chung/", "/lam-viec/nhiem-vu/"
# fmt: off
# ------------ L C H O K V S A R   l c o   L C O V A   -
SHARED      = "......... ... ....o ."  # only the province's own may change what all share
REFUSED     = "......... ... ....e ."
STORES      = "oooooo... ooo oooo. ."  # somebody who reads tasks or scores somewhere
FILES       = ".ooooo... .oo .oo.. ."  # somebody who writes tasks somewhere
FILES_SHOP  = ".eeeoe... .ee .ee.. ."  # for the own unit only
READ_MAU    = TASK_READERS["mau_one_stop"]
READ_BEN    = TASK_READERS["ben_economy"]
KEEP_MAU    = ".o..o.... ... .x... ."
KEEP_BEN    = "......... .oo .x... ."
EMPTY_MAU   = ".e..e.... ... .e... ."
DECIDE_MAU  = "oo....... ... xx... ."
PROVE_MAU   = "xo..o.... ... xx... ."
PROVE_BEN   = "......... xoo xx... ."
LIST_MAU    = "oo....... ... xx... ."
LIST_BEN    = "......... oo. xx... ."
# fmt: on


def fill(world: World) -> None:
    """One loaded root."""
    loaded = load_roots(
        data=armor(authority().root), source="Danh sách mẫu", listed_on=date(2026, 6, 30), by=None, now=NOW
    )
    world.ids["root"] = loaded.new[0].pk
    for place, who, unit, name in (
        ("mau", "clerk", "one_stop", "one_stop"),
        ("ben", "other_officer", "other_economy", "economy"),
    ):
        _proof(world, place, who, unit, Task.objects.get(pk=world.ids[f"{place}_{name}_task"]))


def _proof(world: World, place: str, who: str, unit: str, task: Task) -> None:
    """A confirmed document of the unit for a line of the task's checklist."""
    by, name = world.person(who), f"{world.mark(f'{place}.evidence')}.pdf"
    stored = store_file(stream=BytesIO(pdf(f"evidence {place}")), name=name, by=by, now=NOW)
    evidence, _new = actions.file_evidence(file=stored, name=name, unit=world.cast.unit(unit), by=by, now=NOW)
    paper = actions.add_paper(task=task, need=Need(f"Báo cáo {place}"), by=None, now=NOW)
    use = actions.use_for_task(evidence=evidence, task=task, paper=paper, by=by, now=NOW)
    title = f"Báo cáo {world.mark(f'{place}.evidence')}"
    evidence = actions.confirm_facts(evidence=evidence, facts=Facts(title=title), by=by, now=NOW)
    world.ids |= {
        f"{place}_evidence": evidence.pk,
        f"{place}_evidence_stamp": evidence.stamp,
        f"{place}_use": use.pk,
        f"{place}_task_paper": paper.pk,
    }


def _roots_file() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("goc.pem", armor(authority().issuer))}


def _list_file() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("thu-hoi.crl", revocations(authority().root))}


def pages() -> list[Page]:
    """Every address of these that shows something."""
    found = [
        Page("documents:roots", ROOTS, RUNS),
        Page("evidence:list", STORE, STORES, region=True),
        Page("evidence:list", f"{STORE}?q=mabimat", STORES),
        Page("evidence:list", f"{STORE}?tt=cho&ck=khac", STORES),
        Page("evidence:new", f"{STORE}them/", FILES),
    ]
    for place, task, reads in (("mau", "mau_one_stop", READ_MAU), ("ben", "ben_economy", READ_BEN)):
        found += [
            Page("evidence:detail", f"{STORE}{{{place}_evidence}}/", reads, region=True),
            Page("evidence:file", f"{STORE}{{{place}_evidence}}/ban/1/tep/", reads),
            Page("evidence:task", f"{TASK}{{{task}_task}}/kiem-chung/", reads),
        ]
    return found


def _new_file() -> dict[str, Any]:
    """A file that nobody has handed in."""
    return {"file": SimpleUploadedFile("moi.pdf", pdf("quite new"))}


def deeds() -> list[Deed]:
    """Every write of these."""
    told = {"source": "Trang của nơi cấp", "listed_on": "30/6/2026"}
    mau, ben = f"{STORE}{{mau_evidence}}/", f"{STORE}{{ben_evidence}}/"
    shop, office = f"{TASK}{{mau_one_stop_task}}/kiem-chung/", f"{TASK}{{ben_economy_task}}/kiem-chung/"
    facts = {"stamp": "{mau_evidence_stamp}", "title": "Báo cáo mới", "number": "1/BC"}
    say = {"stamp": "{mau_evidence_stamp}", "why": "Thiếu biểu"}
    return [
        # --------------------------------------------------------------- L C H O K V S A R   l c o   L C O V A   -
        Deed("documents:roots_load",       f"{ROOTS}nap/",             SHARED, told, _roots_file),
        Deed("documents:roots_load",       f"{ROOTS}nap/",             REFUSED, {}, _roots_file),
        Deed("documents:revocations_load", f"{ROOTS}thu-hoi/",         SHARED, told, _list_file),
        Deed("documents:root_retire",      f"{ROOTS}{{root}}/ngung/",  SHARED, {"why": "Không còn trong danh sách"}),
        Deed("documents:root_retire",      f"{ROOTS}{{root}}/ngung/",  REFUSED, {"why": ""}),
        Deed("evidence:new",               f"{STORE}them/",            FILES_SHOP, {"unit": "{one_stop}"}, _new_file),
        Deed("evidence:confirm",           f"{mau}so-lieu/",           KEEP_MAU, facts),
        Deed("evidence:confirm",           f"{ben}so-lieu/",           KEEP_BEN, facts | {"stamp": "{ben_evidence_stamp}"}),
        Deed("evidence:replace",           f"{mau}thay/",              KEEP_MAU, {"why": "Bản có ký số"}, _new_file),
        Deed("evidence:use",               f"{mau}gan/",               EMPTY_MAU, {"criterion": ""}),
        Deed("evidence:remove",            f"{mau}bo/{{mau_use}}/",    KEEP_MAU),
        Deed("evidence:remove",            f"{mau}bo/{{ben_use}}/",    "......... ... ..... ."),
        Deed("evidence:decide",            f"{mau}tham-dinh/tu-choi/", DECIDE_MAU, say),
        Deed("evidence:decide",            f"{mau}tham-dinh/chap-nhan/", DECIDE_MAU, say),
        Deed("evidence:decide",            f"{mau}tham-dinh/khac/",    "......... ... ..... .", say),
        Deed("evidence:retire",            f"{mau}ngung/",             KEEP_MAU, {"why": "Ban hành nhầm"}),
        Deed("evidence:task",              shop,                       PROVE_MAU, {}, _new_file),
        Deed("evidence:task",              office,                     PROVE_BEN, {}, _new_file),
        Deed("evidence:paper_add",         f"{shop}danh-muc/",         LIST_MAU, {"label": "Biểu đánh giá"}),
        Deed("evidence:paper_add",         f"{office}danh-muc/",       LIST_BEN, {"label": "Biểu đánh giá"}),
        Deed("evidence:papers_copy",       f"{shop}danh-muc/lay/",     LIST_MAU.replace("o", "e").replace("x", "e"), {"criterion": ""}),
        Deed("evidence:paper_remove",      f"{shop}danh-muc/{{mau_task_paper}}/bo/", LIST_MAU),
        Deed("evidence:paper_remove",      f"{shop}danh-muc/{{ben_task_paper}}/bo/", "......... ... ..... ."),
    ]  # fmt: skip
