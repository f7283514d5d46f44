"""A share of what was invested told to be of another year: 投了1.2亿，三分之一是2015年的."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

from actions.inputs.figures import Figure
from actions.inputs.reading import Excluded, InputReading
from actions.inputs.vocabulary import SUBSET
from actions.inputs.yearly import counts_last_year
from knowledge.model import Scheme
from knowledge.money import to_fen, yuan_text

SHARE = "share"
"""Role of a share and of the date that it is of, once both are read."""
_LINK = re.compile(r"(?:左右|多|的钱|的票|的投资|的)*(?:是|为|属于|属|系|发生在|投在|花在|开在|在)+")
_BEFORE = re.compile(r"(?:年)?(?:以前|之前|前)")
_RATES = re.compile("利率|首付|税|补|资助|占|进度|完成")
_COUNTED = frozenset({"", "investment", "actual_fixed_investment"})


def read_year_shares(
    figures: list[Figure], sums: list[Figure], scheme: Scheme, reading: InputReading, today: dt.date
) -> None:
    """Splits the sum before the share: by years where the scheme looks back, else into what counts and the rest."""
    yearly = scheme.input("investment_by_year") is not None
    main = scheme.input("investment")
    if not yearly and not (main and counts_last_year(main)):
        return
    for share, date in pairwise(figures):
        within = share.kind == "amount" and SUBSET.search(share.left) and share.role in _COUNTED
        within = within and not any(f.start > date.end and f.role in _COUNTED for f in sums)
        if not (within or share.kind in ("percent", "fraction")) or _RATES.search(share.left):
            continue
        if date.kind not in ("date", "date_range") or (date.kind == "date_range" and not yearly):
            continue
        base = next((f for f in reversed(sums) if f.end <= share.start and f.role in _COUNTED), None)
        if (
            base is None
            or (within and share.number >= base.number)
            or not _LINK.fullmatch(share.right[: max(0, date.start - share.end)])
        ):
            continue
        year = int(str(date.value)[:4]) - bool(_BEFORE.match(date.right) and "底" not in date.text)
        part = share.number if within else to_fen(base.number * share.number)
        last = today.year - 1
        share.role = date.role = SHARE
        if yearly:
            base.role = "investment" if scheme.input("investment") else "actual_fixed_investment"
            rest = {last: base.number - part} if year != last else {}
            reading.inputs["investment_by_year"] = dict(sorted({**rest, year: part}.items()))
            reading.notes.append(f"{yuan_text(base.number)}中有{yuan_text(part)}按{year}年投入计")
        elif year != last:
            why = f"{year}年的投资不是上一年度（{last}年）完成的"
            reading.excluded.append(Excluded(part, why, share.text, deducted=True))
            reading.notes.append(f"{yuan_text(base.number)}减{yuan_text(part)}，按{yuan_text(base.number - part)}计")
            base.value = base.number - part
        return
