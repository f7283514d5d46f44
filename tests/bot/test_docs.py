"""The documentation names what exists: commands, targets, files, schemes; and its examples run."""

from __future__ import annotations

import re
import shlex
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.settings import ROOT

READMES = ("README.md", "README.zh-CN.md")
PAGES = [*(ROOT / name for name in READMES), *sorted((ROOT / "docs").rglob("*.md"))]
CODE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|[\s/;&|])jigai[ ]([a-z]+)(?:[ ]([a-z]+))?", re.MULTILINE)
TARGET = re.compile(r"(?:^|[\s;&|])make[ ]([a-z]+)", re.MULTILINE)
PICTURE_LIMIT = 200_000
WITHOUT_MODEL = ("calc", "assess", "advise", "search", "export")


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def code_of(name):
    """What stands in code spans and blocks."""
    return "\n".join(block or span for _, block, span in CODE.findall(text_of(name)))


def commands_of(app):
    return {command.name or command.callback.__name__ for command in app.registered_commands}


def examples():
    """The lines of shell blocks in README.md that need no model."""
    for language, block, _ in CODE.findall(text_of("README.md")):
        if language == "bash":
            for line in block.splitlines():
                if line.startswith("jigai ") and line.split()[1] in WITHOUT_MODEL:
                    yield line


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_jigai_exists(name):
    groups = {group.name: commands_of(group.typer_instance) for group in cli.app.registered_groups}
    named = COMMAND.findall(code_of(name))
    assert named
    for command, sub in named:
        assert command in commands_of(cli.app) | set(groups), f"jigai {command}"
        if command in groups:
            assert sub in groups[command], f"jigai {command} {sub}"


def test_the_readme_shows_every_command_that_answers():
    assert {"ask", "chat", *WITHOUT_MODEL} <= {command for command, _ in COMMAND.findall(code_of("README.md"))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_target_of_make_exists(page):
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = set(TARGET.findall(code_of(page.relative_to(ROOT))))
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page):
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        path = unquote(link.partition("#")[0])
        if path and not re.match(r"[a-z]+:", path):
            assert (page.parent / path).exists(), link


@pytest.mark.parametrize("name", READMES)
def test_every_folder_and_file_named_in_code_exists(name):
    for path in re.findall(r"`((?:knowledge|actions|bot|data|tests|docs|requirements)/[\w./-]+)`", text_of(name)):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("line", examples())
def test_an_example_of_the_readme_runs(line, monkeypatch, tmp_path):
    monkeypatch.setattr(cli, "export_to_actions", lambda config: None)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli.app, shlex.split(line)[1:])
    assert result.exit_code == 0, result.output
    assert result.output.strip()


def test_the_picture_is_small():
    assert (ROOT / "docs" / "images" / "page.png").stat().st_size < PICTURE_LIMIT


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_place_on_some_machine(page):
    assert not re.search(r"(?:^|[\s`(\"'])/(?:home|root|work|tmp|Users)/", page.read_text(encoding="utf-8"))
