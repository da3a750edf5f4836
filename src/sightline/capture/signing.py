"""Tokens that let a reader at an archive's files: had without a key, used for one request, kept nowhere."""

import datetime as dt
import json
import threading
from collections.abc import Callable, Sequence
from urllib.parse import quote, urlsplit

from sightline.capture.archives import Archive
from sightline.capture.door import Door
from sightline.capture.footprints import moment
from sightline.model.errors import FetchError

Sign = Callable[[str, str, str], str]  # archive, collection, href -> href for the request
_EARLY = dt.timedelta(minutes=2)  # before its end a token is had anew: reads take a while
_UNKNOWN = dt.timedelta(minutes=5)  # taken for the life of a token that tells none, and of a refusal


def signer(archives: Sequence[Archive], door: Door) -> Sign:
    """Adds a token where the archive hands them out and the file lies on a host that it is for; any other address, and one that has a
    query already, stays as it is. Its calls raise FetchError where no token can be had; then none is asked for again for a while, since
    hundreds of windows may want one."""
    givers = {archive.name: archive for archive in archives if archive.token}
    held: dict[str, tuple[str | FetchError, dt.datetime]] = {}
    one_asks = threading.Lock()  # windows are read several at a time

    def sign(archive: str, collection: str, href: str) -> str:
        giver = givers.get(archive)
        parts = urlsplit(href)
        host = (parts.hostname or "").lower()
        if giver is None or parts.query or not host.endswith(giver.token_hosts):
            return href
        address = giver.token.format(quote(collection, safe=""))
        with one_asks:
            if address not in held or held[address][1] <= door.wall():
                try:
                    held[address] = _token(address, door)
                except FetchError as error:
                    held[address] = (error, door.wall() + _UNKNOWN)
            token = held[address][0]
        if isinstance(token, FetchError):
            raise FetchError(token.code, token.message, token.advice)
        return f"{href}?{token}"

    return sign


def _token(address: str, door: Door) -> tuple[str, dt.datetime]:
    """A token and until when it is used."""
    answer = door.ask(address, most=100_000)
    try:
        row = json.loads(answer.body)
        token, ends = row["token"], moment(row.get("msft:expiry"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FetchError("no-token", f"{address} gives no token") from error
    if not isinstance(token, str) or not token or not token.isascii() or set(token) & set("#? \r\n"):
        raise FetchError("no-token", f"{address} gives no token")
    return token, (ends - _EARLY) if ends else door.wall() + _UNKNOWN
