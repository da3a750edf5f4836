"""One question over a real socket: good answers, bad ones, slow ones, none."""

import time
from collections.abc import Iterator
from functools import partial

import pytest
from model_server import (
    ModelServer,
    Reply,
    completion,
    drips,
    hangs_up,
    running,
    says,
    sends,
    waits,
)

from sightline.assist.client import GIVE_UP_AFTER, LARGEST, Client
from sightline.assist.endpoint import Endpoint, endpoint_of, local, resolver
from sightline.capture.transport import bounded_client
from sightline.model.errors import AssistError, SettingsError

KEY = "sk-very-secret-4711"
HTML = b"<!doctype html><title>502</title><h1>Bad gateway</h1>"
QUESTION = [{"role": "user", "content": "Which claims?"}]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with running() as made:
        yield made


def endpoint(url: str, **more: object) -> Endpoint:
    given: dict[str, object] = {"model": "small", "key": KEY, "timeout_s": 5.0, "remote": False}
    return endpoint_of(url, **(given | more))  # type: ignore[arg-type]


def client(server: ModelServer, *replies: Reply, **more: object) -> tuple[Client, list[float]]:
    """The client, and the seconds it would have waited between two tries."""
    server.replies = list(replies)
    where = endpoint(server.url, **more)
    waited: list[float] = []
    made = Client(
        where, connect=partial(bounded_client, resolver(where), where.timeout_s), sleep=waited.append
    )
    return made, waited


def trouble(made: Client) -> AssistError:
    with pytest.raises(AssistError) as error:
        made.ask(QUESTION)
    assert KEY not in repr(error.value) + str(error.value)
    return error.value


def test_a_good_answer(server: ModelServer) -> None:
    made, waited = client(server, says("hello"))
    assert made.ask(QUESTION) == "hello"
    (asked,), (headers,) = server.asked, server.headers
    assert (asked["model"], asked["messages"], asked["temperature"]) == ("small", QUESTION, 0)
    assert asked["response_format"]["type"] == "json_schema"
    assert headers["path"] == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert waited == []


def test_without_a_key_none_is_sent(server: ModelServer) -> None:
    made, _ = client(server, says("hello"), key="")
    made.ask(QUESTION)
    assert "Authorization" not in server.headers[0]


def test_half_a_character_can_be_asked_about(server: ModelServer) -> None:
    made, _ = client(server, says("hello"))
    assert made.ask([{"role": "user", "content": "\ud800 tanks"}]) == "hello"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again(server: ModelServer, status: int) -> None:
    made, waited = client(server, sends(status, b"{}"), sends(status, HTML), says("hello"))
    assert made.ask(QUESTION) == "hello"
    assert waited == [1.0, 2.0]


def test_the_server_may_ask_for_a_longer_wait_but_not_beyond_the_time(server: ModelServer) -> None:
    made, waited = client(server, sends(429, b"{}", Retry_After="3"), says("hello"))
    assert made.ask(QUESTION) == "hello"
    assert waited == [3.0]
    made, waited = client(server, sends(429, b"{}", Retry_After="3600"))
    assert trouble(made).code == "assist-status"
    assert waited == []


def test_an_endpoint_that_knows_no_schema_is_asked_more_simply_from_then_on(server: ModelServer) -> None:
    refused = sends(400, b'{"error": {"message": "response_format not supported"}}')
    made, _ = client(server, refused, refused, says("hello"))
    assert made.ask(QUESTION) == "hello"
    made.ask(QUESTION)
    ways = [a.get("response_format", {}).get("type") for a in server.asked]
    assert ways == ["json_schema", "json_object", None, None]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (sends(200, HTML, Content_Type="text/html"), "assist-protocol"),
        (sends(404, HTML), "assist-status"),
        (sends(200, b""), "assist-protocol"),
        (sends(200, b'{"choices": []}'), "assist-protocol"),
        (sends(200, completion(None)), "assist-protocol"),
        (sends(200, completion("cut")[:-9]), "assist-protocol"),
        (sends(200, b"[" * 100_000), "assist-protocol"),
        (sends(200, b"\xff\xfe\x00"), "assist-protocol"),
        (sends(401, b'{"error": {"message": "wrong key sk-very-secret-4711"}}'), "assist-refused"),
        (sends(302, b"", Location="http://198.51.100.7/"), "assist-redirect"),
        (sends(307, b"", Location="/v2/chat/completions"), "assist-redirect"),
        (sends(200, completion("x" * LARGEST)), "assist-unfit"),
        (sends(200, b"\x1f\x8b", Content_Encoding="gzip"), "assist-unfit"),
        (hangs_up, "assist-unreachable"),
    ],
)
def test_every_bad_answer_is_one_error_with_advice(server: ModelServer, reply: Reply, code: str) -> None:
    made, _ = client(server, reply)
    error = trouble(made)
    assert error.code == code
    assert error.advice
    assert "<" not in error.message  # no page of HTML


def test_the_servers_own_words_are_told_without_the_key(server: ModelServer) -> None:
    made, _ = client(server, sends(404, b'{"error": {"message": "no model small for sk-very-secret-4711"}}'))
    assert "no model small for [assist_key]" in trouble(made).message


@pytest.mark.parametrize(
    "reply",
    [
        waits(3, says("late")),
        drips(b"HTTP/1.1 200 OK\r\nX-Long: ", 3),
        drips(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", 3),
    ],
)
def test_a_slow_answer_ends_with_the_time_for_one_question(server: ModelServer, reply: Reply) -> None:
    made, _ = client(server, reply, timeout_s=0.3)
    started = time.monotonic()
    assert trouble(made).code == "assist-timeout"
    assert time.monotonic() - started < 2


def test_an_endpoint_that_is_down_is_not_asked_for_ever() -> None:
    where = endpoint("http://127.0.0.1:9/v1")
    made = Client(where, connect=partial(bounded_client, resolver(where), 1.0), sleep=lambda _s: None)
    codes = [trouble(made).code for _ in range(GIVE_UP_AFTER + 2)]
    assert codes == ["assist-unreachable"] * GIVE_UP_AFTER + ["assist-given-up"] * 2


def test_one_good_answer_forgives_the_failures_before(server: ModelServer) -> None:
    bad = sends(404, b"{}")
    made, _ = client(server, bad, bad, says("hello"), bad, bad, says("hello"))
    for _ in range(2):
        trouble(made)
        trouble(made)
        assert made.ask(QUESTION) == "hello"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True), ("::1", True), ("10.1.2.3", True), ("172.31.0.1", True), ("192.168.178.20", True),
        ("fe80::1%eth0", True), ("fd00::1", True), ("::ffff:127.0.0.1", True),
        ("198.51.100.7", False), ("172.32.0.1", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("::ffff:8.8.8.8", False), ("2001:db8::1", False), ("64:ff9b::7f00:1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_private(address: str, expected: bool) -> None:
    assert local(address) is expected


@pytest.mark.parametrize("url", ["http://198.51.100.7/v1", "https://[2001:db8::1]:8443/v1"])
def test_a_remote_endpoint_is_refused_naming_the_setting(url: str) -> None:
    with pytest.raises(SettingsError) as error:
        endpoint(url)
    assert error.value.code == "assist-remote"
    assert "assist_remote" in str(error.value)


def test_a_remote_endpoint_may_be_allowed_if_the_line_is_encrypted() -> None:
    assert endpoint("https://198.51.100.7/v1/", remote=True).url == "https://198.51.100.7/v1/chat/completions"
    with pytest.raises(SettingsError, match="https"):
        endpoint("http://198.51.100.7/v1", remote=True)


def test_a_name_that_leads_elsewhere_later_is_refused_where_the_connection_is_opened() -> None:
    where = endpoint("http://box.test/v1", resolve=lambda _h, _p: ["192.168.0.7"])
    moved = resolver(where, lambda _h, _p: ["198.51.100.7"])
    made = Client(where, connect=partial(bounded_client, moved, 1.0))
    assert trouble(made).code == "assist-remote"


def test_a_name_without_an_address_is_trouble_and_no_refusal() -> None:
    def nowhere(_host: str, _port: int) -> list[str]:
        raise OSError

    where = endpoint("http://box.test/v1", resolve=nowhere)
    made = Client(where, connect=partial(bounded_client, resolver(where, nowhere), 1.0))
    assert trouble(made).code == "assist-unreachable"


@pytest.mark.parametrize(
    "more",
    [
        {"url": "127.0.0.1:8000"},
        {"url": "file:///etc/passwd"},
        {"url": "http://"},
        {"url": "http://[::1/v1"},
        {"url": "http://127.0.0.1:99999/v1"},
        {"url": "http://127.0.0.1/\x00"},
        {"url": "http://user:sk-very-secret-4711@127.0.0.1/v1"},
        {"model": " "},
        {"key": f"{KEY}\r\nHost: elsewhere"},
        {"key": f"{KEY}é"},
        {"timeout_s": 0.0},
        {"timeout_s": float("nan")},
        {"timeout_s": float("inf")},
    ],
)
def test_a_setting_that_cannot_be_is_told_without_the_key(more: dict[str, object]) -> None:
    given = {"url": "http://127.0.0.1:8000/v1"} | more
    with pytest.raises(SettingsError) as error:
        endpoint(**given)  # type: ignore[arg-type]
    assert "secret" not in str(error.value)
    assert "secret" not in repr(endpoint("http://127.0.0.1:8000/v1"))


def test_what_an_address_asks_for_beside_its_path_is_kept() -> None:
    where = endpoint("http://127.0.0.1:8000/deployments/small?api-version=2026-01")
    assert where.url == "http://127.0.0.1:8000/deployments/small/chat/completions?api-version=2026-01"
    assert where.shown == "http://127.0.0.1:8000"
