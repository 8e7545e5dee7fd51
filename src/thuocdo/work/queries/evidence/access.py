"""Who may see a document and who decides over it.

The unit that holds it and whoever reads that unit's tasks see it; so does whoever reads a task that it proves, and,
where it proves a criterion, whoever reads the authority's scores.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Evidence, EvidenceUse, Task
from thuocdo.work.queries.access import visible_tasks


def visible_evidence(rights: Rights) -> QuerySet[Evidence]:
    """The documents that the person may read."""
    reads_tasks, reads_scores = rights.any(Right.TASK_READ), rights.any(Right.SCORE_READ)
    if not (reads_tasks or reads_scores):
        return Evidence.objects.none()
    # asked of each document that the unit's reach does not give already: a list of all uses would be read whole
    uses = EvidenceUse.objects.filter(evidence=OuterRef("pk"), removed_at__isnull=True).order_by()
    wanted = Q(pk__in=[])
    if reads_tasks:
        wanted |= rights.reach(Right.TASK_READ, "unit")
        wanted |= Q(Exists(uses.filter(task__in=visible_tasks(rights).order_by().values("pk"))))
    if reads_scores:
        wanted |= rights.reach(Right.SCORE_READ, "authority") & Q(Exists(uses.exclude(criterion="")))
    return Evidence.objects.filter(wanted)


def may_keep(rights: Rights, evidence: Evidence) -> bool:
    """Whether the person writes for the unit that holds the document."""
    return rights.can(Right.TASK_WRITE, evidence.unit)


def may_decide(rights: Rights, evidence: Evidence) -> bool:
    """Whether the person confirms work of the unit that holds it, or of an authority whose task it proves."""
    if rights.can(Right.TASK_CONFIRM, evidence.unit):
        return True
    proven = Task.objects.filter(proofs__evidence=evidence, proofs__removed_at__isnull=True).select_related(
        "authority"
    )
    return any(rights.can(Right.TASK_CONFIRM, task.authority) for task in proven)
