"""How well claims in other languages than English are read, by language.

    python bench/languages.py [--only written own] [--errors]

written: the Spanish, Russian, Ukrainian and Turkish documents of ../shared/corpora/claims_train/written.jsonl; the
rules were checked on them. own: the second half of the project's own invented documents
(training/texts/other-*-02.txt), written after the first half had been developed on and looked at for measuring only;
their author wrote the rules, too, and they give no coordinates, so no figure for places. Always with the rules, which
alone read these languages. "place words": F1 of the stretch of text taken for the place of a claim.

--errors prints the claims of written that are missed, extra, or have another stance; of own none.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.claims import matched
from bench.common import CLAIMS, Figures, Row, around, f1, overlaps, pipeline_readings, rows, run, score_rows
from training.sheets import read_sheets

OWN = Path(__file__).resolve().parents[1] / "training" / "texts"
CORPORA = {"written": CLAIMS["written"], "own": str(OWN)}
LANGUAGES = ("es", "fr", "ru", "uk", "tr")
NAMES = (
    "gold_claims", "predicted_claims", "claim_f1", "claim_any_event_f1", "stance_accuracy_of_found", "item_f1",
    "count_recall", "actor_f1", "place_f1", "time_f1", "attribution_f1", "whole_f1",
)  # fmt: skip


def figures(path: Path, errors: str = "") -> Figures:
    """The scorer's figures of each language, named "es: claim_f1", and the F1 of the words of places."""
    gold = _gold(path)
    readings, _ = pipeline_readings(gold, "rules")
    result: Figures = {}
    for language in LANGUAGES:
        pairs = [(g, r) for g, r in zip(gold, readings, strict=True) if g["language"] == language]
        if not pairs:
            continue
        scored = score_rows("claims", [g for g, _ in pairs], [r for _, r in pairs])
        kept = [n for n in NAMES if n != "place_f1" or path != OWN]
        result |= {f"{language}: {name}": scored[name] for name in kept}
        result[f"{language}: place words"] = _place_words(pairs)
        if errors and path != OWN:
            _print_errors(pairs)
    return result


def _gold(path: Path) -> list[Row]:
    if path == OWN:
        return read_sheets(sorted(OWN.glob("other-*-02.txt")))
    return [r for r in rows(path) if r["language"] in LANGUAGES]


def _place_words(pairs: list[tuple[Row, Row]]) -> float:
    right = found = true = 0
    for gold, reading in pairs:
        found += sum(1 for c in reading["claims"] if _words(c))
        true += sum(1 for c in gold["claims"] if _words(c))
        for i, j in matched(gold["claims"], reading["claims"]):
            a, b = _words(gold["claims"][i]), _words(reading["claims"][j])
            right += bool(a and b and overlaps(a, b))
    return f1(right, found, true)


def _words(claim: Row) -> tuple[int, int] | None:
    place = claim.get("place") or {}
    return (place["start"], place["end"]) if place.get("start") is not None else None


def _print_errors(pairs: list[tuple[Row, Row]]) -> None:
    for gold, reading in pairs:
        text, both = gold["text"], matched(gold["claims"], reading["claims"])
        for i, claim in enumerate(gold["claims"]):
            if i not in {a for a, _ in both}:
                print(f"missed {gold['id']}: {claim['event']} {around(text, claim['start'], claim['end'])}")
        for j, claim in enumerate(reading["claims"]):
            if j not in {b for _, b in both}:
                quote = claim["quote"]
                print(f"extra {gold['id']}: {claim['event']} {around(text, quote['start'], quote['end'])}")
        for i, j in both:
            a, b = gold["claims"][i], reading["claims"][j]
            if a["stance"] != b["stance"]:
                print(f"stance {gold['id']}: gold {a['stance']}, ours {b['stance']} {around(text, a['start'], a['end'])}")  # fmt: skip


def main() -> None:
    run(__doc__ or "", CORPORA, figures)


if __name__ == "__main__":
    main()
