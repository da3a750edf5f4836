"""From a question to the scenes that are worth reading, over the local archive and through each kind of trouble."""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from imagery.archive_server import ArchiveServer, running
from imagery.made_scenes import every, make_s1, make_s2
from sightline.capture.archives import Archive
from sightline.capture.door import Door
from sightline.capture.keeping import make_keep
from sightline.capture.policy import Policy
from sightline.capture.stac import search_in_turn
from sightline.capture.vault import MemoryVault
from sightline.imagery.items import scene_of
from sightline.imagery.select import Chosen, choose, merged
from sightline.model.scene import Asked, Sensor, Site
from support import NOW

SITE = Site(9.372, -66.0003, 500.0)  # at the border of two UTM zones
DAYS = every(dt.date(2021, 9, 1), dt.date(2022, 3, 1))
START, END = dt.datetime(2022, 2, 1, tzinfo=dt.UTC), dt.datetime(2022, 2, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("archive")
    make_s2(made, SITE, DAYS, km=2.4, tile="19PHL", bands=("B04",))
    make_s2(made, SITE, DAYS, km=2.4, tile="20PKR", bands=("B04",), epsg=32620)
    make_s1(made, SITE, every(dt.date(2021, 9, 3), dt.date(2022, 3, 1), 12), km=1.2)
    return made


@pytest.fixture
def server(folder: Path) -> Iterator[ArchiveServer]:
    with running(folder) as made:
        yield made


def looked(
    *archives: Archive, site: Site = SITE, sensor: Sensor = "sentinel-2", one_tile: bool = False
) -> tuple[tuple[Asked, ...], Chosen, tuple[str, ...]]:
    door = Door(Policy(allow_private=True, timeout_s=5.0), sleep=lambda _: None)
    keep = make_keep(MemoryVault(), lambda: NOW)
    asked, found = search_in_turn(
        archives, site, START - dt.timedelta(730), END + dt.timedelta(60), sensor, door, keep
    )
    scenes = [scene_of(f.item, f.archive, f.capture, folder=f.folder) for f in found]
    kept, words = merged(scenes, [a.name for a in archives])
    whole = {f.item["id"] for f in found if f.whole} if one_tile else set()
    return asked, choose(kept, START, END, whole=whole), words


def test_two_zones_show_every_pass_twice_and_both_are_read(server: ArchiveServer) -> None:
    (asked,), chosen, _ = looked(Archive("a", "api", server.url))
    assert (asked.status, asked.scenes) == ("answered", 2 * len(DAYS))
    days: dict[dt.date, set[str | None]] = {}
    for scene in chosen.scenes:
        days.setdefault(scene.at.date(), set()).add(scene.tile)
    assert all(tiles == {"19PHL", "20PKR"} for tiles in days.values())
    assert sum(START.date() <= day <= END.date() for day in days) == 2
    assert sum(day < START.date() for day in days) == 24
    assert all(scene.synthetic for scene in chosen.scenes)
    _, chosen, _ = looked(Archive("a", "api", server.url), one_tile=True)
    assert {scene.tile for scene in chosen.scenes} == {"19PHL"}
    assert len(chosen.scenes) == len(days)


def test_radar_of_the_same_archive(server: ArchiveServer) -> None:
    _, chosen, _ = looked(Archive("a", "api", server.url), sensor="sentinel-1")
    assert {s.sensor for s in chosen.scenes} == {"sentinel-1"}
    assert len(chosen.scenes) == 15


@pytest.mark.parametrize(
    ("root", "search"), [([(503, {})], []), ([], [(429, {"Retry-After": "2"}), (504, {})]), ([(500, {})] * 3, [(502, {})])]
)  # fmt: skip
def test_trouble_that_passes_changes_nothing(
    server: ArchiveServer, root: list[object], search: list[object]
) -> None:
    archive = Archive("a", "api", server.url)
    well = looked(archive)
    server.trouble.root, server.trouble.search = list(root), list(search)  # type: ignore[arg-type]
    assert looked(archive)[1] == well[1]


@pytest.mark.parametrize("body", ["json", "html", "deep", "list", "cut", "bytes"])
def test_the_second_archive_stands_in_for_the_first(server: ArchiveServer, folder: Path, body: str) -> None:
    server.trouble.body = body
    asked, chosen, _ = looked(Archive("down", "api", server.url), Archive("up", "static", str(folder)))
    assert [(a.archive, a.status) for a in asked] == [("down", "unreachable"), ("up", "answered")]
    assert asked[0].words
    assert {s.archive for s in chosen.scenes} == {"up"}


def test_scenes_that_two_archives_name_are_taken_once(server: ArchiveServer, folder: Path) -> None:
    """The first breaks off in the middle: what it named is used, the rest comes from the second."""
    server.page = 40
    server.trouble.next_to = "https://other.example/more"
    asked, chosen, words = looked(Archive("cut", "api", server.url), Archive("whole", "static", str(folder)))
    assert [(a.archive, a.status, a.scenes) for a in asked] == [
        ("cut", "unreachable", 40),
        ("whole", "answered", 74),
    ]
    assert words == ("40 scenes were named by two archives and taken once",)
    ids = [s.id for s in chosen.scenes]
    assert len(ids) == len(set(ids))
    assert {s.archive for s in chosen.scenes} == {"cut", "whole"}


def test_all_down_leaves_nothing_chosen_and_says_why(server: ArchiveServer) -> None:
    server.trouble.root = [(503, {})] * 99
    asked, chosen, _ = looked(Archive("a", "api", server.url), Archive("b", "api", server.url))
    assert {a.status for a in asked} == {"unreachable"}
    assert all("answers 503" in a.words for a in asked)
    assert chosen.scenes == ()


def test_a_site_on_the_antimeridian(tmp_path: Path) -> None:
    site = Site(-17.0, 179.9999, 500.0)
    make_s2(tmp_path, site, DAYS[-8:], km=1.2, tile="60KZG", bands=("B04",))
    make_s2(tmp_path, site, DAYS[-8:], km=1.2, tile="01KAB", bands=("B04",), epsg=32701)
    with running(tmp_path) as server:
        (asked,), chosen, _ = looked(Archive("a", "api", server.url), site=site)
    assert (asked.scenes, asked.words) == (16, "")
    assert {s.tile for s in chosen.scenes} == {"60KZG", "01KAB"}


def test_items_without_pixels_are_no_passes_to_read(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "c")
    for path in (tmp_path / "c").glob("*/*/*.json"):
        item = json.loads(path.read_text())
        for asset in item["assets"].values():
            asset["href"] = "s3://eodata/" + asset["href"]
        path.write_text(json.dumps(item))
    (asked,), chosen, _ = looked(Archive("a", "static", str(tmp_path / "c")))
    assert asked.status == "answered"
    assert "needs an account" in asked.words
    assert chosen.scenes == ()
    assert {why for _, why in chosen.left} == {"its files cannot be had"}
