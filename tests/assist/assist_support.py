"""Documents, answers and what the earlier stages would pass on, for tests of the assistant."""

import json
from collections.abc import Callable

from sightline.assist.extract import extract
from sightline.assist.prompt import Message
from sightline.extraction.quantities import find_quantities
from sightline.model.assisted import Assisted
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span
from support import a_document

TEXT = (
    "Officials in Oslo said Norway reportedly deployed at least five NASAMS launchers\n"
    "to Bodø on 3 May 2021. A radar was seen there.\n\n"
    "It is unclear whether the launchers will stay. Six trucks came from Kiruna."
)
DEPLOYED = {
    "passage": 1,
    "quote": "Norway reportedly deployed at least five NASAMS launchers to Bodø on 3 May 2021",
    "event": "deployment",
    "stance": "reported",
    "trigger": "deployed",
    "hedges": ["reportedly"],
    "attribution": [{"words": "Officials in Oslo", "kind": "official"}],
    "actors": [{"words": "Norway", "kind": "state", "role": "agent"}],
    "items": [
        {"words": "NASAMS launchers", "category": "sam-launcher", "count": {"low": 5, "high": None}},
    ],
    "place": "Bodø",
    "from": None,
    "time": "3 May 2021",
}
SEEN = {
    "passage": 1,
    "quote": "A radar was seen there",
    "event": "presence",
    "stance": "asserted",
    "trigger": "seen",
    "items": [{"words": "radar", "category": "radar", "count": {"low": 1, "high": 1}}],
}


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def assisted(
    *answers: object,
    text: str | Document = TEXT,
    places: tuple[Place, ...] = (),
    times: tuple[Mention, ...] = (),
    heard: Callable[[list[Message]], None] = lambda _m: None,
) -> Assisted:
    """What comes of a model that gives these answers, the last one again for every further question."""
    left = [a if isinstance(a, str) else json.dumps({"claims": a}) for a in answers]

    def ask(question: list[Message]) -> str:
        heard(question)
        return left.pop(0) if len(left) > 1 else left[0]

    document = text if isinstance(text, Document) else a_document(text)
    return extract(document, places, times, ask=ask, model="small", quantities=find_quantities)


def only(found: Assisted) -> Claim:
    assert found.trouble is None
    (claim,) = found.claims
    return claim


def spans_of(claim: Claim) -> list[Span]:
    """Every span of a claim."""
    found = [claim.quote, claim.trigger, *claim.hedges, *(a.span for a in claim.attribution)]
    found += [x.span for x in (*claim.items, *claim.actors)]
    found += [x.span for x in (claim.place, claim.from_place, claim.time) if x is not None]
    return [s for s in found if s is not None]
