"""How well actors and voices are found, measured without the rest of the pipeline.

    python bench/actors.py [--only dev real written] [--errors missed|country|extra|voices]

Against the actors and attributions of hand-annotated claims: an actor is found where ours overlaps it; ours is
right, inside the quote of a claim, where it overlaps an actor of the gold (which lists only those that matter to a
claim, so this is a lower bound); the kinds of attribution are compared claim by claim.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from collections import Counter

from bench.common import (
    CLAIMS,
    CLAIMS_NOTE,
    Figures,
    Row,
    around,
    document,
    milliseconds_for_5_kb,
    overlaps,
    ratio,
    rows,
    run,
)

from sightline.extraction.actors import find_actors
from sightline.extraction.voices import find_voices

SLOTS = ("missed", "country", "extra", "voices")


def figures(path: Path, errors: str = "") -> Figures:
    gold = rows(path)
    a, v = _actors(gold, errors), _voices(gold, errors)
    return {
        "actors_in_gold": a["gold"],
        "actor_found": ratio(a["found"], a["gold"]),
        "actor_found_exactly": ratio(a["exact"], a["gold"]),
        "country_right_of_found": ratio(a["country_right"], a["country_known"]),
        "country_not_wrong_of_found": 1 - ratio(a["country_wrong"], a["found"]),
        "actor_right_of_ours_in_quotes": ratio(a["in_quote_right"], a["in_quote"]),
        "attribution_kind_recall": ratio(v["right"], v["gold"]),
        "attribution_kind_precision": ratio(v["right"], v["ours"]),
        "claims_with_the_same_kinds": ratio(v["claims_right"], v["claims"]),
        "cpu_ms_for_5_kb": milliseconds_for_5_kb(lambda d: (find_actors(d), find_voices(d)), gold),
    }


def _actors(gold: list[Row], errors: str) -> Counter[str]:
    n: Counter[str] = Counter()
    for row in gold:
        text, found = row["text"], find_actors(document(row))
        quotes = [(c["start"], c["end"]) for c in row["claims"]]
        actors = {
            (a["start"], a["end"]): a
            for c in row["claims"]
            for a in c["actors"]
            if a.get("start") is not None
        }
        for at, g in actors.items():
            hit = next((f for f in found if overlaps(at, (f.span.start, f.span.end))), None)
            n["gold"] += 1
            n["exact"] += any((f.span.start, f.span.end) == at for f in found)
            if hit is None:
                _say(errors, "missed", around(text, *at))
                continue
            n["found"] += 1
            n["country_known"] += bool(g["country"])
            n["country_right"] += bool(g["country"]) and hit.country == g["country"]
            if hit.country and hit.country != g["country"]:
                n["country_wrong"] += 1
                _say(errors, "country", f"{g['text']} {g['country']}, ours {hit.name} {hit.country}")
        for f in found:
            here = (f.span.start, f.span.end)
            if any(q[0] <= here[0] < q[1] for q in quotes):
                right = any(overlaps(here, at) for at in actors)
                n["in_quote"] += 1
                n["in_quote_right"] += right
                if not right:
                    _say(errors, "extra", f"{f.kind} {around(text, *here)}")
    return n


def _voices(gold: list[Row], errors: str) -> Counter[str]:
    n: Counter[str] = Counter()
    for row in gold:
        found = find_voices(document(row))
        for claim in row["claims"]:
            true, here = {a["kind"] for a in claim["attribution"]}, (claim["start"], claim["end"])
            inside = [v for v in found if overlaps(here, (v.scope.start, v.scope.end))]
            ours = {v.kind for v in inside}
            n["gold"] += len(true)
            n["ours"] += len(ours)
            n["right"] += len(true & ours)
            n["claims"] += 1
            n["claims_right"] += true == ours
            if true != ours:
                names = [(v.span.text, v.kind, v.form) for v in inside]
                _say(
                    errors, "voices", f"gold {sorted(true)}, ours {names} | {around(row['text'], *here, 60)}"
                )
    return n


def _say(errors: str, slot: str, line: str) -> None:
    if errors == slot:
        print(f"{slot}: {line}")


def main() -> None:
    run(__doc__ or "", CLAIMS, figures, slots=SLOTS, note=CLAIMS_NOTE)


if __name__ == "__main__":
    main()
