"""Our own texts with every place's name marked and told: read, checked, and completed from the gazetteer.

    python -m training.toponyms check FILE...    says what does not fit, file by file
    python -m training.toponyms fill FILE...     writes the gazetteer's reference behind each line that lacks it

A document is a head line, the text with its toponyms in brackets, a line `--`, and a line for each name:

    # id: g:us-01; style: local
    Fire broke out in [Lebanon], [Pa.], on Monday, [!Washington] said. [~Leeds] University was closed.
    --
    Lebanon: US.Pennsylvania | geonames:5197517
    Pa.: region US =Pennsylvania | region:US:pennsylvania

`NAME: [KIND] COUNTRY[.REGION] [=OTHER NAME] | REF`: KIND is a settlement where none is said; `=` gives the name the
gazetteer knows it by. `NAME: ?` is a place whose referent is not told, `NAME: ~` stands in the name of something else
and may be found or not. Countries and first-order regions with one bearer of the name may be left out: `fill` adds
them. `[!NAME]` says that the name stands for who speaks or acts there. `[NAME/2]` shows NAME and is told as `NAME/2`.
Adjectives and words for peoples are not marked. What is not marked is no toponym.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sightline.model.countries import by_name
from sightline.places.fold import fold
from sightline.places.gazetteer import Gazetteer, open_gazetteer
from sightline.places.store import Row

FOLDER = Path(__file__).with_name("places")
_HEAD = re.compile(r"^# id: ([^;\n]+); style: (\S+)\n", re.M)
_MARK = re.compile(r"\[([!~]?)([^\[\]\n]+)\]")
_TOLD = re.compile(r"^(?:([a-z-]+)(?: |$))?([A-Z]{2})?(?:\.([^=]+?))?(?:\s*=(.+))?$")
_CLEARLY = 5  # times the people of the next place of that name, to be the one meant without more being said


class ToponymError(ValueError):
    """What does not fit, in words that name the document."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A marked stretch [start, end) of the text. row: what it means; None where that is not told. actor: who
    speaks or acts is meant. part: only part of another name, and may be found or not."""

    start: int
    end: int
    text: str
    row: Row | None
    actor: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    id: str
    style: str
    text: str
    toponyms: tuple[Toponym, ...]


def texts(paths: Iterable[Path], gazetteer: Gazetteer, *, strict: bool = True) -> list[Text]:
    """All documents of the files. Raises ToponymError for the first that does not fit; where not strict, a
    reference that this gazetteer lacks is a referent not told."""
    return [_text(part, gazetteer, strict) for path in paths for part in _parts(path.read_text("utf-8"))]


def ours(gazetteer: Gazetteer) -> list[Text]:
    """The documents of the project."""
    return texts(sorted(FOLDER.glob("*.txt")), gazetteer, strict=False)


@dataclass(frozen=True, slots=True)
class _Part:
    id: str
    style: str
    marked: str
    told: dict[str, str]


def _parts(sheet: str) -> Iterator[_Part]:
    heads = list(_HEAD.finditer(sheet))
    ends = [*(h.start() for h in heads[1:]), len(sheet)]
    for head, end in zip(heads, ends, strict=True):
        marked, found, lines = sheet[head.end() : end].partition("\n--\n")
        if not found:
            raise ToponymError(f"{head[1]}: no line `--` behind the text")
        told = dict(line.split(": ", 1) for line in lines.splitlines() if line.strip())
        yield _Part(head[1], head[2], marked.strip("\n"), told)


def _text(part: _Part, gazetteer: Gazetteer, strict: bool) -> Text:
    plain, at, out = "", 0, []
    names = set()
    for mark in _MARK.finditer(part.marked):
        plain += part.marked[at : mark.start()]
        at, name = mark.end(), mark[2]
        shown = name.partition("/")[0]
        names.add(name)
        told = "~" if mark[1] == "~" else part.told.get(name)
        if told is None:
            raise ToponymError(f"{part.id}: nothing is told of {name!r}")
        row = None if told in "?~" else _by_ref(told, name, part.id, gazetteer, strict)
        out.append(Toponym(len(plain), len(plain) + len(shown), shown, row, mark[1] == "!", part=told == "~"))
        plain += shown
    if idle := sorted(set(part.told) - names):
        raise ToponymError(f"{part.id}: told but not marked: {', '.join(idle)}")
    return Text(part.id, part.style, plain + part.marked[at:], tuple(out))


def _by_ref(told: str, name: str, where: str, gazetteer: Gazetteer, strict: bool) -> Row | None:
    words, bar, ref = told.partition(" | ")
    row = next((r for r in _named(words, name, where, gazetteer) if r.ref == ref), None)
    if not bar or (row is None and strict):
        raise ToponymError(f"{where}: {name!r}: no {words} with the reference {ref or '(none)'}")
    return row


def _named(words: str, name: str, where: str, gazetteer: Gazetteer) -> list[Row]:
    """The rows that a line's words allow."""
    match = _TOLD.match(words)
    if match is None:
        raise ToponymError(f"{where}: cannot read {words!r} for {name!r}")
    kind, country, region, other = match.groups()
    inside = {r.number for r in gazetteer.folded(fold(region)) if r.kind == "region"} if region else None
    wanted = kind or "settlement"
    rows = [*gazetteer.folded(fold(other or name.partition("/")[0])), *gazetteer.sites(other or name)]
    return [
        r
        for r in dict.fromkeys(rows)
        if (r.kind == wanted or (wanted == "county" and r.kind == "area"))
        and (country is None or r.country == country)
        and (inside is None or _region(r, gazetteer) in inside)
    ]


def _region(row: Row, gazetteer: Gazetteer) -> int | None:
    if row.region is not None or row.country is None:
        return row.region
    from sightline.places.gazetteer import row_distance_km

    around = [r for r in gazetteer.regions(row.country) if r.number != row.number]
    return min(around, key=lambda r: row_distance_km(r, row) - (r.radius or 0.0)).number if around else None


def filled(sheet: str, gazetteer: Gazetteer) -> tuple[str, list[str]]:
    """The sheet with a reference on every line, and what could not be told."""
    out, faults = [], []
    for part in _parts(sheet):
        lines = {}
        for mark in _MARK.finditer(part.marked):
            if mark[1] == "~" or mark[2] in lines:
                continue
            try:
                lines[mark[2]] = _line(part.told.get(mark[2]), mark[2], part.id, gazetteer)
            except ToponymError as error:
                faults.append(str(error))
                lines[mark[2]] = part.told.get(mark[2], "")
        told = "".join(f"{name}: {line}\n" for name, line in lines.items())
        out.append(f"# id: {part.id}; style: {part.style}\n{part.marked}\n--\n{told}")
    return "\n".join(out), faults


def _line(told: str | None, name: str, where: str, gazetteer: Gazetteer) -> str:
    if told in ("?", "~") or (told and " | " in told):
        return told
    if told is None:
        told = _plain(name, where, gazetteer)
    rows = _named(told, name, where, gazetteer)
    rows.sort(key=lambda r: (-r.population, r.number))
    if not rows:
        raise ToponymError(f"{where}: {name!r}: the gazetteer has no {told}")
    if len(rows) > 1 and rows[0].population < _CLEARLY * rows[1].population:
        shown = "; ".join(
            f"{r.name} {r.kind} {r.lat:.1f},{r.lon:.1f} {r.population} {r.ref}" for r in rows[:5]
        )
        raise ToponymError(f"{where}: {name!r}: {told} may be {shown}")
    return f"{told} | {rows[0].ref}"


def _plain(name: str, where: str, gazetteer: Gazetteer) -> str:
    rows = [r for r in gazetteer.folded(fold(name)) if r.kind in ("country", "region")]
    if code := by_name(name, "en"):
        return f"country {code} ={gazetteer.country(code).name}"  # type: ignore[union-attr]
    if len(rows) == 1 and rows[0].kind == "region":
        return f"region {rows[0].country}"
    raise ToponymError(f"{where}: nothing is told of {name!r}")


def main(given: list[str]) -> int:
    gazetteer = open_gazetteer()
    paths = [Path(p) for p in given[1:]] or sorted(FOLDER.glob("*.txt"))
    faults: list[str] = []
    for path in paths:
        if given[:1] == ["fill"]:
            sheet, more = filled(path.read_text("utf-8"), gazetteer)
            path.write_text(sheet, "utf-8")
            faults += more
        else:
            try:
                read = texts([path], gazetteer)
                print(f"{path.name}: {len(read)} texts, {sum(len(t.toponyms) for t in read)} toponyms")
            except ToponymError as error:
                faults.append(str(error))
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
