"""Fetching: local inputs, and a real server on loopback for everything that HTTP can do."""

import datetime as dt
import gzip
import io
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sightline.capture.addresses import public
from sightline.capture.fetch import Fetch, make_fetch
from sightline.capture.policy import Policy
from sightline.capture.replay import replay
from sightline.capture.vault import MemoryVault, Vault
from sightline.model.capture import Request
from sightline.model.errors import FetchError

NOW = dt.datetime(2026, 5, 6, 7, 8, 9, tzinfo=dt.UTC)


class Site(BaseHTTPRequestHandler):
    """A small site with the manners and the faults of real ones."""

    robots = "User-agent: *\nDisallow: /secret/\n"
    robots_status = 200
    seen: list[str]

    def do_GET(self) -> None:
        type(self).seen.append(self.path)
        if self.path == "/robots.txt":
            self.answer(self.robots_status, self.robots.encode(), "text/plain")
        elif self.path == "/page":
            self.answer(200, "<p>Привет</p>".encode("cp1251"), "text/html; charset=windows-1251")
        elif self.path == "/packed":
            self.answer(200, gzip.compress(b"<p>packed</p>"), "text/html", ("Content-Encoding", "gzip"))
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(b"\0" * 5_000_000), "text/html", ("Content-Encoding", "gzip"))
        elif self.path == "/moved":
            self.answer(302, b"", "text/html", ("Location", "/page"))
        elif self.path == "/to-secret":
            self.answer(302, b"", "text/html", ("Location", "/secret/page"))
        elif self.path == "/to-file":
            self.answer(302, b"", "text/html", ("Location", "file:///etc/passwd"))
        elif self.path == "/loop":
            self.answer(302, b"", "text/html", ("Location", "/loop"))
        elif self.path == "/slow":
            time.sleep(1.2)
            self.answer(200, b"late", "text/html")
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"short")
        else:
            self.answer(404, b"no", "text/html")

    def answer(self, status: int, body: bytes, media_type: str, *more: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", media_type), ("Content-Length", str(len(body))), *more):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.seen = []
    Site.robots_status = 200
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def a_fetch(vault: MemoryVault | Vault | None = None, **policy: object) -> Fetch:
    made = Policy(**({"allow_private": True, "delay_s": 0.0, "timeout_s": 5.0} | policy))  # type: ignore[arg-type]
    return make_fetch(vault or MemoryVault(), made, now=lambda: NOW)


def code_of(fetch: Fetch, url: str) -> str:
    with pytest.raises(FetchError) as error:
        fetch(Request(url, "url"))
    return error.value.code


def test_a_page_is_preserved_with_its_custody(site: str) -> None:
    vault = MemoryVault()
    capture = a_fetch(vault)(Request(f"{site}/moved", "url", published="2019"))
    assert vault.get(capture.digest) == "<p>Привет</p>".encode("cp1251")
    assert (capture.url, capture.final_url) == (f"{site}/moved", f"{site}/page")
    assert (capture.status, capture.media_type) == (200, "text/html; charset=windows-1251")
    assert (capture.retrieved, capture.published) == (NOW, "2019")
    assert list(vault.captures()) == [capture]


def test_content_encoding_is_undone(site: str) -> None:
    vault = MemoryVault()
    assert vault.get(a_fetch(vault)(Request(f"{site}/packed", "url")).digest) == b"<p>packed</p>"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/missing", "http-status"),
        ("/secret/page", "robots"),
        ("/to-secret", "robots"),
        ("/to-file", "bad-url"),
        ("/loop", "redirects"),
        ("/cut", "unreachable"),
    ],
)
def test_trouble_has_a_name(site: str, path: str, code: str) -> None:
    assert code_of(a_fetch(), site + path) == code


def test_a_small_answer_that_unpacks_to_much_is_refused(site: str) -> None:
    assert code_of(a_fetch(max_bytes=1_000_000), f"{site}/bomb") == "too-large"


def test_a_slow_server_times_out(site: str) -> None:
    assert code_of(a_fetch(timeout_s=0.3), f"{site}/slow") == "timeout"


def test_a_robots_file_that_cannot_be_served_forbids(site: str) -> None:
    Site.robots_status = 503
    assert code_of(a_fetch(), f"{site}/page") == "robots"
    assert "/page" not in Site.seen


def test_no_robots_file_allows(site: str) -> None:
    Site.robots_status = 404
    assert code_of(a_fetch(), f"{site}/secret/page2") == "http-status"  # asked, and truly missing


def test_robots_are_read_once_and_hosts_are_given_time(site: str) -> None:
    slept: list[float] = []
    from sightline.capture.http import Http

    http = Http(Policy(allow_private=True, delay_s=1.0), sleep=slept.append, clock=lambda: 100.0)
    http.get(f"{site}/page")
    http.get(f"{site}/page")
    assert Site.seen == ["/robots.txt", "/page", "/page"]
    assert slept == [1.0, 1.0]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/"])
def test_private_addresses_are_refused(url: str) -> None:
    assert code_of(a_fetch(allow_private=False), url) == "private-address"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.0.1", False),
        ("169.254.169.254", False), ("127.0.0.1", False), ("0.0.0.0", False), ("100.64.0.1", False),
        ("224.0.0.1", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
        ("2606:4700:4700::1111", True),
    ],
)  # fmt: skip
def test_public_addresses(address: str, expected: bool) -> None:
    assert public(address) is expected


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x", "javascript:alert(1)", "https://", "https://u:p@a.example/", "a.example/x"]
)
def test_only_web_addresses(url: str) -> None:
    assert code_of(a_fetch(), url) == "bad-url"


def test_local_inputs(tmp_path: Path) -> None:
    vault = MemoryVault()
    fetch = make_fetch(vault, Policy(max_bytes=10), now=lambda: NOW, stdin=io.BytesIO(b"from stdin"))
    page = tmp_path / "a.txt"
    page.write_bytes(b"words")
    assert vault.get(fetch(Request(str(page), "path")).digest) == b"words"
    assert vault.get(fetch(Request("-", "stdin")).digest) == b"from stdin"
    assert vault.get(fetch(Request("doc 1", "inline", data=b"here")).digest) == b"here"
    page.write_bytes(b"x" * 11)
    for request, code in [
        (Request(str(page), "path"), "too-large"),
        (Request(str(tmp_path), "path"), "is-folder"),
        (Request(str(tmp_path / "none"), "path"), "no-file"),
        (Request("big", "inline", data=b"x" * 11), "too-large"),
        (Request("nul\0name", "path"), "no-file"),
    ]:
        with pytest.raises(FetchError) as error:
            fetch(request)
        assert error.value.code == code


def test_replay_serves_what_was_preserved_and_nothing_else(site: str, tmp_path: Path) -> None:
    kept = Vault(tmp_path / "kept")
    capture = a_fetch(kept)(Request(f"{site}/moved", "url"))
    again = MemoryVault()
    fetch = replay(tmp_path / "kept", again)
    assert fetch(Request(f"{site}/moved", "url")) == capture
    assert fetch(Request(f"{site}/page", "url")) == capture
    assert again.get(capture.digest) == kept.get(capture.digest)
    assert code_of(fetch, f"{site}/other") == "not-preserved"
    with pytest.raises(FetchError):
        replay(tmp_path / "empty", MemoryVault())
