"""The accuracy measured on annotated corpora stays above the floors of accuracy_floors.toml.

The same figures as tables: `make bench`. A corpus that is missing, or is not the one the floors were measured on, is
skipped, saying so. What was tuned on what: docs/accuracy.md.
"""

import hashlib
import importlib
import sys
import tomllib
from pathlib import Path

import pytest

from support import ROOT, SHARED, shared

TABLE = tomllib.loads((Path(__file__).parent / "accuracy_floors.toml").read_text("utf-8"))
FLOORS = {(bench, corpus): floors for bench, by in TABLE["floors"].items() for corpus, floors in by.items()}


def digest_of(path: Path) -> str:
    """SHA-256 of a file; of a folder, that of its files' digests and names in order of name."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    files = sorted(p for p in path.rglob("*") if p.is_file())
    lines = [f"{digest_of(p)}  {p.relative_to(path).as_posix()}\n" for p in files]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def the_same_corpus(path: Path, sha256: str) -> Path:
    if digest_of(path) != sha256:
        pytest.skip(
            f"../shared: {path.name} is not the version the floors of accuracy_floors.toml were measured on"
        )
    return path


def too_low(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    return [
        f"{name} is {figures[name]:.4f}, its floor {floor:.4f}"
        for name, floor in floors.items()
        if figures[name] < floor
    ]


def bench(name: str):
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    return importlib.import_module(f"bench.{name}")


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(("name", "corpus"), list(FLOORS), ids=[f"{n}-{c}" for n, c in FLOORS])
def test_accuracy_is_above_its_floor(name: str, corpus: str) -> None:
    shared("eval/score.py")
    row = TABLE["corpora"][corpus]
    path = the_same_corpus(shared(row["path"]), row["sha256"])
    low = too_low(bench(name).figures(path), FLOORS[name, corpus])
    assert not low, (
        f"accuracy fell on {corpus}: {'; '.join(low)}. See what went wrong with "
        f"`python bench/{name}.py --only {corpus}` (--errors lists it); a floor is only lowered on purpose, "
        "in tests/accuracy_floors.toml and docs/accuracy.md, saying why."
    )


def test_the_table_of_floors_is_whole() -> None:
    """Each floor is a share, for a bench and a corpus that exist; none names a file outside the shared folder."""
    assert {corpus for _, corpus in FLOORS} == set(TABLE["corpora"])
    for (name, _), floors in FLOORS.items():
        assert (ROOT / "bench" / f"{name}.py").is_file()
        assert floors
        assert all(0 < floor <= 1 for floor in floors.values())
    for row in TABLE["corpora"].values():
        assert (SHARED / row["path"]).resolve().is_relative_to(SHARED.resolve())


def test_a_figure_below_its_floor_is_named() -> None:
    assert too_low({"claim_f1": 0.49, "item_f1": 0.5}, {"claim_f1": 0.5, "item_f1": 0.5}) == [
        "claim_f1 is 0.4900, its floor 0.5000"
    ]
    with pytest.raises(KeyError):
        too_low({}, {"claim_f1": 0.5})  # a figure that is no longer measured is no pass


def test_another_version_of_a_corpus_is_skipped(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    (folder / "html").mkdir(parents=True)
    (folder / "html" / "a.txt").write_text("a", "utf-8")
    before = digest_of(folder)
    assert the_same_corpus(folder, before) == folder
    (folder / "html" / "a.txt").rename(folder / "html" / "b.txt")
    with pytest.raises(pytest.skip.Exception, match="not the version"):
        the_same_corpus(folder, before)
