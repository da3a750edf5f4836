"""How well pages are read: what is the article, what are comments, when was it published.

    python bench/reading.py [--only article_extraction webpages] [--errors]

article_extraction: the body against the article text marked by hand (scrapinghub/article-extraction-benchmark,
its own measure: 4-grams of words, every page of equal weight). webpages (webpages_trafilatura): passages that must be in
the body, must not be, and comments that must come out as comments (adbar/trafilatura's evaluation data), and
publication dates. The rules of the reader were written with both sets in sight: optimistic.
"""

import datetime as dt
import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import Figures, f1, ratio, run, timed

from sightline.model.capture import Capture
from sightline.model.document import Document
from sightline.model.errors import ReadError
from sightline.model.ids import digest
from sightline.reading.read import read

CORPORA = {
    "article_extraction": "corpora/article_extraction/train",
    "webpages": "corpora/webpages_trafilatura/train",
}
_WORD = re.compile(r"\w+")


def figures(path: Path, errors: str = "") -> Figures:
    return _articles(path, errors) if (path / "ground-truth.json").exists() else _webpages(path, errors)


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


def _articles(folder: Path, errors: str) -> Figures:
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {name: folder / "html" / f"{name}.html.gz" for name in gold}
    pages = {name: path for name, path in pages.items() if path.exists()}
    read_all, spent = timed(lambda: {n: _document(path, gold[n].get("url")) for n, path in pages.items()})
    shares = {n: _shares(document, gold[n]["articleBody"]) for n, document in read_all.items()}
    same, extra, lost = (sum(s[k] for s in shares.values()) for k in range(3))
    if errors:
        for name, (a, b, c) in sorted(shares.items(), key=lambda x: x[1])[:20]:
            print(f"  {name[:12]} same {a:.2f} extra {b:.2f} lost {c:.2f}")
    return {
        "pages": len(pages),
        "body_precision": ratio(same, same + extra),
        "body_recall": ratio(same, same + lost),
        "body_f1": f1(same, same + extra, same + lost),
        "pages_per_cpu_second": round(len(pages) / spent, 1),
    }


def _shares(document: Document | None, body: str) -> tuple[float, float, float]:
    """Of all 4-grams of a page: in both, only in what was read, only in the gold."""
    found, true = _grams(_said(document, "body") if document else ""), _grams(body)
    counts = (found & true).total(), (found - true).total(), (true - found).total()
    whole = sum(counts) or 1
    return counts[0] / whole, counts[1] / whole, counts[2] / whole


def _webpages(folder: Path, errors: str) -> Figures:
    gold = json.loads((folder / "evaldata.json").read_text("utf-8"))
    n: Counter[str] = Counter()
    for url, row in gold.items():
        path = folder / "html" / f"{row['file']}.gz"
        if not path.exists():
            continue
        n["pages"] += 1
        document = _document(path, url)
        if document is None:
            continue
        body = " ".join(_said(document, "headline", "body", "caption", "credit").split())
        voices = " ".join(_said(document, "comment", "pingback").split())
        _count(n, row, body, voices, errors)
        _date(n, row.get("date"), document, errors)
    return {
        "pages": n["pages"],
        "passages_in_body": ratio(n["with right"], n["with"]),
        "passages_kept_out": ratio(n["without right"], n["without"]),
        "comments_as_comments": ratio(n["comments right"], n["comments"]),
        "comments_taken_for_body": n["comments in body"],
        "body_taken_for_comments": n["body in comments"],
        "date_right": ratio(n["date right"], n["date"]),
        "date_wrong": ratio(n["date wrong"], n["date"]),
        "date_open_or_unknown": ratio(n["date open"], n["date"]),
    }


def _count(n: Counter[str], row: dict[str, Any], body: str, voices: str, errors: str) -> None:
    for key in ("with", "without", "comments"):
        for given in row.get(key) or ():
            passage = " ".join(given.split())
            right = {"with": passage in body, "without": passage not in body, "comments": passage in voices}
            n[key] += 1
            n[key + " right"] += right[key]
            n["comments in body"] += key == "comments" and passage in body
            n["body in comments"] += key == "with" and passage in voices and passage not in body
            if errors and not right[key]:
                print(f"  {key}: {row['file']}: {passage[:90]!r}")


def _date(counts: Counter[str], gold: str | None, document: Document, errors: str) -> None:
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
    if errors and not right:
        print(f"  date: {document.url}: gold {gold}, read {period.edtf} from {period.basis}")


def main() -> None:
    run(__doc__ or "", CORPORA, figures)


if __name__ == "__main__":
    main()
