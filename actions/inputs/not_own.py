"""Figures that are not the enterprise's own: a grant that somebody speaks of, the guide's cap, another firm's sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from actions.inputs.member import OWN, told_role
from knowledge.model import Scheme

_ABOUT = "(?:大概|大约|差不多|至少|最多|顶多|最高|足足|整整|上|满|到|了|个|有|约|近|将近|接近|不少于|不低于)*"
_SAYS = "说|讲|告诉|听说|据说|保证|承诺|认为|觉得|以为|号称|算出来|算下来|算出|算得|算的|估|答应|打包票|拍胸脯|吹"
SPOKEN_OF = re.compile(
    f"(?:能|可以|可|会|肯定|一定|必|应该|应|估计|有望|{_SAYS})(?:是|能|能够|可以|会|肯定|一定|还|再|就|给|帮|我们|我司|公司|企业|咱们?|你们?)*"
    "(?:按[^,。;]{0,6})?"
    f"(?:拿|领|给|申请?到|申领|申得|批到?|报到|补贴|补助|补|贴息|贴|拨|得|获得|获|资助|奖补|奖励|奖|到手|申请|争取|下来)(?:我们|公司|企业)?{_ABOUT}$"
)
"""Words before an amount that somebody says, hopes or reckons to be granted."""
_SPOKEN_OF_BARELY = re.compile(
    f"按公式(?:是|得|算|有|应)*$|(?:我|自己|我们|会计|财务)[^,。;]{{0,4}}(?:按|用|拿)[^,。;]{{0,10}}算(?:出来|下来|出|得|了)?(?:是|有|约)*$|(?:{_SAYS})[^,。;\\d]{{0,8}}(?:资助|补贴|补助|奖补|奖励|贴息)(?:额|款|金额)?(?:是|有|为)?{_ABOUT}$"
)
_ASKED_FOR = re.compile(
    r"\s*元?(?:是不是|是否|能不能|可不可以|能|可以)(?:一年|一次|一次性|全部|全|都|当年|今年)*(?:能|可以)?(?:拿到|拿全|拿齐|到手|补到|领到|给)"
)
"""Words after a grant that is asked for: 3200万能一年拿到吗."""
_UNRELATED = re.compile(
    r"[^。;!?\d]{0,16}(?:跟|与|和|同)(?:我们|我司|本公司|我公司|咱们?|我厂)[^,。;]{0,4}(?:无关|没有?关系|不相干)"
)
"""Words after a sum that another firm has."""
_RECKONED = re.compile(r"(?:乘|[×*]|算|等于|=|应该|就是|得出?|合着|折合|[%成](?:是|有|得|就|为))[^,。;\d]{0,6}$")
"""Words before the result of a calculation of one's own: 我拿两成一乘是2001.6万."""
_GAP = re.compile(r"(?:还差|只差|就差|差了?|差个)(?:大概|大约|约|不多|个)*$")
"""Words before a sum that something falls short by: 差一万凑整."""
_BANK = re.compile(r"银行[^,。;补贴奖资]{0,6}$|授信|贷款[^,。;]{0,3}$")
_LENT = re.compile(r"\s*元?的?(?:贷款|授信|额度)")
_CAP_BEFORE = re.compile(
    "(?:封顶|上限|顶格|天花板|最高限额)(?:额|线|金额|数)?(?:就|才|只|也)?(?:是|为|有|在|到)?(?:才|就)?[:]?$"
)
_CAP_AFTER = re.compile(
    r"\s*元?(?:的|这个|那个|就|是|这一|一个|单个|每个|项目|企业|为)*(?:封顶|上限|顶格|天花板|顶(?!多|级))|\s*元?(?:要|想|想要|能|能不能)?(?:吃满|拿满|用满|拉满|领满)"
)
_MOST = re.compile(
    "(?:最高|最多|至多|顶多|不超过|不能超过)(?:就|才|只)?(?:能|可以)?(?:补|给|拿|资助|奖|领)?(?:是|为|到)?$"
)
_LIMIT_OF_OWN = re.compile("(?:授信|额度|贷款|投资|预算|租赁|核定)[^,。;]{0,3}$")
_OTHERS = re.compile(
    "(?<![给向为替从跟和与找])(?:隔壁|同行|友商|竞争对手|对手|对家|别的(?:公司|厂|企业)|别家|别人|人家(?!给|说|同意|批|优惠|银行|算)|朋友|客户|(?:兄弟|姊妹|关联)(?:单位|公司|企业|厂|方)|同学|老乡|"
    "某(?:家|个)?(?:公司|厂|企业)|有(?:一)?家(?:公司|厂|企业)|其他(?:公司|企业|厂)|邻居|园区里?(?:另|别)[^,。;]{0,2}家)"
    f"(?![^,。;]{{0,6}}(?:{_SAYS}|问|建议|介绍|推荐))"
)
_OWN = re.compile(f"{OWN.pattern}|咱|(?<!给)我(?!说|听|想问|问)")
_MY_CLIENT = re.compile(
    "(?:我们?|咱们?|手上|手里|手头|这边)(?:手上|手里|手头|这边|这里|那边|那个|这个|有|服务|代理|辅导|的|一|个|家|位)*$"
)
_CLAUSES = re.compile(r"[,，。;；!！?？\n]")
_DROPPED = frozenset({"amount", "number", "percent", "fraction", "years", "date", "date_range"})


def spoken_of(text: str, item: Mapping[str, Any]) -> bool:
    """Whether the amount is a grant that somebody speaks of, not one that was paid: 中介说能补600万."""
    before, after = text[: item["start"]], text[item["end"] :]
    clause = _CLAUSES.split(before)[-1]
    if item["entity"] != "amount" or _LENT.match(after) or _BANK.search(clause):
        return False
    return bool(SPOKEN_OF.search(clause) or _SPOKEN_OF_BARELY.search(clause) or _ASKED_FOR.match(after))


def states_the_cap(text: str, item: Mapping[str, Any], caps: Iterable[Any] = ()) -> bool:
    """Whether the amount is told as the cap of the scheme, as in 年度封顶1500万 and 上限5000万的那个.

    最高 alone says so only where the amount is one of `caps`.
    """
    if item["entity"] != "amount":
        return False
    before, after = text[: item["start"]], text[item["end"] :]
    clause = _CLAUSES.split(before)[-1]
    if match := _CAP_BEFORE.search(clause):
        return not _LIMIT_OF_OWN.search(clause[: match.start()])
    if _CAP_AFTER.match(after):
        return True
    return bool(_MOST.search(clause)) and any(float(cap) == float(item["value"]) for cap in caps)


def caps_of(scheme: Scheme) -> tuple[Any, ...]:
    """The upper limit of the scheme's grant."""
    return (scheme.parameters["cap"].value,) if "cap" in scheme.parameters else ()


def own_values(scheme: Scheme, text: str, values: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The values without those that are not the enterprise's own."""
    caps = caps_of(scheme)
    values = [item for item in values if not (_a_gap(text, item) or _unrelated(text, item))]
    values = [item for item in values if not _reckoned(scheme, text, item, values)]
    kept = [item for item in values if not spoken_of(text, item) and not states_the_cap(text, item, caps)]
    others = [item for item in kept if item["entity"] in _DROPPED and _of_others(text, int(item["start"]))]
    if not any(item["entity"] in ("amount", "number") and item not in others for item in kept):
        return kept
    return [item for item in kept if item not in others]


def _a_gap(text: str, item: Mapping[str, Any]) -> bool:
    """Whether the amount is what is lacking of another one."""
    return item["entity"] == "amount" and bool(_GAP.search(text[: item["start"]])) and "多少" not in text[item["end"] :]


def _unrelated(text: str, item: Mapping[str, Any]) -> bool:
    return item["entity"] in _DROPPED and bool(_UNRELATED.match(text, int(item["end"])))


def _reckoned(scheme: Scheme, text: str, item: Mapping[str, Any], values: list[Mapping[str, Any]]) -> bool:
    """Whether the amount is what somebody reckoned the grant to be: a rate of the scheme times another amount."""
    if item["entity"] != "amount" or not _RECKONED.search(text[: item["start"]]):
        return False
    rate = scheme.parameters.get("rate")
    others = [Decimal(str(other["value"])) for other in values if other["entity"] == "amount" and other is not item]
    return rate is not None and any(Decimal(str(item["value"])) == Decimal(str(rate.value)) * other for other in others)


def _of_others(text: str, position: int) -> bool:
    """Whether the last subject before the position is another firm; a member of a chain is none."""
    before = text[:position]
    others = [m for m in _OTHERS.finditer(before) if not told_role(m[0]) and not _the_applicant(before, m)]
    own = [m for m in _OWN.finditer(before) if not (m[0] == "自己" and others and others[-1].end() == m.start())]
    return bool(others) and (not own or own[-1].start() < others[-1].start())


def _the_applicant(before: str, subject: re.Match[str]) -> bool:
    """Whether 客户 is whom a consultant asks for, not a customer of the enterprise that asks."""
    if subject[0] != "客户":
        return False
    lead = before[: subject.start()]
    return not OWN.search(lead) or bool(_MY_CLIENT.search(lead))
