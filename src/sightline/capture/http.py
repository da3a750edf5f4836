"""Polite HTTP: robots.txt, one request at a time and host, timeouts, a size limit, redirects checked."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from sightline.capture.encoding import ASKED, decoded
from sightline.capture.policy import Policy
from sightline.model.errors import FetchError

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_LIMIT = 512_000  # bytes; RFC 9309 asks to read at least 500 KiB


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said in the end. headers: names in lower case; body: content encoding undone."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(slots=True)
class Http:
    """One polite visitor: remembers each host's robots.txt and when it was last asked."""

    policy: Policy
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def get(self, url: str) -> Answer:
        """Follows redirects, each hop checked anew. Raises FetchError."""
        until = self.clock() + self.policy.deadline_s
        for _ in range(self.policy.max_redirects + 1):
            check_url(url)
            self._check_robots(url, until)
            answer = self._ask(url, self.policy.max_bytes, until)
            location = dict(answer.headers).get("location")
            if answer.status not in _REDIRECTS or not location:
                return _successful(answer)
            url = joined(url, location)
        raise FetchError("redirects", f"more than {self.policy.max_redirects} redirects, last to {url}")

    def _check_robots(self, url: str, until: float) -> None:
        if not self.policy.obey_robots:
            return
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin, until)
        rules = self._robots[origin]
        if rules and not rules.can_fetch(self.policy.user_agent, url):
            raise FetchError(
                "robots", f"{origin}/robots.txt forbids {url}", "save the page in a browser and add the file"
            )

    def _read_robots(self, origin: str, until: float) -> RobotFileParser | None:
        """RFC 9309: no such file allows everything; a server in trouble is not visited."""
        url = f"{origin}/robots.txt"
        for _ in range(self.policy.max_redirects + 1):
            answer = self._ask(url, _ROBOTS_LIMIT, until)
            location = dict(answer.headers).get("location")
            if answer.status in _REDIRECTS and location:
                url = joined(url, location)
                check_url(url)
                continue
            break
        if answer.status >= 500:
            raise FetchError("robots", f"{url} answers {answer.status}", "try again later")
        if answer.status != 200:
            return None
        rules = RobotFileParser()
        rules.parse(answer.body.decode("utf-8", "replace").splitlines())
        return rules

    def _ask(self, url: str, limit: int, until: float) -> Answer:
        """until: on the clock, when the answer must be there."""
        import httpx

        from sightline.capture.transport import client

        self._wait(urlsplit(url).netloc)
        headers = {
            "User-Agent": self.policy.user_agent,
            "Accept": "text/html, text/plain;q=0.9, */*;q=0.5",
            "Accept-Encoding": ASKED,
        }
        try:
            with (
                client(self.policy, until, self.clock) as http,
                http.stream("GET", url, headers=headers) as response,
            ):
                coding = response.headers.get("content-encoding", "")
                raw = at_most(response.iter_raw(), limit, url)
                body = b"".join(at_most(decoded(raw, coding, url), limit, url))
                fields = tuple((k.lower(), v) for k, v in response.headers.multi_items())
                return Answer(url, response.status_code, fields, body)
        except httpx.TimeoutException as error:
            if self.clock() >= until:
                raise FetchError(
                    "timeout",
                    f"{url} was not there whole after {self.policy.deadline_s:.0f} s",
                    "try again later, or save the page in a browser and add the file",
                ) from error
            raise FetchError(
                "timeout", f"{url} did not answer in {self.policy.timeout_s:.0f} s", "try again later"
            ) from error
        except httpx.HTTPError as error:
            raise FetchError(
                "unreachable", f"{url}: {error}", "check the address and the connection"
            ) from error

    def _wait(self, host: str) -> None:
        last = self._asked.get(host)
        if last is not None:
            self.sleep(max(0.0, self.policy.delay_s - (self.clock() - last)))
        self._asked[host] = self.clock()


def at_most(chunks: Iterable[bytes], limit: int, url: str) -> Iterator[bytes]:
    """The chunks; FetchError as soon as they are more than `limit` bytes together."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise FetchError("too-large", f"{url} is larger than {limit / 1e6:.0f} MB")
        yield chunk


def joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FetchError("bad-url", f"{url} leads to no web address: {location}") from error


def check_url(url: str) -> None:
    """Raises FetchError for what no visitor could ask for: no web address, or one that is malformed."""
    import httpx

    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # read for its ValueError
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL) as error:
        raise FetchError(
            "bad-url", f"not a web address: {url}: {error}", "check it for typing errors"
        ) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FetchError("bad-url", f"not a web address: {url}", "give one that begins with https://")
    if parts.username or parts.password:
        raise FetchError("bad-url", "the address holds a user name or password", "give it without")


def _successful(answer: Answer) -> Answer:
    if answer.status >= 400:
        raise FetchError("http-status", f"{answer.url} answers {answer.status}")
    return answer
