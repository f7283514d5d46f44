"""The calculator: inputs of a scheme in, what it would pay and why out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.model.scheme import Scheme
from knowledge.ranges import bounded
from knowledge.subsidy import chain, instalments, lease, loan, share
from knowledge.subsidy.inputs import Inputs, validate
from knowledge.subsidy.result import Result
from knowledge.subsidy.values import unknown_range

KINDS = {
    "share": share.KIND,
    "instalments": instalments.KIND,
    "chain": chain.KIND,
    "loan": loan.KIND,
    "lease": lease.KIND,
}


def calculate(guide: Guide, scheme_id: str, inputs: Mapping[str, Any], today: dt.date) -> Result:
    """What the scheme would pay for these inputs, with bounds where some are unknown or ranges.

    >>> from knowledge.loader import load_guide
    >>> result = calculate(load_guide("2018"), "intelligent_upgrade", {"investment": 30_000_000}, dt.date(2018, 8, 1))
    >>> result.amount, result.steps[0].expression
    (Decimal('6000000.00'), '3000万元 × 20% = 600万元')
    """
    scheme = scheme_of(guide, scheme_id)
    return calculate_typed(guide, scheme, validate(guide, scheme, inputs), today)


def scheme_of(guide: Guide, scheme_id: str) -> Scheme:
    """The scheme; raises InputError that names the schemes there are."""
    if scheme_id not in guide.schemes:
        raise InputError("scheme", f"没有这一类；可选：{'、'.join(guide.schemes)}")
    return guide.scheme(scheme_id)


def calculate_typed(guide: Guide, scheme: Scheme, inputs: Inputs, today: dt.date) -> Result:
    """The same for inputs that have been validated."""
    kind = KINDS[scheme.calculation]
    exactly = partial(_exactly, guide, scheme, today)
    open_inputs = {name: unknown_range(_kind_of(scheme, name)) for name in kind.needed(inputs)}
    inputs = inputs.replaced(open_inputs)
    if not inputs.ranges():
        return exactly(inputs)
    return bounded(exactly, kind, scheme, inputs)


def _exactly(guide: Guide, scheme: Scheme, today: dt.date, inputs: Inputs) -> Result:
    return KINDS[scheme.calculation].calculate(guide, scheme, inputs, today)


def _kind_of(scheme: Scheme, name: str) -> str:
    item = scheme.input(name)
    assert item is not None, f"{scheme.id} has no input {name}"
    return item.kind
