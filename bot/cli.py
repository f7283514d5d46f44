"""The command line `jigai`: serving, training, talking, calculating, searching, evaluating, exporting."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.logging import RichHandler

from bot import quiet  # noqa: F401
from bot.settings import export_to_actions, settings
from knowledge.guide import Guide

app = typer.Typer(no_args_is_help=True, add_completion=False, help="技改助手：解答深圳市企业技术改造扶持计划申请指南。")
wechat = typer.Typer(no_args_is_help=True, help="微信公众号。")
app.add_typer(wechat, name="wechat")
console = Console()

Pairs = Annotated[list[str] | None, typer.Argument(help="名称=值，如 investment=30000000（单位：元）")]
AsJson = Annotated[bool, typer.Option("--json", help="输出JSON")]


@app.callback()
def prepare() -> None:
    """Sets up logging and passes the settings on."""
    logging.basicConfig(
        level=logging.INFO, format="%(message)s", handlers=[RichHandler(console=Console(stderr=True), show_path=False)]
    )
    export_to_actions(settings())


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="端口，默认取环境变量PORT或8000")] = None,
) -> None:
    """启动服务（模型过期时先训练）。"""
    from bot.app import serve as run

    run(host, port)


@app.command()
def train(force: Annotated[bool, typer.Option("--force", help="数据没变也重新训练")] = False) -> None:
    """训练模型；模型与数据一致时跳过。"""
    from bot.training import train as run

    console.print(str(run(force=force)))


async def _talk(texts: list[str]) -> None:
    from bot.terminal import local_conversations, show

    conversations = local_conversations()
    for text in texts:
        show(console, await conversations.reply("terminal", text, "terminal"))
    conversations.journal.close()


@app.command()
def ask(question: Annotated[str, typer.Argument(help="要问的问题")]) -> None:
    """问一个问题。"""
    asyncio.run(_talk([question]))


@app.command()
def chat() -> None:
    """在终端里对话；Ctrl-D 结束。"""
    from bot.terminal import converse

    asyncio.run(converse(console))


def _inputs(pairs: list[str] | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in pairs or []:
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"“{pair}”应写成 名称=值")
        found[name.strip()] = _value(pair, value)
    return found


def _value(pair: str, value: str) -> Any:
    if not value.startswith(("[", "{")) and value not in ("true", "false", "null"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise typer.BadParameter(f"“{pair}”等号后面不是正确的JSON") from None


def _known_scheme(guide: Guide, name: str) -> str:
    if name not in guide.schemes:
        raise typer.BadParameter(f"没有这一类：{name}；可选：{'、'.join(guide.schemes)}")
    return name


def _print(data: dict[str, Any], table: Any, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        console.print(table)


@app.command()
def calc(scheme: str, inputs: Pairs = None, as_json: AsJson = False) -> None:
    """测算补贴，如：jigai calc intelligent_upgrade investment=30000000"""
    from bot.tables import result_table
    from knowledge.loader import load_guide
    from knowledge.subsidy.calculate import calculate

    guide = load_guide(settings().guide)
    with _readable_errors():
        result = calculate(guide, _known_scheme(guide, scheme), _inputs(inputs), settings().current_date)
        _print(result.as_json(), result_table(guide, result), as_json=as_json)


@app.command()
def assess(scheme: str, answers: Pairs = None, as_json: AsJson = False) -> None:
    """自评资格，如：jigai assess major_project registered=true total_investment=240000000"""
    from bot.tables import assessment_table
    from knowledge.eligibility import assess as run
    from knowledge.loader import load_guide

    guide = load_guide(settings().guide)
    with _readable_errors():
        found = run(guide, _known_scheme(guide, scheme), _inputs(answers), settings().current_date)
        _print(found.as_json(), assessment_table(guide, found), as_json=as_json)


@app.command()
def advise(facts: Pairs = None, as_json: AsJson = False) -> None:
    """各类比较，如：jigai advise intelligent_upgrade.investment=30000000 finance_lease.lease_amount=10000000"""
    from bot.tables import advice_table
    from knowledge.advice import advise as run
    from knowledge.loader import load_guide

    guide = load_guide(settings().guide)
    by_scheme: dict[str, dict[str, Any]] = {}
    for name, value in _inputs(facts).items():
        scheme, _, field = name.rpartition(".")
        by_scheme.setdefault(scheme or "base", {})[field] = value
    base = by_scheme.pop("base", {})
    for scheme in by_scheme:
        _known_scheme(guide, scheme)
    with _readable_errors():
        found = run(guide, by_scheme, base, settings().current_date)
        _print(found.as_json(), advice_table(found), as_json=as_json)


@app.command()
def search(query: str, limit: int = 5, as_json: AsJson = False) -> None:
    """在指南里查找条款。"""
    from bot.tables import hits_table
    from knowledge.loader import load_guide
    from knowledge.search.index import open_index
    from knowledge.search.query import search as run

    guide = load_guide(settings().guide)
    hits = run(open_index(settings().data_dir / f"search-{guide.folder}.sqlite", guide), query, limit=limit)
    data = [
        {"id": hit.entry.id, "clause": hit.entry.clause, "score": hit.score, "text": hit.entry.text} for hit in hits
    ]
    _print({"query": query, "hits": data}, hits_table(hits), as_json=as_json)


@app.command("eval")
def evaluate() -> None:
    """交叉验证、测试集和整段对话；低于底线时失败。"""
    from bot.evaluation.suite import run

    raise typer.Exit(run())


@app.command()
def export(folder: Annotated[Path, typer.Argument(help="放文件的文件夹")] = Path("export")) -> None:
    """导出提纲、材料清单和日程。"""
    from knowledge.documents import documents
    from knowledge.loader import load_guide

    folder.mkdir(parents=True, exist_ok=True)
    for item in documents(load_guide(settings().guide)):
        (folder / item.filename).write_bytes(item.builder())
        console.print(str(folder / item.filename))


@wechat.command()
def menu(dry_run: Annotated[bool, typer.Option("--dry-run", help="只打印，不提交")] = False) -> None:
    """创建公众号菜单。"""
    from bot.channels.wechat import build_menu, publish_menu

    if dry_run:
        print(json.dumps(build_menu(public_url=settings().public_url), ensure_ascii=False, indent=2))
    else:
        asyncio.run(publish_menu(settings()))
        console.print("菜单已创建，约5分钟后在客户端生效。")


class _readable_errors:
    """Prints what is wrong with an input instead of a trace."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        from knowledge.errors import InputError

        if isinstance(error, InputError):
            console.print(f"[red]{error.field}：{error.reason}[/red]")
            raise typer.Exit(2)


def main() -> None:
    """Entry point of `jigai`."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
