"""All rules of the linter, in the order of their pages. Add a rule here and a page in docs/methods/lint/."""

from __future__ import annotations

from thuocdo.plans.rules.lint import (
    abbreviations,
    arithmetic,
    citations,
    competence,
    coverage,
    deadlines,
    names,
    repeats,
    scores,
    spelling,
    structure,
    targets,
)
from thuocdo.plans.rules.lint.finding import Rule

RULES: tuple[Rule, ...] = (
    # numbers
    targets.sum_mismatch,
    targets.conflicting_target,
    targets.rank_target_contradiction,
    targets.score_rank_incoherent,
    targets.indicator_order,
    targets.target_not_measurable,
    arithmetic.selective_omission,
    arithmetic.claim_vs_number,
    arithmetic.score_rule_unclear,
    arithmetic.computation_mismatch,
    arithmetic.duplicated_value,
    arithmetic.meaningless_percentage,
    # published scores
    scores.score_vs_data,
    scores.rank_vs_data,
    scores.wrong_denominator,
    scores.delta_mismatch,
    scores.rounding_of_rounded,
    scores.direction_mismatch,
    # documents and dates
    citations.impossible_citation_date,
    citations.weekend_date,
    citations.same_day_citation,
    citations.malformed_symbol,
    citations.missing_number_date,
    citations.header_appendix_mismatch,
    citations.date_format,
    deadlines.deadline_too_close,
    deadlines.deadline_before_issue,
    deadlines.report_before_task_deadline,
    deadlines.unresolved_deadline,
    deadlines.unverifiable_deadline,
    deadlines.no_owner_no_deadline,
    # names, units, competence
    names.place_name_inconsistent,
    names.place_name_case,
    names.unit_type_leftover,
    names.village_type_leftover,
    competence.lead_not_in_issuer,
    competence.unknown_unit,
    competence.competence_mismatch,
    competence.lead_competence_mismatch,
    competence.responsibility_gap,
    competence.unit_name_variant,
    # wording
    spelling.spelling,
    spelling.missing_word,
    spelling.wording,
    repeats.duplicate_word,
    repeats.duplicated_clause,
    abbreviations.abbreviation_typo,
    # structure
    structure.numbering_gap,
    structure.table_column_shift,
    structure.page_break_merge,
    structure.cause_equals_problem,
    structure.cause_is_rule,
    structure.solution_mismatch,
    structure.merged_criteria,
    structure.signature_block,
    # coverage and the superior's plan
    coverage.coverage_gap,
    coverage.low_localisation,
    coverage.cascade_missing,
    coverage.cascade_weakened,
)
