"""Tokens of archives, and what the door does with redirects."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from search_support import Clock, a_door, an_item, lay

from imagery.archive_server import ArchiveServer, running
from imagery.made_scenes import make_s2
from sightline.capture.archives import KNOWN, Archive
from sightline.capture.door import Door
from sightline.capture.keeping import make_keep
from sightline.capture.ranges import RangeDoor
from sightline.capture.signing import signer
from sightline.capture.stac import search
from sightline.capture.vault import MemoryVault
from sightline.capture.windows import read_window
from sightline.imagery.items import scene_of
from sightline.model.errors import FetchError
from sightline.model.scene import Site
from support import NOW

START, END = dt.datetime(2022, 1, 1, tzinfo=dt.UTC), dt.datetime(2022, 4, 1, tzinfo=dt.UTC)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ArchiveServer]:
    lay(tmp_path, an_item(0))
    with running(tmp_path) as made:
        yield made


def giver(server: ArchiveServer) -> Archive:
    return Archive(
        "signs",
        "api",
        server.url,
        token=server.url + "/token/{}",
        token_hosts=(".blob.core.windows.net", "127.0.0.1"),
    )


def test_a_token_is_had_once_and_goes_to_its_own_hosts_only(server: ArchiveServer) -> None:
    sign = signer([giver(server), Archive("plain", "api", server.url)], a_door())
    blob = "https://x.blob.core.windows.net/a/B04.tif"
    assert sign("signs", "sentinel-1-rtc", blob) == blob + "?sig=secret"
    assert sign("signs", "sentinel-1-rtc", blob) == blob + "?sig=secret"
    assert [q.path for q in server.asked] == ["/token/sentinel-1-rtc"]
    sign("signs", "sentinel-2-l2a/../x", blob)
    assert server.asked[-1].path == "/token/sentinel-2-l2a%2F..%2Fx"
    for archive, href in [
        ("plain", blob),
        ("unheard of", blob),
        ("signs", "https://evil.example/a.tif"),
        ("signs", "https://blob.core.windows.net.evil.example/a.tif"),
        ("signs", blob + "?sig=other"),
        ("signs", "/a/local/file.tif"),
    ]:
        assert sign(archive, "c", href) == href


def test_of_several_readers_at_once_one_asks(server: ArchiveServer) -> None:
    server.trouble.slow_s = 0.05
    sign = signer([giver(server)], a_door())
    with ThreadPoolExecutor(8) as pool:
        signed = list(
            pool.map(lambda n: sign("signs", "c", f"https://x.blob.core.windows.net/{n}.tif"), range(20))
        )
    assert all(href.endswith("?sig=secret") for href in signed)
    assert len(server.asked) == 1


def test_a_token_that_ends_is_had_anew(server: ArchiveServer) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    times = [dt.datetime.now(dt.UTC), later]
    door = Door(a_door().policy, wall=lambda: times[0])
    sign = signer([giver(server)], door)
    sign("signs", "c", "https://x.blob.core.windows.net/a.tif")
    times.pop(0)
    sign("signs", "c", "https://x.blob.core.windows.net/a.tif")
    assert len(server.asked) == 2


def test_no_token_is_said(server: ArchiveServer) -> None:
    clock = Clock()
    sign = signer([giver(server)], a_door(clock))
    server.trouble.token = [(429, {"Retry-After": "3"}), *[(503, {})] * 9]
    with pytest.raises(FetchError, match="answers 503"):
        sign("signs", "c", "https://x.blob.core.windows.net/a.tif")
    assert clock.slept[0] == 3.0
    asked = len(server.asked)
    with pytest.raises(FetchError, match="answers 503"):
        sign("signs", "c", "https://x.blob.core.windows.net/b.tif")
    assert len(server.asked) == asked  # the next two hundred windows do not wait for it again


def test_planetary_computer_s_tokens_go_to_its_own_storage_only() -> None:
    hosts = {archive.name: archive.token_hosts for archive in KNOWN if archive.token}
    assert hosts == {"Planetary Computer": (".blob.core.windows.net",)}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_question_follows_a_redirect_and_is_not_lost_where_it_must_be_kept(
    server: ArchiveServer, status: int
) -> None:
    server.trouble.search = [(status, {"Location": "/search"})]
    a_door().ask(server.url + "/search", body={"limit": 1})
    assert [q.method for q in server.asked] == ["POST", "POST" if status in (307, 308) else "GET"]


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/", "http://["])
def test_a_redirect_to_no_web_address_is_not_followed(server: ArchiveServer, to: str) -> None:
    server.trouble.root = [(302, {"Location": to})]
    with pytest.raises(FetchError) as error:
        a_door().ask(server.url + "/")
    assert error.value.code == "bad-url"


def test_a_redirect_in_a_circle_ends(server: ArchiveServer) -> None:
    server.trouble.root = [(302, {"Location": "/"})] * 20
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        a_door().ask(server.url + "/")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (b'{"code": 400, "description": "bbox is\\n no <b>box</b>"}', "answers 400: bbox is no <b>box</b>"),
        (b'{"detail": "' + b"x" * 5000 + b'"}', "answers 400: " + "x" * 160),
        (b"<html>Please log in</html>", "answers 400"),
        (b'{"detail": 7}', "answers 400"),
        (b"[" * 90_000, "answers 400"),
    ],
)
def test_the_server_s_own_words_are_told_in_one_short_line(
    server: ArchiveServer, said: bytes, words: str
) -> None:
    server.trouble.said = said
    server.trouble.search = [(400, {})]
    with pytest.raises(FetchError) as error:
        a_door().ask(server.url + "/search")
    assert error.value.code == "api-refused"
    assert error.value.message.endswith(words)


def test_connections_last_as_long_as_the_door_is_open(server: ArchiveServer) -> None:
    door = a_door()
    for _ in range(2):
        door.ask(server.url + "/")
    assert server.connections == 2
    with door:
        for _ in range(3):
            door.ask(server.url + "/")
    assert server.connections == 3


def test_signed_files_are_read_and_the_token_is_kept_nowhere(tmp_path: Path) -> None:
    site = Site(9.37, -66.92, 300.0)
    make_s2(tmp_path, site, [dt.date(2022, 3, 1)], km=1.2, bands=("B04",))
    vault = MemoryVault()
    keep = make_keep(vault, lambda: NOW)
    with running(tmp_path) as server, RangeDoor(a_door().policy) as ranges:
        server.sign = True
        archive = giver(server)
        _, (found,) = search(archive, site, START, END, None, a_door(), keep)
        scene = scene_of(found.item, found.archive, found.capture)
        asset = scene.asset("B04")
        assert asset is not None
        with pytest.raises(FetchError):
            read_window(scene, asset, site, door=ranges, keep=keep)
        window = read_window(scene, asset, site, door=ranges, keep=keep, sign=signer([archive], a_door()))
    assert window.band == "B04"
    for capture in vault.captures():
        assert "secret" not in repr(capture)
        assert b"secret" not in vault.get(capture.digest)
