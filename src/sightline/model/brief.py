"""Brief: what is published; every sentence knows the claims it rests on."""

import datetime as dt
from dataclasses import dataclass

from sightline.model.event import Fusion
from sightline.model.facts import Facts
from sightline.model.holding import Holding


@dataclass(frozen=True, slots=True)
class Sentence:
    """claims: ids of the claims it rests on, never empty for a statement about the world; `kind` "note" is
    for words about the record itself."""

    text: str
    claims: tuple[str, ...] = ()
    kind: str = "statement"


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    sentences: tuple[Sentence, ...]
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """sections: in reading order. holdings: what was claimed to be where, cell by cell. facts, fusion: what it was composed from, so that a writer can show the
    quotes, the map and the sources. made: aware UTC, passed in, never read from a clock inside."""

    title: str
    made: dt.datetime
    summary: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    unknowns: tuple[Sentence, ...]
    facts: Facts
    fusion: Fusion
    holdings: tuple[Holding, ...] = ()
