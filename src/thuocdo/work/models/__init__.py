"""Tables of this stage: the tasks of confirmed plans and what people do with them."""

from thuocdo.work.models.evidence import Evidence, EvidenceUse, EvidenceVersion, TaskPaper
from thuocdo.work.models.extensions import Extension, ExtensionState
from thuocdo.work.models.reminders import CalendarFeed, Reminded, ReminderRule
from thuocdo.work.models.series import Series, TaskPeriod
from thuocdo.work.models.shares import ExpectedDocument, TaskBlock, TaskOrigin, TaskPart
from thuocdo.work.models.tasks import (
    STATE_LABELS,
    SavedFilter,
    Task,
    TaskNote,
    TaskQuerySet,
    TaskUnit,
    Unmatched,
    phrase_condition,
)

__all__ = [
    "STATE_LABELS",
    "CalendarFeed",
    "Evidence",
    "EvidenceUse",
    "EvidenceVersion",
    "ExpectedDocument",
    "Extension",
    "ExtensionState",
    "Reminded",
    "ReminderRule",
    "SavedFilter",
    "Series",
    "Task",
    "TaskBlock",
    "TaskNote",
    "TaskOrigin",
    "TaskPaper",
    "TaskPart",
    "TaskPeriod",
    "TaskQuerySet",
    "TaskUnit",
    "Unmatched",
    "phrase_condition",
]
