"""Real sets of conflicting numbers that can be had offline, with one authority kept out as the truth.

Small and few: the classic sets of the literature cannot be had here. Nothing of them is kept in the project; each is
built in memory from ../shared and from the packages of the extra `data`.

    dates       when pages were published, in days: what meta tags, JSON-LD, addresses, bylines and comments of a page
                each say; truth: read by eye (page_dates.tsv), or the date of the corpus
    elevation   airfields, in feet: each runway end as OurAirports has it; truth: airportsdata
    latitude    the same, in degrees
    greenness   NDVI of field pixels: each overpass of a summer is a source, cloudy ones included; truth: the median of
                the three clearest overpasses, which are not among the sources (smooth change over the summer remains)
"""

import csv
import datetime as dt
import gzip
import json
from collections import Counter
from collections.abc import Callable

from bench.common import SHARED
from bench.reading import PAGE_DATES, _document
from bench.values_sets import Row, Set

from sightline.model import edtf
from sightline.model.document import Document
from sightline.model.period import Period


def dates() -> Set:
    rows: list[Row] = []
    truth: dict[str, float] = {}
    for name, document, when in _pages():
        if when is None or not (when.earliest and when.latest and when.earliest.date() == when.latest.date()):
            continue
        said: Counter[str] = Counter()
        for candidate in document.dates:
            first = candidate.period.earliest
            if first is None or candidate.period.latest is None:
                continue
            said[candidate.source] += 1
            rows.append((f"{candidate.source} {said[candidate.source]}", name, str(first.date().toordinal())))
        if said:
            truth[name] = float(when.earliest.date().toordinal())
    return Set("dates", rows, truth, tolerance=0.5, real=True)


def _pages() -> list[tuple[str, Document, Period | None]]:
    found = []
    folder = SHARED / "corpora/article_extraction/train"
    lines = [x for x in PAGE_DATES.read_text("utf-8").splitlines() if not x.startswith("#")]
    days = {row["page"]: row["day"] for row in csv.DictReader(lines, delimiter="\t")}
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name in sorted(gold):
        path = folder / "html" / f"{name}.html.gz"
        if path.exists() and days.get(name[:12], "-") != "-":
            document = _document(path, gold[name].get("url"))
            if document is not None:
                found.append((name, document, edtf.parse(days[name[:12]])))
    folder = SHARED / "corpora/webpages_trafilatura/train"
    for url, row in json.loads((folder / "evaldata.json").read_text("utf-8")).items():
        path = folder / "html" / f"{row['file']}.gz"
        if path.exists() and row.get("date"):
            document = _document(path, url)
            if document is not None:
                day = "-".join(f"{int(x):02d}" for x in row["date"].split("-"))
                found.append((url, document, edtf.parse(day)))
    return found


def elevation() -> Set:
    return _airfields("elevation", ("le_elevation_ft", "he_elevation_ft"), 25.0)


def latitude() -> Set:
    return _airfields("latitude", ("le_latitude_deg", "he_latitude_deg"), 0.005)


def _airfields(what: str, columns: tuple[str, str], tolerance: float) -> Set:
    import airportsdata

    known = airportsdata.load("ICAO")
    rows: list[Row] = []
    truth: dict[str, float] = {}
    nth: Counter[str] = Counter()
    with gzip.open(SHARED / "flights/airports/runways.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            icao = line["airport_ident"]
            if icao not in known:
                continue
            nth[icao] += 1
            for end, column in zip("ab", columns, strict=True):
                if line[column]:
                    rows.append((f"runway {nth[icao]}{end}", icao, line[column]))
    said = Counter(name for _, name, _ in rows)
    field = "elevation" if what == "elevation" else "lat"
    truth = {name: float(known[name][field]) for name, many in said.items() if many >= 4}
    return Set(what, rows, truth, tolerance=tolerance, real=True)


def greenness() -> Set:
    import numpy as np

    folder = SHARED / "imagery/eolearn_ts"
    at = [dt.datetime.fromisoformat(t) for t in json.loads((folder / "timestamps.json").read_text("utf-8"))]
    ndvi, cloud = np.load(folder / "data/NDVI.npy")[..., 0], np.load(folder / "data/CLP.npy")[..., 0]
    rows: list[Row] = []
    truth: dict[str, float] = {}
    for year in sorted({t.year for t in at}):
        summer = [i for i, t in enumerate(at) if t.year == year and t.month in (6, 7, 8)]
        if len(summer) < 8:
            continue
        clear = sorted(summer, key=lambda i: float(cloud[i].mean()))[:3]
        for y in range(2, ndvi.shape[1], 5):
            for x in range(2, ndvi.shape[2], 5):
                name = f"{year}/{y}/{x}"
                truth[name] = float(np.median([ndvi[i, y, x] for i in clear]))
                rows += [(str(at[i].date()), name, f"{ndvi[i, y, x]:.4f}") for i in summer if i not in clear]
    return Set("greenness", rows, truth, tolerance=0.1, real=True)


REAL: dict[str, Callable[[], Set]] = {
    "dates": dates, "elevation": elevation, "latitude": latitude, "greenness": greenness,
}  # fmt: skip
