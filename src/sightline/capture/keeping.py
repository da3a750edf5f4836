"""keep: bytes that an archive gave, to a Capture; the same bytes from the same place are kept once."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Protocol

from sightline.capture.fetch import recorded
from sightline.capture.vault import Store
from sightline.model.capture import Capture
from sightline.model.ids import digest
from sightline.model.location import written

Headers = tuple[tuple[str, str], ...]


class Keep(Protocol):
    """location: what was asked for, without secrets. parent: id of the capture that named it."""

    def __call__(
        self,
        data: bytes,
        location: str,
        media_type: str | None = None,
        parent: str | None = None,
        *,
        url: str | None = None,
        status: int | None = None,
        headers: Headers = (),
    ) -> Capture: ...


def make_keep(vault: Store, now: Callable[[], dt.datetime], held: Iterable[Capture] = ()) -> Keep:
    """A keep that preserves into `vault`. held: captures that are there already; where location and bytes are those of one of
    them, that one is given back, so that the same question asked twice adds nothing. now: the clock, in aware UTC."""
    known = {(capture.location, capture.digest): capture for capture in held}

    def keep(
        data: bytes,
        location: str,
        media_type: str | None = None,
        parent: str | None = None,
        *,
        url: str | None = None,
        status: int | None = None,
        headers: Headers = (),
    ) -> Capture:
        key = (written(location), digest(data))
        if key in known:
            return known[key]
        known[key] = recorded(
            vault, vault.put(data), len(data), location, now(), url=url, status=status, headers=headers,
            media_type=media_type, parent=parent,
        )  # fmt: skip
        return known[key]

    return keep
