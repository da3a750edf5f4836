"""From what an analyst typed to the judgements that are kept."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.errors import InputError
from sightline.model.event import Event
from sightline.model.judgement import Judgement, in_force

if TYPE_CHECKING:
    from sightline.fusion.decide import Hand
    from sightline.ledger.ledger import Ledger
    from sightline.model.event import Fusion
    from sightline.model.facts import Facts
    from sightline.settings import Settings


@dataclass(frozen=True, slots=True)
class Wish:
    """What the options of `judge` ask for, as typed."""

    accept: bool
    reject: bool
    fields: tuple[str, ...]
    count: str | None
    item: str | None
    place: str | None
    radius: float | None
    country: str | None
    time: str | None
    merge: tuple[str, ...]
    split: tuple[str, ...]
    rate: str | None
    owner: str | None
    credibility: int | None
    estimate: str | None
    like: str | None
    undo: bool
    copies: bool

    @property
    def corrects(self) -> bool:
        return bool(self.fields) or any(x is not None for x in (self.count, self.place, self.time))

    @property
    def grades(self) -> bool:
        return self.credibility is not None or self.estimate is not None


NOTHING = Wish(
    False, False, (), None, None, None, None, None, None, (), (), None, None, None, None, None, False, True
)  # fmt: skip


def judgements_of(
    held: "Ledger",
    settings: "Settings",
    facts: "Facts",
    fusion: "Fusion",
    ids: Sequence[str],
    wish: Wish,
    hand: "Hand",
) -> list[Judgement]:
    """The judgements that the options ask for. Raises InputError or LedgerError where they cannot be made."""
    from sightline.fusion.corrections import ChangeError
    from sightline.fusion.decide import on_source
    from sightline.ledger.find import find

    if wish.rate is not None:
        return [on_source(one, "rated", _letter(wish.rate), hand) for one in ids]
    if wish.owner is not None:
        return [on_source(one, "owned", wish.owner.strip(), hand) for one in ids]
    nouns = [find(held, one, fusion.events) for one in ids]
    try:
        if wish.merge:
            return [_merged(facts, [*nouns, *(find(held, m, fusion.events) for m in wish.merge)], hand)]
        made = [_on(noun, held, settings, facts, fusion, wish, hand) for noun in nouns]
        return [*made, *_on_copies(made, facts, hand)] if wish.copies else made
    except ChangeError as trouble:
        raise InputError("judgement-unfit", str(trouble), "see: sightline judge --help") from trouble


def _on_copies(made: Sequence[Judgement], facts: "Facts", hand: "Hand") -> list[Judgement]:
    """The same on claims that say the same in the same words; where it does not fit one of them, that one is left."""
    from sightline.fusion.corrections import ChangeError
    from sightline.fusion.decide import copies_of, like

    claims = {c.id: c for c in facts.claims}
    done = {one.subject for one in made}
    more = []
    for one in made:
        for copy in copies_of(claims[one.subject], facts.claims) if one.subject in claims else ():
            if copy.id not in done:
                done.add(copy.id)
                with suppress(ChangeError):
                    more.append(like(one, copy.id, facts, hand))
    return more


def _letter(text: str) -> str:
    from sightline.model.vocabulary import RELIABILITIES

    letter = text.strip().upper()
    if letter not in RELIABILITIES:
        raise _unfit(f"there is no reliability {text}", "use one of A to F")
    return letter


def _merged(facts: "Facts", nouns: Sequence[Any], hand: "Hand") -> Judgement:
    from sightline.fusion.decide import merged

    claims: list[str] = []
    for noun in nouns:
        claims += noun.claims if isinstance(noun, Event) else [_claim(noun, facts).id]
    return merged(nouns[0].id, claims, facts, hand, getattr(nouns[0], "title", ""))


def _on(
    noun: Any,
    held: "Ledger",
    settings: "Settings",
    facts: "Facts",
    fusion: "Fusion",
    wish: Wish,
    hand: "Hand",
) -> Judgement:
    from sightline.fusion import decide
    from sightline.ledger.find import find

    if wish.undo:
        if not isinstance(noun, Judgement):
            raise _unfit(f"{noun.id} is no judgement", "give the id of a judgement: sightline log")
        if noun.decision != "undone" and noun.id not in {j.id for j in in_force(facts.judgements)}:
            raise _unfit(f"{noun.id} was taken back already", f"see: sightline show {noun.id}")
        return decide.undone(noun, hand)
    if isinstance(noun, Event):
        if wish.split:
            out = [_claim(find(held, s, fusion.events), facts) for s in wish.split]
            named = {c.id for c in out}
            if wish.copies:
                copies = {c.id for one in out for c in decide.copies_of(one, facts.claims)}
                named |= copies & set(noun.claims)
            return decide.split(noun, named, facts, hand)
        if wish.like is not None:
            return decide.like_event(_alike(find(held, wish.like), of_event=True), noun, facts, hand)
        return _on_event(noun, settings, facts, wish, hand)
    if isinstance(noun, Document):
        if not wish.reject:
            raise _unfit("a document can only be rejected", "accept or correct its claims, one by one")
        return decide.on_document(noun, "rejected", hand)
    claim = _claim(noun, facts)
    if wish.split:
        home = next((e for e in fusion.events if claim.id in e.claims), None)
        raise _unfit(
            "a split is of an event", f"sightline judge {home.id if home else 'EVENT'} --split {claim.id}"
        )
    if wish.grades:
        raise _unfit("credibility and estimate are of an event, not of a claim", "give the event's id")
    if wish.like is not None:
        return decide.like(_alike(find(held, wish.like), of_event=False), claim.id, facts, hand)
    decision = "accepted" if wish.accept else "rejected" if wish.reject else "corrected"
    changes = _changes(claim, settings, wish, hand) if wish.corrects else ()
    return decide.on_claim(claim.id, facts, decision, hand, changes)  # type: ignore[arg-type]


def _alike(old: Any, *, of_event: bool) -> Judgement:
    """A judgement that can be made again on a claim, or on an event."""
    from sightline.fusion.judged import OF_CLAIMS, about_claim

    fits = isinstance(old, Judgement) and old.decision in OF_CLAIMS and about_claim(old) != of_event
    if not fits:
        raise _unfit(
            f"{old.id} is no judgement of {'an event' if of_event else 'a claim'}", "see: sightline log"
        )
    assert isinstance(old, Judgement)
    return old


def _on_event(event: Event, settings: "Settings", facts: "Facts", wish: Wish, hand: "Hand") -> Judgement:
    from sightline.fusion import decide
    from sightline.judge_values import place_of, range_of, time_of

    if wish.fields or wish.count is not None:
        raise _unfit(
            "what a page says is corrected in its claim", f"see its claims: sightline show {event.id}"
        )
    values: dict[str, Any] = {}
    if wish.credibility is not None:
        values["credibility"] = wish.credibility
    if wish.estimate is not None:
        values["estimate"] = list(range_of(wish.estimate))
    if wish.place is not None:
        values["place"] = place_of(
            wish.place,
            _gazetteer(settings),
            hand.who,
            now=event.place,
            radius=wish.radius,
            country=wish.country,
        )
    if wish.time is not None:
        values["time"] = time_of(wish.time, hand.who)
    decision = "accepted" if wish.accept else "rejected" if wish.reject else "corrected"
    return decide.on_event(event, facts, decision, hand, values)  # type: ignore[arg-type]


def _changes(claim: Claim, settings: "Settings", wish: Wish, hand: "Hand") -> list[tuple[str, str]]:
    from sightline.judge_values import count_of, field_of, item_number, place_of, time_of

    values: list[tuple[str, Any]] = []

    def placed(text: str, name: str) -> dict[str, Any]:
        now = claim.place if name == "place" else claim.from_place
        return place_of(
            text, _gazetteer(settings), hand.who, now=now, radius=wish.radius, country=wish.country
        )

    words: dict[str, Callable[[str], Any]] = {
        "place": lambda text: placed(text, "place"),
        "from": lambda text: placed(text, "from"),
        "time": lambda text: time_of(text, hand.who, claim.time.span if claim.time else None),
    }
    for said in wish.fields:
        path, value = field_of(said)
        if isinstance(value, str | int | float) and path.endswith(".count"):
            value = count_of(str(value))
        elif isinstance(value, str) and path in words:
            value = words[path](value)
        values.append((path, value))
    if wish.count is not None:
        number = item_number(claim, wish.item)
        old = claim.items[number].count
        values.append((f"items.{number}.count", count_of(wish.count, old.unit if old else None)))
    if wish.place is not None:
        values.append(("place", words["place"](wish.place)))
    if wish.time is not None:
        values.append(("time", words["time"](wish.time)))
    return [(path, json.dumps(value, ensure_ascii=False)) for path, value in values]


def _gazetteer(settings: "Settings") -> Any:
    from sightline.wiring import gazetteer_for

    return gazetteer_for(settings)


def _claim(noun: Any, facts: "Facts") -> Claim:
    """The claim as it is read now, corrected. Raises InputError for what is none, or is not read any more."""
    from sightline.fusion.judged import judged

    if not isinstance(noun, Claim):
        raise _unfit(f"{noun.id} is no claim and no event", "see: sightline events, sightline show ID")
    found = next((c for c in judged(facts).facts.claims if c.id == noun.id), None)
    if found is None:
        raise _unfit(f"{noun.id} is not read any more", "see what its document says now: sightline show")
    return found


def _unfit(message: str, advice: str) -> InputError:
    return InputError("judgement-unfit", message, advice)
