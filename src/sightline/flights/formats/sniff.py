"""Which format a file is in, by its first bytes, and reading it."""

import io
from collections import Counter
from typing import BinaryIO

from sightline.flights.formats import csvs, frames, jsons, modes, parquet, sbs, xmls
from sightline.flights.formats.collect import BrokenError, Collector
from sightline.flights.formats.source import Hints
from sightline.flights.formats.text import text_of
from sightline.flights.formats.unpack import Leaf


def read(leaf: Leaf, out: Collector, hints: Hints) -> str:
    """Adds the file's rows to `out` and says its format.

    Raises BrokenError for what is in no format known here, and where a file goes wrong, after what came before."""
    head, stream = leaf.head, leaf.stream
    if not head.strip():
        raise BrokenError("empty", "the file is empty", "fetch it again")
    if head.startswith(b"PAR1"):
        with leaf.whole() as whole:
            return parquet.read_parquet(whole, out, hints)
    if frames.is_beast(head):
        out.found("Beast")
        faults: Counter[str] = Counter()
        modes.read_frames(frames.beast(stream, faults), faults, out, hints)
        return "Beast"
    start = text_of(io.BytesIO(head), head).read().lstrip("\x1e")
    return _read_text(start, head, stream, out, hints)


def _read_text(start: str, head: bytes, stream: BinaryIO, out: Collector, hints: Hints) -> str:
    found, first = "", start.lstrip()
    if next(xmls.kinds(first), None) and first.startswith("<"):
        return xmls.read_xml(first, stream, out, hints)
    if sbs.START.match(first):
        out.found("SBS")
        return sbs.read_sbs(text_of(stream, head), out, hints)
    if frames.is_raw_text(start):
        out.found("AVR")
        faults: Counter[str] = Counter()
        modes.read_frames(frames.raw_text(text_of(stream, head), faults), faults, out, hints)
        return "AVR"
    if first[:1] in ("{", "["):
        found = jsons.read_json(text_of(stream, head), out, hints)
    elif csvs.header_of(start.split("\n")):
        found = csvs.read_csv(text_of(stream, head), out, hints)
    if not found:
        raise BrokenError(
            "unknown-format", "it is in no format of tracks that is known here",
            "readsb/tar1090, ADS-B Exchange, OpenSky, FlightRadar24, KML, GPX, SBS and Beast are",
        )  # fmt: skip
    return found
