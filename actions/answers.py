"""Whether a condition holds, from a free answer to its question.

What an answer says outweighs the 是 or 否 that it begins with: many people answer “是，不是政府投资项目”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from knowledge.model import Condition

Verdict = Literal["yes", "no", "unknown"]

_UNKNOWN = re.compile(
    "不(?:太|大|是很|怎么)?(?:清楚|知道|确定|了解|晓得|懂|肯定|好说|敢说|明白|记得)|不确认|"
    "没(?:有)?(?:定|确定|确认|弄清|搞清|想好|了解过|查过)|未定|未确定|未确认|待定|待确认|待核实|待查|等确认|"
    "拿不准|说不准|说不好|吃不准|搞不清|弄不清|没把握|没底|忘了|"
    "(?:要|得|去|再|先|回头|需要|我)(?:去|再|先)?(?:问|查|核实|确认|落实|打听)|"
    "问问|问一下|问下|查一查|查查|核实一下|确认一下|可能|也许|或许|大概率?(?:是|有|没)|好像|似乎|"
    "应该(?:是|有|没|不)?吧|估计|不一定|看情况|跳过|下一题|唔知|唔清楚|唔肯定|"
    "not sure|unsure|don'?t know|do not know|no idea|unknown|maybe|perhaps|not certain|bu zhidao|bu qingchu"
)
_HOLDS = re.compile(
    "满足|符合|达标|达到要求|合规|达到了|没问题|没有问题|冇问题|no problem|all (?:met|good|satisfied)|qualif"
)
_HOLDS_NOT = re.compile(
    "(?:不|没有?|未能?|唔|不能|不太|不完全|无法|并不)(?:满足|符合|达标|达到|合规)|"
    "达不到|不够格|够不上|(?<!没)有问题(?!吗)|不行|not (?:met|satisfied|qualif)"
)
_YES = re.compile(
    r"^(?:是的?|对的?|嗯+|恩|有的?|系嘅?|啱|冇错|没错|好的?|可以|能|行|会|当然|肯定|必须的?|已经?|都|全部|属于|在|具备|"
    r"做了|办了|办好了|弄好了|搞定|有啊|有嘅|存在|确实|是啊|√|✓|"
    r"yes|yep|yeah|y|yup|sure|of course|right|correct|true|ok|shi|dui|you)"
)
_NO = re.compile(
    r"^(?:否|都不|都没|全不|一个都|不是?的?|没有?|无|未|还没|还未|尚未|暂无|暂未|暂时没|并不|并没|并未|从未|从没|非|冇|"
    r"唔系|唔|仲未|未有|×|✗|no|nope|nah|n|not|none|never|don'?t|haven'?t|isn'?t|false|bu|mei)"
)
_WHOLE_WORD = re.compile(r"[a-z]")
_NEGATION = re.compile(
    r"(?:不|没|没有|未|无|非|并不|并未|并非|不是|没在|不存在|从未|冇|唔|唔系|不算|不属于|绝不|还没|尚未|还未|不太|没被|not|no)"
    r"[有是在被曾能会]?\s*$"
)
_NOT_YET = re.compile(
    "还没|尚未|还未|没来得及|未来得及|正在(?:办|申|走|弄|签|谈|准备)|在办|办理中|准备|打算|计划|下周|下个?月|快了|马上|过几天|仲未"
)
_DONE = re.compile(r"(?:了|过|好了|完了|的|齐全|齐了)[。.!]*$|早就|已经?|一直|都有|具备|持有|齐备|确实|没错")
_DENIAL = re.compile("没|未|不|无(?!锡)|冇|唔|否|not|n't|never|none")
_QUESTION = re.compile(
    r"[?？]|[吗呢么]$|什么|怎么|多少|哪|几[家年个]|如何|为什么|多久|点解|点样|咩|是不是|算不算|能不能|可不可以|"
    r"what|how|why|where|when"
)
_EMPTY = re.compile(r"[^一-鿿]|[的了吗是有没在与和或不这个您贵]|项目|申报|公司|企业|单位|深圳|情况|资格|条件")
_BARE = re.compile(r"^[^是有对嗯已过了属系y]*的$")
"""A mere “自己的”: no yes to a question that asks for what must not be."""
_FILLERS = re.compile(r"^[\s,，。.!呃嗯哦啊额那个就是说]+(?=.)")
_TURN = re.compile("但是?|不过|现在|目前|后来|已经改|其实|更正")


def read_condition(condition: Condition, text: str) -> Verdict | None:
    """`yes` where the condition holds by the answer, `no` where it fails, `unknown`, or None for no answer at all."""
    whole = text.lower().strip()
    if _UNKNOWN.search(whole):
        return "unknown"
    if content := _by_content(condition, whole):
        return content
    if _HOLDS_NOT.search(whole) is None and _HOLDS.search(whole):
        return None if _QUESTION.search(whole) else "yes"
    if _HOLDS_NOT.search(whole):
        return None if _QUESTION.search(whole) else "no"
    if condition.kind != "yes_no":
        return None
    said = _said(whole)
    if said is None:
        said = _said(_FILLERS.sub("", whole))
    if said is None and speaks_of(condition, whole) and not _QUESTION.search(whole):
        said = True
    if said and not condition.expected and _BARE.search(whole):
        return None
    if said is None or (_QUESTION.search(whole) and len(whole) > 6):
        return None
    return "yes" if said == condition.expected else "no"


def says_that_it_holds(condition: Condition, text: str) -> bool:
    """Whether the condition's own phrases in the text say that it holds."""
    return _by_content(condition, text.lower()) == "yes"


def says_no(text: str) -> bool:
    """Whether the answer to a question whether there is something is that there is not.

    >>> says_no("没有"), says_no("有的"), says_no("2000万")
    (True, False, False)
    """
    return _said(text.lower().strip()) is False


def says_yes(text: str) -> bool:
    """Whether the answer to a question whether there is something is that there is.

    >>> says_yes("有的"), says_yes("没有")
    (True, False)
    """
    return _said(text.lower().strip()) is True


def volunteered(condition: Condition, others: Iterable[Condition], text: str) -> Verdict | None:
    """What a message says of a condition that it was not asked about; None unless a clause of it clearly does.

    A clause speaks of the condition where it has a word that only this condition's question has.
    """
    if condition.kind != "yes_no":
        return None
    known = set().union(*(_pairs(other.question) for other in others if other.id != condition.id))
    marks = _pairs(condition.question) - known
    for clause in re.split(r"[,，。;；]", text.lower()):
        if marks & _pairs(clause) and not _UNKNOWN.search(clause) and (verdict := _by_content(condition, clause)):
            return verdict
    return None


def answers_directly(condition: Condition, text: str) -> bool:
    """Whether the text clearly is about the condition that was asked: by its phrases, its words, or as a yes or no."""
    whole = text.lower().strip()
    plain = _YES.match(whole) or _NO.match(whole) or _UNKNOWN.search(whole)
    return bool(plain or speaks_of(condition, whole) or _by_content(condition, whole))


def speaks_of(condition: Condition, text: str) -> bool:
    """Whether the text takes up words of the condition's question."""
    return bool(_pairs(condition.question) & _pairs(text))


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters that carry meaning."""
    return {pair for pair in map("".join, pairwise(text.lower())) if not _EMPTY.search(pair)}


def _by_content(condition: Condition, text: str) -> Verdict | None:
    """What the condition's own phrases say; longer ones first, a denied one means the contrary."""
    phrases = [(phrase.lower(), False) for phrase in condition.fails_when]
    phrases += [(phrase.lower(), True) for phrase in condition.meets_when]
    covered = [False] * len(text)
    found: list[tuple[int, bool]] = []
    for phrase, holds in sorted(phrases, key=lambda pair: (-len(pair[0]), pair[1])):
        for match in re.finditer(re.escape(phrase), text):
            if any(covered[match.start() : match.end()]):
                continue
            covered[match.start() : match.end()] = [True] * len(phrase)
            denied = _NEGATION.search(text[max(0, match.start() - 5) : match.start()])
            found.append((match.start(), holds != bool(denied)))
    if not found or (_QUESTION.search(text) and not re.match("[是否对不没有]", text)):
        return None
    verdicts = {holds for _, holds in found}
    if len(verdicts) == 1:
        return "yes" if verdicts.pop() else "no"
    turn = _TURN.search(text)
    if turn:
        after = [holds for start, holds in sorted(found) if start > turn.start()]
        if after:
            return "yes" if after[-1] else "no"
    return "no"


def _said(text: str) -> bool | None:
    """The yes or no of the answer itself, by its first word, else by its verb."""
    for pattern, meaning in ((_NO, False), (_YES, True)):
        match = pattern.match(text)
        if match and not (_WHOLE_WORD.match(match[0]) and text[match.end() : match.end() + 1].isalpha()):
            if meaning and _denies_later(text[match.end() :]):
                return False
            return meaning
    if _NOT_YET.search(text):
        return False
    if len(text) <= 30 and _DENIAL.search(text):
        return False
    if len(text) <= 30 and _DONE.search(text) and re.search("[一-鿿]", text):
        return True
    return None


def _denies_later(rest: str) -> bool:
    """是还没办, 有的没有: the yes is taken back at once."""
    return bool(re.match(r"[,，]?\s*(?:还没|尚未|没有?(?:办|签|做|备|列)|未)", rest))
