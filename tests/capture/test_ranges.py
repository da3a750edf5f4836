"""Reading here and there in a file on a web server, from servers that fail and servers that lie."""

import hashlib
import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagery.archive_server import ArchiveServer, running
from sightline.capture.bearers import without_secrets
from sightline.capture.policy import Policy
from sightline.capture.ranges import BLOCK, RangeDoor, RangeFile, _gaps
from sightline.model.errors import FetchError

DATA = b"".join(hashlib.sha256(n.to_bytes(4, "big")).digest() for n in range(20_000))  # 640 kB, no two alike


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ArchiveServer]:
    (tmp_path / "a.tif").write_bytes(DATA)
    with running(tmp_path) as made:
        yield made


def door(**policy: object) -> RangeDoor:
    made = {"allow_private": True, "timeout_s": 5.0, "deadline_s": 30.0} | policy
    return RangeDoor(Policy(**made), sleep=lambda _: None)  # type: ignore[arg-type]


def opened(server: ArchiveServer, made: RangeDoor, name: str = "a.tif") -> RangeFile:
    return made.open(f"{server.files}/{name}")


def code_of(file: RangeFile) -> str:
    return file.trouble.code if file.trouble else ""


def test_any_place_reads_as_the_file_itself_does(server: ArchiveServer) -> None:
    with door() as made:
        file = opened(server, made)
        assert file.version.size == len(DATA)
        for at, size in [(0, 10), (BLOCK - 3, 7), (300_000, 200_000), (len(DATA) - 5, 100), (5, 0)]:
            file.seek(at)
            assert file.read(size) == DATA[at : at + size]
        assert file.seek(-4, io.SEEK_END) == len(DATA) - 4
        assert file.read() == DATA[-4:]
        assert file.read(10) == b""


def test_blocks_are_asked_for_once_and_neighbours_together(server: ArchiveServer) -> None:
    with door() as made:
        file = opened(server, made)
        for _ in range(3):
            file.seek(2 * BLOCK + 5)
            assert len(file.read(3 * BLOCK)) == 3 * BLOCK
        asked = [q.headers["Range"] for q in server.reads()]
        assert asked == [f"bytes=0-{BLOCK - 1}", f"bytes={2 * BLOCK}-{6 * BLOCK - 1}"]
        assert (made.requests, made.received) == (2, 5 * BLOCK)


def test_runs_close_to_each_other_come_in_one_request(server: ArchiveServer) -> None:
    with door() as made:
        file = opened(server, made)
        file.fetch([(2 * BLOCK, 2 * BLOCK + 9), (4 * BLOCK, 4 * BLOCK + 9), (9 * BLOCK, 9 * BLOCK + 9)])
        assert len(server.reads()) == 3
        file.seek(4 * BLOCK)
        assert file.read(9) == DATA[4 * BLOCK : 4 * BLOCK + 9]
        assert len(server.reads()) == 3


@given(st.sets(st.integers(0, 60)), st.integers(0, 3))
def test_gaps_hold_every_block_and_no_needless_edge(blocks: set[int], bridged: int) -> None:
    runs = _gaps(sorted(blocks), bridged)
    assert blocks <= {b for low, high in runs for b in range(low, high + 1)}
    assert all(low in blocks and high in blocks for low, high in runs)
    assert all(b[0] - a[1] > 1 + bridged for a, b in itertools.pairwise(runs))


@pytest.mark.parametrize("times", [1, 3])
def test_a_server_in_trouble_is_asked_again(server: ArchiveServer, times: int) -> None:
    server.trouble.files = [(503, {})] * times
    with door() as made:
        assert opened(server, made).read(9) == DATA[:9]
    assert len(server.reads()) == times + 1


def test_it_waits_as_long_as_the_server_asks_and_not_for_ever(server: ArchiveServer) -> None:
    server.trouble.files = [(429, {"Retry-After": "7"}), (503, {"Retry-After": "99999"}), (503, {"Retry-After": "soon"})]  # fmt: skip
    waited: list[float] = []
    with RangeDoor(Policy(allow_private=True), sleep=waited.append) as made:
        assert opened(server, made).read(9) == DATA[:9]
    assert waited == [7.0, 30.0, 2.0]


def test_a_server_that_stays_in_trouble_is_given_up(server: ArchiveServer) -> None:
    server.trouble.files = [(503, {})] * 9
    with door() as made, pytest.raises(FetchError, match="503"):
        opened(server, made)
    assert len(server.reads()) == 4


def test_a_host_that_fails_file_after_file_is_not_waited_for(server: ArchiveServer) -> None:
    server.trouble.files = [(503, {})] * 1000
    with door() as made:
        for _ in range(20):
            with pytest.raises(FetchError) as error:
                opened(server, made)
        assert "in a row" in error.value.message
        assert len(server.reads()) == 6 * 4
        with pytest.raises(FetchError, match="in a row"):
            opened(server, made.twin())
    server.trouble.files = [(404, {})] * 20
    with door() as made:
        for _ in range(20):
            with pytest.raises(FetchError, match="404"):  # a missing file says nothing of the host
                opened(server, made)


def test_ranges_that_break_off_are_asked_for_again(server: ArchiveServer) -> None:
    server.trouble.ranges, server.trouble.ranges_left = "truncated", 2
    with door() as made:
        file = opened(server, made)
        assert file.read(9) == DATA[:9]
        assert len(server.reads()) == 3


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("truncated", "unreachable"),
        ("wrong-header", "bad-range"),
        ("no-header", "bad-range"),
        ("etag", "changed"),
    ],
)
def test_lies_in_the_middle_end_the_reading(server: ArchiveServer, kind: str, code: str) -> None:
    with door() as made:
        file = opened(server, made)
        server.trouble.ranges = kind
        file.seek(3 * BLOCK)
        assert file.read(9) == b""
        assert code_of(file) == code
        assert file.trouble is not None
        assert "a.tif" in file.trouble.message
        server.trouble.ranges = ""
        assert file.read(9) == b""  # what failed once is not half believed later


def test_a_file_that_grows_is_another_file(server: ArchiveServer) -> None:
    with door() as made:
        file = opened(server, made)
        (server.folder / "a.tif").write_bytes(DATA + b"more")
        file.seek(3 * BLOCK)
        assert file.read(9) == b""
        assert code_of(file) == "changed"


def test_a_small_file_may_come_whole(server: ArchiveServer) -> None:
    server.trouble.ranges = "ignored"
    with door() as made:
        file = opened(server, made)
        file.seek(400_000)
        assert file.read(100_000) == DATA[400_000:500_000]
        assert len(server.reads()) == 1


def test_a_large_file_may_not(server: ArchiveServer) -> None:
    (server.folder / "a.tif").write_bytes(bytes(9_000_000))
    server.trouble.ranges = "ignored"
    with door() as made, pytest.raises(FetchError) as error:
        opened(server, made)
    assert error.value.code == "no-ranges"
    assert made.received < 8_200_000


def test_no_more_is_read_than_allowed(server: ArchiveServer) -> None:
    with RangeDoor(Policy(allow_private=True), most_bytes=200_000) as made:
        file = opened(server, made)
        file.seek(BLOCK)
        assert file.read(300_000) == b""
        assert code_of(file) == "too-large"
        assert made.received == BLOCK


def test_missing_empty_and_private(server: ArchiveServer, tmp_path: Path) -> None:
    (tmp_path / "empty.tif").write_bytes(b"")
    with door() as made:
        with pytest.raises(FetchError, match="404"):
            opened(server, made, "none.tif")
        with pytest.raises(FetchError):
            opened(server, made, "empty.tif")
    with door(allow_private=False) as made, pytest.raises(FetchError) as error:
        opened(server, made)
    assert error.value.code == "private-address"


def test_a_slow_server_is_not_waited_for_longer_than_one_file_may_take(server: ArchiveServer) -> None:
    server.trouble.slow_s = 1.0
    with door(deadline_s=0.3) as made, pytest.raises(FetchError) as error:
        opened(server, made)
    assert error.value.code == "timeout"
    server.trouble.slow_s = 0.0
    with door() as made:
        opened(server, made)


def test_each_file_has_its_own_deadline(server: ArchiveServer) -> None:
    now = [0.0]
    with RangeDoor(Policy(allow_private=True, deadline_s=10), clock=lambda: now[0]) as made:
        opened(server, made)
        now[0] = 1_000.0
        assert opened(server, made).read(9) == DATA[:9]


def test_a_token_is_used_and_kept_nowhere(server: ArchiveServer) -> None:
    server.sign = True
    with door() as made:
        file = made.open(f"{server.files}/a.tif", lambda href: f"{href}?sig=secret")
        assert file.read(9) == DATA[:9]
        assert "secret" not in file.href
        server.trouble.files = [(404, {})]
        file.seek(3 * BLOCK)
        file.read(9)
        assert file.trouble is not None
        assert "secret" not in str(file.trouble)
        with pytest.raises(FetchError) as error:
            made.open(f"{server.files}/a.tif", lambda href: f"{href}?sig=other")
        assert "other" not in str(error.value)


def test_a_token_that_runs_out_is_renewed(server: ArchiveServer) -> None:
    server.sign = True
    tokens = iter(["old", "secret", "secret"])
    with door() as made:
        file = made.open(f"{server.files}/a.tif", lambda href: f"{href}?sig={next(tokens)}")
        assert file.read(9) == DATA[:9]


def test_redirects_are_followed_and_bounded(server: ArchiveServer) -> None:
    server.trouble.files = [(302, {"Location": "/files/a.tif?x=1"})]
    with door() as made:
        file = opened(server, made)
        assert file.read(9) == DATA[:9]
        file.seek(3 * BLOCK)
        file.read(9)
        assert server.reads()[-1].path.endswith("?x=1")  # the way is known now
        server.trouble.files = [(302, {"Location": "/files/a.tif"})] * 20
        with pytest.raises(FetchError) as error:
            opened(server, made)
        assert error.value.code == "redirects"


@pytest.mark.parametrize("to", ["file:///etc/passwd", "gopher://x/", "http://user:pw@127.0.0.1/"])
def test_redirects_to_what_is_no_web_address_are_refused(server: ArchiveServer, to: str) -> None:
    server.trouble.files = [(302, {"Location": to})]
    with door() as made, pytest.raises(FetchError) as error:
        opened(server, made)
    assert error.value.code == "bad-url"


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://a.example/x.tif", "https://a.example/x.tif"),
        ("https://a.example/x.tif?v=2", "https://a.example/x.tif?v=2"),
        ("https://a.example/x.tif?v=2&SIG=abc", "https://a.example/x.tif"),
        ("https://a.example/x.tif?X-Amz-Signature=abc&b=1", "https://a.example/x.tif"),
        ("https://user:pw@a.example/x.tif", "https://a.example/x.tif"),
        ("https://a.example/x.tif#part", "https://a.example/x.tif"),
        ("/home/me/x?token=1.tif", "/home/me/x?token=1.tif"),
    ],
)
def test_secrets_leave_an_address(href: str, kept: str) -> None:
    assert without_secrets(href) == kept
