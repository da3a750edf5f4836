"""docs/fusion*.md say what the code weighs: neither drifts from the other."""

import datetime as dt
import importlib
import re
from pathlib import Path

import pytest

from sightline.fusion.reliability import AT_LEAST, AT_MOST
from sightline.fusion.weights import THRESHOLDS, WEIGHTS
from sightline.model.event import ContradictionKind, GapKind
from support import ROOT

PAGES = sorted((ROOT / "docs").glob("fusion*.md"))
PAGE = (ROOT / "docs" / "fusion.md").read_text("utf-8")
# Modules whose every constant the page tells.
TOLD = ("weights", "contradictions", "count_disputes", "denials", "corroboration", "brier", "reliability")


def table(head: str) -> dict[str, str]:
    """First and second column of the table whose header begins so."""
    lines = PAGE.split(f"| {head} |", 1)[1].splitlines()[2:]
    rows = [
        line.split("|")[1:3]
        for line in lines[: next(i for i, x in enumerate([*lines, ""]) if not x.startswith("|"))]
    ]
    return {name.strip(): value.strip() for name, value in rows}


def constants() -> list[tuple[str, str, str]]:
    found = []
    for page in PAGES:
        found += [
            (page.name, *row)
            for row in re.findall(r"^\| `(\w+\.[A-Z_0-9]+)` \| ([^|]+?) \|", page.read_text("utf-8"), re.M)
        ]
    return found


def test_the_weights_are_those_of_the_code() -> None:
    assert {name: float(value) for name, value in table("weight").items()} == dict(WEIGHTS)


def test_the_thresholds_are_those_of_the_code() -> None:
    assert {name: float(value) for name, value in table("threshold").items()} == dict(THRESHOLDS)


def test_the_letters_are_those_of_the_code() -> None:
    assert {name: float(value) for name, value in table("letter").items()} == {**AT_LEAST, **AT_MOST}


@pytest.mark.parametrize(("page", "name", "value"), constants())
def test_a_constant_is_that_of_the_code(page: str, name: str, value: str) -> None:
    module, _, constant = name.partition(".")
    held = getattr(importlib.import_module(f"sightline.fusion.{module}"), constant)
    if isinstance(held, dt.timedelta):
        assert value == f"{held.total_seconds() / 3600:g} hours"
    else:
        assert float(value.replace(",", "")) == held, f"{page}: {name}"


@pytest.mark.parametrize("module", TOLD)
def test_every_constant_is_told(module: str) -> None:
    loaded = importlib.import_module(f"sightline.fusion.{module}")
    own = Path(str(loaded.__file__)).read_text("utf-8")
    numbers = [
        name
        for name, value in vars(loaded).items()
        if re.match(r"[A-Z][A-Z_0-9]+$", name)
        and isinstance(value, int | float | dt.timedelta)
        and re.search(rf"^(?:\w+, )*{name}\b", own, re.M)
    ]
    missing = [name for name in numbers if f"`{module}.{name}`" not in PAGE]
    assert not missing


def test_every_kind_of_contradiction_and_gap_is_told() -> None:
    assert set(table("kind")) == set(ContradictionKind.__args__)  # type: ignore[attr-defined]
    assert set(table("gap")) == set(GapKind.__args__)  # type: ignore[attr-defined]
