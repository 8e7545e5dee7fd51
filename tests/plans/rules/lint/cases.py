"""The measure of the linter as facts: case, seed, rule classes, places (lines) or a short fragment to look for.

The wording of the cases stands in ../shared/lint/cases.md; here are only identifiers, lines and figures.
`needle`: letters that the finding's quote, message or suggestion must have (empty: the line alone decides).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """`all_lines`: every one of the lines must have its finding, not just one of them."""

    id: str
    seed: int
    classes: tuple[str, ...]
    lines: tuple[int, ...]
    needle: str = ""
    papi: bool = False


def _case(row: str) -> Case:
    parts = [part.strip() for part in row.split("|")]
    name, seed, classes, lines = parts[:4]
    needle = parts[4] if len(parts) > 4 else ""
    return Case(
        name,
        int(seed),
        tuple(classes.split()),
        tuple(int(line) for line in lines.split()),
        needle,
        name in NEEDS_SCORES,
    )


NEEDS_SCORES = {"A5", "A6", "A7", "A8", "A9", "A11", "A16"}

_ROWS = """
A1|2|sum_mismatch|54|43,8001
A2|2|conflicting_target|25 54|43,700
A3|2|rank_target_contradiction|54 25|20
A4|2|score_rank_incoherent|47|7,7201
A5|2|rank_vs_data|47|21
A6|2|rank_vs_data|46|11
A7|2|wrong_denominator|43 52|61
A8|2|delta_mismatch|11|37
A9|2|delta_mismatch|153|0,17
A10|2|selective_omission|79|2020
A11|2|rounding_of_rounded|13 63|0,12
A12|2|claim_vs_number|63 79 93 107 121|
A13|3|score_rule_unclear|118 121|2,93
A14|3|duplicated_value|108 109|9/15
A15|3|meaningless_percentage|160|20%
A16|4|direction_mismatch|46|5,2937
B1|3|impossible_citation_date|137|1402
B2|3|deadline_too_close|158|17/6/2026
B3|3|report_before_task_deadline|71|10/12/2026
B4|3|deadline_before_issue|107|
B5|3|unresolved_deadline malformed_symbol|102|1070
B6|3|duplicate_word same_day_citation|11|
B7|3|date_format|127|28/2
B8|2|missing_number_date|3 5|
B10|4|missing_number_date header_appendix_mismatch|3 90|354
B11|2|weekend_date|227|2222
B12|3|weekend_date|138 141|10/01/2026
C1|3|place_name_inconsistent|5 9 11 13|
C2|3|unit_type_leftover|21|
C9|4|unit_type_leftover|56|
C10|4|lead_not_in_issuer|103 125 129 132 136 137 140|
C11|4|unknown_unit unit_name_variant|111 118 120 135|
C12|4|competence_mismatch|125|
C16|3|target_not_measurable|39|
C17|2|lead_competence_mismatch|48 49|
C18|2|responsibility_gap|45 46 47|
C21|2|indicator_order|43 50|
C22|4|coverage_gap|92 94|6.2
D1|3|abbreviation_typo|104|CHCC
D2|3|abbreviation_typo|107|CCCH
D3|3|abbreviation_typo|171|TTHT
D4|3|abbreviation_typo|133|CDS
D5|3|spelling|132 136 138|
D6|3|missing_word|131|
D7|3|spelling|132|CNTT
D8|3|wording|102|
D9|3|missing_word|116|
D10|3|spelling|187|
D16|2|duplicate_word|173|
D17|2|duplicate_word|239|
D18|2|missing_word|211|PAPI
D19|2|spelling|113|
D20|2|duplicated_clause|11|
D21|2|spelling|73|
D22|4|spelling|17|
D23|4|spelling|105 108|UBND
D24|4|spelling|118|
D26|3|unit_name_variant|103 128 142 165 168|
D27|4|unit_name_variant|94 104 133|
E2|3|numbering_gap|128|4
E3|3|table_column_shift|131 132 133|
E4|3|page_break_merge|118 138 146 176|
E5|3|cause_equals_problem|131 132 133|
E6|3|cause_is_rule|123|
E7|3|solution_mismatch|145|
E8|3|merged_criteria|146|
E9|3|coverage_gap|102|
E13|4|unverifiable_deadline|94|
E15|2|no_owner_no_deadline|65|
E16|4|signature_block|74 85|
E17|4|low_localisation|7|169
"""
CASES: tuple[Case, ...] = tuple(_case(row) for row in _ROWS.strip().splitlines())
