"""What a backwards question aims at (想拿300万, 拿满, 够门槛), and what it asks for (投多少, 租几年, 扣多少税)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from actions.claim import claims
from actions.inputs.not_own import caps_of, states_the_cap
from actions.turn import Turn
from knowledge.model import Scheme

_GRANT = "拿|领|补|贴|拨|(?<=[能可以想])得到?|获|争取|申请|到手|资助|奖|享受|核"
_WISH = re.compile(
    "(?:想|要|希望|争取|目标|打算|指标|为了|如果|假如|假设|要是|若|力争|计划|老板|领导|任务|倒推|反推|倒算|为达|期望|盼|冲)[^。?]{0,14}$"
)
_GRANT_BEFORE = re.compile(rf"(?:{_GRANT}|目标|指标|任务|顶到|冲)[^。?\d]{{0,9}}$")
_GRANT_AFTER = re.compile(
    r"\s*(?:元)?(?:的|左右)?\s*(?:技改|智能化|重大|产业链|上市公司|融资租赁|租赁|贷款)?(?:提升|项目)?(?:资助|补贴|补助|贴息|奖补|奖励|封顶|上限|就行|就够|就好)"
)
_QUANTITY = re.compile(
    "多少|几多|多大|多高|几何|多长|多久|几年|几个月|若干|几(?:千|百)?(?:万|亿)|什么规模|啥规模|何种规模"
)
_ASKS_GRANT = re.compile(
    rf"(?:{_GRANT}|给|发)(?!到(?:封顶|上限|顶))[^,。;?投贷租借花做差缺扣开]{{0,8}}(?:多少|几多|几何|若干)"
    "|(?:资助|补贴|补助|贴息|奖补|奖励)(?:额|金额|款|资金|总额)?(?:是|有|为|该|应|能|会|就|大概|大约|可以|可)*(?:多少|几多|几何|若干)"
    "|(?:企业|单位|公司|家|我们|我司|方|牵头|协作|[甲乙丙丁]|份)(?:自己)?(?:能|可以?|应|该)?(?:得到?|分到?得?|分)(?:多少|几多|几何)"
    "|(?:报|申报?)(?:得|能|可以)?(?:出|到|下来)[^,。;?]{0,4}(?:多少|几多)"
    "|可(?:以)?(?:获得?|享受|申请)(?:的)?(?:资助|补贴|补助|奖补|贴息)(?:数额|金额|额度|资金|总额|额)"
    "|(?:资助|补贴|补助|奖补|贴息)(?:数额|金额|额度)(?:几何|是啥|[。?]|$)"
    "|[,。](?:资助|补贴|补助|奖补|贴息)[?]?$|(?:补|拿|领|给|贴|有)[^,。;?]{0,3}(?:几个钱|几钱|几文)|能有多少[?]?$"
    "|(?:多少|几多)(?:钱的?)?(?:资助|补贴|补助|贴息|奖补|奖励)"
)
_LACK = re.compile(
    "(?:差|缺|欠)(?:了|着)?(?:多少|几多|几何|几百|几千)|缺口|(?:再|还(?:要|得|需要?|应)?(?:再|多)?)(?:投入?|追加|追投|增加|砸|花|补投|完成|做|租|贷|借)[^,。;?补]{0,8}(?:多少|几多)"
)
_CAP = re.compile(
    "拿满|封顶|顶格|上限|最高(?:额|限|的)?|满额|拉满|吃满|顶到|顶满|用足|用满|足额|到顶|顶配"
    "|(?:够|碰|摸)(?:得)?到?(?:了)?(?:这个|那个|这一)?(?:顶|上限|天花板|封顶)|cap"
)
_REACHED = re.compile("想|要|希望|争取|目标|打算|力争|冲|达到|够到|顶到|拿到|拿满|离|距|差|才能|为了|如果|怎么")
"""Words by which a clause wishes for the cap that it states."""
_THRESHOLD = re.compile(
    "门槛|起点|申报线|资格线|起步线|入门线|及格线|够得?(?:上|着)|达标|够格|过线|够线|卡线|最低(?:的)?(?:投资)?(?:进度|要求|标准|线|额)|条件线|(?:够|能|符合|满足)(?:申报|报|要求|条件)|(?:满足|达到|符合|够到?)[^,。;?]{0,6}(?:进度|条件|要求|比例)"
)
_ALL_COUNTED = re.compile(
    "(?:全部|全额|全都|都|足额|全)(?:贷款|本金)?(?:都)?(?:能|可以|可|被)?(?:计入|计息|计贴息|纳入|算进?|贴息)|不(?:被|受|会)[^,。;]{0,4}(?:打折|砍|卡|限制|扣)"
)
_COUNTED_LOAN = re.compile(
    "(?:多少|几多)[^,。;?]{0,4}(?:贷款|本金|不(?:给|能|予|可以?)?(?:贴|计))|(?:贷款(?!贴息|补贴|利息)|本金)[^,。;?]{0,12}(?:计息|计入|增加|再贷)[^,。;?]{0,6}(?:多少|几多)"
    "|(?:贷款(?!贴息|补贴|利息)|本金)[^,。;?]{0,6}(?:还|再)(?:可以|能|可)[^,。;?]{0,6}(?:多少|几多)"
)
"""Words that ask how much of a loan bears interest that counts."""
_SHARED_OUT = re.compile(
    "各(?:家|自|方|单位)?(?:能|可以|可|该|应)?(?:分|拿|得|领|补)(?:到|得)?(?:多少|几多)|分别(?:能|可以|可|该|应)?(?:分|拿|得)"
)
"""Words that ask what each member of a chain receives."""
BEYOND = re.compile("砍掉|超出|超过(?:上限|封顶|的)|多出来|补不到|拿不到|白投|损失|不给补|被扣")
"""Words that ask for what is beyond the cap."""
_RECEIVED = re.compile("反推|倒推|倒算|应该是|应当是|当时|原来")
_YEARS = re.compile(
    "(?:租|贷|借|期限|租期|签|年限)[^,。;]{0,10}(?:多长|多久|几年|几个月|多少(?:个)?(?:年|月))|(?:几年|多久|多长时间)(?:才|能)"
)
_TAX = re.compile(
    "(?:税|抵扣)[^,。;]{0,12}(?:最多|至多|不超过|不能超过|上限|多少)|(?:最多|至多)[^,。;]{0,6}(?:扣|抵)[^,。;]{0,6}(?:多少|几多)|(?:扣|抵)(?:掉)?多少税|(?:最多|至多)[^,。;]{0,4}多少(?:可|能)?(?:以)?(?:抵扣|抵)"
)
_FIXED = re.compile("(?:固投|固定资产|项目投资|投资额|总投资)[^,。;多]{0,14}(?:多少|几多|多大)")
_WITH_TAX = re.compile("含税|开票|发票|价税|连税|带税")


ALL_COUNTED = "all_counted"
"""The goal that the whole loan bears interest that counts."""


@dataclass(frozen=True)
class Aim:
    """`goal` is an amount in yuan as text, `cap`, `threshold` or `all_counted`; `of` the input asked for, if named.

    `lack` tells whether the question is what is still lacking; `values` are the figures of the message but the goal.
    """

    goal: str
    of: str
    lack: bool
    with_tax: bool
    values: tuple[dict[str, Any], ...]


def aim_of(turn: Turn, scheme: Scheme | None = None) -> Aim | None:
    """What a backwards question aims at; None where the message asks forwards, for the grant."""
    text = turn.text
    lack = bool(_LACK.search(text))
    if not (_QUANTITY.search(text) or lack or re.search("倒推|反推|倒算", text)):
        return None
    if claims(turn) and not lack:
        return None
    if BEYOND.search(text) or _SHARED_OUT.search(text):
        return None
    if _COUNTED_LOAN.search(text) and re.search("固投|固定资产", text) and re.search("计|贴息", text):
        return Aim(ALL_COUNTED, "", lack, with_tax=False, values=tuple(turn.entities))
    text = re.sub("没(?:有)?(?:拿|到|达到|碰|够)到?(?:满|封顶|上限|顶)", "", without_stated_caps(turn, scheme))
    target = _target(turn)
    rest = tuple(item for item in turn.entities if item is not target)
    if _ALL_COUNTED.search(text) and re.search("贷|息", text) and not _ASKS_GRANT.search(text):
        return Aim(ALL_COUNTED, "", lack, with_tax=False, values=tuple(turn.entities))
    if _TAX.search(text) and _THRESHOLD.search(text):
        return Aim("threshold", "deductible_tax", lack, with_tax=False, values=tuple(turn.entities))
    if _ASKS_GRANT.search(text) and not lack:
        return None
    goal = str(target["value"]) if target else "cap" if _CAP.search(text) else ""
    if not goal and (_THRESHOLD.search(text) or lack):
        goal = "threshold"
    if not goal or (goal == "cap" and not lack and not _asks_a_figure(text)):
        return None
    of = ""
    if scheme is not None:
        of = "years" if _YEARS.search(text) and scheme.input("years") else ""
        if scheme.input("loan_amount") and _FIXED.search(text) and not of:
            of = "fixed_investment"
    return Aim(goal, of, lack, with_tax=bool(_WITH_TAX.search(text)), values=rest)


def without_stated_caps(turn: Turn, scheme: Scheme | None) -> str:
    """The text without words that only state the cap, as 年度封顶1500万; one that is wished for stays."""
    caps = caps_of(scheme) if scheme else ()
    text = turn.text
    for item in sorted(turn.values, key=lambda value: -int(value["start"])):
        before, after = text[: item["start"]], text[item["end"] :]
        start = max((match.end() for match in re.finditer("[,。;?]", before)), default=0)
        stop = re.search("[,。;?]", after)
        end = item["end"] + (stop.start() if stop else len(after))
        clause = text[start:end]
        if states_the_cap(turn.text, item, caps) and not _REACHED.search(clause):
            text = text[:start] + _CAP.sub("", clause.replace(text[item["start"] : item["end"]], "")) + text[end:]
    return text


def asks_grant(text: str) -> bool:
    """Whether the text asks how much is paid.

    >>> asks_grant("投了3000万,能补多少"), asks_grant("想拿600万要投多少")
    (True, False)
    """
    return bool(_ASKS_GRANT.search(text))


def _asks_a_figure(text: str) -> bool:
    """Whether what is asked is something to invest, borrow, lease or build, not what is paid."""
    clauses = [clause for clause in re.split("[,。;?]", text) if _QUANTITY.search(clause)]
    return any(
        re.search(
            "投|贷|借|租|花|做|开|买|完成|额度|盘子|规模|本金|固定资产|期限|砸|上多少|多长|多久|几年|得(?:要)?(?:有)?多|至少|最少|起码",
            clause,
        )
        for clause in clauses
    ) or bool(re.search("倒推|反推|倒算", text))


def _target(turn: Turn) -> dict[str, Any] | None:
    """The amount that is wished for, among those of the message."""
    for item in turn.entities:
        if item["entity"] != "amount":
            continue
        before = turn.text[max(0, item["start"] - 18) : item["start"]]
        before = re.split(r"\d[^,。;]*[,。;]", before)[-1]
        after = turn.text[item["end"] : item["end"] + 12]
        granted = _GRANT_BEFORE.search(before) or _GRANT_AFTER.match(after)
        received = granted and _RECEIVED.search(turn.text) and not asks_grant(turn.text)
        aimed = re.match(r"\s*元?的?(?:目标|指标|任务)", after)
        if (aimed or received or (_WISH.search(before) and granted)) and Decimal(str(item["value"])) > 0:
            return item
    return None
