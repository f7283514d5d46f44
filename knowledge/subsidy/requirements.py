"""What each kind of arithmetic needs of a scheme: parameters by name, and the quantities that conditions may use."""

from __future__ import annotations

from knowledge.errors import GuideError
from knowledge.model.scheme import Scheme

PARAMETERS: dict[str, frozenset[str]] = {
    "share": frozenset({"rate", "cap"}),
    "instalments": frozenset({"rate", "cap", "lookback_years", "payment_years"}),
    "chain": frozenset({"rate", "cap", "payment_years"}),
    "loan": frozenset({"cap", "loan_ratio", "max_years"}),
    "lease": frozenset({"rate", "cap", "max_years"}),
}

INPUTS: dict[str, frozenset[str]] = {
    "share": frozenset({"investment"}),
    "instalments": frozenset({"total_investment", "actual_fixed_investment"}),
    "chain": frozenset({"total_investment"}),
    "loan": frozenset({"loan_amount", "fixed_investment", "contract_rate", "years"}),
    "lease": frozenset({"lease_amount", "years"}),
}

QUANTITIES: dict[str, frozenset[str]] = {
    "share": frozenset({"net_investment"}),
    "instalments": frozenset({"total_investment", "progress"}),
    "chain": frozenset({"net_investment", "member_count", "partner_count", "progress"}),
    "loan": frozenset({"counted_loan"}),
    "lease": frozenset({"lease_amount"}),
}
"""Derived amounts and counts that a condition of kind at_least may compare."""


def check_scheme(scheme: Scheme, file: str) -> None:
    """Raises GuideError where the scheme lacks what its arithmetic needs, or a condition names something unknown."""
    missing = PARAMETERS[scheme.calculation] - scheme.parameters.keys()
    if missing:
        raise GuideError(file, "parameters", f"calculation {scheme.calculation} needs {', '.join(sorted(missing))}")
    names = {item.name for item in scheme.inputs}
    if missing := INPUTS[scheme.calculation] - names:
        raise GuideError(file, "inputs", f"calculation {scheme.calculation} needs {', '.join(sorted(missing))}")
    for condition in scheme.conditions:
        key = f"conditions.{condition.id}"
        for used in _parameters_used(condition.threshold, condition.threshold_by, condition.first, condition.last):
            if used not in scheme.parameters:
                raise GuideError(file, key, f"there is no parameter {used}")
        of = (condition.of,) if isinstance(condition.of, str) else condition.of
        known = QUANTITIES[scheme.calculation] | names
        for name in of:
            if name and name not in known:
                raise GuideError(file, key, f"`of` names {name}, which is neither an input nor a derived quantity")


def _parameters_used(threshold: str, threshold_by: dict[str, dict[str, str]], *names: str) -> list[str]:
    by_case = [name for cases in threshold_by.values() for name in cases.values()]
    return [name for name in (threshold, *by_case, *names) if name]
