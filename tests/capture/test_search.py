"""Searching archives: a local one on loopback that does all that real ones do, and what they do when in trouble."""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from search_support import END, SITE, START, Clock, a_door, an_item, lay, ring, sought

from imagery.archive_server import ArchiveServer, running
from sightline.capture.archives import KNOWN, Archive, archives_of
from sightline.capture.keeping import make_keep
from sightline.capture.stac import kept_item, search_in_turn
from sightline.capture.vault import MemoryVault
from sightline.imagery.items import scene_of
from sightline.model.errors import FetchError
from sightline.model.scene import Site
from support import NOW

ANTIMERIDIAN = Site(-17.0, 179.999, 1000.0)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[ArchiveServer]:
    lay(tmp_path, *(an_item(day) for day in range(0, 100, 5)))
    with running(tmp_path) as server:
        yield server


def test_all_pages_are_read_and_every_answer_is_kept(archive: ArchiveServer) -> None:
    archive.page = 7
    vault = MemoryVault()
    asked, found = sought(archive, vault=vault)
    assert (asked.status, asked.scenes, asked.words) == ("answered", 20, "")
    assert [q.method for q in archive.searches()] == ["POST"] * 3
    kept = {c.id: c for c in vault.captures()}
    assert set(asked.captures) == set(kept)
    for row in found:  # the words of the archive can be opened again, years later
        page = json.loads(vault.get(kept[row.capture].digest))
        assert row.said["id"] in {item["id"] for item in page["features"]}


@pytest.mark.parametrize("methods", [("GET",), ("POST",), ("GET", "POST")])
def test_both_ways_of_asking(archive: ArchiveServer, methods: tuple[str, ...]) -> None:
    archive.methods, archive.page = methods, 6
    asked, found = sought(archive)
    assert (asked.status, len(found)) == ("answered", 20)
    assert {q.method for q in archive.searches()} == {methods[-1]}


def test_next_links_that_hold_only_what_is_new(archive: ArchiveServer) -> None:
    archive.merge, archive.page = True, 6
    asked, found = sought(archive)
    assert (asked.status, len(found)) == ("answered", 20)
    assert all(q.body["collections"] == ["sentinel-2-l2a"] for q in archive.searches())


def test_nothing_found_is_an_answer(archive: ArchiveServer) -> None:
    asked, found = sought(archive, site=Site(50.0, 10.0, 500.0))
    assert (asked.status, asked.scenes, asked.words, found) == ("answered", 0, "", ())


def test_the_same_question_asked_again_adds_nothing(archive: ArchiveServer) -> None:
    vault = MemoryVault()
    first, _ = sought(archive, vault=vault)
    before = list(vault.captures())
    keep = make_keep(vault, lambda: NOW + dt.timedelta(hours=3), before)
    (again,), _ = search_in_turn(archives_of(archive.url), SITE, START, END, "sentinel-2", a_door(), keep)
    assert again == first
    assert list(vault.captures()) == before


def test_an_item_is_kept_with_the_answer_as_its_parent(archive: ArchiveServer) -> None:
    vault = MemoryVault()
    _, found = sought(archive, vault=vault)
    row = kept_item(found[0], make_keep(vault, lambda: NOW))
    capture = next(c for c in vault.captures() if c.id == row.capture)
    assert capture.parent == found[0].capture
    assert json.loads(vault.get(capture.digest)) == found[0].said


def test_no_session_of_requests_is_opened_and_nobody_asks_around_the_door(archive: ArchiveServer) -> None:
    """In a program of its own: whatever pystac-client would do over a session of its own ends it."""
    program = (
        "import requests, urllib.request, sys\n"
        "def no(*a, **k): raise SystemExit('a session was opened')\n"
        "requests.Session.__init__ = requests.Session.send = urllib.request.urlopen = no\n"
        "from search_support import sought\n"
        f"asked, found = sought({archive.url!r})\n"
        "assert asked.status == 'answered' and len(found) == 20, asked\n"
    )
    path = [str(Path(__file__).parent), str(Path(__file__).parent.parent), *sys.path]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        check=False,
        env={"PYTHONPATH": ":".join(path)},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()


# -- trouble that passes


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 408])
def test_passing_trouble_is_waited_out(archive: ArchiveServer, status: int) -> None:
    clock = Clock()
    archive.trouble.search = [(status, {}), (status, {})]
    asked, found = sought(archive, clock=clock)
    assert (asked.status, len(found)) == ("answered", 20)
    assert clock.slept == [1.0, 2.0]


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [("7", 7.0), ("0", 1.0), ("Wed, 06 May 2026 07:08:39 GMT", 30.0), ("Tue, 05 May 2026 07:08:39 GMT", 1.0),
     ("soon", 1.0), ("-5", 1.0)],
)  # fmt: skip
def test_a_server_is_given_the_rest_that_it_asks_for(
    archive: ArchiveServer, retry_after: str, waited: float
) -> None:
    clock = Clock()
    archive.trouble.search = [(429, {"Retry-After": retry_after})]
    asked, _ = sought(archive, clock=clock)
    assert asked.status == "answered"
    assert clock.slept == [waited]


def test_who_wants_an_hour_of_rest_is_not_waited_for(archive: ArchiveServer) -> None:
    clock = Clock()
    archive.trouble.search = [(429, {"Retry-After": "3600"})]
    asked, _ = sought(archive, clock=clock)
    assert asked.status == "unreachable"
    assert "3600 s of rest" in asked.words
    assert clock.slept == []


# -- trouble that does not


def test_an_archive_that_is_down_is_never_nothing_found(archive: ArchiveServer) -> None:
    archive.trouble.search = [(503, {})] * 50
    asked, found = sought(archive)
    assert (asked.status, asked.scenes, found) == ("unreachable", 0, ())
    assert "answers 503" in asked.words
    assert "5 tries" in asked.words


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        url = server.url
    asked, _ = sought(url)
    assert asked.status == "unreachable"
    assert "cannot be reached" in asked.words


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_who_does_not_take_the_question_refuses(archive: ArchiveServer, status: int) -> None:
    archive.trouble.search = [(status, {})] * 9
    asked, _ = sought(archive)
    assert asked.status == "refused"
    assert f"answers {status}" in asked.words
    assert len(archive.searches()) == 1


@pytest.mark.parametrize("body", ["json", "html", "deep", "list", "bytes"])
def test_what_is_no_stac_is_said(archive: ArchiveServer, body: str) -> None:
    archive.trouble.body = body
    asked, found = sought(archive)
    assert (asked.status, found) == ("unreachable", ())
    assert "answers" in asked.words


@pytest.mark.parametrize("body", ["features", "rows"])
def test_strange_rows_do_no_harm(archive: ArchiveServer, body: str) -> None:
    archive.trouble.body = body
    asked, found = sought(archive)
    assert found == ()
    assert asked.status in {"answered", "unreachable"}


def test_an_answer_without_end_is_not_read_to_its_end(archive: ArchiveServer) -> None:
    archive.trouble.body = "huge"
    asked, _ = sought(archive)
    assert asked.status == "unreachable"
    assert "larger than 20 MB" in asked.words


def test_an_answer_that_breaks_off_is_asked_for_again(archive: ArchiveServer) -> None:
    archive.trouble.body = "cut"
    asked, _ = sought(archive)
    assert asked.status == "unreachable"
    assert len(archive.searches()) == 5


def test_a_slow_archive_is_given_up(archive: ArchiveServer) -> None:
    archive.trouble.slow_s = 0.5
    asked, _ = sought(archive, timeout_s=0.05)
    assert asked.status == "unreachable"
    assert "did not answer" in asked.words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("loop", "over and over"),
        ("deeper", "the same scenes over and over"),
        ("http://169.254.169.254/latest/meta-data", "not followed"),
        ("https://other.example/search?token=1", "not followed"),
        ("file:///etc/passwd", "not followed"),
        ("//[", "not followed"),
    ],
)
def test_next_pages_that_lead_astray_end_the_search_but_what_was_named_is_used(
    archive: ArchiveServer, where: str, words: str
) -> None:
    archive.trouble.next_to = where
    asked, found = sought(archive)
    assert asked.status == "unreachable"  # whether that was all, nobody knows
    assert words in asked.words
    assert len(found) == 20
    assert len(archive.searches()) <= 2


def test_a_second_page_that_fails_leaves_the_first(archive: ArchiveServer) -> None:
    archive.page = 8
    archive.trouble.next_to = ""
    first, _ = sought(archive, end=dt.datetime(2019, 3, 20, tzinfo=dt.UTC))
    assert first.scenes == 4
    queue = archive.trouble.search

    class AfterTheFirst(list[tuple[int, dict[str, str]]]):
        def __bool__(self) -> bool:
            return len(archive.searches()) > 2

    archive.trouble.search = AfterTheFirst([(500, {})] * 9)
    asked, found = sought(archive)
    assert queue == []
    assert (asked.status, len(found)) == ("unreachable", 8)
    assert "the 8 scenes that it had named are used" in asked.words


def test_a_private_address_is_not_spoken_to(archive: ArchiveServer) -> None:
    asked, _ = sought(archive, allow_private=False)
    assert asked.status == "unreachable"
    assert "private" in asked.words
    assert archive.asked == []


# -- answers that lie


def test_items_of_elsewhere_and_of_another_time_are_left_out_and_counted(tmp_path: Path) -> None:
    far = {"type": "Polygon", "coordinates": [ring(10.0, 50.0)]}
    lay(
        tmp_path,
        an_item(0),
        an_item(5, geometry=far),
        an_item(10, properties={"datetime": "2018-01-01T00:00:00Z"}),
        an_item(15, properties={"datetime": None}),
        an_item(20, geometry=None, bbox=None),
        an_item(25, properties={"datetime": "yesterday"}),
    )
    for path in (tmp_path / "items").iterdir():
        row = json.loads(path.read_text())
        row["properties"]["datetime"] = row["properties"]["datetime"] or ""
        path.write_text(json.dumps(row))
    with running(tmp_path) as server:
        server.trouble.lies = True
        asked, found = sought(server)
    assert [row.item["id"] for row in found] == ["S2A_19PGL_20190301_0_L2A"]
    assert "1 another time, 1 elsewhere, 1 no place, 2 no time" in asked.words


def test_an_item_named_twice_is_taken_once(tmp_path: Path) -> None:
    lay(tmp_path, an_item(0), an_item(0), an_item(5))
    with running(tmp_path) as server:
        asked, found = sought(server)
    assert asked.scenes == len(found) == 2


def test_halves_of_characters_do_no_harm(tmp_path: Path) -> None:
    """JSON can hold them, UTF-8 cannot: they must not stop what is written later."""
    half = "\ud800"
    assets = {half: {"href": f"https://a.example/{half}.tif", "type": "image/tiff"}}
    item = an_item(0, id=f"a{half}", collection=f"c{half}", assets=assets, properties={"note": half})
    item["properties"] |= {"platform": f"sentinel-2a{half}"}
    root = lay(tmp_path, item)
    with running(tmp_path) as server:
        for where in (root, server.files + "/catalog.json", server.url):
            vault = MemoryVault()
            asked, (found,) = sought(where, vault=vault)
            assert asked.status == "answered"
            assert found.item["assets"] == {}
            kept_item(found, make_keep(vault, lambda: NOW))
            str(asked).encode()
            scene = scene_of(found.item, found.archive, found.capture, folder=found.folder)
            str(scene).encode()


def test_hrefs_that_lead_astray_are_gone_and_that_is_said(tmp_path: Path) -> None:
    bad = [
        "s3://eodata/B04.tif",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://u:p@a.example/x.tif",
        "",
        None,
        7,
    ]
    assets = {str(n): {"href": href, "type": "image/tiff"} for n, href in enumerate(bad)}
    lay(tmp_path, an_item(0, assets=assets))
    asked, (found,) = sought(tmp_path / "catalog.json")
    assert found.item["assets"] == {}
    assert "none of its files can be had" in asked.words
    assert "s3: and needs an account" in asked.words


def test_the_web_never_names_a_file_of_this_machine(tmp_path: Path) -> None:
    item = an_item(0, assets={"B04": {"href": "/etc/passwd", "type": "image/tiff"}})
    item["assets"]["B03"] = {"href": "../../../etc/passwd", "type": "image/tiff"}
    lay(tmp_path, item)
    with running(tmp_path) as server:
        _, (found,) = sought(server)
        assert all(a["href"].startswith(server.url) for a in found.item["assets"].values())
    assert found.folder is None


# -- fall-back


def test_the_next_archive_is_asked_where_one_is_down_or_holds_nothing(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    lay(folders[0], an_item(0))
    lay(folders[1], an_item(0, properties={"datetime": "2010-01-01T00:00:00Z"}))
    lay(folders[2], an_item(5))
    with running(folders[0]) as down, running(folders[1]) as empty, running(folders[2]) as good:
        down.trouble.root = [(503, {})] * 9
        archives = [
            Archive(name, "api", s.url, public=True)
            for name, s in (("down", down), ("empty", empty), ("good", good))
        ]
        keep = make_keep(MemoryVault(), lambda: NOW)
        asked, found = search_in_turn(
            [*archives, archives[2]], SITE, START, END, "sentinel-2", a_door(), keep
        )
    assert [(a.archive, a.status, a.scenes) for a in asked] == [
        ("down", "unreachable", 0), ("empty", "answered", 0), ("good", "answered", 1),
    ]  # fmt: skip
    assert [row.archive for row in found] == ["good"]


def test_what_the_user_names_is_asked_in_any_case(tmp_path: Path) -> None:
    lay(tmp_path / "own", an_item(0))
    lay(tmp_path / "other", an_item(5))
    keep = make_keep(MemoryVault(), lambda: NOW)
    with running(tmp_path / "own") as server:
        first, second = (Archive(name, "api", server.url, public=True) for name in ("one", "two"))
        archives = [first, *archives_of(str(tmp_path / "own")), second, *archives_of(str(tmp_path / "other"))]
        asked, found = search_in_turn(archives, SITE, START, END, "sentinel-2", a_door(), keep)
    assert [a.archive for a in asked] == ["one", "own", "other"]
    assert [a.collection for a in asked] == ["sentinel-2-l2a"] * 3
    assert len(found) == 3


def test_where_pixels_need_an_account_the_next_one_is_asked_too(archive: ArchiveServer) -> None:
    closed = Archive("closed", "api", archive.url, account="its pixels need an account", public=True)
    keep = make_keep(MemoryVault(), lambda: NOW)
    asked, _ = search_in_turn(
        [closed, replace(closed, name="open", account="")], SITE, START, END, "sentinel-2", a_door(), keep
    )
    assert [a.archive for a in asked] == ["closed", "open"]
    assert asked[0].words == "its pixels need an account"


def test_archives_that_hold_nothing_of_a_sensor_are_not_asked() -> None:
    assert [a.name for a in KNOWN if a.may_hold("sentinel-1")] == ["Planetary Computer"]
    assert [a.name for a in KNOWN if a.may_hold("sentinel-2")] == [a.name for a in KNOWN]


def test_all_down_is_all_unreachable(archive: ArchiveServer) -> None:
    archive.trouble.root = [(504, {})] * 99
    keep = make_keep(MemoryVault(), lambda: NOW)
    archives = [Archive(name, "api", archive.url) for name in "ab"]
    asked, found = search_in_turn(archives, SITE, START, END, None, a_door(), keep)
    assert [a.status for a in asked] == ["unreachable", "unreachable"]
    assert found == ()


# -- places where maps tear


def test_a_site_on_the_antimeridian_is_asked_for_in_two_boxes(tmp_path: Path) -> None:
    east, west = ring(-179.6, -17.0, 0.4), ring(179.6, -17.0, 0.4)
    over = [[179.5, -17.5], [-179.5, -17.5], [-179.5, -16.5], [179.5, -16.5], [179.5, -17.5]]
    rows = [
        (east, [-180.0, -17.4, -179.2, -16.6]),
        (west, [179.2, -17.4, 180.0, -16.6]),
        (over, [179.5, -17.5, -179.5, -16.5]),
        (ring(0.0, -17.0), [-0.5, -17.5, 0.5, -16.5]),
    ]
    items = [
        an_item(day, geometry={"type": "Polygon", "coordinates": [shape]}, bbox=box)
        for day, (shape, box) in enumerate(rows)
    ]
    lay(tmp_path, *items)
    with running(tmp_path) as server:
        asked, found = sought(server, site=ANTIMERIDIAN)
        boxes = [q.body["bbox"] for q in server.searches()]
    assert asked.words == ""
    assert sorted(row.item["id"] for row in found) == sorted(item["id"] for item in items[:3])
    assert len(boxes) == 2
    assert all(-180 <= w < e <= 180 for w, _, e, _ in boxes)


# -- static catalogues


def test_a_static_catalogue_on_the_web_and_on_this_machine(archive: ArchiveServer) -> None:
    there, far = sought(archive.files + "/catalog.json")
    here, near = sought(archive.folder / "catalog.json")
    whole, all_of_it = sought(archive.folder)
    assert (there.status, here.status, whole.status) == ("answered",) * 3
    assert len(far) == len(near) == len(all_of_it) == 20
    assert far[0].item["assets"]["B04"]["href"] == f"{archive.files}/items/B04.tif"
    assert near[0].item["assets"]["B04"]["href"] == str(archive.folder / "items/B04.tif")
    assert near[0].folder == str(archive.folder)


def test_the_files_of_a_catalogue_are_read_once_for_all_sensors(archive: ArchiveServer) -> None:
    door, keep = a_door(), make_keep(MemoryVault(), lambda: NOW)
    (catalogue,) = archives_of(archive.files + "/catalog.json")
    for sensor, scenes in (("sentinel-2", 20), ("sentinel-1", 0), ("user", 0)):
        (asked,), _ = search_in_turn([catalogue], SITE, START, END, sensor, door, keep)  # type: ignore[list-item,arg-type]
        assert (asked.status, asked.scenes) == ("answered", scenes)
    assert len(archive.asked) == 21


def test_a_folder_of_items_without_a_catalogue_and_one_item(tmp_path: Path) -> None:
    lay(tmp_path, an_item(0), an_item(5))
    (tmp_path / "catalog.json").unlink()
    (tmp_path / "notes.json").write_text("{}")
    asked, found = sought(tmp_path)
    assert (asked.status, len(found)) == ("answered", 2)
    assert "notes.json is no STAC" in asked.words
    _, one = sought(tmp_path / "items" / "0001.json")
    assert len(one) == 1


def test_a_signed_address_of_a_catalogue_is_not_written_down(archive: ArchiveServer) -> None:
    vault = MemoryVault()
    (archive.folder / "items" / "0003.json").write_text("{")
    asked, found = sought(archive.files + "/catalog.json?sig=secret", vault=vault)
    assert len(found) == 19
    assert "secret" not in repr((asked, list(vault.captures())))


def test_an_address_that_turns_out_to_be_a_catalogue_is_walked(archive: ArchiveServer) -> None:
    asked, found = sought(Archive("x", "either", archive.files + "/catalog.json"))
    assert (asked.status, len(found)) == ("answered", 20)


def test_the_address_of_one_collection_of_an_api_is_walked_page_by_page(archive: ArchiveServer) -> None:
    archive.page = 7
    asked, found = sought(archive.url + "/collections/sentinel-2-l2a")
    assert (asked.status, len(found), asked.words) == ("answered", 20, "")


def test_the_root_is_asked_once(archive: ArchiveServer) -> None:
    sought(archive)
    assert [q.path for q in archive.asked] == ["/", "/collections", "/search"]


def test_only_collections_that_may_hold_a_sensor_are_asked(tmp_path: Path) -> None:
    names = [
        "sentinel-2-l2a",
        "sentinel-2-l1c",
        "sentinel-1-grd",
        "cop-dem-glo-30",
        "landsat-c2-l2",
        "my-pictures",
    ]
    lay(
        tmp_path,
        *(
            an_item(n, collection=name, id=f"x{n}", properties={"platform": ""})
            for n, name in enumerate(names)
        ),
    )
    with running(tmp_path) as server:
        for sensor, collections in (
            ("sentinel-2", ["sentinel-2-l2a"]),
            ("sentinel-1", ["my-pictures"]),
            ("user", ["my-pictures"]),
        ):
            asked, found = sought(server, sensor=sensor)  # type: ignore[arg-type]
            assert server.searches()[-1].body["collections"] == collections
            assert asked.status == "answered"
            assert len(found) == (sensor != "sentinel-1")
        (tmp_path / "items" / "0005.json").unlink()
        before = len(server.searches())
        asked, _ = sought(server, sensor="sentinel-1")
        assert (asked.status, asked.scenes, len(server.searches())) == ("answered", 0, before)


def test_a_local_catalogue_leads_nobody_out_of_its_folder_or_onto_the_web(tmp_path: Path) -> None:
    outside = tmp_path / "secret.json"
    outside.write_text(json.dumps(an_item(0)))
    inner = tmp_path / "catalogue"
    root = lay(inner, an_item(5))
    (inner / "way-out.json").symlink_to(outside)
    row = json.loads(root.read_text())
    hrefs = [
        "../secret.json",
        "way-out.json",
        str(outside),
        "https://a.example/item.json",
        "%2e%2e/secret.json",
        "catalog.json",
    ]
    row["links"] += [{"rel": "child", "href": href} for href in hrefs] + [{"rel": "item"}, 7, None]
    root.write_text(json.dumps(row))
    asked, found = sought(root)
    assert [f.item["id"] for f in found] == ["S2A_19PGL_20190306_0_L2A"]
    assert asked.status == "unreachable"  # what those links held, nobody knows
    assert "outside of the catalogue's folder" in asked.words


def test_a_catalogue_that_goes_round_in_a_circle_ends(tmp_path: Path) -> None:
    for name, to in (("catalog", "b"), ("b", "c"), ("c", "catalog")):
        row = {
            "type": "Catalog",
            "stac_version": "1.0.0",
            "id": name,
            "description": "",
            "links": [{"rel": "child", "href": f"{to}.json"}],
        }
        (tmp_path / f"{name}.json").write_text(json.dumps(row))
    asked, found = sought(tmp_path / "catalog.json")
    assert (asked.status, found) == ("answered", ())


def test_a_broken_leaf_takes_nothing_from_the_others(tmp_path: Path) -> None:
    root = lay(tmp_path, an_item(0), an_item(5), an_item(10))
    (tmp_path / "items" / "0001.json").write_text('{"type": "Feature"')
    asked, found = sought(root)
    assert len(found) == 2
    assert asked.status == "unreachable"
    assert "0001.json is no JSON" in asked.words


def test_what_stands_in_a_made_up_catalogue_is_made_up(tmp_path: Path) -> None:
    root = lay(tmp_path, an_item(0))
    root.write_text(json.dumps(json.loads(root.read_text()) | {"sightline:synthetic": True}))
    _, (found,) = sought(root)
    assert found.item["properties"]["sightline:synthetic"] is True


def test_collections_of_another_time_are_not_read(tmp_path: Path) -> None:
    extent = {
        "spatial": {"bbox": [[-180, -90, 180, 90]]},
        "temporal": {"interval": [["2020-01-01T00:00:00Z", None]]},
    }
    root = lay(tmp_path, an_item(0))
    root.write_text(json.dumps(json.loads(root.read_text()) | {"type": "Collection", "extent": extent}))
    _, found = sought(root)
    assert found == ()


# -- what the user names


def test_what_the_user_may_name(tmp_path: Path) -> None:
    (tmp_path / "catalog.json").write_text('{"type": "Catalog", "id": "c", "title": "Our\\n own"}')
    assert archives_of(str(tmp_path))[0].name == f"Our own ({tmp_path.name})"  # by which evidence calls it
    (tmp_path / "catalog.json").write_text('["no catalogue"]')
    assert archives_of(str(tmp_path))[0].name == tmp_path.name
    assert archives_of("public") == KNOWN
    assert archives_of("earth search") == archives_of("earth-search") == (KNOWN[0],)
    assert archives_of("https://planetarycomputer.microsoft.com/api/stac/v1/") == (KNOWN[1],)
    assert archives_of("https://a.example/stac")[0].kind == "either"
    assert archives_of("https://a.example/catalog.json")[0].kind == "static"
    assert archives_of(str(tmp_path))[0].local
    for words in ("nowhere", "ftp://a.example", "https://", "https://u:p@a.example/", "a\0b", ""):
        if words:
            with pytest.raises(FetchError):
                archives_of(words)
