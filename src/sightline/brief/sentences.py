"""Sentences about events and claims: hedged as their stance demands, never more than the claims say."""

import re
from collections.abc import Sequence

from sightline.brief import words
from sightline.brief.clauses import clause, nameless
from sightline.brief.groups import Group, ItemKey, groups, item_key
from sightline.brief.index import Index
from sightline.model.brief import Sentence
from sightline.model.claim import Claim, Likelihood, barely_read
from sightline.model.event import Assessment, Event, Voice
from sightline.model.vocabulary import CREDIBILITY_WORDS, INSTRUMENTS

NOBODY = "a source not named"
STARTERS = frozenset({"How", "Whether", "Where", "When", "Who", "The", "One", "Some", "Two"})
MOST_VOICES = 3
MOST_TOLD = 2  # ways of telling one event in the summary
CITING = re.compile(r"(?i)^(according to|as reported by|reported by|citing|quoting|per|by|from)\s+")


def voices_words(voices: Sequence[Voice], ix: Index, claims: Sequence[Claim], *, copies: bool = False) -> str:
    """The voices by the names of those of their documents that make the claims, since one that only goes back to the
    same origin may say otherwise: "a.example", "a.example and c.example", "five voices (a.example, b.example,
    c.example and others)"; with copies: "a.example (also carried by b.example)"."""
    saying = {c.document for c in claims}
    told = []
    for voice in voices[:MOST_VOICES]:
        own = [d for d in ix.documents if d in voice.documents and d in saying]
        names = list(dict.fromkeys(ix.cited(d) for d in own)) or ["a document not at hand"]
        carried = names[1:4] + [f"{words.number(len(names) - 4)} more"] * (len(names) > 4)
        told.append(names[0] + (f" (also carried by {words.listed(carried)})" if copies and carried else ""))
    if len(voices) <= MOST_VOICES:
        return words.listed(told)
    return f"{words.plural(len(voices), 'voice')} ({', '.join(told)} and others)"


def grade_words(assessment: Assessment) -> str:
    """The proposed grade: "credibility 3, possibly true"."""
    if assessment.credibility == 6:
        return "credibility 6, truth cannot be judged"
    return f"credibility {assessment.credibility}, {CREDIBILITY_WORDS[assessment.credibility].lower()}"


def summary_sentence(event: Event, ix: Index, told: set[str]) -> Sentence:
    """The event in its strongest form, a second voice's where another tells it, where they contradict one
    another, and the proposed grade.

    told: ids of the voices already introduced with their copies; grows.
    """
    chosen = _lead(event, ix)
    out = []
    for group in chosen:
        own = ix.voices_of(group.claims, event)
        new = any(v.id not in told for v in own)
        told.update(v.id for v in own)
        out.append(_told(group, voices_words(own, ix, group.claims, copies=new), many=len(own) != 1))
    ids = [c.id for g in chosen for c in g.claims]
    for clash in event.contradictions:
        out.append(f"The accounts differ: {lower(words.clean(clash.words.rstrip('.')))}.")
        ids += [i for side in clash.sides for i in side if i in ix.claims]
    heard = len(event.voices)
    grade = grade_words(event.assessment)
    if heard:
        # Only grade 1 means that their independence is shown.
        shown = "independent " if event.assessment.credibility == 1 else ""
        voices = "one voice" if heard == 1 else f"{words.number(heard)} {shown}voices"
        grade = f"{voices}; {grade}"
    out.append(f"{words.capital(grade)}.")
    return Sentence(" ".join(out), tuple(dict.fromkeys(ids)))


def _lead(event: Event, ix: Index) -> list[Group]:
    """The groups the summary tells: the strongest, and the next that brings in a voice not yet heard or, where
    all is one voice, things not yet named. What the words say only perhaps is left to the event's own page."""
    chosen: list[Group] = []
    heard: set[str] = set()
    named: set[ItemKey] = set()
    ways = groups(event, ix)
    sure = [g for g in ways if not all(barely_read(c) for c in g.claims)]
    for group in sure or ways:
        voices = {v.id for v in ix.voices_of(group.claims, event)}
        items = {item_key(i) for c in group.claims for i in c.items}
        new = not items <= named if len(event.voices) == 1 else not voices <= heard
        if not chosen or (new and group.form != "denied"):
            chosen.append(group)
            heard |= voices
            named |= items
    return chosen[:MOST_TOLD]


def lower(text: str) -> str:
    """First letter small, unless the first word is a name or a designation."""
    first = text.split(" ", 1)[0]
    return (
        text[0].lower() + text[1:] if first.isalpha() and first[1:].islower() and first in STARTERS else text
    )


def event_sentences(event: Event, ix: Index) -> list[Sentence]:
    """One sentence for each way in which the event is stated, the strongest first."""
    out = []
    for group in groups(event, ix):
        own = ix.voices_of(group.claims, event)
        text = _told(group, voices_words(own, ix, group.claims), many=len(own) != 1)
        out.append(Sentence(text, tuple(c.id for c in group.claims)))
    return out


def _told(group: Group, who: str, *, many: bool) -> str:
    """A whole sentence; where the claims name neither what nor who, or deny, it ends in the source's words."""
    text = _framed(group, who, many=many)
    if nameless(group) or group.form == "denied":
        text += f": {words.quoted(group.claims[0].quote.text, 200)}"
    return _punctuated(words.capital(text) + ".")


def _framed(group: Group, who: str, *, many: bool) -> str:
    says = "say" if many else "says"
    match group.form:
        case "imagery" | "tracking":
            return f"{who} {says} that {_instrument(group.claims)} shows {clause(group, 'shown')}"
        case "asserted":
            return f"{who} {'state' if many else 'states'} that {clause(group, 'finite')}"
        case "reported":
            report = "report" if many else "reports"
            return f"{clause(group, 'reportedly')}, {who} {report}, {_citing(group.claims)}"
        case "possible":
            hedges = dict.fromkeys(words.quoted(h.text, 40) for c in group.claims for h in c.hedges)
            own = f" ({', '.join(list(hedges)[:3])})" if hedges else ""
            return f"{who} {'hold' if many else 'holds'} it possible{own} that {clause(group, 'finite')}"
        case "planned":
            return f"according to {who}, {clause(group, 'planned')}; this is announced, not said to be done"
        case "denied":
            told = [a for c in group.claims for a in c.attribution if a.kind != "unnamed"]
            if told and all(a.kind in INSTRUMENTS for a in told):
                return f"{who} {says} that {_instrument(group.claims)} did not show {clause(group, 'noun')}"
            if told:
                cite = "cite" if many else "cites"
                return f"{who} {cite} {_whose(group.claims)} as denying {clause(group, 'noun')}"
            return f"{who} {'deny' if many else 'denies'} {clause(group, 'noun')}"


def _instrument(claims: Sequence[Claim]) -> str:
    pictures = [a.span.text.casefold() for c in claims for a in c.attribution if a.kind == "imagery"]
    if not pictures:
        return "flight or ship tracking"
    return "satellite imagery" if any("satellite" in own for own in pictures) else "imagery"


def _citing(claims: Sequence[Claim]) -> str:
    whose = _whose(claims)
    return "naming no source" if whose == NOBODY else f"citing {whose}"


def _whose(claims: Sequence[Claim]) -> str:
    """The named voices, quoted; those without a name as such."""
    named = [_voice(a.span.text) for c in claims for a in c.attribution if a.kind != "unnamed"]
    once: dict[str, str] = {}
    for name in named:
        once.setdefault(re.sub(r"^“the ", "“", name.casefold()), name)  # "the Monitor" is "Monitor"
    found = list(once.values())[:3]
    if any(not [a for a in c.attribution if a.kind != "unnamed"] for c in claims):
        found.append("others not named" if found else NOBODY)
    return words.listed(found)


def _voice(text: str) -> str:
    """The words for a voice, without "according to" and without the capital of a sentence's first word."""
    bare = words.small(CITING.sub("", text) or text)
    if bare in {"he", "she", "they", "it"}:
        return f"somebody it calls only {words.quoted(bare)}"
    return words.quoted(bare, 80)


def range_words(likelihood: Likelihood) -> str:
    """The source's estimative words with the range that ICD 203 gives them."""
    low, high = round(likelihood.low * 100), round(likelihood.high * 100)
    return f"{words.quoted(likelihood.text, 60)}, which ICD 203 puts at {low} to {high} per cent"


def claim_sentence(claims: Sequence[Claim], ix: Index) -> Sentence:
    """A judgement, forecast or stated unknown, as the source's own, in its own words.

    claims: one, and those of copies that say it word for word.
    """
    claim = claims[0]
    carried = list(dict.fromkeys(ix.cited(c.document) for c in claims[1:] if c.document != claim.document))
    who = ix.cited(claim.document)
    who += f" (also carried by {words.listed(carried)})" if carried else ""
    quote = words.quoted(claim.quote.text)
    if claim.stance != "unknown" and who.startswith("document "):
        who = words.capital(who)
    if claim.stance == "unknown":
        text = f"Said by {who} not to be known: {quote}."
    elif claim.likelihood:
        verb = "forecasts" if claim.stance == "forecast" else "judges"
        text = f"{who} {verb}, using the words {range_words(claim.likelihood)}: {quote}."
    elif claim.stance == "forecast":
        text = f"{who} forecasts: {quote}."
    elif claim.stance == "possible":
        text = f"{who} holds it possible: {quote}."
    elif claim.stance == "denied":
        text = f"{who} denies: {quote}."
    elif claim.stance == "reported":
        text = f"{who} gives as the word of {_whose([claim])}: {quote}."
    elif claim.stance == "analysis" or claim.event == "assessment":
        text = f"{who} judges: {quote}."
    else:
        text = f"{who} says: {quote}."
    return Sentence(_punctuated(text), tuple(c.id for c in claims))


def below_sentence(claim: Claim, ix: Index) -> Sentence:
    """Something said in a comment or pingback; the one who said it is not named."""
    part = ix.part(claim)
    kind = part.kind if part else "comment"
    published = words.when(part.published) if part else None
    tongue = part.language if part else None
    of = f" in {words.language(tongue)}" if tongue and tongue != "en" else ""
    dated = f", dated {published.removeprefix('on ')}," if published else ", undated,"
    head = f"{words.capital(words.article(kind))} {kind}{of} below {ix.cited(claim.document)}{dated}"
    english = (tongue or "en") == "en"
    names = [words.clean(i.name) if english else words.quoted(i.name, 80) for i in claim.items]
    things = list(dict.fromkeys(names))
    naming = f" names {words.listed(things[:8])}" if things else " says"
    return Sentence(_punctuated(f"{head}{naming}: {words.quoted(claim.quote.text)}."), (claim.id,))


def _punctuated(text: str) -> str:
    """No stop after a stop, no comma before a stop or a clause's end."""
    for wrong, right in (
        (",;", ";"),
        (", (", " ("),
        (",.", "."),
        (",,", ","),
        ("..", "."),
        (".”.", ".”"),
        ("?”.", "?”"),
        ("!”.", "!”"),
    ):
        text = text.replace(wrong, right)
    return text
