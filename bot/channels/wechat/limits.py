"""The limits of the channel: those of WeChat's protocol with a margin, and how long state is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """All times in seconds, all sizes in bytes of UTF-8."""

    reply: float = 4.0
    """WeChat hangs up after five seconds and sends again; by this time every request is answered."""

    answer: float = 50.0
    """After this time an answer is given up and an apology takes its place."""

    turn: float = 15.0
    """A user's turn across processes is renewed before this time; afterwards that of a process that died is free."""

    margin: float = 2.0
    """A claim outlives `reply` by this much; then a retry that still waits takes over from a process that died."""

    poll: float = 0.05
    """How often a retry looks for the outcome that another process is preparing."""

    remember: float = 900.0
    """How long an answered message is remembered; longer than `skew` both ways, so that a replay changes nothing."""

    skew: float = 300.0
    """Requests whose timestamp is further from now are refused."""

    state: float = 48 * 3600.0
    """How long the rest of an answer, the offered choices and kept answers are kept."""

    handover: float = 1800.0
    """How long the assistant stays silent after handing over, unless the agent closes the session earlier."""

    body: int = 64 * 1024
    """Largest request body."""

    text: int = 2000
    """Largest text message; 2,047 is the most that was seen to arrive."""

    messages: int = 3
    """Customer-service messages for one answer; a menu click allows three, a message five."""

    kept: int = 10
    """Answers kept for a user who was not there to receive them; the oldest goes first."""
