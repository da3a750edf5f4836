"""How well claims in other languages than English are read, by language.

    python bench/languages.py [--only written own nerel_ru] [--errors]

written: the Spanish, Russian, Ukrainian and Turkish documents of ../shared/corpora/claims_train/written.jsonl; the
rules were checked on them. own: the second half of the project's own invented documents
(training/texts/other-*-02.txt), written after the first half had been developed on and looked at for measuring only;
their author wrote the rules, too, and they give no coordinates, so no figure for places. Always with the rules, which
alone read these languages. "place words": F1 of the stretch of text taken for the place of a claim.

nerel_ru: NEREL, Russian Wikinews with names and times marked, for measuring only: the share of its spans that some time
or place of ours overlaps, and the share of our times that overlap a span of it for a date, a time or an age ("now",
"recently" and the like are not marked there, so that is a lower bound).

--errors prints the claims of written that are missed, extra, or have another stance; of own none.
"""

import gzip
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.claims import matched
from bench.common import (
    CLAIMS,
    Figures,
    Row,
    around,
    document,
    f1,
    overlaps,
    pipeline_readings,
    ratio,
    rows,
    run,
    score_rows,
    timed,
    words_in,
)
from training.sheets import read_sheets

from sightline.model.mention import Mention
from sightline.places.find import find_places
from sightline.places.gazetteer import open_gazetteer
from sightline.times.find import find_times

OWN = Path(__file__).resolve().parents[1] / "training" / "texts"
NEREL = "corpora/ner_nerel_ru/train.jsonl.gz"
CORPORA = {"written": CLAIMS["written"], "own": str(OWN), "nerel_ru": NEREL}
TIME_LABELS = ("DATE", "TIME")
PLACE_LABELS = ("CITY", "COUNTRY", "STATE_OR_PROVINCE", "LOCATION", "DISTRICT", "FACILITY")
LANGUAGES = ("es", "fr", "ru", "uk", "tr")
NAMES = (
    "gold_claims", "predicted_claims", "claim_f1", "claim_any_event_f1", "stance_accuracy_of_found", "item_f1",
    "count_recall", "actor_f1", "place_f1", "time_f1", "attribution_f1", "whole_f1",
)  # fmt: skip


def figures(path: Path, errors: str = "") -> Figures:
    """The scorer's figures of each language, named "es: claim_f1", and the F1 of the words of places."""
    if path.suffix == ".gz":
        return _nerel(path)
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


def _nerel(path: Path) -> Figures:
    """Share of the spans of each label that are found, and how many of our own lie on some."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) | {"language": "ru"} for line in lines]
    gazetteer = open_gazetteer()
    times, spent = timed(lambda: [find_times(document(g)) for g in gold])
    places, spent_too = timed(lambda: [find_places(document(g), gazetteer) for g in gold])
    result: Figures = {}
    for labels, found in ((TIME_LABELS, times), (PLACE_LABELS, places)):
        for label in labels:
            result[f"ru: {label} found"] = _share_found(gold, found, label)
    result["ru: times on a span"] = _share_on_span(gold, times, {*TIME_LABELS, "AGE"})
    result["ru: places on a span"] = _share_on_span(gold, places, {*PLACE_LABELS, "NATIONALITY"})
    result["times: words per second"] = round(words_in(gold) / spent)
    result["places: words per second"] = round(words_in(gold) / spent_too)
    return result


def _share_found(gold: list[Row], found: list[tuple[Mention, ...]], label: str) -> float:
    spans = [(s, ms) for g, ms in zip(gold, found, strict=True) for s in g["spans"] if s["label"] == label]
    return ratio(sum(any(_over(s, m) for m in ms) for s, ms in spans), len(spans))


def _share_on_span(gold: list[Row], found: list[tuple[Mention, ...]], labels: set[str]) -> float:
    pairs = [(g, m) for g, ms in zip(gold, found, strict=True) for m in ms]
    hits = (any(_over(s, m) for s in g["spans"] if s["label"] in labels) for g, m in pairs)
    return ratio(sum(hits), len(pairs))


def _over(span: Row, mention: Mention) -> bool:
    return overlaps((span["start"], span["end"]), (mention.span.start, mention.span.end))


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
