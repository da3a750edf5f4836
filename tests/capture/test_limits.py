"""Servers that mean harm: little that unpacks to much, codings nobody asked for, bytes that come for ever."""

import gzip
import subprocess
import sys
import textwrap
import threading
import time
import zlib
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.capture.encoding import decoded
from sightline.capture.http import Http
from sightline.capture.policy import Policy
from sightline.model.errors import FetchError

SRC = Path(__file__).parents[2] / "src"


@cache
def zeros(megabytes: int) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(pack.compress(bytes(1_000_000)) for _ in range(megabytes)), pack.flush()])


@cache
def bodies() -> dict[str, tuple[str, bytes]]:
    page = b"<p>packed</p>" * 9000
    once = gzip.compress(page)
    return {
        "/plain": ("identity", page),
        "/gzip": ("gzip", once),
        "/members": ("x-gzip", gzip.compress(page[:10]) + gzip.compress(page[10:])),
        "/padded": ("gzip", once + b"\0" * 40),
        "/twice": ("gzip, gzip", gzip.compress(once)),
        "/brotli": ("br", b"\x0b\x02\x80x\x03"),
        "/deflate": ("deflate", zlib.compress(page)),
        "/cut": ("gzip", once[:-30]),
        "/cut-later": ("gzip", once + once[:-30]),
        "/not-gzip": ("gzip", page),
        "/bomb": ("gzip", zeros(200)),
        "/bombs": ("gzip, gzip, gzip", gzip.compress(gzip.compress(zeros(200)))),
        "/members-bomb": ("gzip", zeros(2) * 100),
    }


class Hostile(BaseHTTPRequestHandler):
    bodies: dict[str, tuple[str, bytes]]
    asked: list[str | None]

    def do_GET(self) -> None:
        type(self).asked.append(self.headers.get("Accept-Encoding"))
        try:
            if self.path == "/drip-body":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                self.drip(b"x")
            elif self.path == "/drip-head":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
                self.drip(b"x")
            elif self.path in self.bodies:
                coding, body = self.bodies[self.path]
                self.send_response(200)
                self.send_header("Content-Encoding", coding)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            else:
                self.send_error(404)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def drip(self, byte: bytes) -> None:
        for _ in range(200):
            self.wfile.write(byte)
            time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Hostile.asked = []
    Hostile.bodies = bodies()
    made = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


def visitor(**policy: object) -> Http:
    made = {"allow_private": True, "delay_s": 0.0, "timeout_s": 5.0, "obey_robots": False} | policy
    return Http(Policy(**made))  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/plain", "/gzip", "/members", "/padded"])
def test_what_was_asked_for_is_unpacked(server: str, path: str) -> None:
    assert visitor().get(server + path).body == b"<p>packed</p>" * 9000
    assert Hostile.asked == ["gzip"]


@pytest.mark.parametrize(
    "path", ["/twice", "/bombs", "/brotli", "/deflate", "/cut", "/cut-later", "/not-gzip"]
)
def test_other_codings_are_refused_by_name(server: str, path: str) -> None:
    with pytest.raises(FetchError) as error:
        visitor().get(server + path)
    assert error.value.code == "encoding"
    assert path in error.value.message


@pytest.mark.parametrize("path", ["/bomb", "/bombs", "/members-bomb"])
def test_a_bomb_never_fills_memory(server: str, path: str) -> None:
    """In a process of its own, all of whose allocations are traced. (Its resident size would not do: on Linux
    that begins with the size of the process that started it.)"""
    script = textwrap.dedent(f"""
        import tracemalloc
        from sightline.capture.http import Http
        from sightline.capture.policy import Policy
        from sightline.model.errors import FetchError
        tracemalloc.start()
        try:
            Http(Policy(allow_private=True, obey_robots=False)).get({server + path!r})
        except FetchError as error:
            print(error.code, tracemalloc.get_traced_memory()[1] // 1_000_000)
    """)
    out = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(SRC)},
    )
    code, megabytes = out.stdout.split()
    assert code == ("encoding" if path == "/bombs" else "too-large")
    assert int(megabytes) < 150


@pytest.mark.parametrize("path", ["/drip-body", "/drip-head"])
def test_a_server_that_sends_a_byte_now_and_then_is_left(server: str, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError) as error:
        visitor(deadline_s=0.4).get(server + path)
    assert error.value.code == "timeout"
    assert "not there whole" in error.value.message
    assert time.monotonic() - began < 3


def test_the_deadline_holds_over_robots_and_redirects(server: str) -> None:
    with pytest.raises(FetchError) as error:
        visitor(deadline_s=0.0, obey_robots=True).get(f"{server}/plain")
    assert error.value.code == "timeout"


@given(st.binary(max_size=200_000), st.integers(1, 70_000), st.integers(1, 3))
def test_any_bytes_in_any_pieces_come_back(data: bytes, step: int, members: int) -> None:
    packed = b"".join(gzip.compress(data, mtime=0) for _ in range(members))
    chunks = [packed[i : i + step] for i in range(0, len(packed), step)]
    assert b"".join(decoded(chunks, "gzip", "x")) == data * members


def test_nothing_at_all_is_no_damaged_gzip() -> None:
    assert list(decoded([], "gzip", "x")) == []
