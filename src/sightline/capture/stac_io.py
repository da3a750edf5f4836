"""How pystac-client gets at bytes here: through the checked door, each answer kept, and never through a session of its own.

Imported only where an archive is asked, since pystac-client is part of the extra `imagery` and slow to load.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from pystac import Link
from pystac_client.stac_api_io import StacApiIO

from sightline.capture.door import Door
from sightline.capture.keeping import Keep
from sightline.model.errors import FetchError
from sightline.model.ids import canonical

MOST_QUESTIONS = (
    40  # to one archive in one search: a landing page, its collections, 30 pages of 100 items and some
)


class CheckedIO(StacApiIO):
    """Reads from one host only: that of the archive's root. root: as it was named. capture: id of the last answer. Raises FetchError."""

    def __init__(self, root: str, door: Door, keep: Keep) -> None:
        # Not super().__init__: it opens a session of `requests`.
        self.headers: dict[str, str] = {}
        self.capture = ""
        self.root, self._root, self._door, self._keep = root, root, door, keep
        self._until = 4 * door.policy.deadline_s + door.clock()
        self._asked: set[bytes] = set()
        self._first = ""  # what the root says: whoever reads it again need not ask again

    def update(
        self,
        headers: dict[str, str] | None = None,
        parameters: dict[str, Any] | None = None,
        request_modifier: Callable[[Any], Any] | None = None,
        timeout: Any = None,
    ) -> None:
        """What a caller of pystac-client may set of its session: there is none."""

    def read_text(self, source: Any, *args: Any, **kwargs: Any) -> str:
        if not isinstance(source, Link):
            return self.request(str(source), *args, **kwargs)
        link = source.to_dict(transform_href=False)
        given = link.get("body")
        body = dict(given) if isinstance(given, dict) else {}
        if link.get("merge") is True:
            body = {**(kwargs.get("parameters") or {}), **body}
        # Headers that a link asks for are left out: whatever they are for, it is not for us.
        method = str(link.get("method") or "GET")
        return self.request(str(link["href"]), method, None, body if method.upper() == "POST" else None)

    def request(
        self,
        href: str,
        method: str | None = None,
        headers: dict[str, str] | None = None,  # noqa: ARG002  # the signature is pystac-client's
        parameters: dict[str, Any] | None = None,
    ) -> str:
        """One question. Raises FetchError where it leads elsewhere, goes round in a circle, or fails."""
        post = (method or "GET").upper() == "POST"
        url = href
        if not post and parameters:
            url += ("&" if "?" in href else "?") + urlencode(sorted(parameters.items()))
        body = dict(parameters or {}) if post else None
        if self._first and not post and href.rstrip("/") == self.root.rstrip("/") and not parameters:
            return self._first
        self._fence(url, body)
        answer = self._door.ask(url, body=body, until=min(self._until, self._door.until()))
        told = f"{url} {canonical(body).decode()}" if body is not None else url
        if len(self._asked) == 1:  # the root may redirect; where it leads is where it lives
            self._root = answer.url
        kept = self._keep(
            answer.body,
            told,
            dict(answer.headers).get("content-type"),
            url=url,
            status=answer.status,
            headers=answer.headers,
        )
        self.capture = kept.id
        try:
            text = answer.body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise FetchError("not-stac", f"{href} answers with bytes that are no text") from error
        self._first = self._first or text
        return text

    def read_json(self, source: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As STAC has it: an object, whose lists of links and features hold objects."""
        try:
            row = json.loads(self.read_text(source, *args, **kwargs))
        except (ValueError, RecursionError) as error:
            raise FetchError("not-stac", f"{self._root} answers with something else than JSON") from error
        if not isinstance(row, dict):
            raise FetchError("not-stac", f"{self._root} answers with something else than STAC")
        for name in ("links", "features", "collections"):
            if name in row:
                held = row[name] if isinstance(row[name], list) else []
                row[name] = [x for x in held if isinstance(x, dict)]
        links = row.get("links", [])
        row["links"] = [x for x in links if isinstance(x.get("rel"), str) and isinstance(x.get("href"), str)]
        return row

    def _fence(self, url: str, body: dict[str, Any] | None) -> None:
        try:
            there, here = urlsplit(url), urlsplit(self._root)
            same = (there.hostname, there.port, there.scheme) == (here.hostname, here.port, here.scheme)
        except ValueError:
            same = False
        if not same:
            shown = url.partition("?")[0][:120].encode("ascii", "backslashreplace").decode()
            raise FetchError("other-host", f"{self._root} leads on to {shown}, which is not followed")
        question = canonical([url, body])
        if question in self._asked:
            raise FetchError("endless", f"{self._root} leads back to what it was asked before")
        if len(self._asked) >= MOST_QUESTIONS:
            raise FetchError("endless", f"{self._root} has more than {MOST_QUESTIONS} pages")
        self._asked.add(question)
