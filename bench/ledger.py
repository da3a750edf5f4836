"""How fast the ledger adds and gives back.

    python bench/ledger.py [--documents 500] [--claims 20]

Synthetic readings (500 documents of 20 claims by default), each claim with a place that has three candidates,
a period, an item and an actor; each document in its own transaction, as in real use.
"""

import argparse
import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sightline.ledger.add import add_reading
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from sightline.ledger.search import Box, Query, claims
from sightline.model.capture import Capture, capture_id
from sightline.model.claim import Actor, Claim, Count, Item, claim_id
from sightline.model.document import Document, Part
from sightline.model.ids import digest
from sightline.model.mention import Mention
from sightline.model.period import days
from sightline.model.place import Candidate, Place
from sightline.model.reading import Reading
from sightline.model.span import Span

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ORIGIN = "rules 1 + gazetteer 2026-01"


def make(n: int, claims_each: int) -> tuple[Capture, Reading]:
    """The n-th document; deterministic."""
    sentences = [
        f"Report {n}: state {k} moved {k + 2} tanks to town {n * 7 + k}." for k in range(claims_each)
    ]
    text = "\n".join(sentences)
    data = text.encode()
    location = f"https://example.org/{n}"
    capture = Capture(
        capture_id(location, digest(data), NOW), digest(data), len(data), location, location, location, 200,
        (("content-type", "text/html"),), "text/html", NOW, "bench 1",
    )  # fmt: skip
    made, mentions, start = [], [], 0
    for k, sentence in enumerate(sentences):
        claim, place = _claim(capture.digest, n, k, Span(start, start + len(sentence), sentence))
        made.append(claim)
        mentions.append(
            Mention(place.span or claim.quote, "place", name=place.name, ref=place.ref, place=place)
        )
        start += len(sentence) + 1
    document = Document(
        capture.digest, capture.id, text, (Part("p1", "body", 0, len(text)),), url=location, reader="bench 1"
    )
    return capture, Reading(document, tuple(mentions), tuple(made))


def _claim(document: str, n: int, k: int, quote: Span) -> tuple[Claim, Place]:
    def words(text: str) -> Span:
        start = quote.start + quote.text.index(text)
        return Span(start, start + len(text), text)

    town, tanks, state = f"town {n * 7 + k}", f"{k + 2} tanks", f"state {k}"
    lat, lon = (n * 37 % 1500) / 10 - 75, (n * 71 + k * 13) % 3600 / 10 - 180
    rivals = tuple(
        Candidate(town, f"gn:{n * 7 + k + i}", "VE", lat, lon, "settlement", 0.9 - i / 10) for i in range(3)
    )
    place = Place(
        words(town), town, f"gn:{n * 7 + k}", "VE", lat, lon, 5.0, "settlement", None, rivals,
        ("the only town of that name in the country the text is about",),
    )  # fmt: skip
    day = dt.date(2019, 1, 1) + dt.timedelta(days=n % 365)
    claim = Claim(
        claim_id(document, "p1", "movement", quote), document, "p1", quote, "movement", "asserted",
        trigger=words("moved"), place=place, time=days(day, day, edtf=day.isoformat(), basis="published"),
        items=(Item(words(tanks), "tanks", "tank", None, Count(k + 2, k + 2, None, str(k + 2))),),
        actors=(Actor(words(state), state, "state", "agent"),), confidence=0.8, origin=ORIGIN,
    )  # fmt: skip
    return claim, place


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--claims", type=int, default=20, help="in each document")
    options = parser.parse_args()
    measure(options.documents, options.claims)


def measure(documents: int, claims_each: int) -> None:
    made = [make(n, claims_each) for n in range(documents)]
    total = documents * claims_each
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        with open_ledger(path) as ledger:
            adding = _timed(lambda: [add_reading(ledger, *pair, NOW) for pair in made])
            again = _timed(lambda: [add_reading(ledger, *pair, NOW) for pair in made])
            back = _timed(lambda: facts(ledger))
            viewport = Query(box=Box(0, -70, 20, -50), period=days(dt.date(2019, 3, 1), dt.date(2019, 3, 31)))
            map_ = min(_timed(lambda: claims(ledger, viewport, limit=1000)) for _ in range(20))
            text = min(_timed(lambda: claims(ledger, Query(text="town 700"))) for _ in range(20))
        size = path.stat().st_size
    print(f"{documents} documents, {total} claims, one transaction a document")
    print(f"add            {documents / adding:10.0f} documents/s {total / adding:10.0f} claims/s")
    print(f"add again      {documents / again:10.0f} documents/s")
    print(f"facts()        {back:10.2f} s           {total / back:10.0f} claims/s")
    print(f"map query      {map_ * 1000:10.1f} ms (viewport and month, best of 20)")
    print(f"words query    {text * 1000:10.1f} ms (best of 20)")
    print(f"size on disk   {size / total:10.0f} bytes a claim, mentions and texts included")


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
