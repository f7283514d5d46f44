"""What is financed by a lease, from the price of the equipment and what is paid at once.

设备价3000万，首付600万（或20%），其余融资租赁: the price less the first payment. 两成自付，八成走融资租赁: the share.
"""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from actions.inputs.roles import OTHER
from actions.inputs.vocabulary import REST
from knowledge.model import Scheme
from knowledge.money import yuan_text

_SHARE_LEASED = re.compile(
    r"(?:的|由|那部分|部分|都|全|拿来|通过|用|走|做|办|采用|以|是|来|去)*(?:融资租赁|融租|租赁|直租|回租)"
)
_SHARE_OWN = re.compile(r"(?:的|是|由|用|我们|企业|公司)*(?:自己|自付|自筹|自有|自出|首付|现金|全款)")
_OWN_BEFORE = re.compile(r"(?:首付|自付|自筹|自有资金|自己出|自己付|先付|预付)(?:了|款|比例|是|占|为)*$")
_PRICE = re.compile("设备|售价|总价|价款|采购|合同价|机|线|台|套|批")
_LESSOR = re.compile("租赁(?:公司|方)?(?:出|付|垫|承担|买)(?:了|资)?$")
FIRST_PAYMENT = "first_payment"
"""Role of what the enterprise pays itself."""
_FINANCED = re.compile("融资额|融资金额|额度|本金")


def financed(figures: list[Figure], sums: list[Figure], scheme: Scheme, reading: InputReading) -> None:
    """Gives the amount financed to the price of the equipment, less what the enterprise pays itself."""
    if scheme.input("lease_amount") is None or any(f.role == "lease_amount" and not f.weak for f in sums):
        return
    first = next((f for f in figures if "首付" in f.left or f.right.startswith("首付")), None)
    share = _share_leased(figures, first)
    if share is not None and (price := _price_before(sums, share[0])):
        percent = share[1] * 100
        reading.notes.append(f"融资额按设备价款{yuan_text(price.number)}的{percent.normalize():f}%计")
        price.role, price.weak, price.value = "lease_amount", False, price.number * share[1]
        return
    if _rest_leased(sums):
        return
    if first is None:
        _whole_price(sums, reading)
        return
    prices = [f for f in sums if f is not first and f.start < first.start]
    told = any(REST.search(f.left) or "融资" in f.left or "租赁" in f.left[-6:] for f in sums if f.start > first.start)
    if told or not prices or _FINANCED.search(prices[0].left):
        return
    price = prices[0]
    paid = price.number * first.number if first.kind in ("percent", "fraction") else first.number
    price.role, price.weak = "lease_amount", False
    reading.notes.append(f"融资额按{yuan_text(price.number)}减首付{yuan_text(paid)}计")
    price.value, first.role = price.number - paid, FIRST_PAYMENT


def _rest_leased(sums: list[Figure]) -> bool:
    """Whether a sum is told to be leased beside the price, which then counts no more.

    2100万设备大多自己买，只有560万走融资租赁; 自付290万，租赁公司出1160万.
    """
    leased = [f for f in sums if f.role in ("", OTHER, "lease_amount") and _SHARE_LEASED.match(f.right)]
    leased += [f for f in sums if f not in leased and f.role == "lease_amount" and _LESSOR.search(f.left)]
    larger = [f for f in sums if leased and f.role in ("", OTHER, "lease_amount") and f.number > leased[0].number]
    if len(leased) != 1 or len(larger) != 1 or not _PRICE.search(larger[0].left + larger[0].right[:6]):
        return False
    leased[0].role, leased[0].weak, larger[0].role = "lease_amount", False, OTHER
    for own in sums:
        if own.number == larger[0].number - leased[0].number and own.role in ("", "lease_amount"):
            own.role = FIRST_PAYMENT
    return True


def _share_leased(figures: list[Figure], first: Figure | None) -> tuple[Figure, Decimal] | None:
    """The first share that the message tells of the price, and the share of it that is leased; None without one."""
    shares = [f for f in figures if f.kind in ("percent", "fraction") and f is not first and 0 < f.number < 1]
    leased = [f for f in shares if _SHARE_LEASED.match(f.right)]
    if leased:
        return leased[0], leased[0].number
    own = [f for f in shares if _SHARE_OWN.match(f.right) or _OWN_BEFORE.search(f.left)]
    return (own[0], 1 - own[0].number) if own else None


def _price_before(sums: list[Figure], share: Figure) -> Figure | None:
    before = [f for f in sums if f.end <= share.start and f.role in ("", OTHER, "lease_amount")]
    named = [f for f in before if _PRICE.search(f.left)]
    fitting = named or before
    return fitting[-1] if fitting else None


def _whole_price(sums: list[Figure], reading: InputReading) -> None:
    if any(f.role == "lease_amount" and REST.search(f.left) for f in sums):
        return
    price = next((f for f in sums if re.search("设备|售价|总价|价款|采购", f.left)), None)
    if price and price.role in ("", OTHER):
        price.role, price.weak = "lease_amount", True
        reading.notes.append(f"没有说融资额，按设备价款{yuan_text(price.number)}计")
