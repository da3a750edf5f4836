"""What is not known of an event, as objects of their own."""

from collections import defaultdict
from collections.abc import Sequence

from sightline.fusion.spoken import Spoken
from sightline.model.claim import Claim
from sightline.model.event import Gap


def gaps(event: Spoken, agreeing: int, unshown: str, unknown: Sequence[Claim] = ()) -> tuple[Gap, ...]:
    """agreeing: how many voices agree. unshown: why it is not shown that they are independent, or "". unknown: claims that say outright that something about
    this event is not known. A missing picture or date is a gap in the record, never evidence against it."""
    said = event.main
    ids = tuple(c.id for c in said)
    found = []
    if agreeing < 2:
        words = "No second independent voice says so."
        if event.only_low:
            words = "Only comments or pingbacks say so."
        elif len(event.voices(event.stating)) > 1:
            words = "No two voices agree in everything they say of it."
        found.append(Gap("no independent voice", words, ids))
    elif unshown:
        words = f"That the voices are independent of each other is not shown: {unshown}."
        found.append(Gap("no independent voice", words, ids))
    if not any(a.kind == "imagery" for c in said for a in c.attribution):
        found.append(Gap("no imagery named", "No satellite or aerial picture is named as its basis.", ids))
    unnamed = tuple(c.id for c in said if all(a.kind == "unnamed" for a in c.attribution))
    if len(unnamed) == len(ids):
        found.append(Gap("unnamed origin", "None of the statements names where it has it from.", unnamed))
    if not any(c.time and c.time.bounded for c in said):
        found.append(Gap("undated", _undated(said), ids))
    if not any(c.place and (c.place.known or c.place.ref) for c in said):
        found.append(Gap("unplaced", "No place could be found for it.", ids))
    said_so: dict[str, list[str]] = defaultdict(list)  # copies repeat it: one gap
    for claim in sorted(unknown, key=lambda c: c.id):
        said_so[" ".join(claim.quote.text.split())].append(claim.id)
    for quote, behind in sorted(said_so.items()):
        found.append(Gap("stated unknown", f"Said not to be known: “{quote}”", tuple(behind)))
    return tuple(found)


def _undated(claims: Sequence[Claim]) -> str:
    words = sorted(
        {c.time.relation.words for c in claims if c.time and c.time.relation and c.time.relation.words}
    )
    if words:
        return f"No date follows from the words; they only say: {'; '.join(words)}."
    if any(c.time and c.time.known for c in claims):
        return "Its date is bounded on one side only."
    return "No statement dates it."
