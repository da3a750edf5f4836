"""A GeoNames dump of the user's own, added as an overlay. The dump is written here, as GeoNames publishes."""

import zipfile
from pathlib import Path

import pytest
from places_support import document
from typer.testing import CliRunner, Result

from sightline.cli import app
from sightline.model.errors import InputError
from sightline.places import geonames, overlay_build
from sightline.places.find import find_places
from sightline.places.gazetteer import open_gazetteer
from sightline.places.geonames import LONGEST_LINE
from sightline.places.overlay import Overlay
from sightline.places.overlay_build import build_overlay


def line(
    number: int,
    name: str,
    lat: float = 50.0,
    lon: float = 36.0,
    feature: str = "P.PPL",
    country: str = "UA",
    admin1: str = "07",
    people: int = 0,
    names: str = "",
) -> str:
    letter, _, code = feature.partition(".")
    cells = [
        number, name, name, names, lat, lon, letter, code, country, "", admin1, "", "", "", people, "", 100, "Europe/Kyiv", "2024-01-01",
    ]  # fmt: skip
    return "\t".join(map(str, cells))


LINES = [
    line(
        90000001, "Verkhnia Vygadanka", 50.1, 36.1, people=40, names="Верхня Вигаданка,Verkhnyaya Vygadanka"
    ),
    line(90000002, "Vygadanka", 50.2, 36.2, people=900),
    line(90000003, "Vygadanka", 49.9, 31.0, people=12, admin1="13"),
    line(90000004, "Aerodrom Vygadanka", 50.25, 36.25, "S.AIRF"),
    line(90000005, "Saint Invented Church", 50.0, 36.0, "S.CH"),
    line(90000006, "Zvezdnyy Poligon", 50.4, 36.4, "L.RNGA"),
    line(90000007, "Ruchey Vydumannyy", 50.5, 36.5, "H.STM"),
    line(706483, "Kharkiv", 49.98081, 36.25272, people=1433886, names="Kharkivchyk-Vydumka"),
    line(690791, "Ukraine", 49.0, 32.0, "A.PCLI", admin1="00"),
    line(706482, "Kharkiv Oblast", 49.5, 36.5, "A.ADM1", names="Slobozhanska Vydumka"),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "UA.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


def run(*args: str | Path, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(app, ["gazetteer", *map(str, args)], env=env, catch_exceptions=False)


def zipped(path: Path, members: dict[str, bytes], level: int = 6) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_what_the_dump_adds_is_found_beside_the_shipped_places(dump: Path, tmp_path: Path) -> None:
    report = build_overlay(dump, tmp_path / "more")
    assert (report.entries, report.left, report.broken) == (
        8,
        2,
        0,
    )  # the church and the country are left out
    held = open_gazetteer(overlay=tmp_path / "more")
    (village,) = held.lookup("верхня вигаданка")
    assert (village.ref, village.country, village.kind) == ("geonames:90000001", "UA", "settlement")
    region = held.region_of(village)
    assert region is not None
    assert region.name == "Kharkiv"
    assert [r.population for r in held.lookup("Vygadanka")] == [900, 12]
    assert held.sites("Vygadanka airfield")[0].ref == "geonames:90000004"
    assert held.lookup("Zvezdnyy Poligon")[0].kind == "range"
    assert held.lookup("Ruchey Vydumannyy")[0].kind == "water"
    assert held.lookup("Paris")[0].ref == open_gazetteer().lookup("Paris")[0].ref
    assert not open_gazetteer().lookup("Verkhnia Vygadanka")


def test_what_both_hold_is_known_once(dump: Path, tmp_path: Path) -> None:
    build_overlay(dump, tmp_path / "more")
    held = open_gazetteer(overlay=tmp_path / "more")
    plain = open_gazetteer()
    assert [r.ref for r in held.lookup("Kharkiv")] == [r.ref for r in plain.lookup("Kharkiv")]
    assert held.lookup("Kharkivchyk Vydumka")[0].ref == "geonames:706483"
    assert held.lookup("Slobozhanska Vydumka")[0].ref.startswith("region:UA:")


def test_the_resolver_uses_it(dump: Path, tmp_path: Path) -> None:
    build_overlay(dump, tmp_path / "more")
    text = document("Russian shelling hit the village of Verkhnia Vygadanka in Kharkiv region on Monday.")
    found = {
        m.span.text: m.place for m in find_places(text, open_gazetteer(overlay=tmp_path / "more")) if m.place
    }
    assert found["Verkhnia Vygadanka"].ref == "geonames:90000001"


def test_alternate_names_and_codes_come_from_their_own_file(dump: Path, tmp_path: Path) -> None:
    more = tmp_path / "alternateNamesV2.txt"
    rows = [
        "1\t90000002\tka\tვიგადანკა", "2\t90000004\ticao\tUKZZ", "3\t90000004\tiata\tZQX", "4\t90000002\tlink\thttps://example.org",
        "5\t1\ten\tNowhere in the dump", "6\tx\ten\tBroken", "7",
    ]  # fmt: skip
    more.write_text("\n".join(rows) + "\n", encoding="utf-8")
    zipped(tmp_path / "alternateNamesV2.zip", {"alternateNamesV2.txt": more.read_bytes(), "iso.txt": b"x"})
    report = build_overlay(dump, tmp_path / "more", alternates=tmp_path / "alternateNamesV2.zip")
    held = open_gazetteer(overlay=tmp_path / "more")
    assert report.broken == 2
    assert held.lookup("ვიგადანკა")[0].ref == "geonames:90000002"
    assert held.by_code("UKZZ") == held.by_iata("zqx") != ()
    assert not held.lookup("https://example.org")


def test_broken_lines_are_counted_and_the_rest_is_used(tmp_path: Path) -> None:
    bad = [
        line(1, "Far north", 91.0), line(0, "No number"), "three\tcells\tonly", line(5, ""), line(6, "X", feature="Q.ZZ"),
        line(7, "Half\x1bway"), line(8, "Nowhere", people=-1), line(9, "Bad", country="USA"),
    ]  # fmt: skip
    path = tmp_path / "bad.txt"
    good = line(90000002, "Vygadanka")
    path.write_bytes(
        "\n".join([*bad, good]).encode() + b"\n\xff\xfe not text\n" + b"x" * (LONGEST_LINE + 10) + b"\n"
    )
    report = build_overlay(path, tmp_path / "more")
    assert (report.entries, report.broken) == (1, len(bad) + 2)
    assert report.first == "bad.txt, line 1"


@pytest.mark.parametrize("name", ["../../etc/UA.txt", "/UA.txt", "a\\..\\UA.txt", "C:/UA.txt"])
def test_archives_with_paths_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "x.zip", {"placeholder-of-this-length": LINES[0].encode()})
    padded = name.ljust(len("placeholder-of-this-length"), "x").encode()
    path.write_bytes(path.read_bytes().replace(b"placeholder-of-this-length", padded))
    with pytest.raises(InputError, match="leads elsewhere"):
        build_overlay(path, tmp_path / "more")
    assert not (tmp_path / "more").exists()


def test_bombs_and_damaged_archives_are_refused(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", {"UA.txt": b"0" * 12_000_000}, 9)
    with pytest.raises(InputError, match="unpacks to"):
        build_overlay(bomb, tmp_path / "more")
    whole = zipped(
        tmp_path / "UA.zip", {"UA.txt": "\n".join(LINES).encode(), "readme.txt": b"read me" * 1000}
    )
    assert build_overlay(whole, tmp_path / "fine").entries == 8
    data = bytearray(whole.read_bytes())
    data[60] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(data)
    with pytest.raises(InputError):
        build_overlay(tmp_path / "damaged.zip", tmp_path / "more")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []  # nothing half-built stays


def test_a_place_that_holds_something_else_is_not_replaced(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").write_text("years of work")
    with pytest.raises(InputError, match="is no overlay"):
        build_overlay(dump, tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.doc").exists()
    for _ in range(2):  # an overlay of ours is
        build_overlay(dump, tmp_path / "more")
    assert Overlay(tmp_path / "more").size == 8


def test_names_in_many_portions_and_tries_are_the_same_names(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_overlay(dump, tmp_path / "one")
    monkeypatch.setattr(overlay_build, "PORTION", 3)
    monkeypatch.setattr(overlay_build, "STRETCH", 4)
    build_overlay(dump, tmp_path / "many")
    one, many = Overlay(tmp_path / "one"), Overlay(tmp_path / "many")
    keys = sorted(one.keys(""))
    assert sorted(many.keys("")) == keys
    assert len(keys) > 12
    for key in keys:
        assert one.numbers(key) == many.numbers(key) != ()
        assert key in many.prefixes(key + " and more")
    assert one.version == many.version


def test_the_command_and_the_setting(dump: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    done = run("add", dump, "--out", more)
    assert (done.exit_code, "8 places" in done.output) == (0, True)
    dump.write_text(dump.read_text("utf-8") + "broken\n", "utf-8")
    done = run("add", dump, "--out", more, "--feature-classes", "p,s")
    assert done.exit_code == 1
    assert "1 line could not be read" in done.output
    assert "geonames:90000002" in run("look", "Vygadanka", env={"SIGHTLINE_GAZETTEER": str(more)}).output
    assert "Nothing of that name" in run("look", "Verkhnia Vygadanka").output
    wrong = run("look", "Vygadanka", env={"SIGHTLINE_GAZETTEER": str(tmp_path)})
    assert wrong.exit_code == 3
    assert run("add", tmp_path / "none.zip", "--out", more).exit_code == 3
    assert run("add", dump, "--feature-classes", "Q").exit_code == 2


def test_every_kind_of_the_dump_is_one_of_the_gazetteer() -> None:
    from sightline.places.store import KINDS

    codes = [*geonames._KINDS, "A.ADM3", "R.RD", "U.TRN", "V.FRST", "S.HTL", "P.PPL"]
    assert all(geonames.kind_of(*code.split("."))[0] in KINDS for code in codes)
