"""What analysts decided, in words for a brief: beside what the sources say, never in place of it."""

from collections.abc import Iterator

from sightline.brief import words
from sightline.brief.index import Index
from sightline.model.event import Decided, Event

Note = tuple[str, tuple[str, ...]]


def decided_words(decided: Decided) -> list[str]:
    """Each decision with who, when and why; the analyst's own grade and estimate; where analysts disagree."""
    out = list(decided.words)
    if decided.disputed:
        out.append(f"analysts disagree, the newest decision holds; {'; '.join(decided.disputed)}")
    return out


def decided_notes(event: Event, ix: Index) -> Iterator[Note]:
    """Sentences about the record: decisions on the event, and every value of its claims that an analyst corrected."""
    if event.decided:
        for said in decided_words(event.decided):
            yield f"{words.capital(said.rstrip('.'))}.", ()
    for claim in ix.known(event.claims):
        decided = ix.decided.get(claim.id)
        if decided is None or not any("correct" in said for said in decided.words):
            continue
        told = [said for said in decided_words(decided) if not said.startswith("accepted")]
        yield f"An analyst looked at the words: {'; '.join(told).rstrip('.')}.", (claim.id,)
