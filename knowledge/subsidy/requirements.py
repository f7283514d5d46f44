"""What each kind of arithmetic needs of a scheme: parameters and inputs by name, and quantities for its conditions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from knowledge.errors import GuideError
from knowledge.model.condition import Condition
from knowledge.model.scheme import Scheme

PARAMETERS: dict[str, frozenset[str]] = {
    "share": frozenset({"rate", "cap"}),
    "instalments": frozenset({"rate", "cap", "lookback_years", "payment_years"}),
    "chain": frozenset({"rate", "cap", "payment_years"}),
    "loan": frozenset({"cap", "loan_ratio", "max_years"}),
    "lease": frozenset({"rate", "cap", "max_years"}),
}
"""Numbers that the arithmetic takes from the scheme."""

INPUTS: dict[str, Mapping[str, str]] = {
    "share": {"investment": "amount"},
    "instalments": {"total_investment": "amount", "actual_fixed_investment": "amount"},
    "chain": {"total_investment": "amount", "completed": "amount"},
    "loan": {"loan_amount": "amount", "fixed_investment": "amount", "contract_rate": "percent", "years": "years"},
    "lease": {"lease_amount": "amount", "years": "years"},
}
"""Inputs that the arithmetic cannot do without, with their kinds."""

QUANTITIES: dict[str, Mapping[str, tuple[str, ...]]] = {
    "share": {"net_investment": ("investment",)},
    "instalments": {"total_investment": ("total_investment",), "progress": ("actual_fixed_investment",)},
    "chain": {
        "net_investment": ("total_investment",),
        "member_count": ("member_count",),
        "partner_count": ("partner_count",),
        "progress": ("completed",),
    },
    "loan": {"counted_loan": ("loan_amount", "fixed_investment")},
    "lease": {"lease_amount": ("lease_amount",)},
}
"""Derived quantities that a condition of kind at_least may compare, with the inputs to ask for where they are open."""


def check_scheme(scheme: Scheme, file: str) -> None:
    """Raises GuideError where the scheme lacks what its arithmetic needs, or a condition names something unknown."""
    missing = PARAMETERS[scheme.calculation] - scheme.parameters.keys()
    if missing:
        raise GuideError(file, "parameters", f"calculation {scheme.calculation} needs {', '.join(sorted(missing))}")
    for name in sorted(PARAMETERS[scheme.calculation]):
        if isinstance(scheme.parameters[name].value, dt.date):
            raise GuideError(file, f"parameters.{name}", "a number is expected, not a date")
    kinds = {item.name: item.kind for item in scheme.inputs}
    for name, kind in INPUTS[scheme.calculation].items():
        if kinds.get(name) != kind:
            raise GuideError(file, "inputs", f"calculation {scheme.calculation} needs {name} of kind {kind}")
    _check_unique(file, "inputs", [item.name for item in scheme.inputs])
    _check_unique(file, "conditions", [condition.id for condition in scheme.conditions])
    for condition in scheme.conditions:
        _check_condition(condition, scheme, file)


def _check_unique(file: str, key: str, names: list[str]) -> None:
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise GuideError(file, key, f"{twice[0]} is there twice")


def _check_condition(condition: Condition, scheme: Scheme, file: str) -> None:
    key = f"conditions.{condition.id}"
    cases = [name for by_choice in condition.threshold_by.values() for name in by_choice.values()]
    for date_expected, names in (
        (False, [condition.threshold, *cases]),
        (True, [condition.first, condition.last]),
    ):
        for name in filter(None, names):
            if name not in scheme.parameters:
                raise GuideError(file, key, f"there is no parameter {name}")
            if isinstance(scheme.parameters[name].value, dt.date) != date_expected:
                raise GuideError(file, key, f"parameter {name} is not {'a date' if date_expected else 'a number'}")
    known = QUANTITIES[scheme.calculation].keys() | {item.name for item in scheme.inputs}
    for name in (condition.of,) if isinstance(condition.of, str) else condition.of:
        if name and name not in known:
            raise GuideError(file, key, f"`of` names {name}, which is neither an input nor a derived quantity")
    choices = {choice: set(values) for choice, values in condition.threshold_by.items()}
    if condition.kind == "one_of":
        choices[str(condition.of)] = set(condition.allowed)
    for choice, values in choices.items():
        item = scheme.input(choice)
        offered = {option.value for option in item.options} if item else set()
        if unknown := values - offered:
            raise GuideError(file, key, f"{choice} does not offer {', '.join(sorted(unknown))}")
