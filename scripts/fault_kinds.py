"""Kinds of fault that an editor can make, each as a small change of one file of a base; gathered from their families.

The numbers are those of the list of kinds that this project was given (U units, N numbers, L logic, C citations,
P population, T time, K consistency, G governance, F files and hostile input, H judgement); R, records, V, edits of
verified facts, and W, words of pages, were added. A letter after a number marks a kin of it, and numbers that the list
leaves out are what an independent author would be likely to put there.
"""

from __future__ import annotations

import fault_kinds_actions
import fault_kinds_bibliography
import fault_kinds_bibliography_form
import fault_kinds_citations
import fault_kinds_cohorts
import fault_kinds_consistency
import fault_kinds_counts
import fault_kinds_criteria
import fault_kinds_dates
import fault_kinds_derivations
import fault_kinds_ends
import fault_kinds_estimates
import fault_kinds_explained_twice
import fault_kinds_explanations
import fault_kinds_files
import fault_kinds_governance
import fault_kinds_guards
import fault_kinds_lists
import fault_kinds_logic
import fault_kinds_names
import fault_kinds_nested
import fault_kinds_numbers
import fault_kinds_outcomes
import fault_kinds_pages
import fault_kinds_rates
import fault_kinds_records
import fault_kinds_schedule
import fault_kinds_scope
import fault_kinds_templates
import fault_kinds_texts
import fault_kinds_units
import fault_kinds_verified
import fault_kinds_wholes
import fault_kinds_words
from fault_kinds_ground import KINDS

FAMILIES = (
    fault_kinds_actions,
    fault_kinds_bibliography,
    fault_kinds_bibliography_form,
    fault_kinds_citations,
    fault_kinds_cohorts,
    fault_kinds_consistency,
    fault_kinds_counts,
    fault_kinds_criteria,
    fault_kinds_dates,
    fault_kinds_derivations,
    fault_kinds_ends,
    fault_kinds_estimates,
    fault_kinds_explained_twice,
    fault_kinds_explanations,
    fault_kinds_files,
    fault_kinds_governance,
    fault_kinds_guards,
    fault_kinds_lists,
    fault_kinds_logic,
    fault_kinds_names,
    fault_kinds_nested,
    fault_kinds_numbers,
    fault_kinds_outcomes,
    fault_kinds_pages,
    fault_kinds_rates,
    fault_kinds_records,
    fault_kinds_schedule,
    fault_kinds_scope,
    fault_kinds_templates,
    fault_kinds_texts,
    fault_kinds_units,
    fault_kinds_verified,
    fault_kinds_wholes,
    fault_kinds_words,
)
__all__ = ["FAMILIES", "KINDS"]
