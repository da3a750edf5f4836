"""Where an item of an archive may point: the web, or a file inside the very catalogue that the user named. Nothing else."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

_LONGEST = 4000  # characters; a signed address has some hundreds
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # control characters and halves of characters
_WEB = frozenset({"http", "https"})
# Object stores whose own addresses need an account's keys.
_STORES = frozenset({"s3", "gs", "az", "abfs", "swift"})


@dataclass(frozen=True, slots=True)
class Base:
    """What hrefs are relative to. address: the web address or the path of the file that holds them. folder: of the local
    catalogue; None where it came from the web, and then no href leads to a file."""

    address: str
    folder: str | None = None


def resolved(href: object, base: Base) -> tuple[str, str]:
    """The absolute address (or the path, relative where the user's own was) and "", or "" and why it is not followed."""
    if not isinstance(href, str) or not href.strip() or len(href) > _LONGEST or _UNFIT.search(href):
        return "", "has no address"
    text = href.strip()
    try:
        scheme = urlsplit(text).scheme.lower()
        if scheme in _WEB:
            return _web(text)
        if scheme and not (base.folder is not None and len(scheme) == 1):  # a drive's letter is no scheme
            words = "needs an account" if scheme in _STORES else "is not followed"
            return "", f"lies at {scheme[:12]}: and {words}"
        if base.folder is None:
            return _web(urljoin(base.address, text))
    except ValueError:
        return "", "has no address"
    return _inside(text, base.address, base.folder)


def _web(text: str) -> tuple[str, str]:
    parts = urlsplit(text)
    if parts.scheme not in _WEB or not parts.hostname or parts.username or parts.password:
        return "", "has no web address"
    parts.port  # noqa: B018  # read for its ValueError
    return text, ""


def _inside(text: str, address: str, folder: str) -> tuple[str, str]:
    """A path under the catalogue's folder, links followed."""
    path = os.path.normpath(Path(address).parent / unquote(text))
    try:
        whole, fence = Path(path).resolve(), Path(folder).resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return "", "leads nowhere"
    if not whole.is_relative_to(fence):
        return "", "lies outside of the catalogue's folder"
    return path, ""


def with_addresses(item: Mapping[str, Any], base: Base) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The item with every asset's href absolute, and why those that have none were taken out."""
    assets, left = {}, []
    held = item.get("assets")
    for key, asset in held.items() if isinstance(held, Mapping) else ():
        if not isinstance(asset, Mapping):
            continue
        address, why = resolved(asset.get("href"), base)
        if not address:
            address, _ = resolved(_alternate(asset), base)
        if address:
            assets[str(key)] = {**asset, "href": address}
        elif why:
            left.append(why)
    return {**item, "assets": assets}, tuple(left)


def _alternate(asset: Mapping[str, Any]) -> object:
    """The same file on the web (extension alternate-assets), where it asks for no account."""
    held = asset.get("alternate")
    other = held.get("https") if isinstance(held, Mapping) else None
    if not isinstance(other, Mapping) or other.get("auth:refs"):
        return None
    return other.get("href")
