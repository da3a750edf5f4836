"""A local archive: a STAC API and a file server that honours ranges, on loopback, as well or as badly behaved as a test wants.

It serves a folder in which made_scenes.py (or anybody) has laid item JSON and GeoTIFFs:

  /               landing page           /collections[/ID]   the collections that the items name
  /search         GET and POST: bbox, intersects, datetime, collections, ids, limit, token
  /files/...      the folder itself: catalog.json (a static catalogue), items, pixels; Range, If-Range, HEAD, ETag
  /token/ID       a SAS token, as Planetary Computer gives them

Run by hand: PYTHONPATH=tests python -m imagery.archive_server FOLDER [PORT]
"""

import datetime as dt
import json
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from imagery.archive_answers import fits, of_query

Headers = dict[str, str]
_CONFORMS = [
    "https://api.stacspec.org/v1.0.0/core",
    "https://api.stacspec.org/v1.0.0/collections",
    "https://api.stacspec.org/v1.0.0/item-search",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
]


@dataclass
class Trouble:
    """What goes wrong, until it is taken back.

    root, search, files, token: (status, headers) of the next answers of that kind, used up one by one; then all is well again.
    slow_s: seconds before every answer. body: what /search says in place of the truth: "json" (broken), "html",
    "deep" (nested without end), "list", "huge" (endless), "cut" (half of it, then the connection closes), "features" (no list of them).
    next_to: every page has a next link: "loop" leads to the same page, "deeper" to ever new ones, anything else is the address.
    lies: everything that it holds is named, whatever was asked. ranges: of the next `ranges_left` (-1: all) ranged reads: "truncated",
    "ignored" (200 and the whole file), "wrong-header" (Content-Range of another place), "no-header", "garbage" (other bytes), "etag" (a new one each time).
    missing: pieces of paths that answer 404. said: the body of an answer in trouble.
    """

    root: list[tuple[int, Headers]] = field(default_factory=list)
    search: list[tuple[int, Headers]] = field(default_factory=list)
    files: list[tuple[int, Headers]] = field(default_factory=list)
    token: list[tuple[int, Headers]] = field(default_factory=list)
    slow_s: float = 0.0
    body: str = ""
    next_to: str = ""
    lies: bool = False
    ranges: str = ""
    ranges_left: int = -1
    missing: tuple[str, ...] = ()
    said: bytes = b"in trouble"


@dataclass
class Question:
    method: str
    path: str
    headers: Headers
    body: Any = None


@dataclass
class ArchiveServer:
    """url: of the API. files: of the folder, so `files + "/catalog.json"` is a static catalogue. asked: every question,
    oldest first. sent: bytes of bodies of /files. connections: how many were opened. methods: of /search that the landing page names. sign: whether files need a token. merge: whether next
    links of POST hold the token alone."""

    url: str = ""
    folder: Path = Path()
    trouble: Trouble = field(default_factory=Trouble)
    asked: list[Question] = field(default_factory=list)
    sent: int = 0
    connections: int = 0
    page: int = 100
    methods: tuple[str, ...] = ("GET", "POST")
    sign: bool = False
    merge: bool = False

    @property
    def files(self) -> str:
        return f"{self.url}/files"

    def searches(self) -> list[Question]:
        return [q for q in self.asked if q.path.startswith("/search")]

    def reads(self) -> list[Question]:
        return [q for q in self.asked if q.path.startswith("/files/")]

    def items(self) -> list[dict[str, Any]]:
        """What it holds, newest first; hrefs of assets made absolute."""
        found = []
        for path in sorted(self.folder.rglob("*.json")):
            row = json.loads(path.read_text("utf-8"))
            if row.get("type") != "Feature":
                continue
            at = f"{self.files}/{path.parent.relative_to(self.folder).as_posix()}"
            for asset in row.get("assets", {}).values():
                if "://" not in asset["href"] and not asset["href"].startswith("/"):
                    asset["href"] = f"{at}/{asset['href'].removeprefix('./')}"
            row["links"] = [
                {"rel": "self", "href": f"{self.url}/collections/{row['collection']}/items/{row['id']}"}
            ]
            found.append(row)
        return sorted(found, key=lambda r: r["properties"].get("datetime") or "", reverse=True)


@contextmanager
def running(folder: Path, port: int = 0) -> Iterator[ArchiveServer]:
    """The archive of what lies in the folder, now and later."""
    state = ArchiveServer(folder=folder)
    server = _Server(("127.0.0.1", port), _handler(state))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asks may hang up at any time; anything else is a fault of this server."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler(state: ArchiveServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body are two writes

        def setup(self) -> None:
            state.connections += 1
            super().setup()

        def do_GET(self) -> None:
            self._answer(None)

        def do_HEAD(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._answer(json.loads(raw or b"{}"))

        def _answer(self, body: Any) -> None:
            state.asked.append(Question(self.command, self.path, dict(self.headers.items()), body))
            time.sleep(state.trouble.slow_s)
            try:
                self._route(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _route(self, body: Any) -> None:
            parts = urlsplit(self.path)
            queues = {
                "/": state.trouble.root,
                "/search": state.trouble.search,
                "/files": state.trouble.files,
                "/token": state.trouble.token,
            }
            first = "/" + parts.path.split("/")[1]
            queue = queues.get(first)
            if queue:
                status, headers = queue.pop(0)
                return self.say(status, state.trouble.said, "text/plain", headers)
            if first == "/search":
                asked = body if body is not None else of_query(parts.query)
                return _search(self, state, asked)
            if first == "/files":
                return _file(self, state, unquote(parts.path[len("/files/") :]), parts.query)
            if first == "/token":
                soon = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=45)
                return self.json({"token": "sig=secret", "msft:expiry": soon.isoformat()})
            if parts.path == "/":
                return self.json(_landing(state))
            if parts.path == "/collections":
                return self.json({"collections": _collections(state), "links": []})
            for row in _collections(state):
                if parts.path == f"/collections/{row['id']}/items":
                    return _search(self, state, of_query(parts.query) | {"collections": [row["id"]]})
                if parts.path == f"/collections/{row['id']}":
                    return self.json(row)
            return self.say(404, b"no such page", "text/plain")

        def json(self, row: Any, media_type: str = "application/json") -> None:
            self.say(200, json.dumps(row).encode(), media_type)

        def say(
            self, status: int, body: bytes, media_type: str, more: Headers | None = None, cut: int = 0
        ) -> None:
            """cut: bytes at the end that are promised and never sent."""
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in (more or {}).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body[: len(body) - cut])
            if cut:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _landing(state: ArchiveServer) -> dict[str, Any]:
    search = [
        {"rel": "search", "type": "application/geo+json", "href": f"{state.url}/search", "method": method}
        for method in state.methods
    ]
    return {
        "type": "Catalog",
        "id": "local-archive",
        "stac_version": "1.0.0",
        "description": "A local archive for tests and demonstrations",
        "conformsTo": _CONFORMS,
        "links": [
            {"rel": "self", "href": f"{state.url}/"},
            {"rel": "root", "href": f"{state.url}/"},
            {"rel": "data", "href": f"{state.url}/collections"},
            *search,
        ],
    }


def _collections(state: ArchiveServer) -> list[dict[str, Any]]:
    return [
        {
            "type": "Collection",
            "id": name,
            "stac_version": "1.0.0",
            "description": name,
            "license": "CC0-1.0",
            "extent": {
                "spatial": {"bbox": [[-180, -90, 180, 90]]},
                "temporal": {"interval": [[None, None]]},
            },
            "links": [
                {"rel": "self", "href": f"{state.url}/collections/{name}"},
                {"rel": "items", "href": f"{state.url}/collections/{name}/items"},
            ],
        }
        for name in sorted({row["collection"] for row in state.items()})
    ]


def _search(handler: Any, state: ArchiveServer, asked: dict[str, Any]) -> None:
    found = state.items() if state.trouble.lies else [r for r in state.items() if fits(r, asked)]
    begin, most = int(asked.get("token", 0)), min(int(asked.get("limit", state.page)), state.page)
    page = found[begin : begin + most]
    row: dict[str, Any] = {"type": "FeatureCollection", "features": page, "links": []}
    row["numberMatched"], row["numberReturned"] = len(found), len(page)
    if begin + most < len(found):
        row["links"] = [_next(handler, state, asked, begin + most)]
    if where := state.trouble.next_to:
        deeper = {"loop": begin, "deeper": begin}.get(where)
        row["links"] = (
            [{"rel": "next", "href": where}]
            if deeper is None
            else [
                _next(
                    handler, state, asked | ({"x": time.monotonic_ns()} if where == "deeper" else {}), begin
                )
            ]
        )
    body = json.dumps(row).encode()
    kind = state.trouble.body
    if kind == "huge":
        return _endless(handler)
    if kind == "cut":
        return handler.say(200, body, "application/geo+json", None, len(body) // 2)
    false = {
        "json": body[:-9],
        "html": b"<html><body>Please log in</body></html>",
        "deep": b"[" * 200_000,
        "list": b"[1, 2]",
        "features": b'{"type": "FeatureCollection", "features": {"a": 1}, "links": 7}',
        "rows": b'{"type": "FeatureCollection", "features": [7, null, {"id": 3}], "links": [null, {"rel": "next"}]}',
        "bytes": b"\xff\xfe\x00",
    }
    return handler.say(200, false.get(kind, body), "text/html" if kind == "html" else "application/geo+json")


def _next(handler: Any, state: ArchiveServer, asked: dict[str, Any], token: int) -> dict[str, Any]:
    if handler.command == "POST":
        link = {"rel": "next", "method": "POST", "href": f"{state.url}/search"}
        if state.merge:
            return link | {"body": {"token": str(token)}, "merge": True}
        return link | {"body": asked | {"token": str(token)}}
    flat = {k: v for k, v in asked.items() if isinstance(v, str | int)} | {"token": str(token)}
    for name in ("bbox", "collections", "ids"):
        if name in asked:
            flat[name] = ",".join(str(x) for x in asked[name])
    if "intersects" in asked:
        flat["intersects"] = json.dumps(asked["intersects"])
    page = handler.path.partition("?")[0]
    return {"rel": "next", "href": f"{state.url}{page}?{urlencode(flat)}"}


def _endless(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    for _ in range(3000):  # 196 MB, unless the other side hangs up
        handler.wfile.write(b" " * 65_536)


def _file(handler: Any, state: ArchiveServer, name: str, query: str) -> None:
    trouble = state.trouble
    path = (state.folder / name).resolve()
    if any(piece in name for piece in trouble.missing) or not path.is_relative_to(state.folder.resolve()):
        return handler.say(404, b"no such file", "text/plain")
    if not path.is_file():
        return handler.say(404, b"no such file", "text/plain")
    if state.sign and path.suffix == ".tif" and "sig=secret" not in query:
        return handler.say(403, b"no token", "text/plain")
    data = path.read_bytes()
    state_of = path.stat()
    etag = f'"{state_of.st_mtime_ns:x}-{state_of.st_size:x}"'
    media_type = "application/json" if path.suffix == ".json" else "image/tiff"
    more = {"ETag": etag, "Accept-Ranges": "bytes"}
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", handler.headers.get("Range", ""))
    unchanged = handler.headers.get("If-Range", etag) == etag
    if not asked or not unchanged or asked.groups() == ("", ""):
        state.sent += len(data) if handler.command != "HEAD" else 0
        return handler.say(200, data, media_type, more)
    first, last = _span(asked.group(1), asked.group(2), len(data))
    if first >= len(data) or last < first:
        return handler.say(416, b"", media_type, more | {"Content-Range": f"bytes */{len(data)}"})
    piece = data[first : last + 1]
    state.sent += len(piece)
    more["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return _ranged(handler, trouble, data, piece, media_type, more)


def _ranged(
    handler: Any, trouble: Trouble, data: bytes, piece: bytes, media_type: str, more: Headers
) -> None:
    kind = trouble.ranges if trouble.ranges_left else ""
    if kind and trouble.ranges_left > 0:
        trouble.ranges_left -= 1
    if kind == "truncated":
        return handler.say(206, piece, media_type, more, (len(piece) + 1) // 2)
    if kind == "ignored":
        return handler.say(200, data, media_type, {"ETag": more["ETag"]})
    if kind == "wrong-header":
        more["Content-Range"] = f"bytes 7-{6 + len(piece)}/{len(data)}"
    elif kind == "no-header":
        del more["Content-Range"]
    elif kind == "garbage":
        piece = bytes(255 - b for b in piece)
    elif kind == "etag":
        more["ETag"] = f'"{time.monotonic_ns()}"'
    return handler.say(206, piece, media_type, more)


def _span(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last) if last else size - 1, size - 1)


if __name__ == "__main__":
    with running(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0) as archive:
        sys.stdout.write(f"{archive.url}\n")
        sys.stdout.flush()
        threading.Event().wait()
