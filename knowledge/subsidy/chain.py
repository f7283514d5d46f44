"""A share of a chain's investment as it is completed, up to a yearly cap, divided among the members."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from knowledge.guide import Guide
from knowledge.model.scheme import Scheme
from knowledge.money import percent_text, to_fen, yuan_text
from knowledge.subsidy.apportion import apportion
from knowledge.subsidy.conditions import quantity_text
from knowledge.subsidy.inputs import Inputs
from knowledge.subsidy.kind import Kind
from knowledge.subsidy.members import TOLERANCE, Chain, chain_of
from knowledge.subsidy.result import Result
from knowledge.subsidy.working import Working

ROLES = {"lead": "牵头单位", "partner": "协作单位"}


def calculate(guide: Guide, scheme: Scheme, inputs: Inputs, today: dt.date) -> Result:
    """The rate times what is completed, less what was paid, at most the yearly cap; then each member's share.

    The yearly cap is read as a limit of what is payable now, after deducting what was paid before.
    """
    working = Working(guide, scheme, inputs)
    chain = chain_of(inputs)
    _note_members(working, chain)
    assert chain.total is not None, "the total is not known"
    net = working.net_of_tax(chain.total, "全链条投资总额")
    working.quantities["net_investment"] = net
    completed = _completed(working, net)
    payable = working.share_of(completed, "按比例计算")
    payable = working.less_paid(payable, working.clause("rate"))
    if inputs.number("paid"):
        working.assume("年度资助上限按扣除已拨付后本次应拨付的金额计算；同一年度内已经拨过的，合计不超过上限")
    amount = working.capped(payable)
    if chain.weights:
        _share_out(working, chain, amount)
    return working.result(amount)


def _note_members(working: Working, chain: Chain) -> None:
    inputs = working.inputs
    for name, counted in (("member_count", chain.member_count), ("partner_count", chain.partner_count)):
        stated = inputs.number(name)
        count = counted if stated is None else stated
        if count is not None:
            working.quantities[name] = count
        if stated is not None and counted is not None and stated != counted:
            item = working.scheme.input(name)
            working.assume(f"填写的{item.label if item else name}是{stated}家，与所列成员{counted}家不一致，请核对")
    if inputs.members() and chain.lead_count != 1:
        working.assume(f"应有一家牵头单位，所列成员中有{chain.lead_count}家")
    stated_total = inputs.number("total_investment")
    if stated_total is not None and chain.listed - stated_total >= TOLERANCE:
        working.assume(
            f"各成员投资额之和{yuan_text(chain.listed)}大于填写的投资总额{yuan_text(stated_total)}，按成员之和计算"
        )
    if inputs.members() and chain.rest:
        working.assume(f"其余{yuan_text(chain.rest)}的投资按由未列出的成员承担计")


def _completed(working: Working, net: Decimal) -> Decimal:
    inputs = working.inputs
    completed, stated = inputs.number("completed"), inputs.number("progress")
    rate = working.scheme.parameter("rate")
    if completed is not None:
        if completed - net >= TOLERANCE:
            working.assume(f"累计完成投资大于投资总额，按投资总额{yuan_text(net)}计算")
        completed = min(completed, net)
        if net:
            progress = completed / net
            text = quantity_text(progress, rate)
            working.quantities["progress"] = progress
            working.step("投资进度", f"{yuan_text(completed)} ÷ {yuan_text(net)} = {text}", text, rate.clause)
            working.reading("progress")
            if progress == 1:
                working.reading("finished_chain")
    elif stated is not None:
        completed = (net * stated).quantize(Decimal(1))
        working.quantities["progress"] = stated
        expression = f"{yuan_text(net)} × {percent_text(stated)} = {yuan_text(completed)}"
        working.step("累计完成投资（按进度推算）", expression, yuan_text(completed), rate.clause)
    else:
        working.assume_default("completed")
        completed = net
    working.quantities["completed"] = completed
    return completed


SHARE = "分得"
"""How the label of the step of a member's share ends."""


def _share_out(working: Working, chain: Chain, amount: Decimal) -> None:
    """Each member's share: in proportion to its investment, together exactly the whole."""
    whole = to_fen(amount)
    shares = apportion(whole, [*chain.weights, chain.rest])
    total = chain.listed + chain.rest
    for number, (member, weight) in enumerate(zip(working.inputs.members(), chain.weights, strict=True), start=1):
        share = shares[number - 1]
        label = member.name or f"{ROLES[member.role]}（第{number}家）"
        expression = f"{yuan_text(whole)} × {yuan_text(weight)} ÷ {yuan_text(total)} = {yuan_text(share)}"
        working.step(f"{label}{SHARE}", expression, yuan_text(share), working.clause("rate"))
        working.quantities[f"member_{number}"] = share
    if chain.rest:
        working.quantities["other_members"] = shares[-1]
    working.reading("chain_share")


def needed(inputs: Inputs) -> tuple[str, ...]:
    """The total, or members from which it follows."""
    if inputs.given("total_investment") or chain_of(inputs).total is not None:
        return ()
    return ("total_investment",)


KIND = Kind(
    calculate,
    needed,
    falling=frozenset({"paid"}),
    mixed=frozenset({"total_investment", "deductible_tax"}),
)
