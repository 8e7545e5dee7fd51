"""What can be done to tasks: one function per use case, permission checked inside, one audit entry each."""

from __future__ import annotations

from thuocdo.work.actions.deadlines import recompute_deadlines, set_deadline
from thuocdo.work.actions.extensions import ask_extension, decide_extension, withdraw_extension
from thuocdo.work.actions.filters import delete_filter, rename_filter, save_filter
from thuocdo.work.actions.opening import Opened, issue_drafts, open_tasks
from thuocdo.work.actions.outside import Paper, add_outside_task, record_document
from thuocdo.work.actions.owners import Outcome, assign_lead, assign_lead_of_many, assign_person
from thuocdo.work.actions.periods import note_period, take_period_step
from thuocdo.work.actions.series import open_periods, set_rhythm
from thuocdo.work.actions.shares import add_block, add_child, remove_block, report_part, set_part
from thuocdo.work.actions.steps import add_progress, submit, take_step
from thuocdo.work.actions.unmatched import decide_unmatched

__all__ = [
    "Opened",
    "Outcome",
    "Paper",
    "add_block",
    "add_child",
    "add_outside_task",
    "add_progress",
    "ask_extension",
    "assign_lead",
    "assign_lead_of_many",
    "assign_person",
    "decide_extension",
    "decide_unmatched",
    "delete_filter",
    "issue_drafts",
    "note_period",
    "open_periods",
    "open_tasks",
    "recompute_deadlines",
    "record_document",
    "remove_block",
    "rename_filter",
    "report_part",
    "save_filter",
    "set_deadline",
    "set_part",
    "set_rhythm",
    "submit",
    "take_period_step",
    "take_step",
    "withdraw_extension",
]
