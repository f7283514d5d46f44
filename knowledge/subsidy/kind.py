"""A kind of arithmetic as the registry knows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.guide import Guide
from knowledge.model.scheme import Scheme
from knowledge.subsidy.inputs import Inputs
from knowledge.subsidy.result import Result


@dataclass(frozen=True)
class Kind:
    """`needed` names the inputs without which no amount can be computed.

    For bounds: the amount never grows with an input that is `falling`, may grow and then shrink with one that is
    `mixed`, and never shrinks with any other.
    """

    calculate: Callable[[Guide, Scheme, Inputs, dt.date], Result]
    needed: Callable[[Inputs], tuple[str, ...]]
    falling: frozenset[str] = frozenset()
    mixed: frozenset[str] = frozenset()
