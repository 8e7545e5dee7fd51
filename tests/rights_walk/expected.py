"""What everybody may open, do and read: the one table that the walk compares the site with.

A row's cells stand for the people of `COLUMNS`: xã Mẫu, its neighbour xã Bên Cạnh, the province, nobody's.
The cells follow SCREENS.md "Menu by role" and the reaches of orgs/rules/rights.py, written out by hand so that a
change there shows here. `.` 404, the same as for what does not exist; `o` open, or done; `>` sent elsewhere;
`-` nothing to do, nothing done; `e` the form comes back (422); `x` may know it, may not do it (403); `l` locked (423).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

COLUMNS = (
    "leader", "coordinator", "head", "officer", "clerk", "village_head", "supervisor", "administrator", "receiver",
    "other_leader", "other_coordinator", "other_officer",
    "province_leader", "province_coordinator", "province_officer", "verifier", "province_administrator",
    "stranger",
)  # fmt: skip
STATUS = {".": {404}, "o": {200, 302}, ">": {302}, "-": {200, 302}, "e": {422}, "x": {403}, "l": {423}}

# fmt: off
# --------- L C H O K V S A R   l c o   L C O V A   -
EVERYBODY   = "ooooooooo ooo ooooo o"
NOBODY      = "......... ... ..... ."
PLANS       = "ooooo.o.. ooo ooo.. ."  # somebody who reads plans somewhere
TASKS       = "ooooooo.. ooo ooo.. ."  # somebody who reads tasks somewhere
REVIEW_MAU  = "oo....... ... ..... ."
REVIEW_BEN  = "......... oo. ..... ."
REVIEW_TINH = "......... ... oo... ."
READ_MAU    = "ooooo.o.. ... oo... ."
READ_BEN    = "......... ooo oo... ."
READ_TINH   = "ooooo.o.. ooo ooo.. ."  # communes read what their province has put in force
ABOVE_MAU   = "oo....... ... oo... ."
ABOVE_BEN   = "......... oo. oo... ."
LOG         = "oo.....o. oo. oo..o ."
ADMIN       = ".o.....o. .o. .o..o ."  # somebody who opens units and accounts somewhere
RUNS        = ".......o. ... ....o ."
SCORES      = "ooooo..o. ooo ooooo ."  # somebody who reads scores or keeps settings somewhere
KEEPS       = "......... ... .o..o ."  # who keeps the province's frameworks
SCORES_MAU  = "ooooo.... ... oo.o. ."
SCORES_BEN  = "......... ooo oo.o. ."
# fmt: on

TASK_READERS = {
    "mau_office":    "oo....... ... oo... .",
    "mau_economy":   "oooo..... ... oo... .",  # Phòng Kinh tế leads, Phòng Văn hóa - Xã hội helps
    "mau_culture":   "ooo...... ... ooo.. .",  # Sở Nội vụ helps
    "mau_one_stop":  "oo..o.... ... oo... .",
    "mau_services":  "oo....... ... oo... .",
    "mau_front":     "oo....o.. ... oo... .",
    "mau_village":   "oo...o... ... oo... .",
    "mau_neighbour": "oo....... oo. oo... .",  # names xã Bên Cạnh as helping
    "mau_group":     "oo....... ... oo... .",  # nobody leads it yet
    "ben_office":    "......... oo. oo... .",
    "ben_economy":   "......... ooo oo... .",
    "ben_group":     "......... oo. oo... .",
    "tinh_sector":   "......... ... ooo.. .",
    "tinh_mau":      "oo....... ... oo... .",  # xã Mẫu leads
    "tinh_ben":      "......... oo. oo... .",
}  # fmt: skip

# A new version no longer prints them; they stay until somebody decides.
VANISHED = {
    "mau_old_gone":  "oo.o..... ... oo... .",
    "ben_old_gone":  "......... ooo oo... .",
}  # fmt: skip


def either(*cells: str) -> str:
    """Open for whom one of the rows is open."""
    return "".join("o" if "o" in column else column[0] for column in zip(*cells, strict=True))


def audiences() -> dict[str, str]:
    """Mark -> who may come across its word, on whatever page; only the log is wider (`LOGGED`)."""
    found = {}
    for task, cells in TASK_READERS.items():
        plan = {"mau": READ_MAU, "ben": READ_BEN, "tinh": READ_TINH}[task.split("_")[0]]
        name = task.replace("_", ".", 1)
        found[f"result.{name}"] = cells
        found[name] = either(cells, plan)
    for place, reads, reviews in (("mau", READ_MAU, REVIEW_MAU), ("ben", READ_BEN, REVIEW_BEN)):
        tasks = [cells for task, cells in TASK_READERS.items() if task.startswith(place)]
        found[f"{place}.title"] = either(reads, *tasks)  # a task says from which plan it is
        found |= {f"{place}.file": reads, f"{place}.old.file": reads, f"{place}.old.gone": reads}
        scan = ("scan.office", "scan.title", "scan.file")
        drafts = (
            *scan,
            "newer.gone",
            "newer.answer",
            "newer.file",
            "pdf.file",
            "failed.file",
            "failed.reason",
        )
        found |= {f"{place}.{name}": reviews for name in drafts}
        names = ("one_stop", "village", "office", "group", "title", "file", "edit")
        found |= {f"{place}.draft.{name}": reviews for name in names}
    found |= {"tinh.title": either(READ_TINH, TASK_READERS["tinh_sector"]), "tinh.file": READ_TINH}
    found |= {f"tinh.draft.{name}": REVIEW_TINH for name in ("sector", "mau", "title", "file", "edit")}
    found |= {"tinh.framework": KEEPS, "mau.setting": "ooooo..o. ... ..... ."}
    for place, cells in (("mau", SCORES_MAU), ("ben", SCORES_BEN)):
        found |= {
            f"{place}.{name}": cells for name in ("measure", "proof", "proof.name", "loss", "loss.proof")
        }
        found |= {f"{place}.{name}": cells for name in ("self", "paper")}
    found |= {"ben.reopen": SCORES_BEN, "mau.verdict": SCORES_MAU, "mau.dispute": SCORES_MAU}
    found |= {"mau.evidence": TASK_READERS["mau_one_stop"], "ben.evidence": TASK_READERS["ben_economy"]}
    # a draft of a verifier: nobody of the commune before the verification ends
    found["ben.draft_verdict"] = "......... ... ...o. ."
    # a private trial is its owner's alone
    found |= {"mau.trial": ".o....... ... ..... .", "ben.trial": "......... .o. ..... ."}
    return found | PEOPLE | REPORTS


REPORTS = {
    # ---------------- L C H O K V S A R   l c o   L C O V A   -
    "mau.report":     "oo....... ... ..... .",  # a draft is its own side's
    "ben.report":     "......... oo. oo... .",  # sent to the province
    "ben.signed":     "......... oo. oo... .",
    "tinh.gathered":  "......... ... oo... .",
    "mau.regime":     "oooo..... ... ..... .",  # the commune's offices owe it, its centres do not
}  # fmt: skip

PEOPLE = {
    # ------------------------ L C H O K V S A R   l c o   L C O V A   -
    "notice.officer":         "...o..... ... ..... .",
    "notice.other_officer":   "......... ..o ..... .",
    "notice.province_leader": "......... ... o.... .",
    "filter.coordinator":     ".o....... ... ..... .",
    "filter.other_officer":   "......... ..o ..... .",
    "name.officer":           "ooooooooo ... oo..o .",
    "name.other_officer":     "......... ooo oo..o .",
    "name.province_officer":  "......... ... ooooo .",
    "phone.officer":          "...o...o. ... ....o .",
    "phone.other_officer":    "......... ..o ....o .",
    "phone.province_officer": "......... ... .oo.o .",
    "alias.economy":          "ooooooooo ... oo..o .",
    "alias.other_economy":    "......... ooo oo..o .",
    "alias.commune":          ".......o. ooo ....o .",  # a name of xã Mẫu that only papers of xã Bên Cạnh use
}  # fmt: skip

# The log says what was done in words of the thing itself to those who may read the log there.
LOGGED = {
    "mau": "oo.....o. ... ..... .",
    "ben": "......... oo. ..... .",
    "tinh": "......... ... oo..o .",
    "ben.draft_verdict": "......... ... oo..o .",
    "mau.verdict": "......... ... oo..o .",
    "alias.commune": "......... oo. ..... .",
    "name.officer": "oo.....o. ... ..... .",
    "name.other_officer": "......... oo. ..... .",
    "name.province_officer": "......... ... oo..o .",
    "alias.economy": "oo.....o. ... ..... .",
    "alias.other_economy": "......... oo. ..... .",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One address, who may open it. `url` is filled with `World.ids`; `region`: also asked for as htmx asks."""

    name: str
    url: str
    cells: str
    region: bool = False


@dataclass(frozen=True)
class Deed:
    """One write with what a form would send; values that are functions get the world."""

    name: str
    url: str
    cells: str
    data: dict[str, Any] = field(default_factory=dict)
    fresh: Callable[[], dict[str, Any]] | None = None  # values that are used up by sending, as files are
