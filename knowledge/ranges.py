"""Bounds of an amount where inputs are known only as ranges, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product

from knowledge.model.scheme import Scheme
from knowledge.money import to_fen
from knowledge.subsidy.inputs import Inputs
from knowledge.subsidy.kind import Kind
from knowledge.subsidy.result import ConditionResult, Result, Step, Verdict, eligibility
from knowledge.subsidy.values import Range

Calculate = Callable[[Inputs], Result]
Point = dict[str, Decimal]

MOST_MIXED = 2
"""So many inputs are looked up between their ends; of any further ones the ends alone."""


def bounded(calculate: Calculate, kind: Kind, scheme: Scheme, inputs: Inputs) -> Result:
    """The result between the least and the most that the inputs allow.

    The amount rises or falls steadily with most inputs, so that their ends suffice; with the others it is looked up
    at the ends and at the values between them where the arithmetic turns.
    """
    ranges = inputs.ranges()
    values = _values(kind, scheme, inputs)
    tried = {
        best: [(point, calculate(inputs.replaced(point))) for point in _points(kind, ranges, values, best=best)]
        for best in (False, True)
    }
    low_point, lowest = min(tried[False], key=lambda pair: pair[1].amount)
    high_point, highest = max(tried[True], key=lambda pair: pair[1].amount)
    results = [result for pairs in tried.values() for _, result in pairs]
    stated = all(item.stated for item in ranges.values())
    merged = _merged([lowest, highest, *results], steady=stated and not kind.mixed & ranges.keys())
    remedies = {item.id: item.remedy for result in results for item in result.with_verdict("fails")}
    conditions = tuple(_answered(item, inputs.answers.get(item.id), remedies.get(item.id, "")) for item in merged)
    fails = eligibility(conditions) is False or all(result.eligible is False for result in results)
    least, most = (Decimal(0), Decimal(0)) if fails else (lowest.amount, highest.amount)

    def narrows(name: str) -> bool:
        outcomes = {
            (result.amount, result.eligible)
            for point in (low_point, high_point)
            for value in values[name]
            for result in [calculate(inputs.replaced({**point, name: value}))]
        }
        return len(outcomes) > 1

    return replace(
        highest,
        eligible=False if fails else eligibility(conditions),
        amount=to_fen(least),
        lower=to_fen(least),
        upper=to_fen(most),
        steps=_steps(lowest, highest) if stated else (),
        caps=tuple(replace(cap, applied=cap.applied and stated) for cap in highest.caps),
        assumptions=tuple(dict.fromkeys((*lowest.assumptions, *highest.assumptions))),
        missing=tuple(dict.fromkeys((*filter(narrows, ranges), *highest.missing, *lowest.missing))),
        conditions=conditions,
        quantities={name: value for name, value in highest.quantities.items() if lowest.quantities.get(name) == value},
    )


def _values(kind: Kind, scheme: Scheme, inputs: Inputs) -> dict[str, list[Decimal]]:
    """The values of each range to look at: its ends, and where the amount may turn, what lies between."""
    ranges = inputs.ranges()
    turning = _turning(scheme, inputs)
    looked_up = [name for name in ranges if name in kind.mixed][:MOST_MIXED]
    values = {}
    for name, item in ranges.items():
        between = turning.get(name, turning[""]) if name in looked_up else set()
        values[name] = sorted({item.low, item.high} | {value for value in between if item.low < value < item.high})
    return values


def _turning(scheme: Scheme, inputs: Inputs) -> dict[str, set[Decimal]]:
    """Where the arithmetic turns: at thresholds, caps and known amounts, all before tax is taken off."""
    amounts = {Decimal(str(item.value)) for item in scheme.parameters.values() if item.unit == "元"}
    known = [value for value in inputs.values.values() if isinstance(value, Decimal)]
    known += [end for item in inputs.ranges().values() if item.stated for end in (item.low, item.high)]
    known += [sum(inputs.by_year().values(), Decimal(0))]
    amounts.update(known)
    taxes = {Decimal(0), *_ends(inputs, "deductible_tax")}
    wholes = {*_ends(inputs, "total_investment"), *_ends(inputs, "planned_fixed_investment")}
    return {
        "": {value + tax for value in amounts for tax in taxes},
        "deductible_tax": {whole - value for whole in wholes for value in amounts},
    }


def _ends(inputs: Inputs, name: str) -> tuple[Decimal, ...]:
    item = inputs.values.get(name)
    if isinstance(item, Range):
        return (item.low, item.high)
    return () if item is None else (item,)


def _points(
    kind: Kind, ranges: Mapping[str, Range], values: Mapping[str, list[Decimal]], *, best: bool
) -> Iterator[Point]:
    """The combinations of values at which the most (or the least) can lie."""
    choices = []
    for name, item in ranges.items():
        if name in kind.mixed:
            choices.append(values[name])
        else:
            choices.append([item.low if (name in kind.falling) == best else item.high])
    for combination in product(*choices):
        yield dict(zip(ranges, combination, strict=True))


def _steps(lowest: Result, highest: Result) -> tuple[Step, ...]:
    """How both bounds come about."""
    if lowest.steps == highest.steps:
        return lowest.steps
    labelled = (("按最低计", lowest), ("按最高计", highest))
    return tuple(replace(step, label=f"{word}：{step.label}") for word, result in labelled for step in result.steps)


def _merged(results: list[Result], *, steady: bool) -> tuple[ConditionResult, ...]:
    """Each condition's verdict where all agree, else unknown; its actual value from lowest to highest if `steady`."""
    merged = []
    for same in zip(*(result.conditions for result in results), strict=True):
        first, verdicts = same[0], {item.verdict for item in same}
        actuals = list(dict.fromkeys(item.actual for item in same[:2]))
        verdict: Verdict = verdicts.pop() if len(verdicts) == 1 else "unknown"
        merged.append(
            replace(
                first,
                verdict=verdict,
                actual="至".join(actuals) if steady or len(actuals) == 1 else "",
                remedy=first.remedy if verdict == "fails" else "",
                gap=first.gap if verdict == "fails" and len(actuals) == 1 else "",
            )
        )
    return tuple(merged)


def _answered(condition: ConditionResult, answer: bool | None, remedy: str) -> ConditionResult:
    """A threshold that the figures leave open is decided by a plain yes or no, if there is one."""
    if condition.verdict != "unknown" or answer is None:
        return condition
    if answer:
        return replace(condition, verdict="meets", actual="是")
    return replace(condition, verdict="fails", actual="否", remedy=remedy)
