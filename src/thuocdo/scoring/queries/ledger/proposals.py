"""What the words of a gap point to: the criterion, by the framework that the office uses for the year of the loss."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.queries import frameworks_for
from thuocdo.criteria.rules.model import Criterion
from thuocdo.orgs.models import Unit
from thuocdo.scoring.rules.ledger.matching import NOTHING, Catalogue, Proposal, catalogue_of, propose


@dataclass(frozen=True)
class Proposed:
    """The framework that was asked (None: none is chosen for the year) and what it answers."""

    version: FrameworkVersion | None
    proposal: Proposal


class Proposer:
    """Proposals for one authority and year; reads the frameworks in use once."""

    def __init__(self, authority: Unit, year: int) -> None:
        self._versions = frameworks_for(authority, year)
        self._catalogues: dict[int, Catalogue] = {}

    def version(self, index: str = "") -> FrameworkVersion | None:
        """The framework in use that carries this index; else the one on administrative reform."""
        for wanted in (index, "PAR INDEX"):
            found = next((one for one in self._versions if wanted and one.framework.index == wanted), None)
            if found is not None:
                return found
        return None

    def of_code(self, code: str) -> FrameworkVersion | None:
        """The version in use of the framework of this code."""
        return next((one for one in self._versions if one.code == code), None)

    def ask(self, heading: str, *, cause: str = "", field: str = "", index: str = "") -> Proposed:
        """The criterion that a gap of this index most likely speaks of; a person confirms it."""
        version = self.version(index)
        if version is None:
            return Proposed(None, NOTHING)
        if version.pk not in self._catalogues:
            self._catalogues[version.pk] = catalogue_of(version.framework)
        among = self._catalogues[version.pk]
        return Proposed(version, propose(heading, cause=cause, printed_field=field, among=among))


def criterion_in(version: FrameworkVersion, code: str) -> Criterion | None:
    """The criterion, sub-criterion or field of this code."""
    return next((known for known in version.framework.walk() if known.code == code), None)
