"""What can be done to plans: one function per use case, permission checked inside, each audited and undoable."""

from __future__ import annotations

from thuocdo.plans.actions.claiming import claim_row
from thuocdo.plans.actions.confirming import (
    assign_all_later,
    confirm_certain_rows,
    confirm_plan,
    confirm_row,
    confirm_rows,
)
from thuocdo.plans.actions.deciding import decide_cascade, decide_finding, describe_plan, set_number_and_date
from thuocdo.plans.actions.editing import edit_row, keep_group_and_choose_responsible, set_rhythm
from thuocdo.plans.actions.history import undo
from thuocdo.plans.actions.importing import drop_version, fail_reading, retry_import, start_import
from thuocdo.plans.actions.naming import choose_unit
from thuocdo.plans.actions.refusals import (
    AlreadyImported,
    Clash,
    Conflict,
    FieldError,
    Locked,
    NotAllowed,
    NotReady,
)
from thuocdo.plans.actions.replacing import Upload, replace_pages
from thuocdo.plans.actions.shaping import add_row, drop_row, merge_rows, move_row, restore_row, split_row
from thuocdo.plans.actions.storing import store_reading

__all__ = [
    "AlreadyImported",
    "Clash",
    "Conflict",
    "FieldError",
    "Locked",
    "NotAllowed",
    "NotReady",
    "Upload",
    "add_row",
    "assign_all_later",
    "choose_unit",
    "claim_row",
    "confirm_certain_rows",
    "confirm_plan",
    "confirm_row",
    "confirm_rows",
    "decide_cascade",
    "decide_finding",
    "describe_plan",
    "drop_row",
    "drop_version",
    "edit_row",
    "fail_reading",
    "keep_group_and_choose_responsible",
    "merge_rows",
    "move_row",
    "replace_pages",
    "restore_row",
    "retry_import",
    "set_number_and_date",
    "set_rhythm",
    "split_row",
    "start_import",
    "store_reading",
    "undo",
]
