"""extract: a Document to machine-generated Claims, by asking a language model and believing only quotations."""

from collections import Counter
from collections.abc import Callable

from sightline.assist.answer import Dropped, SaidClaim, claims_in
from sightline.assist.ground import Ground, Quantities, grounded
from sightline.assist.passages import Passage, questions
from sightline.assist.prompt import AGAIN, Message, messages
from sightline.model.assisted import Assisted
from sightline.model.claim import MACHINE, Claim, anchor_of, numbered
from sightline.model.document import Document
from sightline.model.errors import AssistError
from sightline.model.mention import Mention
from sightline.model.place import Place

Ask = Callable[[list[Message]], str]
_SHOWN_AGAIN = 4_000  # characters of an unusable answer that the model is shown again


def extract(
    document: Document,
    places: tuple[Place, ...],
    times: tuple[Mention, ...],
    *,
    ask: Ask,
    model: str,
    quantities: Quantities,
) -> Assisted:
    """The claims that a model finds in a document, each field of them words of the text.

    places: its place phrases, times: its time mentions; a claim's place and time carry their words, for the
    stages that resolve them. ask: gives the model's words, raises AssistError. No mentions are given: they
    bear no origin by which a reader could tell them apart. Raises nothing: trouble with the model is a value.
    """
    origin = MACHINE + " ".join(model.split()).replace(" + ", "+")
    ground = Ground(document, places, times, quantities, origin)
    dropped: Dropped = Counter()
    found: dict[Claim, None] = {}
    asked, trouble = 0, None
    for passages in questions(document):
        try:
            said = _answer(ask, messages(document, passages), dropped)
        except AssistError as error:
            trouble = error
            break
        asked += 1
        for claim in _grounded(ground, passages, said, dropped):
            dropped["claim", "repeated"] += claim in found
            found[claim] = None
    claims = numbered(sorted(found, key=lambda c: (anchor_of(c), c.quote)))
    notes = (_note(origin, len(claims), dropped, whole=trouble is None),) if asked else ()
    return Assisted(tuple(claims), notes, trouble)


def _answer(ask: Ask, question: list[Message], dropped: Dropped) -> list[SaidClaim]:
    """Asks once more where the first answer is of no use."""
    said = ask(question)
    try:
        return claims_in(said, dropped)
    except AssistError:
        shown: Message = {"role": "assistant", "content": said[:_SHOWN_AGAIN]}
        return claims_in(ask([*question, shown, {"role": "user", "content": AGAIN}]), dropped)


def _grounded(
    ground: Ground, passages: tuple[Passage, ...], said: list[SaidClaim], dropped: Dropped
) -> list[Claim]:
    return [claim for one in said if (claim := grounded(ground, passages, one, dropped)) is not None]


def _note(origin: str, kept: int, dropped: Dropped, *, whole: bool) -> str:
    """How much of what the model said was kept, and what was not and why."""
    told = [
        f"{count} {what}{'' if count == 1 else 's'} ({why})"
        for (what, why), count in sorted(dropped.items())
        if count
    ]
    left = f"; left out: {', '.join(told)}" if told else "; nothing was left out"
    rest = "" if whole else "; it did not read the text to its end"
    return f"{origin}: {kept} claim{'' if kept == 1 else 's'} kept{left}{rest}"
