"""Figures of the place finder on the open toponym corpora: `python bench/places.py [--errors CORPUS]`.

Reads ../shared/corpora and runs ../shared/eval/score.py on readings made with find_places alone. Precision is
ours: predicted places that overlap some gold toponym (corpora leave out some kinds, so it is a lower bound).
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sightline.model.document import Document, Part
from sightline.model.place import distance_km
from sightline.places.find import find_places
from sightline.places.gazetteer import open_gazetteer

SHARED = Path(__file__).parents[1].parent / "shared"
CORPORA = ("trnews", "geowebnews", "lgl", "geovirus")


def reading(text: str, mentions: tuple) -> dict:
    rows = [
        {
            "start": m.span.start,
            "end": m.span.end,
            "text": m.span.text,
            "kind": m.kind,
            "lat": m.place.lat,
            "lon": m.place.lon,
        }
        for m in mentions
    ]
    return {"document": {"text": text}, "mentions": rows, "claims": []}


def document(text: str) -> Document:
    return Document(
        "sha256:0", "cap-0", text, (Part("p0", "body", 0, len(text), "en"),) if text else (), language="en"
    )


def main(argv: list[str]) -> None:
    gazetteer = open_gazetteer()
    print(
        f"{'corpus':<11} {'gold':>5} {'recall':>7} {'e2e161':>7} {'e2e20':>7} {'found161':>8} {'prec':>6} {'kB/s':>6}"
    )
    for name in CORPORA if len(argv) < 2 else argv[1:]:
        path = SHARED / "corpora" / f"geo_{name}" / "train.jsonl"
        gold = [json.loads(line) for line in path.open(encoding="utf-8")]
        began = time.perf_counter()
        found = [find_places(document(g["text"]), gazetteer) for g in gold]
        took = time.perf_counter() - began
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
            for g, mentions in zip(gold, found, strict=True):
                out.write(json.dumps(reading(g["text"], mentions), ensure_ascii=False) + "\n")
            out.flush()
            done = subprocess.run(
                [sys.executable, str(SHARED / "eval" / "score.py"), "places", str(path), out.name, "--json"],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
        f = json.loads(done.stdout)
        hit = total = 0
        for g, mentions in zip(gold, found, strict=True):
            for m in mentions:
                total += 1
                hit += any(s["start"] < m.span.end and m.span.start < s["end"] for s in g["spans"])
        size = sum(len(g["text"]) for g in gold) / 1000
        print(
            f"{name:<11} {f['gold']:>5} {f['tag_recall']:>7.3f} {f['end_to_end_acc_161km']:>7.3f} {f['end_to_end_acc_20km']:>7.3f}"
            f" {f['acc_161km_of_found']:>8.3f} {hit / max(total, 1):>6.3f} {size / took:>6.0f}"
        )
        if argv[:1] == ["--errors"]:
            errors(gold, found)


def errors(gold: list[dict], found: list[tuple]) -> None:
    from collections import Counter

    missed, wrong, extra = Counter(), Counter(), Counter()
    for g, mentions in zip(gold, found, strict=True):
        for s in g["spans"]:
            if s.get("lat") is None:
                continue
            over = [
                m
                for m in mentions
                if m.kind == "place" and s["start"] < m.span.end and m.span.start < s["end"]
            ]
            if not over:
                missed[s["text"]] += 1
            elif (
                over[0].place.lat is None
                or distance_km(s["lat"], s["lon"], over[0].place.lat, over[0].place.lon) > 161
            ):
                m = over[0]
                c = f"{m.place.name}/{m.place.country}/{m.place.precision}"
                wrong[
                    f"{s['text']} [{s.get('gaz_name') or s.get('normalised')}, {s.get('admin1')}, {s['lat']:.1f} {s['lon']:.1f}] as {m.span.text}: {c}"
                ] += 1
        for m in mentions:
            if not any(s["start"] < m.span.end and m.span.start < s["end"] for s in g["spans"]):
                extra[m.span.text] += 1
    for title, counts in (("missed", missed), ("wrong", wrong), ("extra", extra)):
        print(
            f"-- {title} {sum(counts.values())}:", "; ".join(f"{k} x{n}" for k, n in counts.most_common(70))
        )


if __name__ == "__main__":
    main(sys.argv[1:])
