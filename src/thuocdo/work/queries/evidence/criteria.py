"""A criterion of the framework that an authority uses in a year."""

from __future__ import annotations

from thuocdo.criteria.queries import framework_for
from thuocdo.criteria.rules.model import Criterion
from thuocdo.orgs.models import Unit


def leaf_of(authority: Unit, framework: str, criterion: str, year: int) -> Criterion | None:
    """The criterion, or None where the framework in use does not have it."""
    version = framework_for(authority, framework, year)
    if version is None:
        return None
    return next((leaf for leaf in version.framework.leaves() if leaf.code == criterion), None)
