"""What the benches share: the corpora in ../shared, documents of their rows, the project's scorer, one table.

A bench names its corpora and gives `figures(path, errors)`; `run` does the rest, so all are used alike:

    python bench/X.py [--only CORPUS ...] [--errors]        (or python -m bench.X)

Corpora that are missing are skipped, saying so, and the exit status stays 0. tests/test_accuracy.py holds the
same figures above the floors of tests/accuracy_floors.toml.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

from training.split import held_out

from sightline.model import edtf
from sightline.model.capture import Request
from sightline.model.claim import Claim, claim_id
from sightline.model.document import Document, Part
from sightline.model.period import Period
from sightline.model.place import Place

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORER = SHARED / "eval" / "score.py"
CLAIMS = {
    "dev": "eval/gold/claims.dev.jsonl",
    "real": "corpora/claims_train/real.jsonl",
    "written": "corpora/claims_train/written.jsonl",
}
RE3D = {"re3d": "corpora/re3d/train.jsonl"}
CLAIMS_NOTE = (
    "real and written: the rules and their weights were written and checked on these documents, so these\n"
    "columns are optimistic. dev: the visible gold, for measuring only; nothing is to be tuned on it. It holds the\n"
    "project's own worked example, known by heart: look at the rows without_case where there are such."
)
KEPT_NOTE = (
    "real and written: only the documents that the model was not trained on (training/split.py); the rules were\n"
    "checked on them. dev: the visible gold, for measuring only; nothing is to be tuned on it. It holds the\n"
    "project's own worked example, known by heart: look at the rows without_case."
)

Row = dict[str, Any]
Figures = dict[str, float]


def run(
    doc: str,
    corpora: Mapping[str, str],
    figures: Callable[[Path, str], Figures],
    *,
    slots: Sequence[str] = ("all",),
    note: str = "",
) -> None:
    """The command line of a bench: measures each corpus (name -> path in ../shared), prints one table.

    figures(path, errors) gets errors as "" or one of `slots` and prints what went wrong itself; for the visible
    gold it is always ""."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", nargs="+", choices=tuple(corpora), metavar="CORPUS", help=", ".join(corpora)
    )
    parser.add_argument("--errors", nargs="?", const=slots[0], default="", choices=slots, metavar="SLOT",
                        help="print what was wrong; one of: " + ", ".join(slots))  # fmt: skip
    given = parser.parse_args()
    columns: dict[str, Figures] = {}
    for name, where in corpora.items():
        path = SHARED / where
        if given.only and name not in given.only:
            continue
        if not (path.exists() and SCORER.exists()):
            print(f"skipped {name}: needs ../shared/{where}, which is not on this machine")
            continue
        if given.errors and where == CLAIMS["dev"]:
            print(f"no errors are listed for {name}: the visible gold is for measuring only")
        columns[name] = figures(path, "" if where == CLAIMS["dev"] else given.errors)
    if columns:
        table(columns)
        print(note, end="\n" if note else "")


def table(columns: Mapping[str, Figures]) -> None:
    """Columns are corpora; a row for each figure that any of them has."""
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    wide = max(map(len, names))
    print(" " * wide, *(f"{head:>19}" for head in columns))
    for name in names:
        print(f"{name:{wide}}", *(f"{_shown(column.get(name)):>19}" for column in columns.values()))


def _shown(figure: float | None) -> str:
    if figure is None:
        return "-"
    if isinstance(figure, int):
        return f"{figure:,}"
    return f"{figure:.3f}" if abs(figure) < 10 else f"{figure:,.1f}"


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def f1(right: float, found: float, gold: float) -> float:
    return ratio(2 * right, found + gold)


def overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def around(text: str, start: int, end: int, margin: int = 50) -> str:
    """The words with a bracket round them and some text on both sides, in one line."""
    before, after = text[max(0, start - margin) : start], text[end : end + margin]
    return f"{before}[{text[start:end]}]{after}".replace("\n", " / ")


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def kept_rows(path: Path) -> list[Row]:
    """The rows of a corpus that the language model was not trained on."""
    found = rows(path)
    if "claims_train" in path.parts:
        return [r for r in found if held_out(r["id"])]
    if "re3d" in path.parts:
        from training.data import name_rows

        trained = {r["id"] for r in name_rows() if not held_out(r["id"])}
        return [r for r in found if r["id"] not in trained]
    return found


def document(row: Row) -> Document:
    """A document of one body part, for measuring a stage alone; the language is English unless the row says."""
    text, language = row["text"], row.get("language") or "en"
    return Document(
        id=row.get("id") or "sha256:0", capture="cap-bench", text=text,
        parts=(Part("p1", "body", 0, len(text), language),) if text else (), language=language,
        published=edtf.parse(row["published"]) if row.get("published") else None,
    )  # fmt: skip


def claim_of(doc: Document, row: Row, n: int, slot: str) -> Claim:
    """An annotated claim with the words of one slot ("time" or "place") alone, for resolving them."""
    quote, trigger, given = doc.span(row["start"], row["end"]), row.get("trigger") or {}, row[slot]
    at = doc.span(trigger["start"], trigger["end"]) if trigger.get("start") is not None else None
    words = doc.span(given["start"], given["end"]) if given.get("start") is not None else None
    part = doc.parts[0].id
    return Claim(
        id=claim_id(doc.id, part, row["event"], quote, n), document=doc.id, part=part, quote=quote,
        event=row["event"], stance=row["stance"], trigger=at,
        time=Period(span=words) if words and slot == "time" else None,
        place=Place(words, relation=given.get("relation")) if words and slot == "place" else None,
    )  # fmt: skip


def words_in(gold: Iterable[Row]) -> int:
    return sum(len(row["text"].split()) for row in gold)


def milliseconds_for_5_kb(work: Callable[[Document], object], gold: Iterable[Row]) -> float:
    """CPU milliseconds for 5,000 characters of the English rows, warm, the median of nine."""
    text = " ".join(row["text"] for row in gold if (row.get("language") or "en") == "en")[:5000]
    doc, spent = document({"text": text}), []
    for _ in range(10):
        spent.append(timed(partial(work, doc))[1] * 1000)
    return round(sorted(spent[1:])[4], 1)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and the CPU seconds of this process it took (other users of the machine do not count)."""
    begun = time.process_time()
    return work(), time.process_time() - begun


def request(row: Row) -> Request:
    """A row as an input: its text as text/plain with its publication date, where it has one; no annotation."""
    return Request(
        location=row.get("id") or "bench", kind="inline", data=row["text"].encode(),
        media_type="text/plain; charset=utf-8", published=row.get("published") or None,
    )  # fmt: skip


def pipeline_readings(gold: Sequence[Row], extractor: str = "learned") -> tuple[list[Row], float]:
    """Readings of the rows by the whole pipeline, as `sightline read --batch` gives them, and CPU seconds.

    Each text goes in as text/plain with its publication date, where the row has one; no other annotation does."""
    from sightline.model.contract import reading_to_dict
    from sightline.pipeline import process
    from sightline.settings import Settings
    from sightline.wiring import tools_for

    tools = tools_for(Settings(extractor=extractor), keep=False)
    list(process([request({"text": "Three tanks arrived in Paris on 3 May 2019."})], tools))  # warm
    outcomes, spent = timed(lambda: list(process(map(request, gold), tools)))
    readings = []
    for outcome in outcomes:
        if outcome.reading is None:
            raise SystemExit(f"{outcome.request.location} could not be read: {outcome.issue}")
        readings.append(reading_to_dict(outcome.reading))
    return readings, spent


def bare_reading(row: Row, mentions: Iterable[Any]) -> Row:
    """A reading that holds mentions only, for the scorer."""
    from sightline.model.contract import mention_to_dict

    return {
        "document": {"text": row["text"]},
        "mentions": [mention_to_dict(m) for m in mentions],
        "claims": [],
    }


def score(task: str, gold: Path, readings: Iterable[Row]) -> Figures:
    """The figures of ../shared/eval/score.py, which runs by itself, for readings in the order of the gold."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(r) + "\n" for r in readings)
        out.flush()
        done = subprocess.run(
            [sys.executable, str(SCORER), task, str(gold), out.name, "--json"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"score.py {task} {gold.name}: {done.stderr.strip()}")
    result: Figures = json.loads(done.stdout)
    return result


def score_rows(task: str, gold: Sequence[Row], readings: Iterable[Row]) -> Figures:
    """The scorer's figures for some rows of a corpus."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in gold)
        out.flush()
        return score(task, Path(out.name), readings)


@lru_cache
def scorer() -> ModuleType:
    """The same scorer as a module: its matching and its notion of right, for lists of errors."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
