"""The protocol of OpenAI-compatible endpoints, as much of it as one question needs: POST chat/completions."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sightline.assist.answer import schema
from sightline.assist.endpoint import Endpoint
from sightline.assist.prompt import Message
from sightline.model.errors import AssistError

if TYPE_CHECKING:
    import httpx

    Connect = Callable[[float], httpx.Client]

LARGEST = 4_000_000  # bytes of one answer
GIVE_UP_AFTER = 3  # questions that failed in a row
_WAITS = (1.0, 2.0, 4.0)  # seconds before each further try
_CONNECT_S = 10.0  # a machine that is there answers at once; what a model may take is timeout_s
_PASSING = frozenset({408, 425, 429})  # worth another try, as is 5xx
_EXCERPT = 200  # characters of a server's own words
_CHECK = "check assist_url; it mostly ends in /v1"


class _Said(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Said


class _Completion(BaseModel):
    choices: tuple[_Choice, ...]


@dataclass(frozen=True, slots=True)
class _Failed:
    """passing: another try may do. simpler: the endpoint may not know this way of asking. wait: seconds that
    the server asked for."""

    error: AssistError
    passing: bool = False
    simpler: bool = False
    wait: float = 0.0


@dataclass(slots=True)
class Client:
    """Asks one endpoint, one question at a time. connect: an httpx client that gives up at a time on `clock`.

    Remembers which way of asking the endpoint understands. After `GIVE_UP_AFTER` questions in a row that
    failed it asks no more, so that an endpoint that is down costs a long run minutes, not days.
    """

    endpoint: Endpoint
    connect: "Connect"
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _way: int = field(default=0, init=False)
    _failed: int = field(default=0, init=False)

    def ask(self, messages: list[Message]) -> str:
        """What the model says. Raises AssistError, whose words never hold the key."""
        if self._failed >= GIVE_UP_AFTER:
            raise AssistError(
                "assist-given-up",
                f"the language model failed {GIVE_UP_AFTER} times in a row and is asked no more in this run",
                "see the trouble before this one",
            )
        outcome = self._persistent(messages)
        self._failed = 0 if isinstance(outcome, str) else self._failed + 1
        if isinstance(outcome, str):
            return outcome
        raise outcome.error

    def _persistent(self, messages: list[Message]) -> "str | _Failed":
        """Tries again after a while, or in a simpler way, until the time for one question is over."""
        until = self.clock() + self.endpoint.timeout_s
        waits, ways = list(_WAITS), _ways()
        way = self._way
        while True:
            outcome = self._once({"messages": messages, **ways[way]}, until)
            if isinstance(outcome, str):
                self._way = way
                return outcome
            if outcome.simpler and way + 1 < len(ways):
                way += 1
                continue
            wait = max(outcome.wait, waits.pop(0)) if outcome.passing and waits else None
            if wait is None or self.clock() + wait >= until:
                return outcome
            self.sleep(wait)

    def _once(self, body: dict[str, Any], until: float) -> "str | _Failed":
        import httpx

        # Not httpx's own encoding of JSON: half a character in a text would be a bug there.
        content = json.dumps({"model": self.endpoint.model, "stream": False, **body}).encode()
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        patience = httpx.Timeout(self.endpoint.timeout_s, connect=_CONNECT_S)
        try:
            with (
                self.connect(until) as http,
                http.stream(
                    "POST", self.endpoint.url, content=content, headers=headers, timeout=patience
                ) as response,
            ):
                raw = _at_most(response)
                return self._read(response.status_code, response.headers, raw)
        except AssistError as error:  # the address was refused where the connection was opened
            return _Failed(error)
        except httpx.TimeoutException:
            return _Failed(
                self._error(
                    "timeout",
                    f"did not answer in {self.endpoint.timeout_s:g} s",
                    "raise assist_timeout_s, or name a smaller model",
                ),
                passing=True,
            )
        except httpx.HTTPError:
            return _Failed(
                self._error(
                    "unreachable", "cannot be reached or broke off", "start the endpoint, or check assist_url"
                ),
                passing=True,
            )

    def _read(self, status: int, headers: Mapping[str, str], raw: bytes | None) -> "str | _Failed":
        if raw is None:
            return _Failed(
                self._error("unfit", f"answers with packed bytes or more than {LARGEST / 1e6:.0f} MB", _CHECK)
            )
        if status == 200:
            return self._content(raw)
        said = self._words_of(raw)
        if status in (401, 403):
            return _Failed(self._error("refused", f"refuses ({status}){said}", "check assist_key"))
        if 300 <= status < 400:
            return _Failed(self._error("redirect", f"answers {status}; no redirect is followed", _CHECK))
        error = self._error("status", f"answers {status}{said}", "see the log of the endpoint")
        return _Failed(error, status in _PASSING or status >= 500, status in (400, 422), _asked_wait(headers))

    def _content(self, raw: bytes) -> "str | _Failed":
        try:
            completion = _Completion.model_validate(json.loads(raw))
            return completion.choices[0].message.content
        except (ValueError, RecursionError, IndexError):
            return _Failed(self._error("protocol", "gives no answer in the protocol of OpenAI", _CHECK))

    def _words_of(self, raw: bytes) -> str:
        """The server's own words on what went wrong, in one short line; nothing of a page of HTML."""
        try:
            said = json.loads(raw)
            said = said.get("error", said) if isinstance(said, dict) else None
            said = said.get("message") if isinstance(said, dict) else said
        except (ValueError, RecursionError):
            return ""
        if not isinstance(said, str) or not said.strip():
            return ""
        words = " ".join(said.encode("utf-8", "replace").decode().split())
        if self.endpoint.key:  # before it is cut, lest half a key be left
            words = words.replace(self.endpoint.key, "[assist_key]")
        return f": {words[:_EXCERPT]}"

    def _error(self, code: str, what: str, advice: str) -> AssistError:
        return AssistError(f"assist-{code}", f"the language model at {self.endpoint.shown} {what}", advice)


def _at_most(response: "httpx.Response") -> bytes | None:
    """The body as it comes, None where it is packed (it was asked for plain) or larger than `LARGEST`."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        return None
    got = bytearray()
    for chunk in response.iter_raw():
        got += chunk
        if len(got) > LARGEST:
            return None
    return bytes(got)


def _asked_wait(headers: Mapping[str, str]) -> float:
    said = headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0.0


def _ways() -> list[dict[str, Any]]:
    """From what holds a model to the shape of the answer down to what every endpoint understands."""
    named = {"type": "json_schema", "json_schema": {"name": "claims", "schema": schema()}}
    return [
        {"temperature": 0, "response_format": named},
        {"temperature": 0, "response_format": {"type": "json_object"}},
        {"temperature": 0},
        {},
    ]
