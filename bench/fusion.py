"""How fast facts are fused: from scratch, and where one document is added.

    python -m bench.fusion [--claims 10000 ...] [--kind skewed hostile real] [--documents 20] [--profile]

skewed: made-up happenings (places, materiel and countries by Zipf's law, bursts of days), each told by a heavy
tail of documents, one in five a copy, in words, places and dates of every looseness. hostile: everything undated
and in one country, of few kinds of materiel. real: the texts of ../shared that bench/weigh.py reads (about 6,000 claims, which takes
minutes; --claims says nothing there), the last of them added one by one. Prints claims a second of CPU time, by stage, and milliseconds an added
document takes, with the peak memory of the process.
"""

import argparse
import cProfile
import datetime as dt
import gc
import pstats
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sightline.fusion.cluster import Clusters
from sightline.fusion.edges import edges_of
from sightline.fusion.fuse import fuse
from sightline.fusion.nodes import nodes_of
from sightline.fusion.profile import profile
from sightline.fusion.record import Record
from sightline.fusion.refuse import Fused
from sightline.fusion.statement import statements
from sightline.model.claim import Actor, Attribution, Claim, Count, Item, claim_id
from sightline.model.document import Document, Part
from sightline.model.facts import Facts
from sightline.model.ids import digest
from sightline.model.period import Period, days
from sightline.model.place import Place
from sightline.model.span import Span

EVENTS = (
    "strike",
    "deployment",
    "presence",
    "movement",
    "arrival",
    "loss",
    "delivery",
    "exercise",
    "launch",
    "construction",
)
WEIGHTS = (30, 18, 12, 10, 8, 8, 5, 4, 3, 2)
THINGS = (
    ("missiles", "missile", None), ("drones", "uav", None), ("troops", "troops", None), ("tanks", "tank", None),
    ("T-72B3 tanks", "tank", "t-72"), ("S-300 systems", "sam-system", "s-300"), ("Su-34 bombers", "bomber", "su-34"),
    ("Kh-101 missiles", "cruise-missile", "kh-101"), ("helicopters", "helicopter", None), ("artillery", "artillery", None),
    ("warship", "ship", None), ("Shahed-136 drones", "uav", "shahed-136"), ("Iskander missiles", "ballistic-missile", "iskander"),
    ("vehicles", "vehicle", None), ("An-124", "transport-aircraft", "an-124"), ("ammunition", "munition", None),
    ("depot", "depot", None), ("Leopard 2 tanks", "tank", "leopard-2"), ("HIMARS", "mlrs", "himars"), ("aircraft", "aircraft", None),
)  # fmt: skip
LANDS = ("UA", "RU", "SY", "IL", "IQ", "YE", "VE", "LY", "ML", "SD", "IR", "TW")
BASES = (("imagery", "satellite images"), ("official", "the ministry"), ("military", "the army"), ("unnamed", "sources"),
         ("witness", "residents"), ("media", "Reuters"))  # fmt: skip
Told = tuple[Document, list[Claim]]
FIRST_DAY = dt.date(2018, 1, 1)
FILLER = (
    "overnight morning reported said officials near outside northern southern eastern western according forces "
    "several large group column base airfield port depot road bridge district area military new further again heavy "
    "light combined joint regular units personnel equipment positions during after before amid despite following"
).split()


class Maker:
    """Documents with their claims, the same for one seed."""

    def __init__(self, kind: str, seed: int = 1) -> None:
        self.kind, self.chance = kind, random.Random(seed)
        self.count = 0
        self.towns = [self._town(n) for n in range(4000)]
        self.told: list[tuple[str, int, Any, Any, dt.date]] = []

    def _town(self, n: int) -> Place:
        chance = random.Random(n)
        land = LANDS[n % len(LANDS)]
        corner = random.Random(land)
        lat, lon = (
            corner.uniform(0, 50) + chance.uniform(-5, 5),
            corner.uniform(-60, 100) + chance.uniform(-5, 5),
        )
        return Place(name=f"Town {n}", ref=f"gn:{n}", country=land, lat=lat, lon=lon,
                     radius_km=chance.choice((3.0, 5.0, 10.0, 15.0)), precision="settlement")  # fmt: skip

    def documents(self, claims: int) -> Iterator[tuple[Document, list[Claim]]]:
        """Documents until they hold that many claims."""
        made = 0
        last: tuple[Document, list[Claim]] | None = None
        while made < claims:
            if last and self.chance.random() < 0.2:
                document, said = self._copy(*last)
            else:
                document, said = last = self._document()
            made += len(said)
            yield document, said

    def _happening(self) -> tuple[str, int, Any, Any, dt.date]:
        chance = self.chance
        if self.told and chance.random() < 0.6:  # most of what is told is being told: heavy tails
            return self.told[-1 - min(len(self.told) - 1, int(chance.paretovariate(0.7)))]
        day = FIRST_DAY + dt.timedelta(days=int(365 * 6 * chance.random()) if chance.random() < 0.4 else
                                       (self.count // 60) % 2190)  # fmt: skip
        town = min(len(self.towns) - 1, int(chance.paretovariate(0.6)) - 1)
        thing = THINGS[min(len(THINGS) - 1, int(chance.paretovariate(0.8)) - 1)]
        self.told.append((chance.choices(EVENTS, WEIGHTS)[0], town, thing, chance.choice(LANDS), day))
        return self.told[-1]

    def _document(self) -> tuple[Document, list[Claim]]:
        self.count += 1
        number = min(120, max(1, int(self.chance.lognormvariate(1.8, 0.9))))
        stories = [self._happening() for _ in range(max(1, number // 4))]
        told = [self._told(self.chance.choice(stories)) for _ in range(number)]
        text = " ".join(words for words, _ in told)
        site = f"site{min(5000, int(self.chance.paretovariate(0.8)))}.example"
        return self._bound(text, told, site)

    def _bound(self, text: str, told: list[tuple[str, Claim]], site: str) -> tuple[Document, list[Claim]]:
        key = digest(f"{self.kind}{self.count}{site}{text}".encode())
        document = Document(id=key, capture=f"cap-{key[7:20]}", text=text, parts=(Part("p0", "body", 0, len(text)),),
                            url=f"https://{site}/{key[7:20]}", site=site)  # fmt: skip
        at, said = 0, []
        for words, claim in told:
            span = Span(at, at + len(words), words)
            said.append(replace(claim, id=claim_id(key, "p0", claim.event, span), document=key, quote=span))
            at += len(words) + 1
        return document, said

    def _copy(self, document: Document, said: list[Claim]) -> tuple[Document, list[Claim]]:
        self.count += 1
        site = f"mirror{self.chance.randrange(300)}.example"
        return self._bound(document.text, [(c.quote.text, c) for c in said], site)

    def _told(self, happening: tuple[str, int, Any, Any, dt.date]) -> tuple[str, Claim]:
        event, town, (name, category, ref), land, day = happening
        chance, hostile = self.chance, self.kind == "hostile"
        loose, late = chance.random(), chance.random()
        place: Place | None = self.towns[town]
        if hostile or loose > 0.6:
            place = None if loose > 0.8 else Place(name=land, ref=land, country=land, lat=10.0, lon=10.0,
                                                   radius_km=600.0, precision="country")  # fmt: skip
        if hostile:
            place = replace(place, name="UA", ref="UA", country="UA") if place else None
        period: Period | None = days(day, day)
        if hostile or late > 0.65:
            first = day.replace(day=1)
            period = None if hostile or late > 0.75 else days(first, first + dt.timedelta(days=27))
        words = f"{name} {event} {self.towns[town].name if place else ''} " + " ".join(
            chance.choices(FILLER, k=chance.randint(6, 22))
        )
        items = (Item(Span(0, len(name), name), name, category, ref,  # type: ignore[arg-type]
                      Count(n := float(chance.randint(1, 9)), n, None, str(n)) if chance.random() < 0.3 else None),)  # fmt: skip
        kind, voice = chance.choice(BASES)
        return words, Claim(
            id="", document="", part="p0", quote=Span(0, len(words), words), event=event,  # type: ignore[arg-type]
            stance=chance.choices(("asserted", "reported", "planned", "denied", "possible"), (60, 30, 4, 2, 4))[0],  # type: ignore[arg-type]
            items=items if chance.random() < 0.6 else (), place=place, time=period,
            actors=(Actor(Span(0, 2, land), land, "state", "agent", land),) if chance.random() < 0.4 else (),
            attribution=(Attribution(Span(0, len(voice), voice), kind),) if chance.random() < 0.5 else (),  # type: ignore[arg-type]
            confidence=0.8, origin="bench",
        )  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def gathered(kind: str, claims: int, added: int) -> tuple[list[Told], list[Told]]:
    """Documents with their claims: those that are there, and those that are added one by one."""
    if kind != "real":
        maker = Maker(kind)
        return list(maker.documents(claims)), list(maker.documents(10 * added))[:added]
    from bench.weigh import facts_of

    read = facts_of(100_000)
    told: dict[str, list[Claim]] = {d.id: [] for d in read.documents}
    for claim in read.claims:
        told[claim.document].append(claim)
    every = [(d, told[d.id]) for d in read.documents]
    return every[:-added], every[-added:]


def measure(kind: str, claims: int, added: int, spied: bool) -> None:
    made, coming = gathered(kind, claims, added)
    facts = Facts(tuple(d for d, _ in made), tuple(c for _, said in made for c in said))
    n = len(facts.claims)
    print(f"{kind}: {len(made):,} documents, {n:,} claims; {memory()} with them")
    gc.collect()
    gc.freeze()
    gc.disable()
    if spied:
        spy = cProfile.Profile()
        spy.runcall(by_stage, facts.claims)
        pstats.Stats(spy).sort_stats("tottime").print_stats(25)
    else:
        by_stage(facts.claims)
    one_by_one({d.id: said for d, said in made}, n, coming)
    if n <= 200_000:
        whole(facts, coming)
    print(f"  {memory()} at most")
    gc.enable()
    gc.unfreeze()


def one_by_one(told: dict[str, list[Claim]], n: int, coming: Sequence[tuple[Document, list[Claim]]]) -> None:
    record, seconds = timed(lambda: Record(told))
    row("Record, what can be added to", n, seconds)
    each("to it: one document", [timed(lambda d=d, s=s: record.replace({d.id: s}))[1] for d, s in coming])


def by_stage(claims: Sequence[Claim]) -> None:
    n = len(claims)
    said, first = timed(lambda: statements(claims))
    nodes, second = timed(lambda: nodes_of(said))
    edges, third = timed(lambda: edges_of(nodes))
    state = Clusters()
    state.edges = edges
    _, fourth = timed(lambda: state.settle(edges))
    groups = {id(c): c for c in state.home.values()}.values()
    most = max((sum(len(node.statements) for node in c.nodes()) for c in groups), default=1)
    print(f"  {len(said):,} statements, {len(nodes):,} nodes, {sum(map(len, edges.values())) // 2:,} edges, "
          f"{len(groups) + len(nodes) - len(edges):,} clusters, the largest of {most:,} statements")  # fmt: skip
    row("statements", n, first)
    row("nodes", n, second)
    row("edges", n, third)
    row("settling", n, fourth)
    row("clustering, all of these", n, first + second + third + fourth)


def whole(facts: Facts, coming: Sequence[tuple[Document, list[Claim]]]) -> None:
    """Events and all: voices, grades, words."""
    n = len(facts.claims)
    profiles, seconds = timed(lambda: {d.id: profile(d) for d in facts.documents})
    row("profiles, once a document", n, seconds)
    rounds = [timed(lambda: fuse(facts, profiles)) for _ in range(3)]
    fusion, first = rounds[0]
    row(f"fuse() to {len(fusion.events):,} events", n, first)
    row("fuse() again, the best of three", n, min(seconds for _, seconds in rounds))
    state = Fused(facts)
    each("refuse(): one document", [timed(lambda d=d, s=s: state.refuse([(d, s)]))[1] for d, s in coming])


def memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"


def each(name: str, seconds: Sequence[float]) -> None:
    ms = sorted(second * 1000 for second in seconds)
    print(
        f"  {name:32} median {statistics.median(ms):.1f} ms, p95 {ms[int(0.95 * len(ms))]:.1f} ms, most {ms[-1]:.1f} ms, of {len(ms)}"
    )


def row(name: str, claims: int, seconds: float) -> None:
    print(
        f"  {name:32} {seconds:8.2f} s {seconds / claims * 1e6:8.1f} us a claim {claims / seconds:10,.0f} claims/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000])
    parser.add_argument(
        "--kind", nargs="+", choices=("skewed", "hostile", "real"), default=["skewed", "hostile"]
    )
    parser.add_argument("--documents", type=int, default=40, help="added one by one")
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    for kind in given.kind:
        for claims in given.claims if kind != "real" else [0]:
            measure(kind, claims, given.documents, given.profile)


if __name__ == "__main__":
    main()
