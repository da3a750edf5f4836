"""The open texts in ../shared that sheets annotate without copying them: `re3d:ID`, `wikiwars:ID#START-END`."""

import json
from functools import lru_cache
from pathlib import Path

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
_FOLDERS = {"re3d": "re3d", "wikiwars": "temporal_wikiwars"}


class SourceMissingError(LookupError):
    """The text of this id is not on this machine."""


@lru_cache
def _texts(folder: str) -> dict[str, tuple[str, str]]:
    path = CORPORA / folder / "train.jsonl"
    if not path.exists():
        raise SourceMissingError(f"{path.parent.name} is not in ../shared/corpora")
    out = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        out[row["id"].partition(":")[2]] = (row["text"], row["meta"].get("licence") or "CC BY-SA 3.0")
    return out


def text_of(name: str) -> tuple[str, str]:
    """The text and licence of an id. Raises SourceMissingError."""
    corpus, _, rest = name.partition(":")
    key, _, stretch = rest.partition("#")
    if corpus not in _FOLDERS or key not in _texts(_FOLDERS[corpus]):
        raise SourceMissingError(f"no text {name} in ../shared/corpora")
    text, licence = _texts(_FOLDERS[corpus])[key]
    if stretch:
        start, _, end = stretch.partition("-")
        text = text[int(start) : int(end)]
    return text, licence
