"""Is it said to have happened at all? Conditions, questions, rumours and refused plans, by the clause.

A pass before stance: what it finds outranks the words around the trigger. Written from the plain uses of these
words; it reads English only.
"""

import re
from functools import lru_cache

from sightline.extraction.sentences import Sentence
from sightline.model.span import Span
from sightline.model.vocabulary import Stance

_CONDITION = re.compile(
    r"\b(?:if|unless|whether|suppose|supposing|assuming|imagine|provided that|in case|as if|as though|in the event"
    r"|hypothetically|fictional|in the (?:film|game|novel|simulation|scenario))\b",
    re.IGNORECASE,
)
_CONDITION_AFTER = re.compile(r"(?:,| )(?:if|unless|provided|assuming)\b", re.IGNORECASE)
_INVERTED = re.compile(r"^\W*(?:Had|Should|Were) \w+")
_FALSE = (
    r"(?:baseless|false|untrue|wrong|unfounded|fake|fabricated|nonsense|a lie|lies|incorrect|debunked|groundless"
    r"|not true|has no basis|have no basis|a hoax)"
)
_TOLD_FALSE = re.compile(
    r"\b(?:rumou?rs?|claims?|reports?|allegations?|suggestions?|stor(?:y|ies)|assertions?|video|pictures?) (?:that|of|about)\b"
    rf".*\b(?:is|are|was|were|as|called|dismissed as|branded)\b[^.;]{{0,40}}?\b{_FALSE}\b|\bdenials? (?:that|of)\b",
    re.IGNORECASE,
)
_TOLD_DISPUTED = re.compile(
    r"\b(?:rumou?rs?|allegations?|suggestions?|speculation|fears?|concerns?|expectations?|possibility|prospect|talk|idea"
    r"|threats?) (?:that|of|about)\b|\b(?:is|are|was|were|remains?) (?:disputed|contested|in dispute|in doubt)\b"
    r"|\b(?:few|nobody|no one|hardly anybody) (?:believes?|thinks?)\b",
    re.IGNORECASE,
)
_TOLD_BY = re.compile(
    r"\b(?:reports?|claims?|accounts?|information|news|stor(?:y|ies)) (?:of|that|about|on)\b", re.IGNORECASE
)
_UNCONFIRMED = re.compile(
    r"\b(?:unconfirmed|unverified"
    r"|not (?:yet |immediately )?(?:be |been )?(?:\w+ly )?(?:be )?(?:confirmed|verified|corroborated))\b",
    re.IGNORECASE,
)
_NOT_RULED_OUT = r"(?:not|n't|never) (?:rul(?:e|ed|ing) out|exclud(?:e|ed|ing))"
_WEIGHED = re.compile(
    r"\b(?:consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?|discuss(?:es|ed|ing)|debat(?:es?|ed|ing)"
    rf"|toy(?:s|ed|ing)? with)(?: \w+){{0,3}}$|{_NOT_RULED_OUT}(?: \w+){{0,3}}$",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:propos(?:es?|ed|ing)|urg(?:es?|ed|ing)|call(?:s|ed|ing)? (?:for|on)|demand(?:s|ed|ing)?|request(?:s|ed|ing)?)"
    r"(?: \w+){0,4}$",
    re.IGNORECASE,
)
_PREVENTED = re.compile(
    r"\b(?:nearly|almost|hardly(?: any)?|barely|scarcely)(?: \w+)?$"
    r"|\b(?:blocked|blocks|vetoed|prevented|prevents|banned|forbade|cancelled|canceled|rul(?:es|ed|ing) out|rule out|shelved"
    r"|abandoned (?:a |its |their )?plans? (?:to|for)|stop(?:s|ped)? short of|instead of|rather than)(?: \w+){0,3}$",
    re.IGNORECASE,
)
_NOT_RULED = re.compile(_NOT_RULED_OUT, re.IGNORECASE)
_ACCUSED = re.compile(
    r"\b(?:accus(?:es?|ed|ing)|blam(?:es?|ed|ing)|suspect(?:s|ed)?) (?:\w+ ){1,6}(?:of|for)(?: \w+){0,4}$",
    re.IGNORECASE,
)
_MADE_UP = re.compile(
    r"\b(?:AI-generated|doctored|fake|faked|manipulated|photoshopped|staged|recycled|mislabel(?:l)?ed|deepfake)\b",
    re.IGNORECASE,
)
_CLAUSE_BORDER = re.compile(r"[;:—–]|, (?:and|but|while|although|though|then|which|who)\b")
_FACTUAL_WHETHER = re.compile(r"\b(?:even if|as if by|if only)\b", re.IGNORECASE)


def is_question(text: str, sentence: Sentence) -> bool:
    """A question tells nothing; a quotation that ends in one neither. "??" in a log doubts, it does not ask."""
    words = text[sentence.start : sentence.end].rstrip("\"'”’») ")
    return words.endswith("?") and not words.endswith("??")


def framed(text: str, sentence: Sentence, trigger: Span, stance: Stance) -> Stance:
    """The stance once the frame around the trigger is heard: what the frame denies is denied, what it only
    weighs or makes conditional is at most possible; a plan stays a plan."""
    before = text[sentence.start : trigger.start].rstrip()
    after = text[trigger.end : sentence.end]
    clause = _last_clause(before)
    whole = text[sentence.start : sentence.end]
    if _told_false(whole) or (_PREVENTED.search(clause) and not _NOT_RULED.search(clause)):
        return "denied"
    if _WEIGHED.search(clause):
        return "possible"
    if stance not in {"asserted", "reported"}:
        return stance
    if _ACCUSED.search(clause):
        return "reported"
    if _ASKED_FOR.search(clause):
        return "planned"
    conditional = _CONDITION.search(clause) and not _FACTUAL_WHETHER.search(clause)
    if conditional or _CONDITION_AFTER.search(after) or (_INVERTED.match(whole) and "," not in before):
        return "possible"
    if _UNCONFIRMED.search(after) and _TOLD_BY.search(before):
        return "possible"
    doubted = _TOLD_DISPUTED.search(clause) or _TOLD_DISPUTED.search(after)
    return "possible" if doubted else stance


@lru_cache(maxsize=16)  # once for all claims of a sentence
def _told_false(sentence: str) -> bool:
    return _TOLD_FALSE.search(sentence) is not None


def made_up(text: str, picture: Span) -> bool:
    """Whether the words before or in a picture's naming say that it shows nothing real."""
    return _MADE_UP.search(text[max(0, picture.start - 24) : picture.end]) is not None


def _last_clause(before: str) -> str:
    """The words from the last clause border to the trigger; a comma alone is none, since a condition reaches
    over lists."""
    return _CLAUSE_BORDER.split(before)[-1]
