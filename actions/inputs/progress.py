"""Progress and shares: 进度35%, 投进去一半, 全部完成, 智能化占四成."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from actions.inputs.vocabulary import GENERIC_CUES, STRONG_SUBSET, SUBSET, TOTAL
from knowledge.model import Input, Scheme
from knowledge.money import yuan_text

_PROGRESS = re.compile(
    "投下去|投掉|砸下去|做完|干完|占(?:了)?(?:计划|总投|固投|固定|应投)|进度|完成|投进去|投了|投入|已投|做了|建了|干了|花了|实施了|推进|形象|"
    "(?:干|做|建|投|搞|弄|推|走|进行|进展|施工|实施|花)(?:资)?(?:到|了|完|成|已|有)|工程量|已经?过了?"
)
_SO_FAR = re.compile(
    r"(?:我们|我司|项目|工程|整个|投资)*(?:现在|目前|眼下|至今|到现在|当前|截至目前|已经?|这会儿|如今|才|刚|只|就|到|有|了|是|差不多|大概|大约|约|快|接近)+"
)
"""Words that alone before a percentage make it what has been done so far: 现在35个点."""
_BELOW = re.compile("(?:不到|不足|没到|未到|没有到|不够|低于|未达|没达|差点)(?:到|有)?$")
_JUST_BELOW = Decimal("0.999")
"""What makes 不到两成 less than the threshold of two tenths."""
_HALF = re.compile(
    "(?:完成|做|干|投|建|进度|花|推进|进展|搞|完工|施工|投进去)(?:了|咗|到|已|已经|也|差不多|快|刚|就|才|投资|固投)*(?:过了?一?半|一?大半|半数)(?:多)?(?!年|个|天|月|套|数)"
)
"""More than half in words, which is at least a half."""
_SHARE = re.compile("占|其中|里面|有关|部分|属于|只有|大概有|里|中")
_OF_A_MEMBER = re.compile(
    "(?:牵头|协作|配套|我们|我司|我家|他们?家|他们|自己|这家|那家|单位)[^,，。;]{0,6}(?:投|占|出)[^,，。;]{0,4}$"
)
"""Words by which a share is what one member of a chain invests."""
_CHANGE = re.compile(r"从[^,，。]{0,6}$")


def read_progress(figures: list[Figure], text: str, reading: InputReading, scheme: Scheme, pending: str | None) -> None:
    """Progress as a fraction; 从30%到65% is the latter."""
    if scheme.input("progress") is None:
        return
    for figure in figures:
        if figure.kind == "complete":
            reading.inputs["progress"] = Decimal(1)
            figure.role = "progress"
            reading.notes.append("按投资已全部完成计")
        elif figure.kind in ("percent", "fraction"):
            if _OF_A_MEMBER.search(figure.left) and pending != "progress":
                continue
            asked = pending in ("progress", "completed", "actual_fixed_investment")
            near = _PROGRESS.search(figure.left) or _PROGRESS.match(figure.right.lstrip("的了")[:6])
            if figure.kind == "percent":
                near = near or _SO_FAR.fullmatch(figure.left.strip())
            if figure.role == "progress" or near or asked:
                if (
                    re.search("占(?!计划|总|固|应投|全部)|首付|利率|补|资助", figure.left[-6:])
                    and not near
                    and figure.role != "progress"
                ):
                    continue
                fraction = Decimal(figure.extra["max"]) if "max" in figure.extra else figure.number
                if "max" in figure.extra and not _CHANGE.search(figure.left):
                    fraction = figure.number
                least = scheme.parameters.get("min_progress")
                if least and fraction == least.value and _BELOW.search(figure.left):
                    fraction *= _JUST_BELOW
                    reading.notes.append(f"不到{figure.text}，按略低于{figure.text}计")
                if fraction <= 1:
                    reading.inputs["progress"] = fraction
                    figure.role = "progress"
        elif _is_bare_answer(figure, pending):
            reading.inputs["progress"] = figure.number if figure.number <= 1 else figure.number / 100
            figure.role = "progress"
    if "progress" not in reading.inputs and (half := _HALF.search(text)):
        reading.inputs["progress"] = Decimal("0.5")
        reading.notes.append(f"“{half[0]}”按进度50%计")


def _is_bare_answer(figure: Figure, pending: str | None) -> bool:
    asked = pending == "progress" and figure.kind == "number" and figure.role in ("", "progress")
    return asked and 0 <= figure.number <= 100


def read_share_of_total(figures: list[Figure], sums: list[Figure], scheme: Scheme, reading: InputReading) -> None:
    """全厂1.5亿，智能化占四成: the counted sum is the share of the sum before it."""
    item = scheme.input("investment") or scheme.input("fixed_investment")
    if item is None:
        return
    for figure in figures:
        if figure.kind not in ("percent", "fraction") or figure.role not in ("", item.name):
            continue
        if re.search("首付|税|利率|补|资助|增长", figure.left):
            continue
        follows = _named_after(figure, item)
        earlier = [f for f in sums if f.end <= figure.start and f.role != "deductible_tax"]
        base = next((f for f in reversed(earlier) if TOTAL.search(f.left)), earlier[-1] if earlier else None)
        if base is None or (len(earlier) > 1 and re.search("占[^,，。]{0,6}$", base.left)):
            continue
        named = any(cue in figure.left for cue in item.cues) or SUBSET.search(figure.left)
        if follows is None and not (_SHARE.search(figure.left) and named):
            continue
        if scheme.input("loan_amount") and re.search("贷|借", figure.left):
            reading.inputs["loan_amount"], figure.role = base.number * figure.number, "share"
            reading.notes.append(f"贷款按{yuan_text(base.number)}的{figure.text}计")
            return
        share = base.number * (figure.number if follows is not False else 1 - figure.number)
        reading.notes.append(f"{yuan_text(base.number)}的{figure.text}，按{yuan_text(share)}计")
        base.value, base.role, figure.role = share, item.name, "share"
        return


def _named_after(figure: Figure, item: Input) -> bool | None:
    """Whether the words after a share say that it is what counts (一半是智能化), that it is not, or neither."""
    strong = "|".join(re.escape(cue) for cue in item.cues if cue not in GENERIC_CUES or STRONG_SUBSET.search(cue))
    match = re.match(
        rf"(?:左右|多|的钱|的投资|的)*(?:投|花|用)?(?P<not>不)?(?:是|为|算|属于|在|做|搞|给|于|到|了|都)+(?:真正|搞|做|花|用)*(?:的)?(?:{strong})",
        figure.right,
    )
    return None if match is None else not match["not"]
