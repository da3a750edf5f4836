"""Door: one question to an archive's programming interface, asked again where that may help.

An interface is made for programs: robots.txt, which speaks to crawlers, is not asked, and no pause is made between two
questions but the one that the server wants (429, Retry-After: RFC 9110, section 10.2.3).
"""

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sightline.capture.encoding import ASKED, decoded
from sightline.capture.http import Answer, at_most, check_url, joined
from sightline.capture.policy import Policy
from sightline.model.errors import FetchError

if TYPE_CHECKING:
    import httpx

MOST_ANSWER = (
    20_000_000  # bytes: 100 items of 30 to 60 kB, as Planetary Computer's are [from memory], three times over
)
_MOST_TOLD = 50_000_000  # bytes of answers that are remembered
WAITS = (1.0, 2.0, 4.0, 8.0)  # seconds before each further try, at least
_LONGEST_WAIT = 60.0  # seconds that a server may ask for; one that wants more is not waited for
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_KEEPS_METHOD = frozenset({307, 308})
_REDIRECTS = frozenset({301, 302, 303}) | _KEEPS_METHOD
_EXCERPT = 160  # characters of a server's own words


@dataclass(slots=True)
class Door:
    """policy: max_bytes and robots do not matter here; deadline_s is for all tries at one question. wall: the time of day, for a
    Retry-After that names a date. Inside of `with door:` connections stay open from one question to the next."""

    policy: Policy
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    _told: dict[str, Answer] = field(default_factory=dict, init=False)
    _until: float = field(default=0.0, init=False)
    _depth: int = field(default=0, init=False)
    _client: "httpx.Client | None" = field(default=None, init=False)

    def __enter__(self) -> "Door":
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth and self._client is not None:
            self._client.close()
            self._client = None

    def until(self) -> float:
        """When a question that is begun now must be answered, on `clock`."""
        return self.clock() + self.policy.deadline_s

    def ask(
        self,
        url: str,
        *,
        body: dict[str, Any] | None = None,
        until: float | None = None,
        most: int = MOST_ANSWER,
        again: bool = True,
    ) -> Answer:
        """GET, or POST of `body` as JSON. until: on `clock`, when to give up. most: bytes of the answer. again: False where
        what this door was told at that address before will do (a file of a catalogue).

        Raises FetchError: "api-refused" where the server does not take the question (400 to 499), else as `fetch`.
        """
        if not again and url in self._told:
            return self._told[url]
        until = self.until() if until is None else until
        answer = self._patiently(url, body, until, most)
        if not again and sum(len(a.body) for a in self._told.values()) < _MOST_TOLD:
            self._told[url] = answer
        return answer

    def _patiently(self, url: str, body: dict[str, Any] | None, until: float, most: int) -> Answer:
        for tries, wait in enumerate((*WAITS, None), 1):
            try:
                return self._follow(url, body, until, most)
            except _PassingError as passing:
                asked = max(wait or 0.0, passing.wait_s)
                last = wait is None or asked > _LONGEST_WAIT or self.clock() + asked >= until
                if last:
                    raise _final(passing, tries) from passing.error.__cause__
            self.sleep(asked)
        raise AssertionError("the last try ends the loop")

    def _follow(self, url: str, body: dict[str, Any] | None, until: float, most: int) -> Answer:
        begun = url
        for _ in range(self.policy.max_redirects + 1):
            check_url(url)
            answer = self._once(url, body, until, most)
            leads = dict(answer.headers).get("location")
            if answer.status not in _REDIRECTS or not leads:
                return self._checked(answer)
            onward = joined(url, leads)
            if urlsplit(url).scheme == "https" and urlsplit(onward).scheme != "https":
                raise FetchError("redirects", f"{_short(url)} leads from https to an open connection")
            if answer.status not in _KEEPS_METHOD:
                body = None
            url = onward
        raise FetchError(
            "redirects", f"{_short(begun)} redirects more than {self.policy.max_redirects} times"
        )

    def _once(self, url: str, body: dict[str, Any] | None, until: float, most: int) -> Answer:
        import httpx

        headers = {
            "User-Agent": self.policy.user_agent,
            "Accept": "application/geo+json, application/json",
            "Accept-Encoding": ASKED,
        }
        content = None
        if body is not None:
            content = json.dumps(body, sort_keys=True).encode()
            headers["Content-Type"] = "application/json"
        try:
            with (
                self._open(until) as http,
                http.stream(
                    "GET" if body is None else "POST", url, headers=headers, content=content
                ) as response,
            ):
                coding = response.headers.get("content-encoding", "")
                raw = at_most(response.iter_raw(), most, _short(url))
                whole = b"".join(at_most(decoded(raw, coding, _short(url)), most, _short(url)))
                fields = tuple((k.lower(), v) for k, v in response.headers.multi_items())
                return Answer(url, response.status_code, fields, whole)
        except httpx.TimeoutException as error:
            words = f"{_short(url)} did not answer in {self.policy.timeout_s:g} s"
            raise _passing("timeout", words, error) from error
        except httpx.HTTPError as error:
            words = f"{_short(url)} cannot be reached or broke off"
            raise _passing("unreachable", words, error) from error

    @contextmanager
    def _open(self, until: float) -> "Iterator[httpx.Client]":
        from sightline.capture.addresses import resolve
        from sightline.capture.transport import bounded_client

        self._until = until
        with self:
            if self._client is None:
                resolved = partial(resolve, allow_private=self.policy.allow_private)
                # The transport counts down to 0 on this clock, so that the deadline can move from question to question.
                self._client = bounded_client(
                    resolved, self.policy.timeout_s, 0.0, lambda: self.clock() - self._until
                )
            yield self._client

    def _checked(self, answer: Answer) -> Answer:
        if answer.status < 400:
            return answer
        words = f"{_short(answer.url)} answers {answer.status}{_own_words(answer.body)}"
        if answer.status in _AGAIN:
            wait = _asked_wait(dict(answer.headers), self.wall())
            raise _PassingError(FetchError("http-status", words, "try again later"), wait)
        code = "api-refused" if answer.status < 500 else "http-status"
        raise FetchError(code, words)


class _PassingError(Exception):
    """Trouble that may be over at the next try. wait_s: as the server asks."""

    def __init__(self, error: FetchError, wait_s: float = 0.0) -> None:
        super().__init__(error.message)
        self.error, self.wait_s = error, wait_s


def _passing(code: str, words: str, cause: Exception) -> _PassingError:
    error = FetchError(code, words, "try again later")
    error.__cause__ = cause
    return _PassingError(error)


def _final(passing: _PassingError, tries: int) -> FetchError:
    words = passing.error.message + (f" ({tries} tries)" if tries > 1 else "")
    if passing.wait_s > _LONGEST_WAIT:
        words += f" and wants {passing.wait_s:.0f} s of rest"
    return FetchError(passing.error.code, words, passing.error.advice)


def _short(url: str) -> str:
    """Without the query, which may be long and may hold a token."""
    return url.partition("?")[0]


def _own_words(body: bytes) -> str:
    """The server's own words on what went wrong, in one short line; nothing of a page of HTML."""
    try:
        said = json.loads(body[:100_000])
    except (ValueError, RecursionError):
        return ""
    said = said if isinstance(said, dict) else {}
    words = next((said[k] for k in ("description", "detail", "message") if isinstance(said.get(k), str)), "")
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())[:_EXCERPT]
    return f": {line}" if line else ""


def _asked_wait(headers: Mapping[str, str], now: dt.datetime) -> float:
    """Seconds, from a Retry-After of seconds or of a date; 0 where there is none that can be read."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return max(0.0, (moment - now).total_seconds()) if moment.tzinfo else 0.0
