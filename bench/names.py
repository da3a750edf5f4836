"""How well `find_names` finds people, organisations and nationalities in re3d, without the rest of the pipeline.

    python bench/names.py [--errors]

Scored by ../shared/eval/score.py entities; only the kinds that this finder gives are shown.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import (
    RE3D,
    Figures,
    Row,
    around,
    bare_reading,
    document,
    milliseconds_for_5_kb,
    overlaps,
    rows,
    run,
    score,
)

from sightline.extraction.actors import find_actors
from sightline.extraction.names import find_names
from sightline.model.document import Document
from sightline.model.mention import Mention

LABELS = ("Person", "Organisation", "Nationality")
KINDS = ("person_", "organisation_", "nationality_")


def figures(path: Path, errors: str = "") -> Figures:
    gold = rows(path)
    found = [names_of(document(g)) for g in gold]
    if errors:
        _print_missed(gold, found)
    result = score("entities", path, [bare_reading(g, ms) for g, ms in zip(gold, found, strict=True)])
    return {k: v for k, v in result.items() if k.startswith(KINDS)} | {
        "cpu_ms_for_5_kb": milliseconds_for_5_kb(names_of, gold)
    }


def names_of(doc: Document) -> tuple[Mention, ...]:
    return find_names(doc, find_actors(doc))


def _print_missed(gold: list[Row], found: list[tuple[Mention, ...]]) -> None:
    for g, mentions in zip(gold, found, strict=True):
        ours = [(m.span.start, m.span.end) for m in mentions]
        for s in g["spans"]:
            if s["label"] in LABELS and not any(overlaps((s["start"], s["end"]), at) for at in ours):
                print(f"missed {s['label']}: {around(g['text'], s['start'], s['end'], 30)}")


def main() -> None:
    run(__doc__ or "", RE3D, figures)


if __name__ == "__main__":
    main()
