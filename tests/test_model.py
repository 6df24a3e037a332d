"""What sign-off and verification rely on: a fingerprint changes with what a reviewer saw, and with nothing else."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from kb.model import Fact, KnowledgeBase, Ledger, LedgerEntry, fingerprint
from kb.vocabulary import Vocabulary
from tests.conftest import TODAY

FACT = {
    "id": "dose",
    "measure": "dose",
    "value": "40 mg/kg",
    "cite": "able2001",
    "locator": "p 1",
    "printed": "40 mg/kg",
}


def fact(**changes: object) -> Fact:
    made: Fact = TypeAdapter(Fact).validate_python({**FACT, **changes})
    return made


@pytest.mark.parametrize(
    "change",
    [
        {"value": "41 mg/kg"},
        {"value": "40 mg"},
        {"value": ">= 40 mg/kg"},
        {"population": "fever-patients"},
        {"printed": "40.0 mg/kg"},
        {"when": {"parameter": "creatinine", "is": "> 2 mg/dL"}},
        {"locator": "p 2"},
        {"status": "disputed"},
        {"tier": "absolute"},
    ],
)
def test_a_change_of_the_claim_changes_the_fingerprint(change: dict[str, object]) -> None:
    assert fingerprint(fact(**change)) != fingerprint(fact())


def test_conditions_that_differ_in_one_threshold_have_other_fingerprints() -> None:
    one = fact(when={"all": [{"parameter": "creatinine", "is": "> 2 mg/dL"}, {"present": "chills"}]})
    other = fact(when={"all": [{"parameter": "creatinine", "is": ">= 2 mg/dL"}, {"present": "chills"}]})
    joined = fact(when={"any": [{"parameter": "creatinine", "is": "> 2 mg/dL"}, {"present": "chills"}]})
    assert len({fingerprint(one), fingerprint(other), fingerprint(joined)}) == 3


def test_notes_and_another_spelling_of_the_same_value_leave_the_fingerprint() -> None:
    assert fingerprint(fact(note="read twice")) == fingerprint(fact())
    assert fingerprint(fact(value="40  mg/kg")) == fingerprint(fact())


def test_a_figure_counts_as_verified_until_its_fact_changes() -> None:
    def state(current: Fact) -> str:
        ledger = Ledger(
            "facts/verification/able2001.json", "0" * 64, {"dose": LedgerEntry(fingerprint(fact()), "abc", 7)}
        )
        kb = KnowledgeBase({"dose": current}, Vocabulary([]), {}, {}, (), TODAY, ledgers={"able2001": ledger})
        return kb.verification(current)

    assert state(fact()) == "verified"
    assert state(fact(value="14 mg/kg")) == "changed"
    assert state(fact(cite="baker2002")) == "no-text"
