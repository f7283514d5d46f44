"""Teaching: a phrase is given to one of the guide's questions, as an example for the next training."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from bot.console import unanswered
from bot.console.catalogue import catalogue, known_examples, narrowed, titles
from bot.console.desk import Desk
from bot.console.gate import Change, Gate
from bot.console.pages import Pages
from bot.console.refusals import RefusedError
from bot.console.session import Operator
from bot.operation.taught import LONGEST, CannotTeachError

SUGGESTED = 5
"""How many of the model's own guesses are offered first."""


def add_taught(router: APIRouter, desk: Desk, gate: Gate, pages: Pages) -> None:
    """The routes of teaching and withdrawing."""

    async def guesses(text: str) -> list[str]:
        """What the model takes a text for, likeliest first."""
        if not text or not desk.agent.is_ready():
            return []
        ranking = (await desk.agent.parse_message(text)).get("intent_ranking", [])
        named = titles(catalogue(desk.knowledge.guide))
        return [item["name"] for item in ranking if item["name"] in named][:SUGGESTED]

    async def guesses_of_page(asked: str = "") -> list[str]:
        return await guesses(asked)

    def show_form(operator: Operator, asked: str, phrase: str, suggested: list[str], **more: str) -> Response:
        found = catalogue(desk.knowledge.guide)
        return pages.show(
            "teach",
            operator,
            status=422 if more.get("error") else 200,
            asked=asked,
            phrase=phrase,
            longest=LONGEST,
            suggested=suggested,
            titles=titles(found),
            catalogue=narrowed(found, more.get("words", "")),
            words=more.get("words", ""),
            intent=more.get("intent", ""),
            error=more.get("error", ""),
        )

    def keep(who: str, asked: str, phrase: str, intent: str) -> None:
        """Keeps the example; what was asked is then decided."""
        named = titles(catalogue(desk.knowledge.guide))
        text = desk.operation.taught.teach(phrase, intent, who, question=asked, known=known_examples(), titles=named)
        if asked:
            desk.operation.decisions.decide(asked, "taught", who, intent)
        desk.operation.audit.log(who, "教例句", f"{text} → {named[intent]}（{intent}）")

    @router.get("/taught")
    def listed(done: str = "", operator: Operator = Depends(gate.operator)) -> Response:
        rows = desk.operation.taught.rows()
        return pages.show("taught", operator, done=done, rows=rows, titles=titles(catalogue(desk.knowledge.guide)))

    @router.get("/taught/new")
    def form(
        asked: str = "",
        words: str = "",
        operator: Operator = Depends(gate.operator),
        suggested: list[str] = Depends(guesses_of_page),
    ) -> Response:
        with unanswered.both(desk.journal.path, desk.operation.path) as database:
            group = unanswered.group(database, asked)
        return show_form(operator, asked, group["text"] if group else asked, suggested, words=words)

    @router.post("/taught/new")
    async def teach(change: Change = Depends(gate.change)) -> Response:
        asked, phrase, intent = change.text("asked"), change.text("phrase"), change.text("intent")
        try:
            await run_in_threadpool(keep, change.who, asked, phrase, intent)
        except CannotTeachError as error:
            suggested = await guesses(asked)
            return show_form(change.operator, asked, phrase, suggested, intent=intent, error=str(error))
        return RedirectResponse(f"/admin/{'unanswered' if asked else 'taught'}?done=taught", 303)

    @router.post("/taught/withdraw")
    def withdraw(change: Change = Depends(gate.change)) -> Response:
        row = desk.operation.taught.withdraw(change.text("example"))
        if row is None:
            raise RefusedError(404, "这条例句已经撤回了。")
        if row["question"]:
            desk.operation.decisions.decide(row["question"], "open", change.who)
        desk.operation.audit.log(change.who, "撤回例句", f"{row['text']}（{row['intent']}）")
        return RedirectResponse("/admin/taught?done=withdrawn", 303)
