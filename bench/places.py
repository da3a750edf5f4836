"""How well places are found and put on the map, on the open toponym corpora, without the rest of the pipeline.

    python bench/places.py [--only trnews geowebnews lgl geovirus] [--errors [reliability]]

Scored by ../shared/eval/score.py places: end_to_end counts a toponym as right when it is found and put within
161 km (the usual measure) or 20 km of the gold point. Precision is ours: found places that overlap some gold
toponym; the corpora leave out some kinds, so it is a lower bound. brier: the mean square of what the probability of a
found place is off, against within 161 km or within the disc of a country or sea; brier_of_share: the same for one constant, the share right. --errors reliability
prints, by tenths of the probability, how many were right. The weights that find names were set by hand with these
figures in sight, and the kinds of error were looked at; the ranker and the probability were fitted on other texts.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import Figures, Row, bare_reading, document, ratio, rows, run, score, timed, words_in

from sightline.model.mention import Mention
from sightline.model.place import distance_km
from sightline.places.find import find_places
from sightline.places.gazetteer import open_gazetteer

CORPORA = {name: f"corpora/geo_{name}/train.jsonl" for name in ("trnews", "geowebnews", "lgl", "geovirus")}
Found = list[tuple[Mention, ...]]


def figures(path: Path, errors: str = "") -> Figures:
    gold = rows(path)
    find = partial(find_places, gazetteer=open_gazetteer())
    find(document({"text": "Paris and London"}))  # warm
    found, spent = timed(lambda: [find(document(g)) for g in gold])
    if errors == "all":
        _print_errors(gold, found)
    pairs = list(_judged(gold, found))
    if errors == "reliability":
        _print_reliability(path.parent.name, pairs)
    hits = [any(_over(s, m) for s in g["spans"]) for g, ms in zip(gold, found, strict=True) for m in ms]
    return score("places", path, [bare_reading(g, ms) for g, ms in zip(gold, found, strict=True)]) | {
        "precision": ratio(sum(hits), len(hits)),
        **_brier(pairs),
        "words_per_cpu_second": round(words_in(gold) / spent),
    }


def _judged(gold: list[Row], found: Found) -> Iterator[tuple[float, bool]]:
    """Of every found place with a gold point: its probability, and whether it is the one that is meant: within
    161 km of the gold point, or, for countries and the like, the gold point within its own disc."""
    for g, mentions in zip(gold, found, strict=True):
        for s in (s for s in g["spans"] if s.get("lat") is not None):
            place = next((m.place for m in mentions if m.kind == "place" and m.place and _over(s, m)), None)
            if place is None or place.lat is None or place.lon is None or place.probability is None:
                continue
            wide = place.precision in ("country", "region", "area")
            reach = max(161.0, place.radius_km or 0.0) if wide else 161.0
            yield place.probability, distance_km(s["lat"], s["lon"], place.lat, place.lon) <= reach


def _brier(pairs: list[tuple[float, bool]]) -> dict[str, float]:
    share = ratio(sum(right for _, right in pairs), len(pairs))
    total = sum((p - right) ** 2 for p, right in pairs)
    return {"brier": round(total / max(len(pairs), 1), 4), "brier_of_share": round(share * (1 - share), 4)}


def _print_reliability(name: str, pairs: list[tuple[float, bool]]) -> None:
    print(f"{name}: probability, how many, mean, right")
    for tenth in range(10):
        inside = [(p, r) for p, r in pairs if min(int(p * 10), 9) == tenth]
        if inside:
            mean, right = (sum(x[i] for x in inside) / len(inside) for i in (0, 1))
            print(f"  {tenth / 10:.1f}-{tenth / 10 + 0.1:.1f} {len(inside):6,} {mean:6.2f} {right:6.2f}")


def _over(span: Row, mention: Mention) -> bool:
    return span["start"] < mention.span.end and mention.span.start < span["end"]  # type: ignore[no-any-return]


def _print_errors(gold: list[Row], found: Found) -> None:
    counts: dict[str, Counter[str]] = {"missed": Counter(), "wrong": Counter(), "extra": Counter()}
    for g, mentions in zip(gold, found, strict=True):
        for s in (s for s in g["spans"] if s.get("lat") is not None):
            first = next((m for m in mentions if m.kind == "place" and m.place and _over(s, m)), None)
            if first is None or first.place is None:
                counts["missed"][s["text"]] += 1
                continue
            p = first.place
            if p.lat is None or p.lon is None or distance_km(s["lat"], s["lon"], p.lat, p.lon) > 161:
                gold_is = f"{s.get('gaz_name') or s.get('normalised')}, {s.get('admin1')}, {s['lat']:.1f} {s['lon']:.1f}"
                counts["wrong"][f"{s['text']} [{gold_is}] as {p.name}/{p.country}/{p.precision}"] += 1
        counts["extra"].update(m.span.text for m in mentions if not any(_over(s, m) for s in g["spans"]))
    for title, count in counts.items():
        print(f"-- {title} {count.total()}:", "; ".join(f"{k} x{n}" for k, n in count.most_common(70)))


def main() -> None:
    run(__doc__ or "", CORPORA, figures, slots=("all", "reliability"))


if __name__ == "__main__":
    main()
