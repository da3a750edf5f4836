"""Fits which time and place told before a claim it takes over: python -m training.lending [--measure] [--sheets]

From the annotated claims of ../shared/corpora/claims_train and of our own sheets, those kept out (split.py) left aside: of each
claim without a time (place) of its own in its sentence, what was told before it, and which of it the annotator took, if any. The
language model has no part in it. There is no chance in it: the same texts give the same weights.

Writes src/sightline/extraction/data/lending.json: weights, the least share that lends, and the cross-validated scores.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from bench.common import scorer

import sightline.extraction
from sightline.extraction.carry import sentence_at, sentence_of
from sightline.extraction.catalogue import open_catalogue
from sightline.extraction.extract import found_in, material_of
from sightline.extraction.lending import shares
from sightline.extraction.lending_signs import Scene, Signs, places_for, scene_of, times_for
from sightline.extraction.sentences import sentences
from sightline.model.claim import Actor, Claim, Item, anchor_of
from sightline.model.document import Document
from sightline.model.period import Period, iso
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.settings import Settings
from sightline.wiring import tools_for
from training.data import Row, claim_rows, read_row
from training.logistic import minimum
from training.split import held_out

OUT = Path(sightline.extraction.__file__).parent / "data" / "lending.json"
SLOTS = ("time", "place")
LEAST = {"time": 0.3, "place": 0.3}
_L2 = 1.0
_FOLDS = 5
_SHEETS = 0.5  # what a claim of our own sheets counts
_RARE = 8  # a sign seen with fewer claims has no weight of its own


@dataclass(frozen=True, slots=True)
class Case:
    """A claim that says no time (place) itself: what was told before it, and which of it holds."""

    document: str
    given: tuple[Signs, ...]
    right: tuple[bool, ...]
    weight: float
    lent: bool  # whether the annotator gives it one at all


def cases(rows: Sequence[Row]) -> dict[str, list[Case]]:
    """The cases of each slot."""
    tools, catalogue = tools_for(Settings(), keep=False), open_catalogue()
    out: dict[str, list[Case]] = {slot: [] for slot in SLOTS}
    for row in rows:
        document = read_row(row, tools)
        names = tools.find_places(document)
        material = material_of(
            document, tools.describe(document, names), tools.find_times(document), catalogue=catalogue
        )
        for part in document.parts:
            found = found_in(part, material)
            listed = list(sentences(document.text, part.start, part.end))
            if listed:
                scene = scene_of(document, listed, found.times, found.places)
                told = _claims(document, part.id, row, part.start, part.end)
                weight = 1.0 if row["id"].split(":")[0] in {"re3d", "wikiwars", "ewt", "written"} else _SHEETS
                known: dict[str, dict[Span, Any]] = {
                    "time": {t.span: t.period for t in material.times},
                    "place": {p.span: p.place for p in names}
                    | {p.span: p for p in found.places if p.lat is not None},
                }
                for slot in SLOTS:
                    out[slot] += _cases(scene, told, slot, known[slot], weight, row["id"])
    return out


def _claims(document: Document, part: str, row: Row, first: int, last: int) -> list[tuple[Claim, Row]]:
    """The annotated claims of a part in text order, with their rows."""
    found = []
    for given in row["claims"]:
        if not first <= given["start"] < given["end"] <= last:
            continue
        trigger = given.get("trigger") or {}
        at = document.span(trigger["start"], trigger["end"]) if trigger.get("start") is not None else None
        time, place = _span(document, given.get("time")), _span(document, given.get("place"))
        origin = _span(document, given.get("from"))
        claim = Claim(
            id="", document=document.id, part=part, quote=document.span(given["start"], given["end"]),
            event=given["event"], stance=given["stance"], trigger=at,
            attribution=tuple(given.get("attribution", ())),
            actors=tuple(Actor(s, s.text, "state", a.get("role") or "agent", a.get("country"))
                         for a in given.get("actors", ()) if (s := _span(document, a))),
            items=tuple(Item(s, s.text, i["category"]) for i in given.get("items", ()) if (s := _span(document, i))),
            time=Period(span=time) if time else None,
            place=Place(place, precision=given["place"].get("precision") or "unknown") if place else None,
            from_place=Place(origin) if origin else None,
        )  # fmt: skip
        found.append((claim, given))
    return sorted(found, key=lambda c: (anchor_of(c[0]).start, anchor_of(c[0]).end))


def _span(document: Document, given: Any) -> Any:
    return document.span(given["start"], given["end"]) if given and given.get("start") is not None else None


def _cases(
    scene: Scene,
    told: list[tuple[Claim, Row]],
    slot: str,
    known: Mapping[Span, Any],
    weight: float,
    name: str,
) -> Iterator[Case]:
    """known: what the words of times and places say, resolved."""
    earlier: list[Claim] = []
    for claim, row in told:
        said = _words(claim, slot)
        if said is None or sentence_at(scene.listed, said.start) != sentence_of(scene.listed, claim):
            offers: list[tuple[Span, Signs]]
            if slot == "time":
                offers = [(t, s) for t, s, _ in times_for(scene, replace(claim, time=None), earlier)]
            else:
                offers = [
                    (p.span, s)
                    for p, s, _ in places_for(scene, replace(claim, place=None), earlier)
                    if p.span is not None
                ]
            right = tuple(said is not None and _same(s, said, row[slot], known.get(s)) for s, _ in offers)
            if offers:
                yield Case(name, tuple(s for _, s in offers), right, weight, said is not None)
        earlier.append(claim)


def _words(claim: Claim, slot: str) -> Span | None:
    given = claim.time if slot == "time" else claim.place
    return given.span if given else None


def _same(offer: Span, said: Span, row: Row, known: Any) -> bool:
    """Whether an offer is what the annotator took: the same time or place by the scorer where both are known, else the words."""
    if isinstance(known, Period) and known.bounded and row.get("earliest") and row.get("latest"):
        ours = {"earliest": iso(known.earliest), "latest": iso(known.latest, end=True)}
        return bool(scorer().same_time(row, ours))
    if isinstance(known, Place) and known.lat is not None and row.get("lat") is not None:
        return bool(scorer().same_place(row, {"lat": known.lat, "lon": known.lon}))
    return offer.overlaps(said) or offer.text.lower() == said.text.lower()


def fit(given: Sequence[Case], l2: float = _L2) -> dict[str, float]:
    """Sign -> weight, so that what the annotator took, or none, has the greatest share."""
    counts: dict[str, int] = {}
    for case in given:
        for n in {n for s in case.given for n in s}:
            counts[n] = counts.get(n, 0) + 1
    names = sorted(n for n, k in counts.items() if k >= _RARE)
    index = {n: k for k, n in enumerate(names)}
    x = np.zeros((sum(len(c.given) for c in given), len(names)))
    for k, signs in enumerate(s for c in given for s in c.given):
        for n, v in signs.items():
            if n in index:
                x[k, index[n]] = v
    sizes = [len(c.given) for c in given]
    first = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(given)), sizes)
    right = np.array([float(r) for c in given for r in c.right])
    none = np.array([float(not any(c.right)) for c in given])
    weight = np.array([c.weight for c in given])

    def objective(w: Any) -> tuple[float, Any]:
        raised = np.exp(np.clip(x @ w, -30, 30))
        total = 1.0 + np.add.reduceat(raised, first)
        good = none + np.add.reduceat(raised * right, first)
        pull = raised / total[group] - raised * right / good[group]
        loss = -(weight * np.log(good / total)).sum() + l2 / 2 * (w @ w)
        return float(loss), x.T @ (pull * weight[group]) + l2 * w

    return {n: round(float(v), 3) for n, v in zip(names, minimum(objective, len(names)), strict=True)}


def crossed(given: Sequence[Case], judged: Sequence[Case], l2: float = _L2) -> list[tuple[float, bool, Case]]:
    """For each judged case the best chance and whether it is right, by weights fitted on the other documents."""
    out = []
    for fold in range(_FOLDS):
        by = fit([c for c in given if _fold(c.document) != fold], l2)
        for case in (c for c in judged if _fold(c.document) == fold):
            chances = shares(case.given, by)
            top = max(range(len(chances)), key=lambda n: chances[n])
            out.append((chances[top], case.right[top], case))
    return out


def _fold(name: str) -> int:
    return int(hashlib.sha256(f"fold {name.split('#', maxsplit=1)[0]}".encode()).hexdigest()[:8], 16) % _FOLDS


def scores(found: Sequence[tuple[float, bool, Case]], least: float) -> dict[str, float]:
    """Of the claims without words of their own: precision and recall of what is lent."""
    lent = [(p, r) for p, r, _ in found if p >= least]
    right, wanted = sum(r for _, r in lent), sum(c.lent for _, _, c in found)
    precision, recall = right / max(1, len(lent)), right / max(1, wanted)
    return {
        "claims": len(found), "taken over": wanted, "lent": len(lent), "precision": round(precision, 3),
        "recall": round(recall, 3), "f1": round(2 * right / max(1, len(lent) + wanted), 3),
    }  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument(
        "--measure", action="store_true", help="cross-validated scores only; nothing is written"
    )
    given = asked.parse_args()
    rows = [r for r in claim_rows() if r["language"] == "en" and not held_out(r["id"])]
    card: dict[str, Any] = {"made by": "python -m training.lending"}
    for slot, found in cases(rows).items():
        judged = [c for c in found if c.weight == 1.0]
        result = scores(crossed(found, judged), LEAST[slot])
        print(slot, json.dumps(result))
        card[slot] = {"least": LEAST[slot], "scores": result, "weights": fit(found)}
    if not given.measure:
        OUT.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
