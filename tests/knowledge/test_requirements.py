"""A scheme file that its arithmetic cannot use is refused with file, key and reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from knowledge.errors import GuideError
from knowledge.guide import Guide
from knowledge.model.condition import Condition
from knowledge.model.parameter import Parameter
from knowledge.model.scheme import Scheme
from knowledge.subsidy.requirements import INPUTS, PARAMETERS, QUANTITIES, check_scheme

Refused = Callable[[Scheme], tuple[str, str]]

DATE = Parameter(label="某日", value=dt.date(2018, 1, 1), unit="日期", clause="三")
AMOUNT = Parameter(label="某数", value=Decimal(5), unit="元", clause="三")


@pytest.fixture
def refused() -> Refused:
    def run(scheme: Scheme) -> tuple[str, str]:
        with pytest.raises(GuideError) as caught:
            check_scheme(scheme, "some.yml")
        assert caught.value.file == "some.yml"
        return caught.value.key, caught.value.reason

    return run


def condition(**fields: Any) -> Condition:
    return Condition(**{"id": "new", "clause": "四", "statement": "某项条件", **fields})


def changed(scheme: Scheme, **update: Any) -> Scheme:
    return scheme.model_copy(update=update)


def test_the_schemes_of_the_guide_are_complete(guide: Guide) -> None:
    for scheme in guide.schemes.values():
        check_scheme(scheme, "some.yml")
    assert (
        {scheme.calculation for scheme in guide.schemes.values()}
        == PARAMETERS.keys()
        == INPUTS.keys()
        == QUANTITIES.keys()
    )


@pytest.mark.parametrize("calculation", PARAMETERS)
def test_every_needed_parameter_and_input(guide: Guide, refused: Refused, calculation: str) -> None:
    scheme = next(item for item in guide.schemes.values() if item.calculation == calculation)
    for name in PARAMETERS[calculation]:
        rest = {key: value for key, value in scheme.parameters.items() if key != name}
        assert refused(changed(scheme, parameters=rest)) == ("parameters", f"calculation {calculation} needs {name}")
        dated = {**scheme.parameters, name: DATE}
        assert refused(changed(scheme, parameters=dated)) == (f"parameters.{name}", "a number is expected, not a date")
    for name, kind in INPUTS[calculation].items():
        inputs = tuple(item for item in scheme.inputs if item.name != name)
        reason = f"calculation {calculation} needs {name} of kind {kind}"
        assert refused(changed(scheme, inputs=inputs)) == ("inputs", reason)
        other = tuple(item.model_copy(update={"kind": "date"}) if item.name == name else item for item in scheme.inputs)
        assert refused(changed(scheme, inputs=other)) == ("inputs", reason)


def test_two_missing_parameters_are_both_named(guide: Guide, refused: Refused) -> None:
    assert (
        refused(changed(guide.scheme("loan_interest"), parameters={}))[1]
        == "calculation loan needs cap, loan_ratio, max_years"
    )


def test_nothing_twice(guide: Guide, refused: Refused) -> None:
    scheme = guide.scheme("finance_lease")
    assert refused(changed(scheme, inputs=(*scheme.inputs, scheme.inputs[0]))) == (
        "inputs",
        "lease_amount is there twice",
    )
    assert refused(changed(scheme, conditions=scheme.conditions * 2)) == ("conditions", "contract is there twice")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": "at_least", "of": "years", "threshold": "least"}, "there is no parameter least"),
        ({"kind": "at_least", "of": "years", "threshold": "start_to"}, "parameter start_to is not a number"),
        (
            {"kind": "at_least", "of": "height", "threshold": "cap"},
            "`of` names height, which is neither an input nor a derived quantity",
        ),
        ({"kind": "within", "of": "start", "first": "cap", "last": "start_to"}, "parameter cap is not a date"),
        ({"kind": "within", "of": "start", "first": "start_from", "last": "cap"}, "parameter cap is not a date"),
        ({"kind": "within", "of": "start", "first": "since", "last": "start_to"}, "there is no parameter since"),
        (
            {"kind": "within", "of": ("start", "finish"), "first": "start_from", "last": "start_to"},
            "`of` names finish, which is neither an input nor a derived quantity",
        ),
        ({"kind": "one_of", "of": "start", "allowed": ("b", "a")}, "start does not offer a, b"),
        (
            {"kind": "at_least", "of": "years", "threshold_by": {"years": {"long": "cap"}}},
            "years does not offer long",
        ),
        ({"kind": "at_least", "of": "years", "threshold_by": {"kind": {"long": "cap"}}}, "kind does not offer long"),
        (
            {"kind": "at_least", "of": "years", "threshold_by": {"years": {"long": "least"}}},
            "there is no parameter least",
        ),
    ],
)
def test_a_condition_that_names_something_unknown(
    guide: Guide, refused: Refused, fields: dict[str, Any], reason: str
) -> None:
    scheme = guide.scheme("finance_lease")
    scheme = changed(scheme, conditions=(*scheme.conditions, condition(**fields)))
    assert refused(scheme) == ("conditions.new", reason)


def test_conditions_that_can_be_judged(guide: Guide) -> None:
    lease = guide.scheme("finance_lease")
    fitting = (
        condition(kind="at_least", of="years", threshold="most"),
        condition(id="second", question="有吗？"),
        condition(id="third", kind="within", of=("start", "start"), first="start_from", last="start_to"),
    )
    check_scheme(changed(lease, conditions=fitting, parameters={**lease.parameters, "most": AMOUNT}), "some.yml")
    listed = guide.scheme("listed_company")
    by_board = condition(kind="at_least", of="net_investment", threshold_by={"board": {"main": "cap", "sme": "cap"}})
    check_scheme(changed(listed, conditions=(*listed.conditions, by_board)), "some.yml")
