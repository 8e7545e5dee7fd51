"""Trials and priorities: who may open, try, estimate and choose."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tests.cast import NOW, TODAY
from tests.rights_walk.expected import SCORES_BEN, SCORES_MAU, Deed, Page
from thuocdo.scoring.actions.priorities import Estimate, choose_plan, estimate_work, give_days
from thuocdo.scoring.actions.scenarios import keep_scenario
from thuocdo.scoring.models import Run
from thuocdo.scoring.queries.works import board_of

if TYPE_CHECKING:
    from tests.rights_walk.world import World

SET = "/lam-viec/cham-diem/par-index-commune/"
NEXT = "/lam-viec/ke-hoach/nam-sau/2027/"
WORK = "viec=tc%3A3.2"
FULL = {"so.ho_so_dung_han.co_mat": "1", "so.ho_so_dung_han.dat": "10", "so.ho_so_dung_han.tong": "10"}
# fmt: off
# ------------ L C H O K V S A R   l c o   L C O V A   -
OWNER_MAU   = ".o....... ... ..... ."  # a private trial is its owner's alone
OWNER_BEN   = "......... .o. ..... ."
CHOOSE_MAU  = "xoxxx.... ... xx.x. ."
WORK_MAU    = "xoxxo.... ... xx.x. ."  # the one-stop shop owns the criterion on dossiers
SAME_MAU    = "-----.... ... --.-. ."  # a trial, or a form without a number, changes nothing
STEERS      = "oo....... oo. oo... ."  # who steers an authority and reads its scores
REMINDS     = "oo....... ... --... ."
PROVINCE    = "......... ... oo... ."  # who follows all communes
DRAFTS      = "oo....... oo. oo... ."  # who reviews the plans of the authority they work in
NO_LINE     = "ee....... ee. ee... ."  # nothing ticked, nothing written
# fmt: on


def fill(world: World) -> None:
    """Both communes have a private trial, one estimated work, days for it, and a chosen plan."""
    for place, key, who in (("mau", "commune", "coordinator"), ("ben", "other", "other_coordinator")):
        unit, by = world.cast.unit(key), world.person(who)
        run = Run.objects.get(pk=world.ids[f"{place}_run"])
        office = world.cast.unit("office" if place == "mau" else "other_office")
        trial = keep_scenario(
            unit=unit,
            version=run.framework,
            period="2025",
            name=world.mark(f"{place}.trial"),
            changes={"values": {"ho_so_dung_han": {"value": "10", "of": "10"}}, "settings": {}},
            base=run,
            by=by,
            now=NOW,
        )
        give_days(authority=unit, period="2025", days={office.pk: Decimal(10)}, by=by, now=NOW)
        estimate_work(
            unit=unit,
            framework_code=run.framework_code,
            period="2025",
            candidate="tc:3.2",
            owner=unit,
            estimate=Estimate({office.pk: Decimal(2)}),
            by=by,
            now=NOW,
        )
        plan = choose_plan(
            unit=unit,
            framework_code=run.framework_code,
            period="2025",
            problem=board_of(run, today=TODAY).problem,
            base=run,
            by=by,
            now=NOW,
        )
        world.ids |= {f"{place}_trial": trial.pk, f"{place}_chosen": plan.pk}


def pages() -> list[Page]:
    """Every address of trials and priorities that shows something."""
    found = [
        Page("reporting:next_plan", NEXT, DRAFTS),
        Page("reporting:outcomes", "/lam-viec/dieu-hanh/xong-chua-len/", STEERS),
        Page("reporting:province", "/lam-viec/toan-tinh/?nam=2026", PROVINCE),
        Page("reporting:province_export", "/lam-viec/toan-tinh/xlsx/", PROVINCE),
    ]
    for place, code, reads, owner in (
        ("mau", "99001", SCORES_MAU, OWNER_MAU),
        ("ben", "99002", SCORES_BEN, OWNER_BEN),
    ):
        key = f"?ky=2025&dv={code}"
        found += [
            Page("scoring:trial", f"{SET}thu/{key}", reads),
            Page("scoring:trial", f"{SET}thu/{key}&pa={{{place}_trial}}", owner),
            Page("scoring:priorities", f"{SET}uu-tien/{key}", reads, region=True),
            Page("scoring:priority_work", f"{SET}uu-tien/viec/{key}&{WORK}", reads),
            Page("scoring:priority_file", f"{SET}uu-tien/chon/{{{place}_chosen}}/{key}", reads),
        ]
    return found


def deeds() -> list[Deed]:
    """Every write of trials and priorities."""
    key = "?ky=2025&dv=99001"
    return [
        Deed("scoring:trial", f"{SET}thu/{key}", SAME_MAU, FULL),  # a trial leaves no trace
        Deed("scoring:trial", f"{SET}thu/{key}", SCORES_MAU, FULL | {"viec": "luu", "ten": "Thử"}),
        Deed("scoring:trial_share", f"{SET}thu/{{mau_trial}}/chia-se/{key}", OWNER_MAU),
        Deed("scoring:trial_drop", f"{SET}thu/{{mau_trial}}/xoa/{key}", OWNER_MAU),
        Deed("scoring:priority_days", f"{SET}uu-tien/ngay-cong/{key}", SAME_MAU),
        Deed(
            "scoring:priority_work",
            f"{SET}uu-tien/viec/{key}&{WORK}",
            WORK_MAU,
            {"chac_chan": "80", "quyet": "free"},
        ),
        Deed(
            "reporting:remind_unit", "/lam-viec/don-vi/d{front}/don-doc/", REMINDS
        ),  # nothing is overdue there
        Deed("reporting:next_plan_docx", f"{NEXT}docx/", NO_LINE, {"muc_tieu": "Mục tiêu"}),
        Deed("scoring:priority_choose", f"{SET}uu-tien/chon/{key}", CHOOSE_MAU, {"theo": "expected"}),
    ]
