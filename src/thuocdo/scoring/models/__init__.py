"""What scoring stores: entered measures, runs, and what people decide on them.

Migration 0001 ends with the triggers of `scoring.triggers`; after regenerating it, put them back (a test says so).
"""

from thuocdo.scoring.models.assessment import (
    Assessment,
    CriterionScore,
    Dispute,
    DisputeMessage,
    EvidenceLink,
    Reopening,
    Round,
    Sample,
    SampleItem,
)
from thuocdo.scoring.models.entries import MeasureEntry
from thuocdo.scoring.models.ledger import (
    LedgerEntry,
    LedgerNote,
    LedgerProof,
    LedgerRemedy,
    NextYearItem,
)
from thuocdo.scoring.models.runs import Run
from thuocdo.scoring.models.scenarios import ChosenPlan, PriorityEstimate, Scenario, UnitDays

__all__ = [
    "Assessment",
    "ChosenPlan",
    "CriterionScore",
    "Dispute",
    "DisputeMessage",
    "EvidenceLink",
    "LedgerEntry",
    "LedgerNote",
    "LedgerProof",
    "LedgerRemedy",
    "MeasureEntry",
    "NextYearItem",
    "PriorityEstimate",
    "Reopening",
    "Round",
    "Run",
    "Sample",
    "SampleItem",
    "Scenario",
    "UnitDays",
]
