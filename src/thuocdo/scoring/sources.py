"""Where observations come from: the books first, what an office entered by hand last. One visible list.

A source takes the authorities to score, the framework and the period, and gives observations of its measures.
Where two sources give the same measure, the earlier one counts and the other is shown beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from thuocdo.criteria.rules.model import Framework
from thuocdo.orgs.models import Unit
from thuocdo.scoring.queries import entries, reports
from thuocdo.scoring.rules.model import Observation

Source = Callable[[Sequence[Unit], Framework, str], Iterable[Observation]]

SOURCES: tuple[Source, ...] = (reports.observations, entries.observations)
