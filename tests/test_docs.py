"""The documents keep up with the code: words, commands, options, settings, tables, decisions."""

import importlib
import pkgutil
import re
import subprocess
from dataclasses import fields, is_dataclass

import pytest
import typer

import sightline.model
from sightline.cli import app
from sightline.ledger import tables
from sightline.settings import Settings
from support import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")


def nouns() -> list[str]:
    found = set()
    for module in pkgutil.iter_modules(sightline.model.__path__):
        loaded = importlib.import_module(f"sightline.model.{module.name}")
        found |= {
            name
            for name, value in vars(loaded).items()
            if isinstance(value, type) and is_dataclass(value) and not name.startswith("_")
        }
    return sorted(found)


@pytest.mark.parametrize("noun", nouns())
def test_every_noun_is_in_the_glossary(noun: str) -> None:
    assert f"`{noun}`" in GLOSSARY


def test_no_word_of_the_glossary_is_told_twice_in_a_table() -> None:
    words = re.findall(r"^\| ([^|]+) \|", GLOSSARY, re.M)
    words = [w for w in words if w not in {"word", "---"}]
    assert len(words) == len(set(words))


def commands() -> dict[str, list[str]]:
    group = typer.main.get_command(app)
    rows = {"": [o for p in group.params for o in p.opts]}
    todo = list(group.commands.items())  # type: ignore[attr-defined]
    for name, command in todo:
        if hasattr(command, "commands"):
            todo += [(f"{name} {inner}", c) for inner, c in command.commands.items()]
            continue
        rows[name] = [o for p in command.params for o in p.opts if o.startswith("-")]
    return rows


@pytest.mark.parametrize("name", [c for c in commands() if c])
def test_every_command_is_told(name: str) -> None:
    assert f"`sightline {name}" in COMMANDS


@pytest.mark.parametrize(("name", "option"), [(c, o) for c, os in commands().items() for o in os])
def test_every_option_is_told(name: str, option: str) -> None:
    lines = [line for line in COMMANDS.splitlines() if f"`{option}" in line]
    assert any(f"`{name or 'sightline'}`" in line or "all but" in line for line in lines)


@pytest.mark.parametrize("name", [f.name for f in fields(Settings)])
def test_every_setting_is_told(name: str) -> None:
    assert f"| `{name}` |" in COMMANDS


@pytest.mark.parametrize("name", [*tables.FACTS.tables, *tables.DERIVED.tables])
def test_every_table_is_told(name: str) -> None:
    assert f"`{name}`" in GLOSSARY


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    for path in folder.glob("0*.md"):
        assert f"({path.name})" in index


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize(
    "pattern",
    [
        # Written so that this file does not match itself.
        "(^|[^A-Za-z0-9_.])/(wor[k]|roo[t]|far[m])/",
        'registry = "http[s]?:|"resolved": *"http[s]?:|--index-url +http[s]?:|index-url *= *http[s]?:',
    ],
)
def test_no_machine_path_and_no_package_index_is_recorded(pattern: str) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git checkout, to know which files are tracked")
    done = subprocess.run(
        ["git", "-C", str(ROOT), "grep", "-nIE", pattern, "--", "."],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
