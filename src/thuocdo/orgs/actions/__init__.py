"""Writes of the stage, one function per use case: units, people, roles, sign-in links, notices."""

from __future__ import annotations

from thuocdo.orgs.actions.links import create_sign_in_link, open_sign_in_link, use_sign_in_link
from thuocdo.orgs.actions.notices import mark_read, notify
from thuocdo.orgs.actions.people import (
    close_account,
    create_person,
    end_sessions,
    reset_two_factor,
    set_preferences,
    update_person,
)
from thuocdo.orgs.actions.roles import (
    add_membership,
    cancel_stand_in,
    end_membership,
    hand_over,
    set_stand_in,
)
from thuocdo.orgs.actions.units import (
    add_alias,
    create_unit,
    delete_unit,
    end_unit,
    merge_unit,
    remove_alias,
    rename_unit,
    update_unit,
)

__all__ = [
    "add_alias",
    "add_membership",
    "cancel_stand_in",
    "close_account",
    "create_person",
    "create_sign_in_link",
    "create_unit",
    "delete_unit",
    "end_membership",
    "end_sessions",
    "end_unit",
    "hand_over",
    "mark_read",
    "merge_unit",
    "notify",
    "open_sign_in_link",
    "remove_alias",
    "rename_unit",
    "reset_two_factor",
    "set_preferences",
    "set_stand_in",
    "update_person",
    "update_unit",
    "use_sign_in_link",
]
