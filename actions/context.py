"""What a short message leaves out: “那上市公司的呢” asks the last question of another scheme."""

from __future__ import annotations

import re

from actions.turn import SCHEME, Turn

_PARTICLES = re.compile(
    r"那么?|这个?|呢|的|吗|啊|呀|话|要是|如果|换成|换|改成|是|怎么样|怎样|又|还有|如何|也|都|要不要|需不需要|用不用|行不行|可不可以|能不能|要|需要|需|用|行|可以|能|一样|同样|算|适用|做|有|没有?|不|[,。?!、\s]"
)
LONGEST_REST = 1
"""Characters that may be left of an elliptic message besides the scheme's name and particles."""


def completed(turn: Turn) -> Turn:
    """The turn with the last topic as its intent, where it only names another scheme; 重新算智能化 computes."""
    if turn.intent == "start_over" and turn.scheme:
        turn.state.facts.pop(turn.scheme, None)
        return turn.asking("calculate")
    topic = turn.state.topic
    if not topic or turn.scheme is None or turn.values:
        return turn
    rest = turn.text
    for item in turn.entities:
        if item["entity"] == SCHEME:
            rest = rest.replace(str(item.get("text") or ""), "")
    return turn.asking(topic) if len(_PARTICLES.sub("", rest)) <= LONGEST_REST else turn
