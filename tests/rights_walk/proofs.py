"""Whom the site trusts for signatures, and the documents that prove."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW
from tests.documents.signing import armor, authority, revocations
from tests.rights_walk.expected import RUNS, Deed, Page
from thuocdo.documents.actions import load_roots

if TYPE_CHECKING:
    from tests.rights_walk.world import World

ROOTS = "/lam-viec/quan-tri/chung-thu/"
# fmt: off
# ------------ L C H O K V S A R   l c o   L C O V A   -
SHARED      = "......... ... ....o ."  # only the province's own may change what all share
REFUSED     = "......... ... ....e ."
# fmt: on


def fill(world: World) -> None:
    """One loaded root."""
    loaded = load_roots(
        data=armor(authority().root), source="Danh sách mẫu", listed_on=date(2026, 6, 30), by=None, now=NOW
    )
    world.ids["root"] = loaded.new[0].pk


def _roots_file() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("goc.pem", armor(authority().issuer))}


def _list_file() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("thu-hoi.crl", revocations(authority().root))}


def pages() -> list[Page]:
    """Every address of these that shows something."""
    return [Page("documents:roots", ROOTS, RUNS)]


def deeds() -> list[Deed]:
    """Every write of these."""
    told = {"source": "Trang của nơi cấp", "listed_on": "30/6/2026"}
    return [
        # --------------------------------------------------------------- L C H O K V S A R   l c o   L C O V A   -
        Deed("documents:roots_load",       f"{ROOTS}nap/",             SHARED, told, _roots_file),
        Deed("documents:roots_load",       f"{ROOTS}nap/",             REFUSED, {}, _roots_file),
        Deed("documents:revocations_load", f"{ROOTS}thu-hoi/",         SHARED, told, _list_file),
        Deed("documents:root_retire",      f"{ROOTS}{{root}}/ngung/",  SHARED, {"why": "Không còn trong danh sách"}),
        Deed("documents:root_retire",      f"{ROOTS}{{root}}/ngung/",  REFUSED, {"why": ""}),
    ]  # fmt: skip
