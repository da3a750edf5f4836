"""replay: preserved captures served again, and nothing else; for demos, tests and re-checking a record."""

import json
from pathlib import Path

from sightline.capture.fetch import Fetch
from sightline.capture.vault import Store, Vault
from sightline.model.capture import Capture, Request
from sightline.model.errors import FetchError


def replay(folder: Path, vault: Store) -> Fetch:
    """A fetch that answers web addresses from the vault in `folder` (newest retrieval first) and copies the
    bytes and the record, time of retrieval and all, into `vault`. Anything else is refused: FetchError.

    Raises FetchError at once where the folder holds no captures or a record that cannot be read.
    """
    kept = Vault(folder)
    try:
        captures = list(kept.captures())
    except (json.JSONDecodeError, KeyError, ValueError, OSError) as error:
        raise FetchError("bad-record", f"a custody record in {folder} cannot be read: {error}") from error
    if not captures:
        raise FetchError("no-captures", f"there are no captures in {folder}", "give the folder of a vault")
    by_url: dict[str, Capture] = {}
    for capture in captures:
        for url in (capture.url, capture.final_url):
            if url:
                by_url[url] = capture

    def fetch(request: Request) -> Capture:
        capture = by_url.get(request.location)
        if request.kind != "url" or capture is None:
            raise FetchError(
                "not-preserved", f"{request.location} is not among the preserved captures", f"see {folder}"
            )
        vault.put(kept.get(capture.digest))
        vault.record(capture)
        return capture

    return fetch
