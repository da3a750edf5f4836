"""How well the whole pipeline finds named things in coalition and war reporting (re3d).

    python bench/entities.py [--errors]

All mentions that `sightline read` gives, scored by ../shared/eval/score.py entities: strict is the very same
span, overlap is any shared character, one to one. re3d labels only some of what is there (its annotators were
uneven about articles and about strikes as weapons), so precision is a lower bound. The lists of materiel were
written after its words had been seen: those figures are optimistic. Only documents that the language model was
not trained on are used.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import (
    RE3D,
    Figures,
    Row,
    kept_rows,
    overlaps,
    pipeline_readings,
    run,
    score_rows,
    scorer,
    words_in,
)


def figures(path: Path, errors: str = "", *, extractor: str = "learned") -> Figures:
    gold = kept_rows(path)
    readings, spent = pipeline_readings(gold, extractor)
    if errors:
        _print_errors(gold, readings)
    return score_rows("entities", gold, readings) | {"words_per_cpu_second": round(words_in(gold) / spent)}


def _print_errors(gold: list[Row], readings: list[Row]) -> None:
    s = scorer()
    counts: dict[str, Counter[str]] = {"missed": Counter(), "extra": Counter()}
    for g, r in zip(gold, readings, strict=True):
        true = [(s.RE3D[x["label"]], s.span(x), x["text"]) for x in g["spans"] if x["label"] in s.RE3D]
        ours = [(s.OURS[x["kind"]], s.span(x), x["text"]) for x in r["mentions"] if x["kind"] in s.OURS]
        for title, these, those in (("missed", true, ours), ("extra", ours, true)):
            counts[title].update(
                f"{kind} {text}" for kind, at, text in these
                if not any(kind == other and overlaps(at, there) for other, there, _ in those)
            )  # fmt: skip
    for title, count in counts.items():
        print(f"-- {title} {count.total()}:", "; ".join(f"{k} x{n}" for k, n in count.most_common(150)))


def main() -> None:
    run(__doc__ or "", RE3D, figures)


if __name__ == "__main__":
    main()
