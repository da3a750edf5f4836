"""keep_file: a file of any size to a Capture, as custody asks for tracks and pictures just as for pages."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from sightline.capture.fetch import recorded
from sightline.capture.vault import Vault
from sightline.model.capture import Capture
from sightline.model.errors import FetchError


def keep_file(path: Path, vault: Vault, now: dt.datetime, media_type: str | None = None) -> Capture:
    """Preserves a file and records how it came to be held. Raises FetchError where it cannot be read, LedgerError
    where the vault cannot be written."""
    try:
        if not path.is_file():
            what = "cannot look into the folder" if path.is_dir() else "there is no file"
            raise FetchError("no-file", f"{what} {path}", "check the path")
        digest, size = vault.put_file(path)
    except OSError as error:
        raise FetchError(
            "unreadable", f"cannot read {path}: {error.strerror}", "check its permissions"
        ) from error
    return recorded(vault, digest, size, str(path), now, media_type=media_type)


def files_under(path: Path) -> Iterator[Path]:
    """The file itself, or the files of a folder and its folders in the order of their names, hidden ones left out.
    Links that lead to folders are not followed."""
    if not path.is_dir():
        yield path
        return
    try:
        held = sorted(path.iterdir())
    except OSError:  # taking it for a file gives the error its words
        yield path
        return
    for inside in held:
        if not inside.name.startswith(".") and not (inside.is_symlink() and inside.is_dir()):
            yield from files_under(inside)
