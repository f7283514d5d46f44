"""Which input a figure states: by the scheme's cue words beside it, the pending question, or as the only candidate."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actions.inputs.figures import Figure
from actions.inputs.vocabulary import (
    GENERIC_CUES,
    GROSS,
    GROWN,
    LIST_LINK,
    NEGATED,
    NET,
    OTHER_AMOUNTS,
    TAX_AFTER,
    TAX_BEFORE,
)
from knowledge.model import Input, Scheme

FITS = {
    "amount": {"amount", "members", "amounts_by_year"},
    "number": {"amount", "percent", "years", "count"},
    "percent": {"percent"},
    "fraction": {"percent"},
    "complete": {"percent"},
    "years": {"years"},
    "date": {"date"},
    "date_range": {"date"},
    "count": {"count"},
    "quantity": {"count"},
}
_FILLER = re.compile(
    r"^(?:元|块|钱|的|是|就是|为|左右|吧|多|属于|都是|算|作为|用于|走|拿来|去|做|办|\s|了|个|这笔|那笔)*"
)
_PART_OF = re.compile("其中|里面|里头|当中")
_BARE_FIXED = frozenset({"固定资产", "固投", "固定资产投资", "固定资产部分", "固投部分"})
"""Words for fixed assets that say neither planned nor done: after 其中 they are of the sum before."""
PLANNED, ACTUAL = "planned_fixed_investment", "actual_fixed_investment"
_DONE = re.compile("累计|实际|实投|实打实|已经|已投|投了|完成|做了|形成|落地")
_STILL_A_PLAN = re.compile("计划|预算|打算|要投|要做|拟|规划|预计|设计|总投资")
"""Words for what was done and for what is meant to be done, beside words that name fixed assets only."""
_A_LIMIT = re.compile(r"\s*元?(?:的|这个|那个)?(?:门槛|起点|封顶|上限|申报线|起步线|资格线)")
"""What follows a sum that is the guide's own limit."""
_RECEIVED = 4
"""How much more a word for what was paid counts that stands right before the sum: 两次加起来拨了650万."""
_VERB = 3
"""Characters of a verb between a word for an instalment and its sum."""
_RAISED = re.compile("募(?:集)?(?:了|到|得)(?:大概|大约|约)?$")
_BEHIND_COLON = 10
"""How much further away a cue counts that stands in the heading of a list."""
OTHER = "other"
"""Role of a sum that is about something that the scheme does not ask for."""


def assign_roles(figures: list[Figure], scheme: Scheme, pending: str | None) -> None:
    """Gives every figure a role where the words tell one."""
    asked = scheme.input(pending) if pending else None
    used_until = 0
    previous: dict[str, Figure] = {}
    for figure in figures:
        left = figure.left[max(0, used_until - (figure.start - len(figure.left))) :]
        candidates = list(_candidates(scheme, figure.kind, asked))
        if NET.search(left) or GROSS.search(figure.right[:6]):
            candidates = [pair for pair in candidates if pair[0] != "deductible_tax"]
        best = _best_left(left, candidates)
        right = _best_right(figure, candidates)
        if right and best is not None and _leads_up_to_next(figure, right[3], figures, cue_of_paid=right[1] == "paid"):
            right = None
        if right and (best is None or right[0] > best[0]):
            best, used_until = right, max(used_until, right[3])
        other = _other_words(figure, left, best, {cue for _, cue in candidates}) or _only_raised(figure, figures)
        kin = previous.get(figure.family)
        if best is None and not other:
            best = _best_earlier(figure, candidates)
        taxed = (TAX_BEFORE.search(left) or TAX_AFTER.match(figure.right)) and not NET.search(left)
        if figure.family == "amount" and taxed and scheme.input("deductible_tax"):
            figure.role, figure.cue = "deductible_tax", "税"
        elif other:
            figure.role = OTHER
        elif best is not None:
            _, figure.role, figure.cue, _ = best
            figure.weak = figure.cue in GENERIC_CUES
        elif kin and kin.role and kin.role != OTHER and (_continues(kin, figure) or GROWN.search(left)):
            figure.role, figure.cue, figure.weak = kin.role, kin.cue, kin.weak
        if (
            figure.role == PLANNED
            and "计划" not in figure.cue
            and _DONE.search(left)
            and not _STILL_A_PLAN.search(left)
        ):
            figure.role = ACTUAL
        if kin and _so_far(figure, kin, left) and scheme.input("completed"):
            figure.role = "completed"
        if kin and _PART_OF.match(left) and kin.role == ACTUAL and figure.cue in _BARE_FIXED:
            figure.role = kin.role
        if asked and asked.kind in FITS[figure.kind]:
            _prefer_asked(figure, figures, asked)
        previous[figure.family] = figure


def _so_far(figure: Figure, kin: Figure, left: str) -> bool:
    """Whether a sum beside the plan of a chain tells what was done of it: 计划一亿，投了七千五百万."""
    total = "total_investment"
    planned = kin.role == total and "计划" in kin.left and not _DONE.search(kin.left)
    return figure.role == total and planned and bool(_DONE.search(left)) and not _STILL_A_PLAN.search(left)


def _candidates(scheme: Scheme, kind: str, asked: Input | None) -> Iterable[tuple[str, str]]:
    for item in scheme.inputs:
        if item.kind in FITS[kind]:
            for cue in item.cues:
                yield item.name, cue.lower()
    if asked and asked not in scheme.inputs:
        yield from ((asked.name, cue) for cue in asked.cues)


def _best_left(left: str, candidates: list[tuple[str, str]]) -> tuple[float, str, str, int] | None:
    """The longest and nearest cue before the figure in its clause."""
    found = []
    for name, cue in candidates:
        position = left.rfind(cue)
        if position >= 0:
            distance = len(left) - position - len(cue)
            if ":" in left[position:]:
                distance += _BEHIND_COLON
            received = _RECEIVED if name == "paid" and distance == 0 else 0
            found.append((len(cue) * 2 - distance * 0.3 + received, name, cue, 0))
    return max(found, default=None, key=lambda item: item[0])


def _best_right(figure: Figure, candidates: list[tuple[str, str]]) -> tuple[float, str, str, int] | None:
    """A cue directly after the figure (3000万贷款, 2016年3月放款)."""
    filler = _FILLER.match(figure.right)
    skipped = filler.end() if filler else 0
    rest = figure.right[skipped:]
    found = []
    for name, cue in candidates:
        position = rest.find(cue)
        if 0 <= position <= 3:
            penalty = 0.0 if figure.family == "date" else 2.5
            score = len(cue) * 2 - position - penalty
            found.append((score, name, cue, figure.end + skipped + position + len(cue)))
    return max(found, default=None, key=lambda item: item[0])


def _leads_up_to_next(figure: Figure, end: int, figures: list[Figure], *, cue_of_paid: bool) -> bool:
    """Whether the cue after the figure stands right before the next one, whose it is then: 提款3200万固投6000万.

    One for what was paid may have a verb after it: 干到1.26亿了第一笔给过1500万.
    """
    follows = any(other.start >= figure.end and other.family == figure.family for other in figures)
    between = figure.after[end - figure.end :].strip("是为约有了:： ")
    received = cue_of_paid and len(between) <= _VERB and not re.search("[,，。;；]", between)
    return follows and (not between or received)


def _best_earlier(figure: Figure, candidates: list[tuple[str, str]]) -> tuple[float, str, str, int] | None:
    """The topic that an earlier clause without figure of this family set."""
    for clause in reversed(re.split(r"[,，;；:：、()（）]", figure.before)):
        best = _best_left(clause, candidates)
        if best and not (best[1] == "deductible_tax" and NET.search(clause)):
            return best
        if figure.before and re.search("[。!！?？]", clause):
            break
    return None


def _other_words(figure: Figure, left: str, best: tuple[float, str, str, int] | None, cues: set[str]) -> bool:
    """Whether words about some other sum stand nearer than the best cue, or are longer."""
    if figure.family != "amount":
        return False
    if _A_LIMIT.match(figure.right):
        return True
    cue = best[2] if best else ""
    for match in OTHER_AMOUNTS.finditer(left):
        if match[0].startswith("募") and re.search("投|用|做|建|花|买|完成|形成", left[match.end() :]):
            continue
        if match[0] in cues or any(match[0] in other and other in left for other in cues):
            continue
        position = left.rfind(cue) if cue else -1
        if best is None or match.start() >= position or cue in GENERIC_CUES:
            return not (position > match.start() and len(cue) >= len(match[0]))
    follows = OTHER_AMOUNTS.match(figure.right[_FILLER.match(figure.right).end() :])  # type: ignore[union-attr]
    return bool(follows and (not best or best[2] in GENERIC_CUES))


def _only_raised(figure: Figure, figures: list[Figure]) -> bool:
    """Whether the sum tells what was raised on the exchange, beside what of it was invested: 募了1.6亿，投了1.1亿."""
    besides = any(other.kind == "amount" and other.start > figure.end for other in figures)
    return besides and bool(_RAISED.search(figure.left)) and not re.match("元?(?:全部?|都)?(?:投|用|花)", figure.right)


def _continues(kin: Figure, figure: Figure) -> bool:
    """Whether the figure goes on with the list that `kin` began, or replaces a denied one."""
    if NEGATED.search(kin.left):
        return True
    return bool(LIST_LINK.search(figure.before))


def _prefer_asked(figure: Figure, figures: list[Figure], asked: Input) -> None:
    """The answer to the question just asked, unless the words clearly name something else."""
    rivals = [other for other in figures if other is not figure and asked.kind in FITS[other.kind]]
    clear = figure.role and figure.role not in (asked.name, OTHER) and not figure.weak
    if clear or any(other.role == asked.name and other.start < figure.start for other in rivals):
        return
    if figure.role == OTHER and len(rivals) > 0:
        return
    if not rivals or figure.role == "" or (figure.weak and not any(r.role == asked.name for r in rivals)):
        if rivals and any(other.start < figure.start and not other.role for other in rivals):
            return
        if rivals and figure.weak:
            return
        figure.role, figure.cue = asked.name, figure.cue or asked.name


def default_role(figure: Figure, scheme: Scheme, taken: set[str]) -> str:
    """The first input of the figure's kind that is still free, where the words told nothing."""
    for item in scheme.inputs:
        if item.kind == figure.family and item.required and item.name not in taken:
            return item.name
    return ""
