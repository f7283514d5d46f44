"""Talking in a terminal: the same conversation, as plain text with numbered choices."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from bot.agent import load_agent
from bot.conversation import Conversations
from bot.journal import Journal
from bot.message import BotMessage, Choice
from bot.quiet import quieten
from bot.settings import settings
from bot.training import train
from knowledge.loader import load_guide


def local_conversations() -> Conversations:
    """The assistant in this process."""
    config = settings()
    quieten()
    phones = "、".join(load_guide(config.guide).general.contact.phones)
    return Conversations(load_agent(train(config), config), Journal(config.data_dir / "journal.sqlite"), phones)


def show(console: Console, messages: Iterable[BotMessage]) -> tuple[Choice, ...]:
    """Prints messages; the choices offered last."""
    choices: tuple[Choice, ...] = ()
    for message in messages:
        console.print(message.text, markup=False, highlight=False)
        for document in message.custom.get("documents", ()):
            console.print(f"  {document['title']}  {document['url']}", markup=False, highlight=False)
        choices = message.choices
        for number, item in enumerate(choices, 1):
            console.print(f"  {number}. {item.title}", style="cyan", markup=False, highlight=False)
    return choices


async def converse(console: Console) -> None:
    """Reads lines until the end of input; a number picks one of the choices."""
    conversations = local_conversations()
    choices = show(console, await conversations.reply("terminal", "你好", "terminal"))
    while True:
        try:
            text = console.input("[bold]您：[/bold]")
        except EOFError:
            break
        if text.isdigit() and 1 <= int(text) <= len(choices):
            text = choices[int(text) - 1].payload
        choices = show(console, await conversations.reply("terminal", text, "terminal"))
    conversations.journal.close()
