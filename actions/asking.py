"""Whether a message asks something, admits not knowing, or corrects what was said."""

from __future__ import annotations

import re

_QUESTION = re.compile(
    r"(.)不\1|[?？]\s*$|吗[,。!]?$|呢[,。!]?$|什么|怎么|如何|多少|多久|多长|何时|哪|有没有|有冇|有无|是否|能否|可否|为何|为啥|能不能|可不可以|是不是|要不要|用不用|谁|"
    r"几(?:天|时|点|份|号|类|种|项)|^插一句|^另外问|咩|点解"
)
_NO_QUESTION = re.compile(r"(?:没有?|不|无)(?:怎么|(?:搞|做|上|花|投|办|出|用|买)?过?(?:什么|多少|哪))")
"""没搞什么智能化, 没怎么出钱: words of a question that ask nothing."""
_UNKNOWN = re.compile(
    r"不清楚|不知道|不晓得|不确定|不了解|说不准|没数|记不|还没定|待定|未定|唔知|再问问|问一下|问下|要查|回去(?:再)?(?:查|问|看|核)|回头"
)
_CORRECTS = re.compile(
    r"说错|写错|打错|搞错|讲错|看错|记错|弄错|报错|输错|填错|算错|不对|更正|纠正|改成|改为|改下|改一下|换成|重新算|"
    r"不是[^,，。]{0,3}[\d一二两三四五六七八九十][^,，。]{0,8}[,，]?(?:而)?是|应该是|应为|应当是|其实是|准确地?说|不准|搞混|弄混|还是(?=\d)|刚才|刚刚(?!好)|之前说"
)


def asks(text: str) -> bool:
    """Whether the text is put as a question.

    >>> asks("要交几份材料"), asks("3000万"), asks("备案了"), asks("去年没搞什么智能化")
    (True, False, False, False)
    """
    return bool(_QUESTION.search(_NO_QUESTION.sub("没有", text)))


def admits_not_knowing(text: str) -> bool:
    """Whether the text says that its author does not know.

    >>> admits_not_knowing("要回去查"), admits_not_knowing("2000万")
    (True, False)
    """
    return bool(_UNKNOWN.search(text))


def corrects(text: str) -> bool:
    """Whether the text takes back something that was said before.

    >>> corrects("说错了，是900万"), corrects("900万")
    (True, False)
    """
    return bool(_CORRECTS.search(text))
