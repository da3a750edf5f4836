"""How well pages are read: `python bench/reading.py` prints a table for each set.

article_extraction: the body against the article text marked by hand (scrapinghub/article-extraction-benchmark,
its own measure: 4-grams of words, every page of equal weight). webpages_trafilatura: passages that must be in
the body, must not be, and comments that must come out as comments (adbar/trafilatura's evaluation data), and
publication dates. Both sets are read from ../shared, which is not part of the project.
"""

import datetime as dt
import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from sightline.model.capture import Capture
from sightline.model.document import Document
from sightline.model.errors import ReadError
from sightline.model.ids import digest
from sightline.reading.read import read

CORPORA = Path(__file__).resolve().parents[1].parent / "shared" / "corpora"
_WORD = re.compile(r"\w+")


def main() -> int:
    if not CORPORA.is_dir():
        print("skipped: ../shared/corpora is missing, the pages to measure on are there")
        return 0
    _articles(CORPORA / "article_extraction" / "train")
    _webpages(CORPORA / "webpages_trafilatura" / "train")
    return 0


def _document(path: Path, url: str | None = None) -> Document | None:
    data = gzip.decompress(path.read_bytes())
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    capture = Capture(
        "cap-bench", digest(data), len(data), path.name, url, url, 200, (), "text/html", now, "bench"
    )
    try:
        return read(capture, data, handle_key=b"bench")
    except ReadError as error:
        print(f"  {path.name}: {error}")
        return None


def _said(document: Document, *kinds: str) -> str:
    return "\n".join(document.text[p.start : p.end] for p in document.parts if p.kind in kinds)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def _articles(folder: Path) -> None:
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    sums = [0.0, 0.0, 0.0]
    worst, pages, begun = [], 0, time.process_time()
    for name, row in gold.items():
        path = folder / "html" / f"{name}.html.gz"
        if not path.exists():
            continue
        pages += 1
        document = _document(path, row.get("url"))
        found, true = _grams(_said(document, "body") if document else ""), _grams(row["articleBody"])
        counts = [(found & true).total(), (found - true).total(), (true - found).total()]
        whole = sum(counts) or 1
        shares = [c / whole for c in counts]
        sums = [a + b for a, b in zip(sums, shares, strict=True)]
        worst.append((shares[0], name[:12], *shares[1:]))
    spent = time.process_time() - begun
    precision, recall = sums[0] / (sums[0] + sums[1]), sums[0] / (sums[0] + sums[2])
    print("article_extraction (4-gram measure of the benchmark)")
    print(f"  {'pages':>5} {'F1':>6} {'P':>6} {'R':>6} {'pages/s':>8}")
    f1 = 2 * precision * recall / (precision + recall)
    print(f"  {pages:5} {f1:6.3f} {precision:6.3f} {recall:6.3f} {pages / spent:8.1f}")
    if "-v" in sys.argv:
        for same, name, extra, lost in sorted(worst)[:12]:
            print(f"  {name} same {same:.2f} extra {extra:.2f} lost {lost:.2f}")


def _webpages(folder: Path) -> None:
    gold = json.loads((folder / "evaldata.json").read_text("utf-8"))
    counts: Counter[str] = Counter()
    for url, row in gold.items():
        path = folder / "html" / f"{row['file']}.gz"
        if not path.exists():
            continue
        counts["pages"] += 1
        document = _document(path, url)
        if document is None:
            continue
        body = " ".join(_said(document, "headline", "body", "caption", "credit").split())
        voices = " ".join(_said(document, "comment", "pingback").split())
        _count(counts, row, body, voices, row["file"])
        _date(counts, row.get("date"), document)
    print("webpages_trafilatura")
    for key in ("with", "without", "comments"):
        print(f"  {key:9} {counts[key + ' right']:4} of {counts[key]:4} right")
    print(f"  comment passages that came out as body: {counts['comments in body']}")
    print(f"  body passages that came out as comments: {counts['body in comments']}")
    print(
        f"  dates: {counts['date']} in gold; right {counts['date right']}, wrong {counts['date wrong']}, "
        f"only a bound or unknown {counts['date open']}"
    )


def _count(counts: Counter[str], row: dict[str, list[str]], body: str, voices: str, name: str) -> None:
    for key in ("with", "without", "comments"):
        for passage in row.get(key) or ():
            passage = " ".join(passage.split())  # noqa: PLW2901
            right = {"with": passage in body, "without": passage not in body, "comments": passage in voices}
            counts[key] += 1
            counts[key + " right"] += right[key]
            counts["comments in body"] += key == "comments" and passage in body
            counts["body in comments"] += key == "with" and passage in voices and passage not in body
            if not right[key] and "-v" in sys.argv:
                print(f"  {key}: {name}: {passage[:90]!r}")


def _date(counts: Counter[str], gold: str | None, document: Document) -> None:
    if not gold:
        return
    counts["date"] += 1
    period = document.published
    if period is None or not period.bounded or period.earliest is None or period.latest is None:
        counts["date open"] += 1
        return
    day = dt.date(*(int(x) for x in gold.split("-")))
    right = period.earliest.date() <= day <= period.latest.date()
    counts["date right" if right else "date wrong"] += 1
    if not right and "-v" in sys.argv:
        print(f"  date: {document.url}: gold {gold}, read {period.edtf} from {period.basis}")


if __name__ == "__main__":
    raise SystemExit(main())
