"""How well the places of claims are put on the map, given the claim and the words for its place.

    python bench/where.py [--only dev real written] [--errors]

found: a name or phrase overlaps the words. right: the scorer's same_place after resolve_where (within 50 km, or
within the gold radius where that is larger). held: the gold point lies within the radius given, which is what the
radius promises. unknown: given no point at all. radius_km: the median of the radii of those right.
"""

import sys
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import (
    CLAIMS,
    CLAIMS_NOTE,
    Figures,
    Row,
    around,
    claim_of,
    document,
    ratio,
    rows,
    run,
    scorer,
)

from sightline.model.contract import place_to_dict
from sightline.model.document import Document
from sightline.model.place import Place, distance_km
from sightline.places.find import find_places
from sightline.places.gazetteer import open_gazetteer
from sightline.places.phrases import describe
from sightline.places.resolve import resolve_where


def figures(path: Path, errors: str = "") -> Figures:
    s = scorer()
    gazetteer = open_gazetteer()
    resolve = partial(resolve_where, gazetteer=gazetteer)
    total = found = right = held = unknown = 0
    radii: list[float] = []
    for row in rows(path):
        doc = document(row)
        names = find_places(doc, gazetteer)
        phrases = describe(doc, names, gazetteer)
        placed = [c for c in row["claims"] if _has_point(c.get("place"))]
        resolved = resolve(
            doc, tuple(claim_of(doc, c, n, "place") for n, c in enumerate(placed)), names, phrases
        )
        for claim, ours in zip(placed, resolved, strict=True):
            gold, answer = claim["place"], ours.place
            total += 1
            spans = [m.span for m in names] + [p.span for p in phrases if p.span]
            found += any(x.start < gold["end"] and gold["start"] < x.end for x in spans)
            unknown += answer is None or not answer.known
            ok = s.same_place(gold, place_to_dict(answer))
            right += ok
            if answer and answer.lat is not None and answer.lon is not None and answer.radius_km is not None:
                held += distance_km(gold["lat"], gold["lon"], answer.lat, answer.lon) <= answer.radius_km
                radii += [answer.radius_km] if ok else []
            if errors and not ok:
                _show(doc, gold, answer)
    return {
        "claim_places_in_gold": total,
        "claim_place_found": ratio(found, total),
        "claim_place_right": ratio(right, total),
        "claim_place_held": ratio(held, total),
        "claim_place_unknown": ratio(unknown, total),
        "radius_km": median(radii) if radii else 0.0,
    }


def _has_point(slot: Row | None) -> bool:
    return bool(slot and slot.get("start") is not None and slot.get("lat") is not None)


def _show(doc: Document, gold: Row, answer: Place | None) -> None:
    wanted = f"{gold['lat']:.2f} {gold['lon']:.2f} r{gold.get('radius_km')} {gold.get('precision')} {gold.get('relation')}"
    got = answer and f"{answer.name} {answer.lat} {answer.lon} r{answer.radius_km} {answer.precision}"
    why = answer.reasons[:1] if answer else ()
    print(
        f"    {gold['text']!r} {wanted} != {got} {why} ~ {around(doc.text, gold['start'], gold['end'], 60)}"
    )


def main() -> None:
    run(__doc__ or "", CLAIMS, figures, note=CLAIMS_NOTE)


if __name__ == "__main__":
    main()
