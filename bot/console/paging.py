"""Which page of a list is shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paging:
    """The page shown and the last one, counted from 1."""

    page: int
    last: int


def paging(total: int, size: int, wanted: int) -> Paging:
    """The wanted page, or the nearest that exists.

    >>> paging(101, 50, 9)
    Paging(page=3, last=3)
    >>> paging(0, 50, -1)
    Paging(page=1, last=1)
    """
    last = max(1, -(-total // size))
    return Paging(min(max(1, wanted), last), last)
