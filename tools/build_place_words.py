"""Count how open annotated corpora use words, for the place finder: src/sightline/places/data/words.tsv.

    python tools/build_place_words.py SHARED_CORPORA_FOLDER

From Few-NERD (CC BY-SA 4.0), UNER English EWT (CC BY-SA 4.0) and UD English EWT (CC BY-SA 4.0), all free to
train on. Kept: the folded word and five counts: inside place names, first in a person's name, later in a
person's name, inside other names (organisations, works, products), in small letters. No text is copied.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from sightline.places.fold import words  # noqa: E402
from sightline.places.store import Store  # noqa: E402

OUT = ROOT / "src" / "sightline" / "places" / "data"
PLACE, FIRST, LATER, OTHER, SMALL = range(5)


def records(folder: Path) -> Iterator[dict]:
    with gzip.open(folder / "ner_fewnerd" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
    with (folder / "ner_uner_ewt" / "train.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def small_words(folder: Path) -> Iterator[str]:
    with gzip.open(folder / "ud_ewt" / "train.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.split("\t")
            if len(cells) == 10 and cells[1].islower() and cells[3] not in ("PROPN", "X"):
                yield cells[1]


def main(folder: Path) -> None:
    counts: dict[str, Counter] = defaultdict(Counter)
    for record in records(folder):
        spans = sorted((s["start"], s["end"], s["label"]) for s in record["spans"])
        for word in words(record["text"]):
            owner = next((s for s in spans if s[0] <= word.start < s[1]), None)
            if owner is None:
                if word.text.islower():
                    counts[word.fold][SMALL] += 1
                continue
            if not word.capital:
                continue
            label = owner[2].split("_")[0]
            if label in ("location", "LOC"):
                counts[word.fold][PLACE] += 1
            elif label in ("person", "PER"):
                lone = record["text"][owner[0] : owner[1]].strip() == word.text
                counts[word.fold][FIRST if word.start == owner[0] and not lone else LATER] += 1
            else:
                counts[word.fold][OTHER] += 1
    for word in small_words(folder):
        counts[word][SMALL] += 1
    store = Store(OUT)
    kept = []
    for word, c in sorted(counts.items()):
        useful = c[FIRST] or (store.numbers(word) and (c[PLACE] or c[LATER] or c[OTHER] or c[SMALL]))
        if word.isascii() and word.isalpha() and useful:
            kept.append("\t".join([word, *(str(c[k]) for k in range(5))]))
    note = "# Made by tools/build_place_words.py. word, in places, first in persons, later in persons, in other names, in small letters\n"
    (OUT / "words.tsv").write_text(note + "\n".join(kept) + "\n", encoding="utf-8")
    print(len(kept), "words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
