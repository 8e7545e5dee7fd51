"""What the 27 gaps of the annotated plan speak of, decided by reading them, before anything was measured.

Codes are those of the shipped set `par-index-commune@2025`. "" stands for a gap that no single criterion answers
for (one row names six results of the citizens' survey). Classes of cause as in `scoring.rules.ledger.CauseClass`.
"""

from __future__ import annotations

CRITERIA = {
    "G1.1": "1.1",
    "G1.2": "1.2",
    "G1.3": "1.3",
    "G1.4": "1.4",
    "G1.5": "1.5",
    "G1.6": "1.6",
    "G1.7": "1.7",
    "G2.1": "2.1",
    "G2.2": "2.2",
    "G3.1": "3.1",
    "G3.2": "3.2",
    "G3.3": "3.3",
    "G4.1": "6.1",
    "G4.2": "6.2",
    "G4.3": "6.3",
    "G5.4": "7.1",
    "G5.5": "7.2",
    "G5.6": "7.3",
    "G5.7": "7.4",
    "G5.8": "7.5",
    "G5.9": "7.6",
    "G5.10": "7.7",
    "G5.11": "7.8",
    "G5.12": "7.9",
    "G5.13": "7.10",
    "G6.1": "",
    "G7.1": "8.7",
}
TRACKING = {"G1.5", "G1.6"}
RESULTS = {"G1.3", "G3.2", "G4.1", "G5.11", "G5.12", "G5.13"}
PERCEPTION = {"G6.1"}  # the other 18: records, reports, evidence
