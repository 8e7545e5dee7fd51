"""The ledger of lost points: who may open it, decide on an entry, prove, verify and draft."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW
from tests.rights_walk.expected import NOBODY, SCORES_BEN, SCORES_MAU, Deed, Page
from thuocdo.documents.actions import store_file
from thuocdo.scoring.actions.ledger.losses import Loss, add_loss
from thuocdo.scoring.actions.ledger.next_year import put_into_plan
from thuocdo.scoring.actions.ledger.steps import ProofPaper, add_proof

if TYPE_CHECKING:
    from tests.rights_walk.world import World

HOME = "/lam-viec/diem-mat/"
# fmt: off
# ------------ L C H O K V S A R   l c o   L C O V A   -
READ_OWN    = "ooooo.... ooo oooo. ."
ADD         = ".oooo.... .oo .oo.. ."  # who enters scores somewhere sees the form
ADD_MAU     = ".oxxx.... ... ..... ."
EDIT_MAU    = "xoxxo.... ... xx.x. ."  # the one-stop shop leads the remedy
STEP_MAU    = "xoxxo.... ... xx.x. ."
VERIFY_MAU  = "xxxxx.... ... xx.o. ."
ITEM_MAU    = ".o..o.... ... ..... ."
CHOSEN_MAU  = ".oxxo.... ... ..... ."
TAKE_MAU    = ".-xxx.... ... .x... ."  # its plan prints no gaps
TASK_MAU    = "xoxxe.... ... xx.x. ."  # a task that the one-stop shop may not read
# fmt: on


def fill(world: World) -> None:
    """Each commune has a proven loss that its one-stop shop (or its office) leads, and a line of next year's draft."""
    for place, key, who, lead in (
        ("mau", "commune", "coordinator", "one_stop"),
        ("ben", "other", "other_coordinator", "other_office"),
    ):
        by = world.person(who)
        entry = add_loss(
            authority=world.cast.unit(key),
            year=2025,
            framework_code="par-index-commune",
            loss=Loss(f"Hồ sơ trễ hẹn {world.mark(f'{place}.loss')}", lead=world.cast.unit(lead)),
            by=by,
            now=NOW,
        )
        name = f"xin-loi-{world.mark(f'{place}.loss.proof')}.txt"
        stored = store_file(stream=BytesIO(f"Thư xin lỗi {place}".encode()), name=name, by=by, now=NOW)
        proof = add_proof(entry=entry, paper=ProofPaper(stored, name), by=by, now=NOW)
        (item,) = put_into_plan(entries=[entry], for_year=2028, by=by, now=NOW)
        world.ids |= {f"{place}_loss": entry.pk, f"{place}_proof": proof.pk, f"{place}_item": item.pk}


def pages() -> list[Page]:
    """Every address of the ledger that shows something."""
    found = [
        Page("scoring:ledger", HOME, READ_OWN, region=True),
        Page("scoring:ledger", f"{HOME}?ky=2025&q=mabimat", READ_OWN),
        Page("scoring:next_year", f"{HOME}ke-hoach-nam-sau/2028/", READ_OWN),
        Page("scoring:next_year", f"{HOME}ke-hoach-nam-sau/1999/", NOBODY),
        Page("scoring:loss_add", f"{HOME}them/", ADD),
    ]
    for place, code, reads, edits in (
        ("mau", "99001", SCORES_MAU, EDIT_MAU),
        ("ben", "99002", SCORES_BEN, "......... xox xx.x. ."),
    ):
        found += [
            Page("scoring:ledger", f"{HOME}?ky=2025&dv={code}", reads),
            Page("scoring:loss", f"{HOME}{{{place}_loss}}/", reads, region=True),
            Page("scoring:loss_edit", f"{HOME}{{{place}_loss}}/sua/", edits),
            Page("scoring:loss_file", f"{HOME}tep/{{{place}_proof}}/", reads),
            Page("scoring:next_year", f"{HOME}ke-hoach-nam-sau/2028/?dv={code}", reads),
            Page("scoring:next_year_export", f"{HOME}ke-hoach-nam-sau/2028/xlsx/?dv={code}", reads),
        ]
    return found


def _paper() -> dict[str, object]:
    return {"tep": SimpleUploadedFile("them.txt", "Thư xin lỗi thứ hai".encode())}


def deeds() -> list[Deed]:
    """Every write of the ledger."""
    own = f"{HOME}{{mau_loss}}/"
    return [
        Deed(
            "scoring:loss_add", f"{HOME}them/?dv=99001", ADD_MAU, {"nam": "2025", "shortcoming": "Điều mới"}
        ),
        Deed("scoring:loss_edit", f"{own}sua/", EDIT_MAU, {"shortcoming": "Sửa", "stamp": "1"}),
        Deed("scoring:loss_criterion", f"{own}tieu-chi/", STEP_MAU, {"tc": "3.3"}),
        Deed("scoring:loss_cause", f"{own}nguyen-nhan/", STEP_MAU, {"nn": "records"}),
        Deed("scoring:loss_task", f"{own}nhiem-vu/", TASK_MAU, {"nhiem_vu": "{mau_office_task}"}),
        Deed("scoring:losses_take", f"{HOME}tu-ke-hoach/{{mau_plan}}/", TAKE_MAU),
        Deed("scoring:loss_proof", f"{own}tai-lieu/", STEP_MAU, fresh=_paper),
        Deed("scoring:loss_step", f"{own}buoc/", VERIFY_MAU, {"buoc": "verify"}),
        Deed("scoring:next_year_item", f"{HOME}viec/{{mau_item}}/", ITEM_MAU, {"viec_lam": "Việc khác"}),
        Deed(
            "scoring:losses_chosen",
            f"{HOME}da-chon/?dv=99001",
            CHOSEN_MAU,
            {"chon": "{mau_loss}", "viec": "ke-hoach"},
        ),
    ]
