"""A file on a web server as a file to read here and there in: byte ranges through the checked transport, and no other way.

GDAL has its own HTTP client; it is not let near the network. It gets `RangeFile.read` and `seek` instead, so that private
addresses are refused, time and bytes are bounded, a file that changes under the reader is noticed, and every byte is counted
(docs/decisions/0012). Ranges after RFC 9110, section 14.
"""

import io
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sightline.capture.bearers import host_of, without_secrets
from sightline.capture.http import check_url, joined
from sightline.capture.policy import Policy
from sightline.model.errors import FetchError, InputError

if TYPE_CHECKING:
    import httpx

Sign = Callable[[str, str, str], str]  # archive, collection, href -> href with what the archive asks for

BLOCK = 65_536  # bytes asked for at least: the header and the index of tiles of a common cloud-optimised file fit in one
MOST_BYTES = 64_000_000  # of one file: 60 uncompressed tiles of 512 x 512 in 16 bit, ten times what a site of 2 km needs
WHOLE = 8_000_000  # bytes of a file that is taken whole where the server knows no ranges
_BRIDGED = 2  # blocks between two runs that are read along: 128 kB take less time than another question (about 0.1 s)
_TRIES = 4
_MOST_WAIT_S = 30.0  # that a server may ask for between two tries
_PATIENCE = (
    6  # files of one host that fail one after another, each tried several times: the rest is not waited for
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_DENIED = frozenset({401, 403})
_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class Version:
    """What tells one state of a file from another. size: bytes. etag, changed: as the server says, "" where it does not."""

    size: int
    etag: str
    changed: str


class RangeDoor:
    """Opens files on web servers, one connection for all that lie on one host. requests, received: how much was asked and how
    many bytes of bodies came, since the door was made. It is a context: leaving it closes the connections."""

    def __init__(
        self,
        policy: Policy,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        *,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.policy, self.sleep, self.clock, self.most_bytes = policy, sleep, clock, most_bytes
        self.requests = self.received = 0
        self.failures: dict[str, int] = {}
        self._until = 0.0
        self._client: httpx.Client | None = None

    def open(self, href: str, sign: Callable[[str], str] | None = None) -> "RangeFile":
        """The file at `href`, its first block read. sign: adds what the archive asks for; its answer is used and kept nowhere.
        Raises FetchError."""
        host = host_of(href)
        if self.failures.get(host, 0) >= _PATIENCE:
            words = (
                f"{host} failed for {_PATIENCE} files in a row, so {without_secrets(href)} was not asked for"
            )
            raise FetchError("unreachable", words, "try again later")
        self._until = self.clock() + self.policy.deadline_s
        return RangeFile(self, href, sign)

    def answered(self, href: str, *, well: bool) -> None:
        """Hears of every file whether its host answered in the end."""
        self.failures[host_of(href)] = 0 if well else self.failures.get(host_of(href), 0) + 1

    def client(self) -> "httpx.Client":
        """One client for all: its deadline is that of the file opened last."""
        from functools import partial

        from sightline.capture.addresses import resolve
        from sightline.capture.transport import bounded_client

        if self._client is None:
            resolved = partial(resolve, allow_private=self.policy.allow_private)
            # The transport counts down to 0 on this clock: so the deadline can move from file to file.
            self._client = bounded_client(
                resolved, self.policy.timeout_s, 0.0, lambda: self.clock() - self._until
            )
        return self._client

    def twin(self) -> "RangeDoor":
        """Another of the same kind, for another thread; they know of each other's failures."""
        made = RangeDoor(self.policy, self.sleep, self.clock, most_bytes=self.most_bytes)
        made.failures = self.failures
        return made

    def in_time(self) -> bool:
        return self.clock() < self._until

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def __enter__(self) -> "RangeDoor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class RangeFile(io.RawIOBase):
    """One file on a web server, read only, in blocks that are kept for as long as it is open.

    href: its address without secrets. version: what it was when it was opened; another one later is an error. trouble: the first
    thing that went wrong. `read` raises nothing, since GDAL cannot be raised through: it gives no bytes from then on, and whoever
    reads must ask `trouble` after each call.
    """

    def __init__(self, door: RangeDoor, href: str, sign: Callable[[str], str] | None) -> None:
        super().__init__()
        self.href = without_secrets(href)
        self.trouble: InputError | None = None
        self.received = self.requests = 0
        self._door, self._asked, self._sign = door, href, sign
        self._url = self._signed()
        self._blocks: dict[int, bytes] = {}
        self._at = 0
        self.version = Version(-1, "", "")
        self._take(0, BLOCK)

    # -- a file as io knows it

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.version.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """Bytes from here on; none where there are no more, or where there is trouble."""
        end = self.version.size if size is None or size < 0 else min(self._at + size, self.version.size)
        if end <= self._at or self.trouble is not None:
            return b""
        try:
            data = self.bytes_at(self._at, end)
        except FetchError as error:
            self.trouble = error
            return b""
        self._at = end
        return data

    def fetch(self, spans: Sequence[tuple[int, int]]) -> None:
        """Reads ahead what `read` will be asked for, with as few requests as make sense. Trouble is kept, as `read` keeps it."""
        size = self.version.size  # tables of a damaged file ask for far more than there is
        within = [(start, min(end, size)) for start, end in spans if 0 <= start < min(end, size)]
        wanted = {b for start, end in within for b in range(start // BLOCK, (end - 1) // BLOCK + 1)}
        missing = sorted(b for b in wanted if b not in self._blocks)
        try:
            for low, high in _gaps(missing, _BRIDGED):
                self._take(low * BLOCK, min((high + 1) * BLOCK, self.version.size))
        except FetchError as error:
            self.trouble = self.trouble or error

    # -- blocks

    def bytes_at(self, start: int, end: int) -> bytes:
        """The bytes of [start, end), asked for in whole blocks, neighbours that are missing in one request. Raises FetchError."""
        first, last = start // BLOCK, (end - 1) // BLOCK
        for low, high in _gaps([b for b in range(first, last + 1) if b not in self._blocks]):
            self._take(low * BLOCK, min((high + 1) * BLOCK, self.version.size))
        data = b"".join(self._blocks[b] for b in range(first, last + 1))
        return data[start - first * BLOCK : end - first * BLOCK]

    def _take(self, start: int, end: int) -> None:
        """Fills the blocks of [start, end), however many answers that takes."""
        if self.received + end - start > self._door.most_bytes:
            raise FetchError(
                "too-large", f"{self.href} asks for more than {self._door.most_bytes / 1e6:.0f} MB to be read"
            )
        got = b""
        while True:
            got += self._answer(start + len(got), end)
            end = min(end, self.version.size)
            if start + len(got) >= end:
                break
        for at in range(0, len(got), BLOCK):
            self._blocks[(start + at) // BLOCK] = got[at : at + BLOCK]

    def _answer(self, start: int, end: int) -> bytes:
        """Some bytes from `start` on, one at least. Tries again where that may help."""
        trouble = FetchError("unreachable", f"{self.href} was not asked")
        for attempt in range(_TRIES):
            try:
                body = self._ask(start, end)
                self._door.answered(self._asked, well=True)
                return body
            except _PassingError as passing:
                trouble = passing.error
                if passing.renew and self._sign is None and self._url == self._asked:
                    break
                self._url = self._signed()
                if attempt + 1 < _TRIES:
                    self._door.sleep(max(0.5 * 2**attempt, passing.wait_s))
                if not self._door.in_time():
                    break
        self._door.answered(self._asked, well=False)
        raise trouble

    def _signed(self) -> str:
        return self._sign(self._asked) if self._sign is not None else self._asked

    # -- one request

    def _ask(self, start: int, end: int) -> bytes:
        """Follows redirects, each hop checked anew; the last one is asked at once the next time."""
        for _ in range(self._door.policy.max_redirects + 1):
            self._check(self._url)
            leads, body = self._one(start, end)
            if not leads:
                return body
            onward = self._onward(leads)
            if urlsplit(self._url).scheme == "https" and urlsplit(onward).scheme != "https":
                raise FetchError("redirects", f"{self.href} leads from https to an open connection")
            self._url = onward
        raise FetchError(
            "redirects", f"{self.href} redirects more than {self._door.policy.max_redirects} times"
        )

    def _check(self, url: str) -> None:
        try:
            check_url(url)
        except FetchError as error:
            raise self._no_address(error) from None

    def _onward(self, leads: str) -> str:
        try:
            return joined(self._url, leads)
        except FetchError as error:
            raise self._no_address(error) from None

    def _no_address(self, error: FetchError) -> FetchError:
        """Without the words of the error, which may hold a token."""
        return FetchError(error.code, f"{self.href} leads to no web address that can be asked")

    def _one(self, start: int, end: int) -> tuple[str, bytes]:
        """Where a redirect leads, or "" and the bytes of one answer."""
        import httpx

        headers = {
            "User-Agent": self._door.policy.user_agent,
            "Accept-Encoding": "identity",
            "Range": f"bytes={start}-{end - 1}",
        }
        self._door.requests += 1
        self.requests += 1
        try:
            with self._door.client().stream("GET", self._url, headers=headers) as answer:
                leads = answer.headers.get("location", "")
                if answer.status_code in _REDIRECTS and leads:
                    return leads, b""
                return "", self._body(answer, start, end)
        except httpx.TimeoutException:
            raise _PassingError(
                FetchError("timeout", f"{self.href} did not answer in time", "try again later")
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            words = f"{self.href}: the connection failed or broke off ({type(error).__name__})"
            raise _PassingError(
                FetchError("unreachable", words, "check the address and the connection")
            ) from None

    def _body(self, answer: "httpx.Response", start: int, end: int) -> bytes:
        status = answer.status_code
        if status in _AGAIN or status in _DENIED:
            error = FetchError("http-status", f"{self.href} answers {status}", "try again later")
            raise _PassingError(
                error, _seconds(answer.headers.get("retry-after", "")), renew=status in _DENIED
            )
        if status not in {200, 206}:
            raise FetchError("http-status", f"{self.href} answers {status}")
        if answer.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
            raise FetchError("encoding", f"{self.href} is sent packed, though nobody asked for that")
        if status == 200:
            return self._whole(answer, start, end)
        said = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", "").strip())
        first, last, size = (int(n) for n in said.groups()) if said else (-1, -1, -1)
        if first != start or not start <= last < min(end, size):
            # Nothing else than what was asked may stand in for it: bytes from elsewhere would be pixels from elsewhere.
            raise FetchError("bad-range", f"{self.href} answers with other bytes than were asked for")
        self._same(answer, size)
        body = self._received(answer.iter_raw(), last + 1 - start)
        if len(body) > last + 1 - start:
            raise FetchError("bad-range", f"{self.href} answers with more bytes than it says")
        if len(body) < last + 1 - start:
            raise _PassingError(FetchError("cut", f"{self.href} broke off in the middle", "try again later"))
        return body

    def _whole(self, answer: "httpx.Response", start: int, end: int) -> bytes:
        """All of a small file, from a server that knows no ranges."""
        body = self._received(answer.iter_raw(), WHOLE)
        if len(body) > WHOLE:
            raise FetchError(
                "no-ranges",
                f"the server of {self.href} sends only whole files, and this one has more than {WHOLE / 1e6:.0f} MB",
                "download it and give it with --image",
            )
        said = answer.headers.get("content-length", "")
        if said.isdecimal() and int(said) != len(body):
            raise _PassingError(FetchError("cut", f"{self.href} broke off in the middle", "try again later"))
        self._same(answer, len(body))
        for at in range(0, len(body), BLOCK):
            self._blocks[at // BLOCK] = body[at : at + BLOCK]
        if start >= len(body):
            raise FetchError("empty", f"{self.href} is empty")
        return body[start : min(end, len(body))]

    def _received(self, chunks: Iterator[bytes], most: int) -> bytes:
        """At most one chunk more than `most` bytes."""
        body = bytearray()
        for chunk in chunks:
            body += chunk
            self.received += len(chunk)
            self._door.received += len(chunk)
            if len(body) > most:
                break
        return bytes(body)

    def _same(self, answer: "httpx.Response", size: int) -> None:
        """Raises FetchError where the file is no longer what it was when it was opened."""
        now = Version(size, answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
        if self.version.size < 0:
            self.version = now
        elif now != self.version:
            raise FetchError("changed", f"{self.href} changed while it was read", "try again later")


class _PassingError(Exception):
    """Trouble that may be over at the next try. wait_s: as the server asks. renew: only with a fresh signature."""

    def __init__(self, error: FetchError, wait_s: float = 0.0, *, renew: bool = False) -> None:
        super().__init__(error.message)
        self.error, self.wait_s, self.renew = error, wait_s, renew


def _gaps(blocks: list[int], bridged: int = 0) -> list[tuple[int, int]]:
    """Runs of neighbours: [3, 4, 7] -> (3, 4), (7, 7). bridged: gaps of so many blocks do not part a run."""
    runs: list[tuple[int, int]] = []
    for block in blocks:
        if runs and runs[-1][1] >= block - 1 - bridged:
            runs[-1] = (runs[-1][0], block)
        else:
            runs.append((block, block))
    return runs


def _seconds(retry_after: str) -> float:
    """Of a Retry-After header in seconds; a date is not waited for."""
    text = retry_after.strip()
    return min(float(text), _MOST_WAIT_S) if text.isdecimal() and len(text) < 9 else 0.0
