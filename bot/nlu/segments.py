"""Parts of a message that are questions of their own.

>>> question_parts("咨询电话多少?顺便问下材料交到哪")
['咨询电话多少', '顺便问下材料交到哪']
>>> question_parts("费用和年检两项,分别怎么规定")
['费用', '年检']
>>> question_parts("我们是宝安的小厂,老板让我来问,网上填报最晚到哪天")
['网上填报最晚到哪天']
"""

from __future__ import annotations

import re

MAX_PARTS = 4
SHORTEST = 3
BARE = 5
"""A shorter question says too little without the clause before it."""

_OPENING = re.compile(
    r"^(?:(?:你好|您好|大家好|早上好|上午好|下午好|晚上好|哈喽|嗨|hi|hello|hey|老师好?|打扰(?:一下|了)|不好意思)[呀啊哦]?[,。!~、:\s]*"
    r"|(?:我?想?(?:请问|请教|咨询|问)(?:一下|下|个问题|一个问题|个事)?|麻烦问(?:一下|下))[,。!~、:\s]+)+"
)
_SENTENCE_END = re.compile(r"[。?!;\n]+|,?\s*(?=(?:另外|还有(?!没|多)|顺便|以及|同时还|再问|还想问|再一个))")
_TOPIC = r"([^,。?!和与跟及、]{2,8}"
_PAIR = re.compile(rf"^{_TOPIC})(?:和|与|跟|以及|及|、){_TOPIC}?)(?:这?两[项个样点块]|分别|各自?是|各有|都是?)")
_COMMA = re.compile(r"[,、](?![^(（]*[)）])")
_QUESTION = re.compile(
    r"(?:不|没|否|无|未)(?:啊|呀)?$|吗|呢|么|多少|几|哪|谁|何|什么|啥|怎|如何|是否|能不能|可不可以|可以不|行不|要不要|用不用|需不需要|算不算|有没有|是不是|会不会"
    r"|多久|多长|多大|该不该|够不够|咩|点样|几时|边度|使唔使|得唔得|\bwho\b|\bwhat\b|\bwhen\b|\bwhere\b|\bhow\b|\bwhich\b|\bcan\b|\bdo\b|\bis\b"
)


def without_opening(text: str) -> str:
    """The normalised message without the greeting before its question; the text itself where little else is left.

    >>> without_opening("你好,请教个问题,网上填报到哪天"), without_opening("你好呀")
    ('网上填报到哪天', '你好呀')
    """
    rest = _OPENING.sub("", text, count=1)
    return rest if len(rest) >= BARE else text


def question_parts(text: str) -> list[str]:
    """The parts of a normalised message that ask something, at most MAX_PARTS; empty where none does."""
    if pair := _PAIR.match(text):
        return [pair[1], pair[2]]
    parts: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        sentence = sentence.strip(" ,、:")
        if not _QUESTION.search(sentence):
            continue
        clauses = _COMMA.split(sentence)
        asking = [number for number, clause in enumerate(clauses) if _QUESTION.search(clause)]
        if len(asking) > 1:
            parts += [clauses[number].strip() for number in asking]
        else:
            parts.append(_from_the_question(clauses, asking))
    return [part for part in parts if len(part) >= SHORTEST][:MAX_PARTS]


def _from_the_question(clauses: list[str], asking: list[int]) -> str:
    """The asking clause; a very short one keeps the clause before it, which names what is asked of."""
    if not asking:
        return ",".join(clauses)
    number = asking[0]
    first = number - 1 if number and len(clauses[number].strip()) < BARE else number
    return ",".join(clause.strip() for clause in clauses[first : number + 1])
