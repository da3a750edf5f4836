"""fetch: a Request to a Capture, its bytes in the vault and its custody recorded."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sightline import __version__
from sightline.capture.http import Http
from sightline.capture.policy import Policy
from sightline.capture.vault import Store
from sightline.model.capture import Capture, Request, capture_id
from sightline.model.errors import FetchError
from sightline.model.location import written

TOOL = f"sightline {__version__}"
Fetch = Callable[[Request], Capture]


def make_fetch(
    vault: Store, policy: Policy, *, now: Callable[[], dt.datetime], stdin: BinaryIO | None = None
) -> Fetch:
    """A fetch that preserves into `vault`. now: the clock, in aware UTC. Its calls raise FetchError."""
    http = Http(policy)

    def fetch(request: Request) -> Capture:
        if request.kind == "url":
            return _fetch_url(request, http, vault, now)
        data = _local_bytes(request, policy, stdin)
        return _preserved(request, data, vault, now(), url=None, media_type=request.media_type)

    return fetch


def _fetch_url(request: Request, http: Http, vault: Store, now: Callable[[], dt.datetime]) -> Capture:
    answer = http.get(request.location)
    said = dict(answer.headers).get("content-type")
    return _preserved(
        request,
        answer.body,
        vault,
        now(),
        url=request.location,
        final_url=answer.url,
        status=answer.status,
        headers=answer.headers,
        media_type=request.media_type or said,
    )


def _preserved(
    request: Request,
    data: bytes,
    vault: Store,
    at: dt.datetime,
    *,
    url: str | None,
    media_type: str | None,
    final_url: str | None = None,
    status: int | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> Capture:
    return recorded(
        vault, vault.put(data), len(data), request.location, at, url=url, final_url=final_url, status=status,
        headers=headers, media_type=media_type, parent=request.parent, published=request.published,
    )  # fmt: skip


def recorded(
    vault: Store,
    digest: str,
    size: int,
    location: str,
    at: dt.datetime,
    *,
    media_type: str | None,
    url: str | None = None,
    final_url: str | None = None,
    status: int | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    parent: str | None = None,
    published: str | None = None,
) -> Capture:
    """The custody record of bytes that the vault holds under `digest`, made and kept. location: as the user or the archive
    wrote it. at: aware UTC. final_url: None: the url itself."""
    location = written(location)
    capture = Capture(
        id=capture_id(location, digest, at),
        digest=digest,
        size=size,
        location=location,
        url=url,
        final_url=final_url or url,
        status=status,
        headers=headers,
        media_type=media_type,
        retrieved=at,
        tool=TOOL,
        parent=parent,
        published=published,
    )
    vault.record(capture)
    return capture


def _local_bytes(request: Request, policy: Policy, stdin: BinaryIO | None) -> bytes:
    if request.kind == "inline":
        data = request.data or b""
    elif request.kind == "stdin":
        if stdin is None:
            raise FetchError("no-stdin", "there is no standard input to read")
        data = stdin.read(policy.max_bytes + 1)
    else:
        data = _file_bytes(Path(request.location), policy.max_bytes)
    if len(data) > policy.max_bytes:
        raise FetchError(
            "too-large",
            f"{request.location} is larger than {policy.max_bytes / 1e6:.0f} MB",
            "raise the setting max_bytes if it really is a document",
        )
    return data


def _missing(path: Path) -> FetchError:
    if path.is_symlink():
        return FetchError("no-file", f"{path} is a link that leads nowhere", "give the file itself")
    return FetchError("no-file", f"there is no file {path}", "check the path")


def _file_bytes(path: Path, limit: int) -> bytes:
    """At most one byte more than the limit, so that a huge file is never read whole."""
    try:
        if path.is_dir():
            raise FetchError(
                "is-folder", f"{path} is a folder", f"give the files in it, such as {path}/*.html"
            )
        if not path.exists():
            raise _missing(path)
        if not path.is_file():
            raise FetchError(
                "not-a-file", f"{path} is neither a file nor a folder", "save it to a file first"
            )
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (PermissionError, OSError) as error:
        if isinstance(error, FetchError):
            raise
        raise FetchError(
            "unreadable", f"cannot read {path}: {error.strerror}", "check its permissions"
        ) from error
