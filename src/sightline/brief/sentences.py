"""Sentences about events and claims: hedged as their stance demands, never more than the claims say."""

import re
from collections.abc import Sequence

from sightline.brief import words
from sightline.brief.clauses import clause
from sightline.brief.groups import Group, groups
from sightline.brief.index import Index
from sightline.model.brief import Sentence
from sightline.model.claim import Claim, Likelihood
from sightline.model.event import Assessment, Event, Voice
from sightline.model.vocabulary import CREDIBILITY_WORDS

CITING = re.compile(r"(?i)^(according to|as reported by|reported by|citing|quoting|per|by|from)\s+")


def voices_words(voices: Sequence[Voice], ix: Index, *, copies: bool = False) -> str:
    """ "one voice (a.example)", "two independent voices (a.example; c.example)"; with copies: "one voice
    (a.example, copied by b.example)"."""
    told = []
    for voice in voices[:3]:
        own = [d for d in ix.documents if d in voice.documents]
        names = list(dict.fromkeys(words.clean(ix.name(d)) for d in own)) or ["a document not at hand"]
        more = f", also in {words.listed(names[1:])}" if copies and names[1:] else ""
        told.append(names[0] + more)
    return f"{words.plural(len(voices), 'voice' if len(voices) == 1 else 'independent voice')} ({'; '.join(told)})"


def grade_words(assessment: Assessment) -> str:
    """The proposed grade: "credibility 3, possibly true"."""
    if assessment.credibility == 6:
        return "credibility 6, truth cannot be judged"
    return f"credibility {assessment.credibility}, {CREDIBILITY_WORDS[assessment.credibility].lower()}"


def summary_sentence(event: Event, ix: Index, told: set[str]) -> Sentence:
    """The event in its strongest form, with the voices on the event as a whole and the proposed grade.

    told: ids of the voices already introduced with their copies; grows.
    """
    group = groups(event, ix)[0]
    own = ix.voices_of(group.claims, event)
    grade = grade_words(event.assessment)
    if len(event.voices) > len(own):
        grade = f"{words.plural(len(event.voices), 'independent voice')} on the event as a whole; {grade}"
    new = any(v.id not in told for v in own)
    told.update(v.id for v in own)
    text = _framed(group, voices_words(own, ix, copies=new), many=len(own) != 1)
    return Sentence(_punctuated(f"{words.capital(text)} ({grade})."), tuple(c.id for c in group.claims))


def event_sentences(event: Event, ix: Index) -> list[Sentence]:
    """One sentence for each way in which the event is stated, the strongest first."""
    out = []
    for group in groups(event, ix):
        own = ix.voices_of(group.claims, event)
        text = _framed(group, voices_words(own, ix), many=len(own) != 1)
        out.append(Sentence(_punctuated(words.capital(text) + "."), tuple(c.id for c in group.claims)))
    return out


def _framed(group: Group, who: str, *, many: bool) -> str:
    match group.form:
        case "imagery" | "tracking":
            seen = _instrument(group.claims) if group.form == "imagery" else "flight or ship tracking"
            return f"{seen} is said by {who} to show {clause(group, 'shown')}"
        case "asserted":
            return f"{who} {'state' if many else 'states'} that {clause(group, 'finite')}"
        case "reported":
            gives = "give" if many else "gives"
            return f"{clause(group, 'reportedly')}; {who} {gives} this as the word of {_whose(group.claims)}"
        case "possible":
            hedges = dict.fromkeys(words.quoted(h.text, 40) for c in group.claims for h in c.hedges)
            own = f" ({', '.join(list(hedges)[:3])})" if hedges else ""
            return f"{who} {'hold' if many else 'holds'} it possible{own} that {clause(group, 'finite')}"
        case "planned":
            return f"according to {who}, {clause(group, 'planned')}; this is announced, not said to be done"
        case "denied":
            told = [a for c in group.claims for a in c.attribution]
            if told:
                return f"{_whose(group.claims)} is cited by {who} as denying that {clause(group, 'finite')}"
            return f"{who} {'deny' if many else 'denies'} that {clause(group, 'finite')}"


def _instrument(claims: Sequence[Claim]) -> str:
    own = " ".join(a.span.text.casefold() for c in claims for a in c.attribution if a.kind == "imagery")
    return "satellite imagery" if "satellite" in own else "imagery"


def _whose(claims: Sequence[Claim]) -> str:
    """The named voices, quoted; those without a name as such."""
    named = [
        words.quoted(CITING.sub("", a.span.text) or a.span.text, 80)
        for c in claims
        for a in c.attribution
        if a.kind != "unnamed"
    ]
    found = list(dict.fromkeys(named))[:3]
    if any(not [a for a in c.attribution if a.kind != "unnamed"] for c in claims):
        found.append("others not named" if found else "a source not named")
    return words.listed(found)


def range_words(likelihood: Likelihood) -> str:
    """The source's estimative words with the range that ICD 203 gives them."""
    low, high = round(likelihood.low * 100), round(likelihood.high * 100)
    return f"{words.quoted(likelihood.text, 60)}, which ICD 203 puts at {low} to {high} per cent"


def claim_sentence(claim: Claim, ix: Index) -> Sentence:
    """A judgement, forecast or stated unknown, as the source's own, in its own words."""
    who = words.clean(ix.name(claim.document))
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
    return Sentence(_punctuated(text), (claim.id,))


def below_sentence(claim: Claim, ix: Index) -> Sentence:
    """Something said in a comment or pingback; the one who said it is not named."""
    part = ix.part(claim)
    kind = part.kind if part else "comment"
    published = words.when(part.published) if part else None
    tongue = part.language if part else None
    of = f" in {words.language(tongue)}" if tongue and tongue != "en" else ""
    dated = f", dated {published.removeprefix('on ')}," if published else ", undated,"
    head = (
        f"{words.capital(words.article(kind))} {kind}{of} below {words.clean(ix.name(claim.document))}{dated}"
    )
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
