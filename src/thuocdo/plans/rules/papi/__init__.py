"""Published PAPI scores as everybody here reads them: the linter of plans, and the register of releases.

In: yearly CSV files. Out: tables and a panel of points, ranks, structures by year and how they compare.
Words: dimension (nội dung), sub-dimension (nội dung thành phần), structure, panel, release.
"""

from __future__ import annotations

from thuocdo.plans.rules.papi.panel import PapiPanel, panel_of, read_panel
from thuocdo.plans.rules.papi.provinces import province_code, province_key, province_name
from thuocdo.plans.rules.papi.structure import (
    DIMENSIONS,
    TOTAL,
    Column,
    Comparison,
    Grade,
    Structure,
    compare,
    dimension_named,
    structure_of,
)
from thuocdo.plans.rules.papi.table import YearTable

__all__ = [
    "DIMENSIONS",
    "TOTAL",
    "Column",
    "Comparison",
    "Grade",
    "PapiPanel",
    "Structure",
    "YearTable",
    "compare",
    "dimension_named",
    "panel_of",
    "province_code",
    "province_key",
    "province_name",
    "read_panel",
    "structure_of",
]
