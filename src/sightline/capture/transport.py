"""An httpx transport whose connections are opened to checked addresses only."""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpcore
import httpx

from sightline.capture.addresses import resolve
from sightline.capture.policy import Policy

Resolve = Callable[[str, int], list[str]]


def client(policy: Policy, until: float, clock: Callable[[], float] = time.monotonic) -> httpx.Client:
    """A client for a visitor of web pages."""
    resolved = partial(resolve, allow_private=policy.allow_private)
    return bounded_client(resolved, policy.timeout_s, until, clock)


def bounded_client(
    resolved: Resolve, timeout_s: float, until: float, clock: Callable[[], float] = time.monotonic
) -> httpx.Client:
    """A client that connects to nothing but the addresses that `resolved` gives for a host and port (it raises
    where one is refused), and that gives up at `until` on the clock, however slowly bytes come. The
    environment's proxies are not used, since behind a proxy the address could not be checked."""
    transport = _Transport(resolved, lambda: until - clock())
    return httpx.Client(transport=transport, timeout=timeout_s, trust_env=False)


class _Checked(httpcore.SyncBackend):
    """Resolves and checks a name where the connection is opened, and connects to that very address. left:
    seconds that remain."""

    def __init__(self, resolved: Resolve, left: Callable[[], float]) -> None:
        self.resolved, self.left = resolved, left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        last: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self.resolved(host, port):
            try:
                within = _within(timeout, self.left())
                stream = super().connect_tcp(address, port, within, local_address, socket_options)
                return _Timed(stream, self.left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError(f"no address for {host}")


def _within(timeout: float | None, left: float) -> float:
    """The timeout of one step, never more than what is left in all."""
    if left <= 0:
        raise httpcore.ReadTimeout("no time is left")
    return left if timeout is None else min(timeout, left)


class _Timed(httpcore.NetworkStream):
    """A stream on which every step ends with the time that is left: a server that sends a byte now and then,
    in the headers or in the body, resets the timeout of a read, but not this."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self.stream, self.left = stream, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, _within(timeout, self.left()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, _within(timeout, self.left()))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        within = _within(timeout, self.left())
        return _Timed(self.stream.start_tls(ssl_context, server_hostname, within), self.left)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


class _Transport(httpx.BaseTransport):
    def __init__(self, resolved: Resolve, left: Callable[[], float]) -> None:
        self.pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(), network_backend=_Checked(resolved, left)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        with _mapped():
            answer = self.pool.handle_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        self.pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self.answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _mapped():
            yield from self.answer.iter_stream()

    def close(self) -> None:
        self.answer.close()


@contextmanager
def _mapped() -> Iterator[None]:
    """httpcore's errors as httpx's, so that one place maps them to ours."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.TimeoutException(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise httpx.NetworkError(str(error) or type(error).__name__) from error
