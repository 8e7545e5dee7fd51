"""Scores: who may open and enter what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW
from tests.rights_walk import assessing, ledger, planning
from tests.rights_walk.expected import NOBODY, SCORES_BEN, SCORES_MAU, Deed, Page
from tests.rights_walk.papers import pdf
from thuocdo.criteria.actions import choose_framework
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.documents.actions import store_file
from thuocdo.scoring.actions.entries import Proof, enter_measure
from thuocdo.scoring.actions.runs import run_scores

if TYPE_CHECKING:
    from tests.rights_walk.world import World

HOME = "/lam-viec/cham-diem/"
CARD = f"{HOME}par-index-commune/2025/"
# fmt: off
# ------------ L C H O K V S A R   l c o   L C O V A   -
INDEX       = "ooooo.oo. ooo ooooo ."  # also who reads published indices only
READ_OWN    = "ooooo.... ooo oooo. ."
ENTER_MAU   = "xoxxo.... ... xx.x. ."  # the one-stop shop owns the criterion on dossiers
# fmt: on


def fill(world: World) -> None:
    """Both communes have a measure with a file, and a run."""
    version = FrameworkVersion.objects.get(code="par-index-commune", version="tinh-mau-2026")
    choose_framework(unit=world.cast.unit("province"), year=2025, version=version, by=None, now=NOW)
    for place, key, who in (("mau", "commune", "coordinator"), ("ben", "other", "other_coordinator")):
        unit, by = world.cast.unit(key), world.person(who)
        upload = SimpleUploadedFile("so.pdf", pdf(f"{place} {world.mark(f'{place}.proof')}"))
        name = f"so-{world.mark(f'{place}.proof.name')}.pdf"
        file = store_file(stream=upload, name=name, by=by, now=NOW)  # type: ignore[arg-type]
        row = enter_measure(
            unit=unit,
            version=version,
            measure="ho_so_dung_han",
            period="2025",
            raw={"value": 9, "of": 10},
            proof=Proof(source=f"Sổ {world.mark(f'{place}.measure')}", file=file),
            by=by,
            now=NOW,
        )
        (run,) = run_scores(units=[unit], version=version, period="2025", by=by, now=NOW)
        world.ids |= {f"{place}_entry": row.pk, f"{place}_run": run.pk}
    planning.fill(world)
    ledger.fill(world)
    assessing.fill(world)


def pages() -> list[Page]:
    """Every address of scores that shows something."""
    found = [
        Page("scoring:index", HOME, INDEX),
        Page("scoring:card", CARD, READ_OWN),
        Page("scoring:card", f"{HOME}par-index-commune/khong/", NOBODY),
        Page("scoring:table", f"{CARD}cac-xa/", READ_OWN, region=True),
        Page("scoring:table", f"{CARD}cac-xa/?q=mabimat", READ_OWN),
        Page("scoring:measures", f"{CARD}so-do/", READ_OWN),
    ]
    for place, code, reads in (("mau", "99001", SCORES_MAU), ("ben", "99002", SCORES_BEN)):
        found += [
            Page("scoring:card", f"{CARD}?dv={code}", reads),
            Page("scoring:card_export", f"{CARD}xuat/?dv={code}", reads),
            Page("scoring:measures", f"{CARD}so-do/?dv={code}", reads),
            Page("scoring:measure", f"{CARD}so-do/ho_so_dung_han/?dv={code}", reads),
            Page("scoring:criterion", f"{CARD}3.2/?dv={code}", reads),
            Page("scoring:run", f"{CARD}lan-chay/{{{place}_run}}/?dv={code}", reads),
            Page("scoring:entry_file", f"{HOME}tep/{{{place}_entry}}/", reads),
        ]
    found.append(Page("scoring:run", f"{CARD}lan-chay/{{ben_run}}/?dv=99001", NOBODY))
    return found + planning.pages() + ledger.pages() + assessing.pages()


def deeds() -> list[Deed]:
    """Every write of scores that is a plain form."""
    typed = {"dat": "8", "tong": "10", "nguon": "Sổ", "ly_do": "Đếm lại"}
    return [
        # ----------------------------------------------------------- L C H O K V S A R   l c o   L C O V A   -
        Deed("scoring:run_scores", f"{CARD}tinh-lai/?dv=99001", SCORES_MAU.replace("o", "-")),
        Deed("scoring:measure", f"{CARD}so-do/ho_so_dung_han/?dv=99001", ENTER_MAU, typed),
        Deed("scoring:withdraw", f"{CARD}so-do/ho_so_dung_han/rut/?dv=99001", ENTER_MAU, {"ly_do": "Nhầm"}),
        *planning.deeds(),
        *ledger.deeds(),
        *assessing.deeds(),
    ]
