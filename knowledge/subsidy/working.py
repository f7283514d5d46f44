"""A calculation under way: collects its steps, caps, assumptions and quantities, and becomes a Result."""

from __future__ import annotations

from decimal import Decimal

from knowledge.guide import Guide
from knowledge.model.scheme import Scheme
from knowledge.money import percent_text, to_fen, yuan_text
from knowledge.subsidy.conditions import deciding_inputs, judge
from knowledge.subsidy.inputs import Inputs, all_conditions
from knowledge.subsidy.result import Cap, Result, Step, eligibility


class Working:
    """What a kind of arithmetic writes down while it computes."""

    def __init__(self, guide: Guide, scheme: Scheme, inputs: Inputs) -> None:
        self.guide, self.scheme, self.inputs = guide, scheme, inputs
        self.quantities: dict[str, Decimal] = {}
        self._steps: list[Step] = []
        self._caps: list[Cap] = []
        self._assumptions: list[str] = []
        self._missing: list[str] = []

    def parameter(self, name: str) -> Decimal:
        """The value of a numeric parameter of the scheme."""
        value = self.scheme.parameter(name).value
        assert isinstance(value, Decimal), f"{name} is not a number"
        return value

    def clause(self, parameter: str) -> str:
        """Where the guide states the parameter."""
        return self.scheme.parameter(parameter).clause

    def step(self, label: str, expression: str, value: str, clause: str) -> None:
        """Write down a line of the calculation."""
        self._steps.append(Step(label, expression, value, clause))

    def assume(self, text: str) -> None:
        """Note what the result rests on, once."""
        if text and text not in self._assumptions:
            self._assumptions.append(text)

    def assume_default(self, name: str) -> None:
        """Note the assumption that stands for an input which was not given."""
        item = self.scheme.input(name)
        if item and not self.inputs.given(name):
            self.assume(item.assumption)

    def reading(self, name: str) -> None:
        """Note which reading of an open point of the guide was used."""
        self.assume(self.guide.general.readings.get(name, ""))

    def ask(self, *names: str) -> None:
        """Note inputs that would narrow or decide the result."""
        self._missing += [name for name in names if name not in self._missing]

    def net_of_tax(self, gross: Decimal, label: str) -> Decimal:
        """The amount less the deductible tax in it, if any was given."""
        tax = self.inputs.number("deductible_tax")
        if tax is None:
            self.assume_default("deductible_tax")
            return gross
        net = max(gross - tax, Decimal(0))
        if tax:
            self.step(
                f"{label}（扣除可抵扣税款）",
                f"{yuan_text(gross)} − {yuan_text(tax)} = {yuan_text(net)}",
                yuan_text(net),
                self._clause_of_tax(),
            )
        return net

    def _clause_of_tax(self) -> str:
        record = self.guide.records.get("deductible_tax")
        return record.clause if record else self.clause("cap")

    def share_of(self, base: Decimal, label: str) -> Decimal:
        """The base times the scheme's rate."""
        rate = self.parameter("rate")
        amount = base * rate
        expression = f"{yuan_text(base)} × {percent_text(rate)} = {yuan_text(amount)}"
        self.step(label, expression, yuan_text(amount), self.clause("rate"))
        return amount

    def capped(self, amount: Decimal, parameter: str = "cap") -> Decimal:
        """The amount, at most the parameter."""
        limit = self.scheme.parameter(parameter)
        return self.limited(amount, self.parameter(parameter), limit.label, limit.clause)

    def limited(self, amount: Decimal, limit: Decimal, label: str, clause: str) -> Decimal:
        """The amount, at most `limit`."""
        applied = amount > limit
        self._caps.append(Cap(label, limit, clause, applied))
        if applied:
            self.quantities["excess"] = amount - limit
            self.step(
                label, f"{yuan_text(amount)} > {yuan_text(limit)}，取{yuan_text(limit)}", yuan_text(limit), clause
            )
        return min(amount, limit)

    def less_paid(self, amount: Decimal, clause: str) -> Decimal:
        """The amount less what was paid before, not below zero."""
        self.assume_default("paid")
        paid = self.inputs.number("paid")
        if not paid:
            return amount
        rest = max(amount - paid, Decimal(0))
        difference = f"{yuan_text(amount)} − {yuan_text(paid)}"
        expression = f"{difference} = {yuan_text(rest)}" if paid <= amount else f"{difference} < 0，取{yuan_text(rest)}"
        self.step("扣除已拨付", expression, yuan_text(rest), clause)
        if paid > amount:
            self.assume(f"已拨付的{yuan_text(paid)}超过目前应得的{yuan_text(amount)}，本次不再拨付")
        return rest

    def result(self, amount: Decimal) -> Result:
        """The finished calculation: the amount in whole fen, or 0 where a condition fails."""
        parameters = {**self.guide.general.parameters, **self.scheme.parameters}
        known = all_conditions(self.guide, self.scheme)
        judged = tuple(judge(item, self.scheme, parameters, self.inputs, self.quantities) for item in known)
        for condition, verdict in zip(known, judged, strict=True):
            if verdict.verdict == "unknown":
                self.ask(*deciding_inputs(condition, self.scheme, self.inputs))
                for choice in condition.threshold_by:
                    self.assume_default(choice)
        self.ask(*(name for name in self.inputs.unknown if self.scheme.input(name)))
        eligible = eligibility(judged)
        whole = to_fen(Decimal(0)) if eligible is False else to_fen(amount)
        return Result(
            scheme=self.scheme.id,
            eligible=eligible,
            amount=whole,
            lower=whole,
            upper=whole,
            steps=tuple(self._steps),
            caps=tuple(self._caps),
            assumptions=tuple(self._assumptions),
            missing=tuple(self._missing),
            conditions=judged,
            quantities=dict(self.quantities),
        )
