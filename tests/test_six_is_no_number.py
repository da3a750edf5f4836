"""6 and F mean that there is no basis: nowhere in the program are they sorted, compared or averaged as numbers."""

import ast
from pathlib import Path

import pytest

from sightline.model.event import Assessment, Event
from sightline.render import event_to_dict
from support import ROOT

GRADES = {"credibility", "reliability"}
ARITHMETIC = {"min", "max", "sum", "sorted", "sort", "mean", "fmean", "median", "int", "float", "round"}
ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def as_a_number(tree: ast.AST) -> list[int]:
    """Lines where a grade is in a sum, an order or a call that takes numbers."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and node.attr in GRADES):
            continue
        inner: ast.AST = node
        while inner in parents and not isinstance(inner, ast.stmt):
            outer = parents[inner]
            equal = isinstance(outer, ast.Compare) and not any(isinstance(o, ORDER) for o in outer.ops)
            if equal:
                break  # "is it 6?" is no arithmetic
            name = getattr(outer, "func", None) if isinstance(outer, ast.Call) else None
            called = getattr(name, "id", getattr(name, "attr", ""))
            if isinstance(outer, ast.BinOp | ast.Compare | ast.UnaryOp) or called in ARITHMETIC:
                found.append(node.lineno)
                break
            inner = outer
    return found


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("6 - e.credibility", True), ("a.credibility < b.credibility", True), ("max(e.credibility for e in x)", True),
        ("sorted(x, key=lambda e: e.assessment.credibility)", True), ("-e.credibility", True),
        ("e.credibility == 6", False), ("e.credibility in (1, 2)", False), ("f'{e.credibility}'", False),
        ("sum(e.credibility == 1 for e in x)", False),
    ],
)  # fmt: skip
def test_the_hunt_finds_what_it_should(code: str, wrong: bool) -> None:
    assert bool(as_a_number(ast.parse(code))) is wrong


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda p: p.stem)
def test_no_grade_is_used_as_a_number(path: Path) -> None:
    assert not as_a_number(ast.parse(path.read_text("utf-8")))


def test_six_is_null_where_a_number_is_asked_for() -> None:
    assert [Assessment(g, ()).number for g in (1, 2, 3, 4, 5, 6)] == [1, 2, 3, 4, 5, None]  # type: ignore[arg-type]
    event = Event("evt-1", "presence", "x", (), (), None, None, (), Assessment(6, ()))
    row = event_to_dict(event)
    assert row["credibility"] is None
    assert row["grade"] == "6"
