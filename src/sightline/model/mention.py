"""Mention: a span that names something."""

from dataclasses import dataclass

from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.model.vocabulary import MentionKind


@dataclass(frozen=True, slots=True)
class Mention:
    """name: canonical name. ref: catalogue id, gazetteer id or ISO 3166 code. place: for places and
    coordinates, resolved. period: for times, resolved."""

    span: Span
    kind: MentionKind
    name: str | None = None
    ref: str | None = None
    place: Place | None = None
    period: Period | None = None
