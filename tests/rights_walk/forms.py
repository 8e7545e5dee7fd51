"""The form of official documents: who may measure a file and take a blank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW
from tests.documents.official import OFFICE, good
from tests.rights_walk.expected import NOBODY, TASKS, Deed, Page
from thuocdo.documents.actions.templates import load_template
from thuocdo.documents.writing.wording import APOLOGY, REMINDER, shipped

if TYPE_CHECKING:
    from tests.rights_walk.world import World

HOME = "/lam-viec/the-thuc/"
WORDINGS = "/lam-viec/quan-tri/mau-van-ban/"
# fmt: off
# ------------ L C H O K V S A R   l c o   L C O V A   -
KEEPERS     = ".o.....o. .o. .o..o ."  # who keeps the settings of an authority
KEEPERS_BEN = "......... .o. ..... ."
NONE_TO_END = ".-.....-. .o. .-..- ."  # only the neighbour's office has a wording of its own
# fmt: on
MEASURED = TASKS.replace("o", "-")  # measuring changes nothing


def fill(world: World) -> None:
    """The neighbour's office has its own wording."""
    unit, by = world.cast.unit("other"), world.person("other_coordinator")
    data = shipped(APOLOGY, OFFICE)
    version = load_template(unit=unit, code=APOLOGY, data=data, name="mau.docx", by=by, now=NOW)
    world.ids["ben_wording"] = version.pk


def pages() -> list[Page]:
    """The page and its blanks, for everybody who works with plans or tasks."""
    return [
        Page("documents:form_check", HOME, TASKS),
        Page("documents:form_blank", f"{HOME}mau/ubnd/cong-van.docx", TASKS),
        Page("documents:form_blank", f"{HOME}mau/ubnd/phieu-xin-loi.docx", TASKS),
        Page("documents:templates", WORDINGS, KEEPERS),
        Page("documents:template_file", f"{WORDINGS}{APOLOGY}/dang-dung.docx", KEEPERS),
        Page("documents:template_file", f"{WORDINGS}{REMINDER}/co-san.docx", KEEPERS),
        Page("documents:template_version", f"{WORDINGS}ban/{{ben_wording}}/", KEEPERS_BEN),
        Page("documents:template_version", f"{WORDINGS}ban/987654/", NOBODY),
    ]


def _file() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("cong-van.docx", good("letter"))}


def _wording() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("mau.docx", shipped(REMINDER, OFFICE))}


def deeds() -> list[Deed]:
    """Measuring a file, loading a wording, going back to the program's."""
    return [
        Deed("documents:form_check", HOME, MEASURED, fresh=_file),
        Deed("documents:template_load", f"{WORDINGS}{REMINDER}/nap/", KEEPERS, fresh=_wording),
        Deed("documents:template_restore", f"{WORDINGS}{APOLOGY}/co-san/", NONE_TO_END),
    ]
