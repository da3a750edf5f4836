"""Tables of facts that ship with the stage (data/*.tsv): lines that begin with "#" say source and columns."""

from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of data/`name`, in order, cells missing at the end of a row filled up with "". Raises ValueError
    for a row of more than `columns` cells."""
    made = []
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > columns:
            raise ValueError(f"{name}: {len(cells)} columns in {line!r}")
        made.append((*cells, *[""] * (columns - len(cells))))
    return tuple(made)
