"""How fast documents are told into voices, and how far a sketch is from the whole text.

    python bench/independence.py [--documents 50000] [--skip-scale]

Invented texts: words drawn with Zipf's skew, lengths log-normal about 350 words (20 to 4,000), stock phrases that
thousands share, a newsletter box for every tenth site; one document in four is a copy of another, some cut short,
some with every twelfth word changed, a few families of hundreds. Times are of the processor, so that they hold on a
machine that does other work besides.
"""

import argparse
import random
import sys
import time
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sightline.fusion.independence import kinship
from sightline.fusion.kin_kept import KeptKin
from sightline.fusion.profile import Profile, profile, profile_from_dict, profile_to_dict
from sightline.fusion.sketch import own_words, shared, sketch_of
from sightline.model.document import Document, Part

PROFILED = 500
STOCK = [
    "could not be independently verified by this news organisation at the time of writing",
    "the ministry of defence did not immediately respond to a request for comment on the matter",
    "according to a person familiar with the situation who asked not to be named in print",
]


class Maker:
    """Texts from one seed."""

    def __init__(self, seed: int = 5) -> None:
        self.chance = random.Random(seed)
        self.words = [f"w{i}" for i in range(30_000)]
        self.weights = list(accumulate(1 / (i + 8) for i in range(30_000)))

    def text(self) -> list[str]:
        number = int(min(4_000, max(20, self.chance.lognormvariate(5.85, 0.8))))
        row = self.chance.choices(self.words, cum_weights=self.weights, k=number)
        for stock in STOCK:
            if self.chance.random() < 0.03:
                at = self.chance.randrange(len(row))
                row[at:at] = stock.split()
        return row

    def copy(self, row: list[str]) -> list[str]:
        kind = self.chance.random()
        if kind < 0.4:
            return list(row)
        if kind < 0.7:
            return row[: max(20, int(len(row) * self.chance.uniform(0.3, 0.9)))]
        return [f"x{self.chance.randrange(9_999)}" if i % 12 == 5 else w for i, w in enumerate(row)]


def documents(number: int) -> list[Document]:
    make = Maker()
    rows: list[list[str]] = []
    for _ in range(number):
        if rows and make.chance.random() < 0.25:
            famous = make.chance.random() < 0.1
            rows.append(
                make.copy(
                    rows[
                        make.chance.randrange(min(5, len(rows)))
                        if famous
                        else make.chance.randrange(len(rows))
                    ]
                )
            )
        else:
            rows.append(make.text())
    made = []
    for i, row in enumerate(rows):
        site = make.chance.randrange(max(1, number // 40))
        box = [f"box{site}n{j}" for j in range(40)] if site % 10 == 0 else []
        text = " ".join([*row, *box])
        made.append(
            Document(
                f"sha256:{i:064x}",
                f"cap-{i}",
                text,
                (Part("p0", "body", 0, len(text)),),
                url=f"https://s{site}.example/{i}",
                site=f"s{site}.example",
            )
        )
    return made


def error() -> None:
    """Of the containment of a piece of a text in the whole, by length of both."""
    make = Maker(7)
    print(
        "| words of the whole | words of the piece | pairs | mean error | 95% of errors below | of 0.4 and more, found |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for length, piece in (
        (400, 100),
        (1_000, 100),
        (2_000, 100),
        (2_000, 1_000),
        (4_000, 100),
        (4_000, 2_000),
    ):
        errors, found, true = [], 0, 0
        for _ in range(200):
            whole = make.chance.choices(make.words, cum_weights=make.weights, k=length)
            share = make.chance.random()
            cut = int(piece * share)
            part = whole[:cut] + make.chance.choices(make.words, cum_weights=make.weights, k=piece - cut)
            a, b = _runs(whole), _runs(part)
            exact = len(a & b) / min(len(a), len(b))
            guess, number = shared(sketch_of(whole), sketch_of(part))
            errors.append(abs(guess - exact))
            if exact >= 0.4:
                true += 1
                found += (guess >= 0.4 and number >= 12) or guess >= 0.8
        errors.sort()
        print(
            f"| {length} | {piece} | 200 | {sum(errors) / 200:.3f} | {errors[189]:.3f} | {found / max(1, true):.2f} |"
        )


def _runs(row: list[str]) -> set[tuple[str, ...]]:
    return {tuple(row[i : i + 5]) for i in range(max(1, len(row) - 4))}


def scale(number: int) -> None:
    begun = time.process_time()
    made = documents(number)
    print(f"\n{number:,} documents made in {time.process_time() - begun:.1f} s")
    begun = time.process_time()
    few = [profile(d) for d in made[:PROFILED]]
    took = (time.process_time() - begun) / len(few)
    print(
        f"profiles: {took * 1e3:.1f} ms a document of {sum(len(d.text) for d in made[:PROFILED]) / len(few):,.0f} characters"
    )
    rest = [
        replace(
            few[0],
            id=d.id,
            url=d.url,
            page=d.url,
            publisher=d.site,
            label=d.site or "",
            sketch=sketch_of(own_words(d)),
        )
        for d in made[PROFILED:]
    ]
    profiles: list[Profile] = [*few, *rest]  # the rest by their wording alone, which is what takes time below
    size = sum(len(p.sketch.hashes) for p in profiles) / number
    print(f"sketches: {size:.0f} bytes a document")
    assert profile_from_dict(profile_to_dict(profiles[0])) == profiles[0]
    begun = time.process_time()
    kin = kinship(profiles)
    took = time.process_time() - begun
    print(
        f"kinship from profiles: {took:.1f} s, {len(kin.voices):,} voices, largest {max(len(v.documents) for v in kin.voices)}"
    )
    begun = time.process_time()
    kept = KeptKin(profiles[:-20])
    print(f"kinship that is kept, from scratch: {time.process_time() - begun:.1f} s")
    times = []
    for one in profiles[-20:]:
        begun = time.process_time()
        kept.add(one)
        times.append(time.process_time() - begun)
    times.sort()
    print(
        f"one document added, what changes: median {times[10] * 1e3:.0f} ms, slowest of 20 {times[-1] * 1e3:.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--skip-scale", action="store_true")
    args = parser.parse_args()
    error()
    if not args.skip_scale:
        scale(args.documents)


if __name__ == "__main__":
    main()
