"""How large a ledger is, and how fast it adds, answers and is read back.

    python bench/ledger.py [--claims 50000] [--seed 5] [--keep FILE] [--url postgresql://...] [--fuse 0] [--fused 0]

Makes a ledger with bench/generate.py (or uses the one that --keep names, if it is there), then measures:
bytes a claim by table; viewports of the size of a city, a country and a continent for a month, placed where and when
claims are, warm and (SQLite) with the file out of the system's cache; words, sources, categories; adding one document;
reading every fact, with the memory that takes; with --fuse N a full fusion of the first N claims; and with --fused N what it
takes to have events: fused and kept for the first time, taken again as every command does, a page of 50, one event, N documents
more each fused with what it touches, all fused anew; and the room that is kept. Times are medians and 95th
percentiles of 200, by the clock and of the processors alone (this process, and the server's where it runs on this machine):
the second says what an otherwise idle machine would do.
"""

import argparse
import datetime as dt
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.generate import NOW, fill, readings

from sightline.ledger import tables
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import Ledger, open_ledger
from sightline.ledger.search import Box, Query, claims, count, facets, spots
from sightline.model.period import Period, days
from sightline.model.vocabulary import CATEGORIES

VIEWS = {"city": 0.5, "country": 8.0, "continent": 40.0}  # degrees across
ASKED = 200
COLD = 30


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a ledger's file to use again, or to leave behind")
    parser.add_argument("--url", help="an empty database of PostgreSQL, or one that holds such a ledger")
    parser.add_argument("--fuse", type=int, default=0, help="claims to fuse")
    parser.add_argument("--fused", type=int, default=0, help="documents to add to what was fused and kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "bench.db"
        measure(options.url or path, options)


def measure(where: Path | str, options: argparse.Namespace) -> None:
    with open_ledger(where) as ledger:
        there = count(ledger)
    if not there:
        took = fill(where, options.claims, options.seed)
        line("made by the generator, many documents a transaction", f"{options.claims / took:,.0f} claims/s")
    with open_ledger(where) as ledger:
        total = count(ledger)
        line(f"{ledger.dialect.NAME}: claims", f"{total:,}")
        sizes(ledger, total)
        draw = random.Random(options.seed)
        queries(ledger, draw)
        if isinstance(where, Path):
            cold(where, ledger, draw)
        adding(ledger, options.seed)
    reading_back(where)
    if options.fuse:
        fusing(options.fuse, options.seed)
    if options.fused:
        kept(where, options.fused, options.seed)


def line(what: str, *figures: str) -> None:
    print(f"{what:60}", *(f"{figure:>18}" for figure in figures), flush=True)


def sizes(ledger: Ledger, total: int) -> None:
    sql = {
        "sqlite": "SELECT name, sum(pgsize) FROM dbstat GROUP BY name",
        "postgresql": "SELECT c.relname, pg_relation_size(c.oid) + coalesce(pg_relation_size(c.reltoastrelid), 0) "
        "FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
        "WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'i', 'm')",
    }[ledger.dialect.NAME]
    with ledger.look() as connection:
        found = sorted(connection.exec_driver_sql(sql).all(), key=lambda row: -row[1])
    texts = sum(size for name, size in found if name == "texts" or "_texts_" in name)
    whole = sum(size for _, size in found)
    line("bytes a claim: all / without the texts", f"{whole / total:,.0f} / {(whole - texts) / total:,.0f}")
    for name, size in found:
        if size / total >= 5:
            line(f"  {name}", f"{size / total:,.1f}")


def queries(ledger: Ledger, draw: random.Random) -> None:
    line("warm, ms", "clock", "own work")
    for name, degrees in VIEWS.items():
        asked = [viewport(ledger, draw, degrees) for _ in range(ASKED)]
        for verb, work in VERBS.items():
            report(f"  {name} and month: {verb}", [timed(work, ledger, query) for query in asked])
    reach = [replace(viewport(ledger, draw, VIEWS["city"]), reach=True) for _ in range(ASKED)]
    report("  city and month, with what may reach into it: spots", [timed(spots, ledger, q) for q in reach])
    months = [replace(viewport(ledger, draw, 1.0), box=None) for _ in range(ASKED // 4)]
    report("  month, anywhere: page of 100", [timed(claims, ledger, q) for q in months])
    report("  month, anywhere: count", [timed(count, ledger, q) for q in months])
    words = [Query(text=w) for w in ("howitzers", "s-300 launchers", "sanveka*", "spokesman struck")] * 10
    report("  words: page of 100", [timed(claims, ledger, q) for q in words])
    outlets = [Query(sources=(f"outlet-{draw.randrange(3000)}.example",)) for _ in range(ASKED // 4)]
    report("  one source: page of 100", [timed(claims, ledger, q) for q in outlets])
    kinds = [Query(categories=(draw.choice(CATEGORIES),), events=("strike",)) for _ in range(20)]
    report("  category and event, anywhere: page of 100", [timed(claims, ledger, q) for q in kinds])
    narrow = [replace(viewport(ledger, draw, 8.0), text="howitzers") for _ in range(ASKED // 4)]
    report("  country, month and words: page of 100", [timed(claims, ledger, q) for q in narrow])


VERBS: dict[str, Callable[[Ledger, Query], object]] = {
    "spots": spots, "count": count, "page of 100": claims, "facets": facets,
}  # fmt: skip


def viewport(ledger: Ledger, draw: random.Random, degrees: float) -> Query:
    """Around the point and within the month of some claim, so that busy places and months are asked for most."""
    now = tables.current_claims.c
    with ledger.look() as connection:
        last = connection.scalar(select(func.max(now.key))) or 0
        placed = select(now.lat, now.lon, now.earliest).where(
            now.key >= draw.randrange(last + 1), now.lat.is_not(None), now.earliest.is_not(None)
        )
        lat, lon, earliest = connection.execute(placed.order_by(now.key).limit(1)).first() or (0.0, 0.0, 0)
    south, west = max(-90.0, lat - degrees / 2), lon - degrees / 2
    box = Box(south, _turned(west), min(90.0, south + degrees), _turned(west + degrees))
    day = dt.datetime.fromtimestamp(earliest, dt.UTC).date().replace(day=1)
    last_day = (day + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    period: Period = days(day, last_day)
    return Query(box=box, period=period)


def _turned(lon: float) -> float:
    return (lon + 180) % 360 - 180


def cold(path: Path, ledger: Ledger, draw: random.Random) -> None:
    line("cold (the file dropped from the system's cache), ms", "clock", "own work")
    for name, degrees in VIEWS.items():
        for verb in ("spots", "page of 100"):
            spent = []
            for query in [viewport(ledger, draw, degrees) for _ in range(COLD)]:
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                with open_ledger(path) as fresh:
                    spent.append(timed(VERBS[verb], fresh, query))
            report(f"  {name} and month: {verb}", spent)


def adding(ledger: Ledger, seed: int) -> None:
    """New documents, by the way that `sightline add` takes."""
    made = list(readings(900, seed + 1))[:40]
    spent = [timed(lambda _, pair: add_reading(ledger, *pair, NOW), ledger, pair) for pair in made]
    line("add one document, ms", "clock", "own work")
    report(f"  of {sum(len(r.claims) for _, r in made) / len(made):.0f} claims on average", spent)


def reading_back(where: Path | str) -> None:
    """In a process of its own, so that its memory is its own."""
    root = str(Path(__file__).resolve().parents[1])
    code = (
        f"import sys; sys.path.insert(0, {root!r}); from bench.ledger import read_all; read_all(sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", code, str(where)], check=True)


def read_all(where: str) -> None:
    from sightline.ledger.look import each_claim, facts

    with open_ledger(where, create=False) as ledger:
        begun = time.process_time()
        with ledger.look() as connection:
            seen = sum(1 for _ in each_claim(connection))
        spent, memory = time.process_time() - begun, _peak()
        line(
            "read every claim, one after the other",
            f"{seen / spent:,.0f} claims/s",
            f"{memory:,.0f} MB at most",
        )
        begun = time.process_time()
        cut = facts(ledger)
        spent = time.process_time() - begun
        line(
            "facts(): all in memory", f"{len(cut.claims) / spent:,.0f} claims/s", f"{_peak():,.0f} MB at most"
        )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fusing(total: int, seed: int) -> None:
    from sightline.fusion.fuse import fuse
    from sightline.model.facts import Facts

    made = [reading for _, reading in readings(total, seed)]
    cut = Facts(tuple(r.document for r in made), tuple(c for r in made for c in r.claims))
    begun = time.process_time()
    fusion = fuse(cut)
    spent = time.process_time() - begun
    line(f"fuse {len(cut.claims):,} claims from scratch: {len(fusion.events):,} events",
         f"{len(cut.claims) / spent:,.0f} claims/s")  # fmt: skip


def kept(where: Path | str, documents: int, seed: int) -> None:
    """Events as commands and programs that stay have them."""
    from sightline.wiring_follow import Follower
    from sightline.wiring_fused import cut_of, events_of, thing_of

    with open_ledger(where, create=False) as ledger:
        line("events, s", "clock", "own work")
        once("  fused and kept for the first time", ledger, cut_of)
        once("  taken again: all facts and events", ledger, cut_of)
        once("  taken again: a page of 50", ledger, lambda held: events_of(held, limit=50))
        page = events_of(ledger, limit=50)
        once(
            f"  one event of {len(page[0].claims)} claims shown",
            ledger,
            lambda held: thing_of(held, page[0].id),
        )
        sizes(ledger, count(ledger))
        followers: list[Follower] = []
        once("  state of a program that stays, made", ledger, lambda held: followers.append(Follower(held)))
        spent = []
        for pair in list(readings(max(900, 20 * documents), seed + 2))[:documents]:
            add_reading(ledger, *pair, NOW)
            spent.append(timed(lambda _: followers[0].catch_up(), ledger))
        line("one document more: what it touches fused and kept, ms", "clock", "own work")
        report(f"  of {documents}", spent)
        line("  at most", *(f"{max(pair[n] for pair in spent):.1f}" for n in (0, 1)))
        followers.clear()
        once("  fused anew by a command, profiles kept", ledger, lambda held: cut_of(held, anew=True))


def once(what: str, ledger: Ledger, work: Callable[[Ledger], object]) -> None:
    clock, own = timed(work, ledger)
    line(what, f"{clock / 1000:.2f}", f"{own / 1000:.2f}")


def timed(work: Callable[..., object], ledger: Ledger, *arguments: object) -> tuple[float, float]:
    """Milliseconds by the clock, and of work: others on the machine do not count in those."""
    served, worked, begun = server_seconds(ledger), time.process_time(), time.perf_counter()
    work(ledger, *arguments)
    clock, own = time.perf_counter() - begun, time.process_time() - worked
    return clock * 1000, (own + server_seconds(ledger) - served) * 1000


_SERVERS: dict[str, Path] = {}


def server_seconds(ledger: Ledger) -> float:
    """What the server's process for our one connection has worked so far; 0 for a file, or a server elsewhere."""
    if ledger.dialect.NAME == "sqlite":
        return 0.0
    if ledger.name not in _SERVERS:
        with ledger.look() as connection:
            pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        _SERVERS[ledger.name] = Path(f"/proc/{pid}/schedstat")
    file = _SERVERS[ledger.name]
    return int(file.read_text().split()[0]) / 1e9 if file.exists() else 0.0


def report(what: str, spent: Sequence[tuple[float, float]]) -> None:
    clock, own = ([pair[n] for pair in spent] for n in (0, 1))
    line(what, *(f"{statistics.median(found):.1f} / {_p95(found):.1f}" for found in (clock, own)))


def _p95(found: Sequence[float]) -> float:
    return statistics.quantiles(found, n=20)[-1]


if __name__ == "__main__":
    main()
