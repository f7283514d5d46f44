"""A claim about the grant that is to be checked: 老板说能拿满2000万，对吗; computed forwards, then compared."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.not_own import spoken_of
from actions.turn import Turn
from knowledge.model import Scheme
from knowledge.money import yuan_text
from knowledge.subsidy.result import Result

_CHECKED = re.compile(
    "(?:对|准|行|真|可信|可靠|属实|正确|合理|现实|可能|靠谱|没错|有戏|是|成)(?:的)?(?:吗|么|嘛|吧(?=[,。?]|$))|对不对|准不准|靠不靠谱|靠谱|真的假的|真假|"
    "是不是(?:真|这|对)|可信|可不可信|忽悠|骗|吹牛|属实|是这样|这么多吗|那么多吗|(?:有|拿得到|拿到|补)(?:这么|那么)多|算错|搞错|"
    "核实|核对|验证|实际(?:上)?(?:该|应|能|可|会|是|到底|拿|补)|到底(?:该|应|能|可|会|是|有)|究竟|真能|真有|"
    "我(?:觉得|看)?不(?:太)?(?:信|对)"
)
_CITED = re.compile("说|讲|告诉|听|据说|保证|承诺|认为|觉得|以为|号称|算|估|答应|打包票|拍胸脯|肯定|一定|吹|能|可以")
_FULL = re.compile("(?:拿|领|吃|拉|补|贴|用)(?:得)?满|顶格|封顶|满额|到顶|拿足|足额")
_INVEST = re.compile("(?:投|贷|借|租|做|砸|花)(?:资|入|到|够)?(?:多少|几多|多大|几年|多久)")


def claims(turn: Turn) -> bool:
    """Whether the message tells a grant that somebody reckons with and asks whether it is right."""
    text = turn.text
    if not _CHECKED.search(text) or _INVEST.search(text):
        return False
    if any(spoken_of(text, item) for item in turn.values):
        return True
    full = _FULL.search(text)
    return bool(full and _CITED.search(text[max(0, full.start() - 14) : full.start()]))


def claimed(turn: Turn, scheme: Scheme) -> Decimal | None:
    """The amount that is claimed; the cap where only 拿满 is said."""
    if not claims(turn):
        return None
    amounts = [Decimal(str(item["value"])) for item in turn.values if spoken_of(turn.text, item)]
    if amounts:
        return amounts[0]
    cap = scheme.parameters.get("cap")
    return Decimal(str(cap.value)) if cap else None


def verdict(turn: Turn, scheme: Scheme, result: Result) -> str:
    """One sentence on the claimed amount beside the computed one; empty where nothing is claimed."""
    amount = claimed(turn, scheme)
    if amount is None or not result.exact:
        return ""
    said = f"您提到的{yuan_text(amount)}"
    if result.eligible is False:
        return f"{said}不对：有条件不满足，不能获得资助。"
    total = result.quantities.get("grant_total")
    if total is not None and total != result.amount:
        right = abs(amount - total) < 1
        judged = "与资助总额一致" if right else f"不对：资助总额最多{yuan_text(total)}"
        return f"{said}{judged}，目前可拨付{yuan_text(result.amount)}。"
    difference = amount - result.amount
    if abs(difference) < 1:
        return f"{said}与测算结果一致。"
    if difference > 0:
        return f"{said}不对：按这些数据最多{yuan_text(result.amount)}，高估了{yuan_text(difference)}。"
    return f"{said}不对：按这些数据最多可到{yuan_text(result.amount)}，低估了{yuan_text(-difference)}。"
