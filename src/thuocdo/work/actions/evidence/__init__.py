"""Documents that prove: filing, confirming, using, deciding, the checklists of tasks."""

from __future__ import annotations

from thuocdo.work.actions.evidence.deciding import decide, retire
from thuocdo.work.actions.evidence.filing import (
    confirm_facts,
    fail_reading,
    file_evidence,
    replace_file,
    store_reading,
)
from thuocdo.work.actions.evidence.papers import add_paper, copy_checklist, remove_paper
from thuocdo.work.actions.evidence.uses import (
    forget_criterion_file,
    keep_criterion_file,
    remove_use,
    use_for_criterion,
    use_for_task,
)

__all__ = [
    "add_paper",
    "confirm_facts",
    "copy_checklist",
    "decide",
    "fail_reading",
    "file_evidence",
    "forget_criterion_file",
    "keep_criterion_file",
    "remove_paper",
    "remove_use",
    "replace_file",
    "retire",
    "store_reading",
    "use_for_criterion",
    "use_for_task",
]
