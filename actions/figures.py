"""Messages that give figures of one's own and ask how much: computed, whatever side of the scheme they mention.

“贷款1600万，利率4.75%，能贴多少” asks for a calculation even though it speaks of rates; only a message that gives the
figures of the scheme's main inputs is taken so.
"""

from __future__ import annotations

import re

from actions.advice import compares
from actions.asking import asks
from actions.claim import claims
from actions.facts import read
from actions.goal import ALL_COUNTED, aim_of, asks_grant
from actions.increase import grown_input, sum_on_top
from actions.scheme_meant import scheme_by_figures, scheme_by_words
from actions.turn import ATTACHMENT, MODE, Turn

_COMPUTE = re.compile(
    r"测算|测一?[下测]|估算|估一?下|算一?下|帮.{0,4}算|给.{0,3}算|[想要]算|算[算个]|算一个|麻烦算|到手|"
    r"(?:看|出|报|给)(?:一?[下个]|看)?数(?!据|字)"
)
_RULE = re.compile(
    r"材料|条件|资格|怎么|如何|为什么|依据|流程|时间|截止|多久|多长|哪|谁|几[年天家]|按什么|不算|算不算|吗[?]?$|什么"
)
_HOW_MUCH = re.compile(
    r"多少|几多|几何|补贴数|给个数|什么数|算(?:一)?[下算]|算出|核算|测算|怎么算|合计|总额|金额|\d期(?:金额|拨)"
    r"|[一二三四]期金额|到封顶|how much|幾多"
    r"|(?:补|拿|拨|贴|领|得)几(?!年|家|个)"
)
ABOUT_ATTACHMENTS = {
    "ask_outline",
    "attachment_which",
    "ask_plan",
    "plan_format",
    "investment_list",
    "send_document",
    "mode_list",
    "mode_elements",
    "mode_by_feature",
    "mode_identify",
    "mode_check",
    "repeat",
    "detail",
}
"""Intents of messages that name an attachment; another one that is not certain gives way to the outline."""
STAY = {
    "required_investment",
    "recommend_scheme",
    "start_assessment",
    "edit_answer",
    "ask_threshold",
    "ask_highest",
    "cancel",
    "start_over",
    "explain_result",
    "goodbye",
}
"""Intents that mean what they say, figures or not."""


MODES = ("mode_list", "mode_elements", "mode_by_feature", "mode_identify", "mode_check")
_ONE_BY_ONE = re.compile(
    "(?:逐[条项一]|一[条项]一?[条项]|挨个|你问我答)[^。?]{0,6}(?:核|对|评|问|查|过)|你问我答|(?:资格|条件|符合)[^。?]{0,10}问吧"
    "|(?:能|可以|够不?够|能否|能不能)[^。?]{0,3}(?:过|够)?资格(?:吗|不|没)|资格(?:上)?(?:有没有问题|够不够|过不过|行不行)|做(?:个|一个|一次|一下)?自评|自评(?:一下|一遍|一次)|评估(?:下|一下)[^。?]{0,14}(?:条件|资格)"
)
"""Words that bid to go through the conditions."""
_MAY_APPLY = re.compile("(?:能不能|能否|可不可以|可否|可以|能)(?:去|来)?(?:报|申报|申请)(?:吗|不|么)?[?]?$")
"""Words that ask whether one may apply at all."""
_ABOUT_PAPERS = re.compile("附件|方案|提纲|大纲|模式|材料|清单")
_INSTALMENT = re.compile("第[一二三四1-4]期|[首末二三]期|[本这]一?期|[本这]一?次")
NEVER_A_CALCULATION = STAY - {"required_investment", "ask_threshold", "ask_highest"}
"""Of these, those that stay what they are even where all figures are given and the grant is asked for."""
SEVERAL = 2
"""So many required figures in one message are given to be computed with, where it asks nothing else."""
_ASKS_SOMETHING = re.compile(
    r"哪|什么|啥|怎么|如何|为何|为什么|吗|是否|能不能|可不可以|要不要|是不是|谁|几(?:份|天|家|个|次)"
)
HOW_MUCH = {"ask_amount", "calculate", "required_investment", "ask_highest", "ask_payment", "major_total"}
_OWN_AMOUNT = re.compile(
    r"(?:补贴?|补助|贴息?|拿|领|得|给)(?:大概|大约|总共|一共|能|会|可以|到)*有?(?:多少|几多|几钱)(?!年|家|个|天|次)"
)
_OWN_PROJECT = re.compile(
    "(?:我们|我司|公司|咱|我|厂)[^。?]{0,20}(?:借|贷|租|投|买|扩|建|做|花|搞|上)(?:了|钱|过|完)|(?:租|借|贷|投|买|花)了"
)
_ASKS_A_RULE = re.compile("材料|条件|资格|怎么|如何|为什么|依据|流程|截止|哪|谁|什么|啥|吗[?]?$")
_GRANT_IN_ALL = re.compile("(?:补贴|补助|资助|贴息|奖补)[^,。;?]{0,6}(?:多少|几多|几钱)")
SURE_OF_SIDE = 0.9
"""Confidence from which a side of a scheme is meant even where the message says 多少."""
SHORT_QUESTION = 16
"""Characters up to which “什么是……” about a scheme asks what it supports."""
CLEARLY_OUTSIDE = 0.9
"""Confidence from which a short message that names a scheme by sound lies outside the guide all the same."""
SUPPOSED = 0.03
"""Confidence from which a supposition after a result is taken for a question about it, not about another year."""
_SUPPOSES = re.compile("^(?:那|但|可)?(?:如果|要是|假如|假设|若|万一)")
SOME = 0.1
"""Confidence from which the next best intent is taken where the best one cannot be meant."""
_RULE_WORDS = re.compile(r"[认按以算取听照](?:哪|谁|什么|啥)|哪个为准|为准[吗呢?]|算不算|认不认|能不能算|算数吗")
_WHY = re.compile(r"为什么|为啥|为何|凭什么|凭啥|怎么会|怎么只|怎么才|点解|\bwhy\b")
UNCERTAIN = 0.6
"""Confidence below which a message with figures after a result is taken to go on with that result."""


def continues(turn: Turn) -> bool:
    """Whether the message adds to or corrects what the last result was made from, as “那如果是5000万”."""
    scheme = turn.result_scheme
    if not turn.values or scheme is None or turn.scheme not in (None, scheme.id):
        return False
    if sum_on_top(turn) is not None and grown_input(turn.state, scheme):
        return True
    if turn.intent != "edit_answer" and (turn.confidence >= UNCERTAIN or turn.text.endswith(("?", "吗", "多少", "几"))):
        return False
    return bool(read(turn, scheme).inputs)


def only_a_figure(turn: Turn) -> bool:
    """Whether the message is nothing but a figure that the scheme under discussion asks for, as “4年” after a rule."""
    scheme = turn.guide.schemes.get(turn.state.scheme or "")
    if scheme is None or turn.state.pending or not turn.values or turn.scheme:
        return False
    rest = turn.text
    for item in turn.values:
        rest = rest.replace(str(item.get("text") or ""), "")
    return len(rest.strip(" ,。.的起租从约元")) <= 1 and bool(read(turn, scheme).inputs)


def asks_own_amount(turn: Turn) -> bool:
    """Whether the message names a scheme and asks how much one would get, though it was taken for another question."""
    return bool(turn.scheme and turn.confidence < SURE_OF_SIDE and _OWN_AMOUNT.search(turn.text))


def tells_own_project(turn: Turn) -> bool:
    """Whether the message tells what the enterprise did or borrowed and asks how much it gets for it."""
    if not _OWN_PROJECT.search(turn.text) or not (asks_grant(turn.text) or _GRANT_IN_ALL.search(turn.text)):
        return False
    return bool(turn.scheme or scheme_by_words(turn)) and not _ASKS_A_RULE.search(turn.text)


def aims_backwards(turn: Turn) -> bool:
    """Whether the message asks what it takes to reach an amount, the cap or a threshold, with figures of its own."""
    aim = aim_of(turn)
    scheme = turn.scheme_in_context or scheme_by_figures(turn)
    return aim is not None and (scheme is not None or aim.goal == ALL_COUNTED)


def wants_computing(turn: Turn) -> bool:
    """Whether the message bids to compute for a scheme that it names, and asks nothing else."""
    instalment = _INSTALMENT.search(turn.text) and re.search("怎么算|咋算|点计|多少|几多", turn.text)
    if turn.scheme and instalment and turn.intent not in HOW_MUCH:
        return True
    if not _COMPUTE.search(turn.text) or _RULE.search(turn.text):
        return False
    return bool(turn.scheme or scheme_by_words(turn))


def only_others_figures(turn: Turn) -> bool:
    """Whether the message asks something with figures of which none is the enterprise's own, as about the cap."""
    scheme = turn.guide.schemes.get(turn.scheme_in_context or scheme_by_words(turn) or "")
    if scheme is None or turn.state.facts.get(scheme.id) or not asks(turn.text):
        return False
    return bool(turn.values) and not read(turn, scheme).inputs


def _spelt(turn: Turn) -> bool:
    """Whether the scheme is named as it is written, not only by what sounds like it."""
    names = turn.guide.scheme(turn.scheme).aliases if turn.scheme else ()
    return any(alias.lower() in turn.text for alias in names)


def rule_asked(turn: Turn) -> str | None:
    """The record that a message asks for which was taken for a calculation, though it asks for no amount."""
    if _HOW_MUCH.search(turn.text) or _COMPUTE.search(turn.text):
        return None
    clear = turn.surest_part(turn.guide.records.__contains__)
    if clear and len(turn.text) > SHORT_QUESTION:
        return str(clear["intent"])
    return turn.likeliest_record(SOME) if _RULE_WORDS.search(turn.text) else None


def intended(turn: Turn) -> str:
    """The intent that the message is answered by: its own, or a calculation where its figures ask for one."""
    garbled = turn.intent.startswith("oos_") and turn.confidence < CLEARLY_OUTSIDE and len(turn.text) <= SHORT_QUESTION
    if turn.scheme and garbled and not _spelt(turn):
        return "nlu_fallback"
    if turn.named(MODE) and turn.intent == "oos_definition":
        return "mode_elements"
    if turn.scheme and turn.intent == "oos_definition" and len(turn.text) <= SHORT_QUESTION:
        return "ask_scope"
    if turn.state.result and turn.intent == "oos_other_year" and _SUPPOSES.search(turn.text):
        supposed = turn.likeliest_record(SUPPOSED)
        if supposed:
            return supposed
    if turn.state.result and turn.values and _WHY.search(turn.text):
        return "explain_result"
    if continues(turn):
        return "start_assessment" if (turn.state.result or {}).get("kind") == "assessment" else "calculate"
    if turn.scheme and turn.confidence < UNCERTAIN and not turn.values and _MAY_APPLY.search(turn.text):
        return "start_assessment"
    stays = turn.intent in ("cancel", "start_over", "mode_check") or _ABOUT_PAPERS.search(turn.text)
    if _ONE_BY_ONE.search(turn.text) and not stays:
        return "start_assessment"
    if turn.intent not in NEVER_A_CALCULATION and turn.intent not in STAY and wants_computing(turn):
        return "calculate"
    if only_a_figure(turn):
        return "calculate"
    if turn.intent == "recommend_scheme" and turn.state.topic in MODES and not re.search("报|类", turn.text):
        return "mode_identify"
    if turn.intent == "calculate" and (rule := rule_asked(turn)):
        return rule
    if turn.intent == "calculate" and only_others_figures(turn):
        return "ask_amount"
    if turn.intent not in NEVER_A_CALCULATION and turn.intent not in STAY and tells_own_project(turn):
        return "calculate"
    if turn.intent not in (*NEVER_A_CALCULATION, *HOW_MUCH) and not turn.values and asks_own_amount(turn):
        return "ask_amount"
    if turn.intent == "mode_identify" and turn.values and re.search("补|资助|贴|奖", turn.text):
        return "calculate" if turn.scheme or scheme_by_words(turn) else turn.intent
    if turn.named(ATTACHMENT) and turn.intent not in ABOUT_ATTACHMENTS and turn.confidence < UNCERTAIN + 0.2:
        return "ask_outline"
    amounts = [item for item in turn.values if item["entity"] in ("amount", "number")]
    if amounts and compares(turn) and turn.intent not in ("cancel", "start_over", "explain_result"):
        return "recommend_scheme"
    if turn.values and turn.intent not in ("recommend_scheme", "edit_answer") and aims_backwards(turn):
        return "required_investment"
    if not any(item["entity"] in ("amount", "number", "date") for item in turn.values):
        return turn.intent
    scheme_id = turn.scheme_in_context or scheme_by_figures(turn)
    if scheme_id is None or turn.intent == "calculate" or turn.intent in NEVER_A_CALCULATION:
        return turn.intent
    scheme = turn.guide.scheme(scheme_id)
    given = read(turn, scheme).inputs
    needed = [item for item in scheme.inputs if item.required]
    covered = [item for item in needed if item.name in given or any(name in given for name in item.covered_by)]
    complete, asked = len(covered) == len(needed), bool(_HOW_MUCH.search(turn.text))
    told_in_full = len(needed) >= SEVERAL and turn.intent not in STAY and not _ASKS_SOMETHING.search(turn.text)
    if complete and (asks_grant(turn.text) or told_in_full or claims(turn)):
        return "calculate"
    if turn.intent == "required_investment" and complete:
        return "calculate"
    if turn.intent in STAY or not asked:
        return turn.intent
    return "calculate" if covered and len(covered) * 2 >= len(needed) else turn.intent
