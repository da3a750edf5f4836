"""Reading a GeoNames dump (allCountries, a country's file, alternateNamesV2), plain or zipped, line by line.

Columns after https://download.geonames.org/export/dump/readme.txt. Nothing is unpacked to disk; a line that is
not as published is counted and left out. Radii are our own estimates by feature code, since GeoNames gives points.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sightline.model.errors import InputError

COLUMNS = 19
LONGEST_LINE = 1 << 20  # bytes; the longest of the real dump has some 20,000
_MOST_BYTES = 32 << 30  # a dump of GeoNames has 1.7 GB
_MOST_RATIO = 100  # GeoNames' zips pack 1 : 5
_FREE = 10 << 20  # bytes that any zip may unpack to
CLASSES = frozenset("AHLPRSTUV")
ADVICE = "Take the file from https://download.geonames.org/export/dump/ again."


@dataclass(frozen=True, slots=True)
class DumpRow:
    """One line of a dump. kind: of the gazetteer; part: "UA.07", GeoNames' code of country and region; radius:
    km, 0 for settlements, which have their own by population."""

    id: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    kind: str
    part: str
    population: int
    radius: float


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The text of a dump as a stream of bytes. Raises InputError for what is no such file, and for archives that
    look hostile: paths that lead elsewhere, contents out of all proportion, encryption."""
    if not path.is_file():
        raise InputError("no-dump", f"{path} is no file", ADVICE)
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as file:
            yield file
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise InputError("bad-zip", f"{path} is damaged: {error}", ADVICE) from error


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The largest text of an archive that holds nothing suspicious."""
    found = archive.infolist()
    for info in found:
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or ":" in parts[0]:
            raise InputError("hostile-zip", f"{path} holds a path that leads elsewhere", ADVICE)
        if info.flag_bits & 1:
            raise InputError("hostile-zip", f"{path} is encrypted", ADVICE)
        packed_too_well = info.file_size > _MOST_RATIO * max(info.compress_size, 1)
        if info.file_size > _MOST_BYTES or (packed_too_well and info.file_size > _FREE):
            raise InputError("hostile-zip", f"{path} unpacks to {info.file_size:,} bytes", ADVICE)
    texts = [i for i in found if i.filename.lower().endswith(".txt") and "readme" not in i.filename.lower()]
    if not texts:
        raise InputError("no-dump", f"{path} holds no text", ADVICE)
    return max(texts, key=lambda i: i.file_size)


def lines_of(file: IO[bytes]) -> Iterator[str | None]:
    """Lines without their ends; None for one that is too long or not UTF-8."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield None
            continue
        try:
            yield line.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            yield None


def row_of(line: str) -> DumpRow | None:
    """The row that a line tells, or None where it is not as GeoNames publishes."""
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        return None
    try:
        number, people = int(cells[0]), int(cells[14] or 0)
        lat, lon = float(cells[4]), float(cells[5])
    except ValueError:
        return None
    name, letter, code, country = cells[1].strip(), cells[6], cells[7], cells[8]
    if not (0 < number < 1 << 32 and 0 <= people < 1 << 32 and -90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    if not name or not name.isprintable() or (letter and letter not in CLASSES):
        return None
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        return None
    kind, radius = kind_of(letter, code)
    alternates = tuple(n for n in (cells[2], *cells[3].split(",")) if n and n != name and n.isprintable())
    part = f"{country}.{cells[10]}" if country and cells[10] else country
    return DumpRow(number, name, alternates, lat, lon, f"{letter}.{code}", kind, part, people, radius)


@dataclass(frozen=True, slots=True)
class Alternate:
    """A further name of an entry; kind: "name", "icao" or "iata"."""

    id: int
    name: str
    kind: str


_NO_NAMES = frozenset("link wkdt post unlc faac phon tcid".split())


def alternate_of(line: str) -> Alternate | bool | None:
    """A line of alternateNamesV2: its name, False for what is no name (links, postal codes), None for a broken line."""
    cells = line.split("\t")
    if len(cells) < 4 or not cells[1].isascii() or not cells[1].isdigit():
        return None
    number, language, name = int(cells[1]), cells[2], cells[3].strip()
    if not 0 < number < 1 << 32:
        return None
    if language in _NO_NAMES or not name.isprintable() or not name:
        return False
    return Alternate(number, name, language if language in ("icao", "iata") else "name")


def kind_of(letter: str, code: str) -> tuple[str, float]:
    """Kind of the gazetteer and radius (km) for a GeoNames feature; ("", 0) for countries, which the shipped file
    holds with their reach."""
    if letter == "P":
        return "settlement", 0.0
    if letter == "A" and (code.startswith("PCL") or code in ("TERR", "ZN")):
        return "", 0.0
    return _KINDS.get(f"{letter}.{code}") or _DEFAULTS.get(letter, ("area", 10.0))


_DEFAULTS = {
    "A": ("county", 15.0), "H": ("water", 5.0), "L": ("area", 10.0), "T": ("landform", 5.0), "U": ("water", 50.0),
    "V": ("landform", 10.0), "R": ("area", 5.0), "S": ("area", 1.0),
}  # fmt: skip
_KINDS = {
    "A.ADM1": ("region", 120.0), "A.ADM1H": ("region", 120.0), "A.ADM2": ("county", 40.0), "A.ADM2H": ("county", 40.0),
    "H.OCN": ("water", 4000.0), "H.SEA": ("water", 500.0), "H.GULF": ("water", 150.0), "H.BAY": ("water", 20.0), "H.BAYS": ("water", 30.0),
    "H.STRT": ("water", 40.0), "H.SD": ("water", 20.0), "H.STM": ("water", 60.0), "H.STMS": ("water", 60.0), "H.LK": ("water", 10.0),
    "H.LKS": ("water", 20.0), "H.RSV": ("water", 15.0), "H.CNL": ("water", 20.0), "H.CHN": ("water", 15.0), "H.HBR": ("port", 5.0),
    "H.DCK": ("port", 2.0), "H.RDST": ("port", 5.0), "H.ANCH": ("port", 5.0), "H.RF": ("landform", 10.0), "H.SHOL": ("landform", 10.0),
    "T.ISL": ("landform", 15.0), "T.ISLS": ("landform", 60.0), "T.ISLET": ("landform", 2.0), "T.ATOL": ("landform", 20.0), "T.PEN": ("landform", 50.0), "T.CAPE": ("landform", 4.0),
    "T.MTS": ("landform", 80.0), "T.DSRT": ("landform", 200.0), "T.PLN": ("landform", 100.0), "T.PLAT": ("landform", 100.0),
    "T.VAL": ("landform", 20.0), "T.RDGE": ("landform", 15.0), "T.MT": ("landform", 5.0), "T.HLL": ("landform", 2.0), "T.PASS": ("landform", 3.0),
    "L.MILB": ("military-site", 4.0), "L.NVB": ("naval-base", 5.0), "L.RNGA": ("range", 30.0), "L.PRT": ("port", 5.0), "L.CONT": ("continent", 5000.0),
    "L.RGN": ("area", 150.0), "L.RGNE": ("area", 100.0), "L.RGNH": ("area", 200.0), "L.CST": ("area", 100.0), "L.OAS": ("area", 10.0),
    "S.AIRB": ("airbase", 3.0), "S.AIRP": ("airfield", 3.0), "S.AIRF": ("airfield", 3.0), "S.AIRH": ("airfield", 1.0), "S.AIRQ": ("airfield", 3.0),
    "S.INSM": ("military-site", 3.0), "S.FT": ("military-site", 2.0), "S.BRKS": ("camp", 2.0), "S.CMP": ("camp", 3.0), "S.DCKY": ("port", 3.0), "S.DCKB": ("port", 2.0),
    "S.PS": ("area", 2.0), "S.PSN": ("area", 3.0), "S.PSH": ("area", 2.0), "S.DAM": ("area", 2.0), "S.BDG": ("area", 2.0), "S.OILR": ("area", 3.0),
    "S.STNR": ("area", 2.0), "S.OBS": ("area", 2.0), "S.ASTR": ("area", 2.0), "S.RSTN": ("area", 2.0), "S.MKT": ("area", 1.0), "S.CTRN": ("area", 3.0),
}  # fmt: skip
# Of class S (buildings, over two million: churches, hotels, schools) what reports of deployments name.
WATCHED_S = frozenset(
    "S.AIRB S.AIRP S.AIRF S.AIRH S.AIRQ S.INSM S.FT S.BRKS S.CMP S.DCKY S.DCKB S.PS S.PSN S.PSH S.DAM S.BDG S.OILR S.CTRN".split()
)
