"""What a rule is and what it says.

A rule is a pure function from a `Context` to hits; `rule(...)` gives it its name and severity. The name
is the file name of its page in docs/methods/lint/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from thuocdo.documents.rules.blocks import Source

if TYPE_CHECKING:
    from thuocdo.plans.rules.lint.context import Context


class Severity(StrEnum):
    """`error`: provable from the text or the data; `warning`: likely wrong; `info`: a gap of quality."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Fix:
    """A suggestion that names exactly what to put in: `new` in the place of `old`.

    `old`: letters as they stand in the quote, or the value printed in `field` where one is named (a number of a
    target); advice ("Ghi đủ ngày, tháng, năm.") has no fix.
    """

    old: str
    new: str
    field: str = ""

    def to_json(self) -> dict[str, str]:
        return {"old": self.old, "new": self.new, "field": self.field}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a plan.

    `message`: one Vietnamese sentence, what and where; `quote`: the letters it is about, verbatim;
    `source`: where a reader finds them; `suggestion`: what would be right, where that can be said;
    `fix`: the same for a machine, where it is a replacement and not advice.
    """

    rule: str
    severity: Severity
    message: str
    quote: str
    source: Source
    suggestion: str | None = None
    fix: Fix | None = None

    def to_json(self) -> dict[str, Any]:
        """The entry of the command line's JSON."""
        source = self.source
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "quote": self.quote,
            "source": {
                "page": source.page,
                "line": source.line,
                "table": source.table,
                "row": source.row,
                "confidence": source.confidence,
            },
            "suggestion": self.suggestion,
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule's function yields; `severity` only where it differs from the rule's own."""

    message: str
    quote: str
    source: Source
    suggestion: str | None = None
    severity: Severity | None = None
    fix: Fix | None = None


Check = Callable[["Context"], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule. `needs`: "papi", "parent": what must be given beside the plan for it to run."""

    name: str
    severity: Severity
    check: Check
    needs: frozenset[str] = field(default_factory=frozenset)

    def __call__(self, context: Context) -> Iterator[Finding]:
        for hit in self.check(context):
            yield Finding(
                self.name,
                hit.severity or self.severity,
                hit.message,
                hit.quote,
                hit.source,
                hit.suggestion,
                hit.fix,
            )


def rule(name: str, severity: Severity, *, needs: tuple[str, ...] = ()) -> Callable[[Check], Rule]:
    """Make a rule of a function: `@rule("sum_mismatch", Severity.ERROR)`."""

    def make(check: Check) -> Rule:
        return Rule(name, severity, check, frozenset(needs))

    return make
