"""Reads of the stage: rights of a person, units by printed name, people, notices."""

from __future__ import annotations

from thuocdo.orgs.queries.notices import unread_count
from thuocdo.orgs.queries.people import administrator_contact, visible_people
from thuocdo.orgs.queries.rights import Rights, may_change_shared, place_of, rights_of
from thuocdo.orgs.queries.units import UnitMatch, find_units, match_units, merge_preview

__all__ = [
    "Rights",
    "UnitMatch",
    "administrator_contact",
    "find_units",
    "match_units",
    "may_change_shared",
    "merge_preview",
    "place_of",
    "rights_of",
    "unread_count",
    "visible_people",
]
