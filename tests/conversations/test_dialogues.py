"""Whole conversations of tests/evaluation/dialogues through the real server, held to their floor."""

from __future__ import annotations

from pathlib import Path

import httpx

from bot.evaluation.suite import run


def test_whole_conversations_hold_their_floor(server: httpx.Client, tmp_path: Path) -> None:
    today = server.config.current_date  # type: ignore[attr-defined]
    assert run(["dialogues"], base_url=str(server.base_url), today=today, results=tmp_path) == 0
